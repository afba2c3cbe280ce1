"""Months in which somebody means to do what is owed once a year."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "plan_month",
        sa.Column("duty", _TEXT(length=13), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("state", _TEXT(length=10), nullable=False),
        sa.Column("accepted_by", _TEXT(), nullable=True),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.CheckConstraint("state IN ('proposed', 'accepted')", name=op.f("ck_plan_month_state")),
        sa.CheckConstraint("(state = 'accepted') = (accepted_by IS NOT NULL)", name=op.f("ck_plan_month_accepted")),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_plan_month_accepted_by_person")),
        sa.PrimaryKeyConstraint("duty", name=op.f("pk_plan_month")),
    )


def downgrade() -> None:
    op.drop_table("plan_month")
