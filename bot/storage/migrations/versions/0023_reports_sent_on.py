"""Reports that are owed by a meeting know which, and in which channels figures of a report are posted is kept."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0023"
down_revision = "0022"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.execute(
        "ALTER TABLE report ADD COLUMN meeting VARCHAR CONSTRAINT fk_report_meeting_meeting REFERENCES meeting (id)"
    )
    op.create_table(
        "report_posting",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("report", _TEXT(length=13), nullable=False),
        sa.Column("channel", _TEXT(length=80), nullable=False),
        sa.Column("is_chosen", sa.Boolean(), nullable=False),
        sa.Column("by", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("place", _TEXT(length=20), nullable=True),
        sa.Column("posted_at", _INSTANT(), nullable=True),
        sa.Column("refused", _TEXT(length=400), nullable=True),
        sa.CheckConstraint("posted_at IS NULL OR refused IS NULL", name=op.f("ck_report_posting_became")),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_report_posting_report_report")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_report_posting_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_posting")),
        sa.UniqueConstraint("report", "channel", name=op.f("uq_report_posting_report_channel")),
        sa.UniqueConstraint("report", "place", name=op.f("uq_report_posting_report_place")),
    )


def downgrade() -> None:
    op.drop_table("report_posting")
    op.execute("ALTER TABLE report DROP COLUMN meeting")
