"""A reminder remembers where each row stood, so that it is struck out there; and can list proposed months."""

from alembic import op

from bot.storage.migrations.checks import replace_check

revision = "0021"
down_revision = "0020"

_KINDS = "'duty', 'told', 'late', 'action', 'led', 'turn', 'draft', 'meets'"
_GROUPS = "'past', 'meets', 'waiting', 'actions', 'begun', 'of-people', 'of-others'"


def upgrade() -> None:
    replace_check("digest_row", "ck_digest_row_kind", f"kind IN ({_KINDS}, 'months')")
    check = f"CONSTRAINT ck_digest_row_stood CHECK (stood IN ({_GROUPS}))"
    op.execute(f"ALTER TABLE digest_row ADD COLUMN stood VARCHAR(10) {check}")


def downgrade() -> None:
    op.execute("ALTER TABLE digest_row DROP COLUMN stood")
    op.execute("DELETE FROM digest_row WHERE kind = 'months'")
    replace_check("digest_row", "ck_digest_row_kind", f"kind IN ({_KINDS})")
