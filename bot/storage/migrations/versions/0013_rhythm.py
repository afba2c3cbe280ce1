"""When people want to be reminded, the time zone of their account, and when two of them meet next."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    op.add_column("account", sa.Column("tz", _TEXT(length=60), nullable=True))
    op.create_table(
        "rhythm",
        sa.Column("person", _TEXT(length=13), nullable=False),
        sa.Column("hour", sa.SmallInteger(), nullable=True),
        sa.Column("days", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("hour BETWEEN 0 AND 23", name=op.f("ck_rhythm_hour")),
        sa.CheckConstraint("days BETWEEN 1 AND 127", name=op.f("ck_rhythm_days")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_rhythm_person_person")),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_rhythm")),
    )
    op.create_table(
        "meets",
        sa.Column("supervisor", _TEXT(length=13), nullable=False),
        sa.Column("person", _TEXT(length=13), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("supervisor <> person", name=op.f("ck_meets_other")),
        sa.ForeignKeyConstraint(["supervisor"], ["person.id"], name=op.f("fk_meets_supervisor_person")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_meets_person_person")),
        sa.PrimaryKeyConstraint("supervisor", "person", name=op.f("pk_meets")),
    )
    op.create_index(op.f("ix_meets_person"), "meets", ["person"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_meets_person"), table_name="meets")
    op.drop_table("meets")
    op.drop_table("rhythm")
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.drop_column("tz")
