"""The calendar of a playground, which nobody has moved yet."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("moved_seconds", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_calendar_one")),
        sa.CheckConstraint("moved_seconds >= 0", name=op.f("ck_calendar_forward")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
    )
    op.execute("INSERT INTO calendar (id, moved_seconds) VALUES (1, 0)")


def downgrade() -> None:
    op.drop_table("calendar")
