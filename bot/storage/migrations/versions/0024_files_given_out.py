"""Which files stand in Slack, and until when."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0024"
down_revision = "0023"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "given_file",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("file", _TEXT(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=True),
        sa.Column("reason", _TEXT(length=80), nullable=True),
        sa.Column("gone_at", _INSTANT(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_given_file")),
        sa.UniqueConstraint("file", name=op.f("uq_given_file_file")),
    )
    op.create_index("ix_given_file_gone_at_given_file_until", "given_file", ["gone_at", "until"])


def downgrade() -> None:
    op.drop_table("given_file")
