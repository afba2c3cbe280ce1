"""Of each block the most records that two people have in it, and whether it is told as it was though it differs."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("figure_block", sa.Column("of_two", sa.Integer(), nullable=True))
    op.add_column("figure_block", sa.Column("differs", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("figure_block", "differs")
    op.drop_column("figure_block", "of_two")
