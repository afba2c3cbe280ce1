"""Reports: drafts, what was written for them, what they said when they were approved, and lists kept with them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("about", _TEXT(length=80), nullable=False),
        sa.Column("report", _TEXT(length=32), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("team", _TEXT(), nullable=True),
        sa.Column("state", _TEXT(length=10), nullable=False),
        sa.Column("made_by", _TEXT(), nullable=False),
        sa.Column("made_at", _INSTANT(), nullable=False),
        sa.Column("approved_by", _TEXT(), nullable=True),
        sa.Column("approved_at", _INSTANT(), nullable=True),
        sa.Column("closing", _TEXT(length=13), nullable=True),
        sa.Column("body", _TEXT(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'approved')", name=op.f("ck_report_state")),
        sa.CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name=op.f("ck_report_approved")),
        sa.CheckConstraint("(state = 'approved') = (body IS NOT NULL)", name=op.f("ck_report_body")),
        sa.CheckConstraint("first <= last", name=op.f("ck_report_order")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_report_team_team")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_report_made_by_person")),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"], name=op.f("fk_report_approved_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("about", name=op.f("uq_report_about")),
    )
    op.create_index(op.f("ix_report_report_report_last"), "report", ["report", "last"])
    op.create_table(
        "wording",
        sa.Column("report", _TEXT(length=13), nullable=False),
        sa.Column("section", _TEXT(length=60), nullable=False),
        sa.Column("words_id", _TEXT(), nullable=False),
        sa.Column("by", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name=op.f("fk_wording_report_report")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_wording_words_id_words")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_wording_by_person")),
        sa.PrimaryKeyConstraint("report", "section", name=op.f("pk_wording")),
    )
    op.create_table(
        "report_entry",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("report", _TEXT(length=32), nullable=False),
        sa.Column("section", _TEXT(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason_id", _TEXT(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("by", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.Column("ended_at", _INSTANT(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_report_entry_number")),
        sa.ForeignKeyConstraint(["reason_id"], ["words.id"], name=op.f("fk_report_entry_reason_id_words")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_report_entry_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_entry")),
    )
    op.create_index(op.f("ix_report_entry_report_report_entry_section"), "report_entry", ["report", "section"])


def downgrade() -> None:
    op.drop_table("report_entry")
    op.drop_table("wording")
    op.drop_table("report")
