"""A reminder can list whom somebody meets soon."""

from alembic import op

from bot.storage.migrations.checks import replace_check

revision = "0019"
down_revision = "0018"

_KINDS = "'duty', 'told', 'late', 'action', 'led', 'turn', 'draft'"


def upgrade() -> None:
    replace_check("digest_row", "ck_digest_row_kind", f"kind IN ({_KINDS}, 'meets')")


def downgrade() -> None:
    op.execute("DELETE FROM digest_row WHERE kind = 'meets'")
    replace_check("digest_row", "ck_digest_row_kind", f"kind IN ({_KINDS})")
