"""The calendar, which nobody has moved yet, and of which no day has been dealt with."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moved_seconds", sa.Integer(), nullable=False),
        sa.Column("turned_on", sa.Date(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_calendar_one")),
        sa.CheckConstraint("moved_seconds >= 0", name=op.f("ck_calendar_forward")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
    )
    op.execute("INSERT INTO calendar (id, moved_seconds) VALUES (1, 0)")


def downgrade() -> None:
    op.drop_table("calendar")
