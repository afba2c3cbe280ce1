"""Meetings, and risks to quality."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from bot.storage.migrations.checks import replace_check

revision = "0009"
down_revision = "0008"

_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime
_SUBJECT = (
    "(subject_kind = 'reference') = (subject_reference IS NOT NULL) AND "
    "(subject_kind = 'person') = (subject_person IS NOT NULL) AND "
    "(subject_kind = 'team') = (subject_team IS NOT NULL)"
)


def upgrade() -> None:
    _meetings()
    op.create_table(
        "risk",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("reference", _TEXT(length=6), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("run", _TEXT(), nullable=True),
        sa.Column("words_id", _TEXT(), nullable=False),
        sa.Column("author", _TEXT(), nullable=False),
        sa.Column("team", _TEXT(), nullable=True),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.Column("lead", _TEXT(length=60), nullable=False),
        sa.Column("state", _TEXT(length=10), nullable=False),
        sa.Column("decision_id", _TEXT(), nullable=True),
        sa.Column("decided_by", _TEXT(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_at", _INSTANT(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'decided')", name=op.f("ck_risk_state")),
        sa.CheckConstraint(
            "(state = 'decided') = (decided_by IS NOT NULL) AND (state = 'decided') = (decided_at IS NOT NULL) AND "
            "(state = 'decided') = (decided_on IS NOT NULL) AND (state = 'decided') = (decision_id IS NOT NULL)",
            name=op.f("ck_risk_decided"),
        ),
        sa.ForeignKeyConstraint(["run"], ["run.id"], name=op.f("fk_risk_run_run")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_risk_words_id_words")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_risk_author_person")),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name=op.f("fk_risk_team_team")),
        sa.ForeignKeyConstraint(["decision_id"], ["words.id"], name=op.f("fk_risk_decision_id_words")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_risk_decided_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sa.UniqueConstraint("reference", name=op.f("uq_risk_reference")),
    )
    op.create_index(op.f("ix_risk_author"), "risk", ["author"], unique=False)
    op.create_index(op.f("ix_risk_state"), "risk", ["state"], unique=False)
    op.execute(
        "ALTER TABLE run ADD COLUMN subject_meeting VARCHAR "
        "CONSTRAINT fk_run_subject_meeting_meeting REFERENCES meeting (id)"
    )
    op.execute("ALTER TABLE run ADD COLUMN seat VARCHAR CONSTRAINT fk_run_seat_seat REFERENCES seat (id)")
    op.create_index(op.f("ix_run_subject_meeting"), "run", ["subject_meeting"], unique=False)
    kinds = "subject_kind IN ('reference', 'person', 'team', 'service', 'meeting')"
    about = f"{_SUBJECT} AND (subject_kind = 'meeting') = (subject_meeting IS NOT NULL) AND {kinds}"
    replace_check("run", "ck_run_subject", about)


def _meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("framework", _TEXT(length=60), nullable=False),
        sa.Column("kind", _TEXT(length=60), nullable=False),
        sa.Column("name_id", _TEXT(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("state", _TEXT(length=10), nullable=False),
        sa.Column("author", _TEXT(), nullable=False),
        sa.Column("at", _INSTANT(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name=op.f("ck_meeting_state")),
        sa.ForeignKeyConstraint(["name_id"], ["words.id"], name=op.f("fk_meeting_name_id_words")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_meeting_author_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_state"), "meeting", ["state"], unique=False)
    op.create_table(
        "seat",
        sa.Column("id", _TEXT(length=13), nullable=False),
        sa.Column("meeting", _TEXT(), nullable=False),
        sa.Column("person", _TEXT(), nullable=True),
        sa.Column("role", _TEXT(length=60), nullable=True),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("since", _INSTANT(), nullable=False),
        sa.Column("until", _INSTANT(), nullable=True),
        sa.CheckConstraint("(person IS NULL) <> (role IS NULL)", name=op.f("ck_seat_whose")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_seat_meeting_meeting")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_seat_person_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
    )
    op.create_index(op.f("ix_seat_meeting"), "seat", ["meeting"], unique=False)
    op.create_index(op.f("ix_seat_person"), "seat", ["person"], unique=False)
    op.create_table(
        "agenda_item",
        sa.Column("meeting", _TEXT(length=13), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("words_id", _TEXT(), nullable=False),
        sa.Column("since", _INSTANT(), nullable=False),
        sa.Column("until", _INSTANT(), nullable=True),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_meeting")),
        sa.ForeignKeyConstraint(["words_id"], ["words.id"], name=op.f("fk_agenda_item_words_id_words")),
        sa.PrimaryKeyConstraint("meeting", "number", name=op.f("pk_agenda_item")),
    )


def downgrade() -> None:
    replace_check(
        "run", "ck_run_subject", f"{_SUBJECT} AND subject_kind IN ('reference', 'person', 'team', 'service')"
    )
    op.drop_index(op.f("ix_run_subject_meeting"), "run")
    op.execute("ALTER TABLE run DROP COLUMN subject_meeting")
    op.execute("ALTER TABLE run DROP COLUMN seat")
    for table in ("risk", "agenda_item", "seat", "meeting"):
        op.drop_table(table)
