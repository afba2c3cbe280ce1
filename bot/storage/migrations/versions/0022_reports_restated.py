"""A report can be made again where its figures are others by now, and stands in its maker's reminder until it is made."""

import sqlalchemy as sa
from alembic import op

from bot.storage.migrations.checks import replace_check

revision = "0022"
down_revision = "0021"

_KINDS = "'duty', 'told', 'late', 'action', 'led', 'turn', 'draft', 'meets', 'months'"


def upgrade() -> None:
    op.add_column("report", sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
    replace_check("digest_row", "ck_digest_row_kind", f"kind IN ({_KINDS}, 'report')")


def downgrade() -> None:
    op.execute("DELETE FROM digest_row WHERE kind = 'report'")
    replace_check("digest_row", "ck_digest_row_kind", f"kind IN ({_KINDS})")
    op.drop_column("report", "number")
