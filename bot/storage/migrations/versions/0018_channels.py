"""Which team a channel belongs to, and summaries that were posted."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0018"
down_revision = "0017"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "channel_team",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("channel", _TEXT(length=20), nullable=False),
        sa.Column("team", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_channel_team_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_team")),
        sa.UniqueConstraint("channel", name=op.f("uq_channel_team_channel")),
    )
    op.create_table(
        "posting",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("channel", _TEXT(length=20), nullable=False),
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("team", _TEXT(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=True),
        sa.Column("form", _TEXT(length=60), nullable=True),
        sa.Column("claimed_at", _INSTANT(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ts", _TEXT(length=20), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_posting_person_person")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_posting_team_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )


def downgrade() -> None:
    op.drop_table("posting")
    op.drop_table("channel_team")
