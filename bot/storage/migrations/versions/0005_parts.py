"""Parts that different people hand in."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "handedin",
        sa.Column("run", _TEXT(length=13), nullable=False),
        sa.Column("part", _TEXT(length=60), nullable=False),
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_handedin_run_run")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_handedin_person_person")),
        sa.PrimaryKeyConstraint("run", "part", name=op.f("pk_handedin")),
    )
    op.create_table(
        "writing",
        sa.Column("run", _TEXT(length=13), nullable=False),
        sa.Column("item", _TEXT(length=32), nullable=False),
        sa.Column("person", _TEXT(), nullable=False),
        sa.Column("until", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_writing_run_run")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_writing_person_person")),
        sa.PrimaryKeyConstraint("run", "item", name=op.f("pk_writing")),
    )


def downgrade() -> None:
    op.drop_table("writing")
    op.drop_table("handedin")
