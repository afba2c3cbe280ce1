"""Runs and what was answered in them. Words stand apart, each with the salt that dies with it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, SmallInteger
from sqlmodel import Field, SQLModel


class Version(SQLModel, table=True):
    """A checklist as it stood when some run began with it."""

    digest: str = Field(primary_key=True, max_length=64)
    framework: str = Field(max_length=60)
    checklist: str = Field(max_length=60)
    body: str
    first_used_at: datetime


class Run(SQLModel, table=True):
    """One filling-in. `revision` rises with whatever changes what a person may see of it.

    `seat` is that of a member from outside for whom its author entered it. `subject_plain` is a reference as it is
    looked up, however it was typed.
    """

    id: str = Field(primary_key=True, max_length=13)
    reference: str = Field(unique=True, max_length=6)
    version: str = Field(foreign_key="version.digest")
    subject_kind: str = Field(max_length=10)
    subject_reference: str | None = Field(None, max_length=40)
    subject_plain: str | None = Field(None, max_length=80, index=True)
    subject_person: str | None = Field(None, foreign_key="person.id", index=True)
    subject_team: str | None = Field(None, foreign_key="team.id", index=True)
    subject_meeting: str | None = Field(None, foreign_key="meeting.id", index=True)
    seat: str | None = Field(None, foreign_key="seat.id")
    author: str = Field(foreign_key="person.id")
    team: str | None = Field(None, foreign_key="team.id")
    state: str = Field("open", max_length=10)
    revision: int = 1
    started_at: datetime
    submitted_at: datetime | None = None
    shared_at: datetime | None = None

    __table_args__ = (
        CheckConstraint("state IN ('open', 'submitted', 'withdrawn')", name="state"),
        CheckConstraint("(state = 'submitted') = (submitted_at IS NOT NULL)", name="submitted"),
        CheckConstraint(
            "(subject_kind = 'reference') = (subject_reference IS NOT NULL) AND "
            "(subject_kind = 'person') = (subject_person IS NOT NULL) AND "
            "(subject_kind = 'team') = (subject_team IS NOT NULL) AND "
            "(subject_kind = 'meeting') = (subject_meeting IS NOT NULL) AND "
            "subject_kind IN ('reference', 'person', 'team', 'service', 'meeting')",
            name="subject",
        ),
        Index(None, "author", "state"),
        Index(None, "state"),
        Index(None, "team", "started_at"),
        Index(None, "version", "submitted_at"),
        Index(None, "author", "submitted_at"),
        Index(None, "submitted_at"),
        Index(None, "team", "submitted_at"),
    )


class Participant(SQLModel, table=True):
    """A person in a run and where they are in it: an item's id, or none for the review at the end."""

    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id", primary_key=True, index=True, max_length=13)
    place: str | None = Field(None, max_length=32)


class Words(SQLModel, table=True):
    id: str = Field(primary_key=True, max_length=13)
    salt: str = Field(max_length=32)
    text: str
    kept_because: str | None = None


class AnswerColumns(SQLModel):
    """What an answer holds, current or not. `salt` hides the chosen value in the log, as words have theirs."""

    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    item: str = Field(primary_key=True, max_length=32)
    measure: int = Field(sa_type=SmallInteger)
    choice: int | None = Field(None, sa_type=SmallInteger)
    day: date | None = None
    person: str | None = Field(None, foreign_key="person.id")
    not_applicable: bool = False
    number: int | None = None
    """In hundredths, so that no database rounds it."""
    counted: bool = False
    """Whether its value is how many of each of several choices, which stand in a table of their own."""
    words_id: str | None = Field(None, foreign_key="words.id")
    note_id: str | None = Field(None, foreign_key="words.id")
    author: str = Field(foreign_key="person.id")
    at: datetime
    acted_at: datetime
    salt: str = Field(max_length=32)


class Answer(AnswerColumns, table=True):
    """The current answer to one item."""

    revision: int

    __table_args__ = (
        CheckConstraint("revision > 0", name="revision"),
        CheckConstraint(
            # Only what was found has both, a choice and a day.
            "CASE WHEN choice IS NULL AND day IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN person IS NULL THEN 0 ELSE 1 END + CASE WHEN words_id IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN number IS NULL THEN 0 ELSE 1 END + CASE WHEN counted THEN 1 ELSE 0 END + "
            "CASE WHEN not_applicable THEN 1 ELSE 0 END <= 1",
            name="one_value",
        ),
        {"sqlite_with_rowid": False},
    )


class Superseded(AnswerColumns, table=True):
    """An answer as it stood in a submitted run before it was corrected, and why it was."""

    revision: int = Field(primary_key=True)
    replaced_at: datetime
    reason_id: str = Field(foreign_key="words.id")


class AnswerChoice(SQLModel, table=True):
    """How many of one of the choices that a current answer holds."""

    __tablename__ = "answer_choice"

    run: str = Field(primary_key=True, max_length=13)
    item: str = Field(primary_key=True, max_length=32)
    code: int = Field(primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False})
    many: int

    __table_args__ = (
        ForeignKeyConstraint(["run", "item"], ["answer.run", "answer.item"]),
        CheckConstraint("many >= 0", name="many"),
        {"sqlite_with_rowid": False},
    )


class SupersededChoice(SQLModel, table=True):
    """The same of an answer as it stood before a correction."""

    __tablename__ = "superseded_choice"

    run: str = Field(primary_key=True, max_length=13)
    item: str = Field(primary_key=True, max_length=32)
    revision: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    code: int = Field(primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False})
    many: int

    __table_args__ = (
        ForeignKeyConstraint(["run", "item", "revision"], ["superseded.run", "superseded.item", "superseded.revision"]),
    )


class Reading(SQLModel, table=True):
    """Who has read a run's answers, so that they can be told of a correction."""

    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id", primary_key=True, max_length=13)
    last_at: datetime


class HandedIn(SQLModel, table=True):
    """A part of a run that is done, and who said so."""

    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    part: str = Field(primary_key=True, max_length=60)
    person: str = Field(foreign_key="person.id")
    at: datetime


class Writing(SQLModel, table=True):
    """Who writes an answer in words just now, where two could; it is over by itself when the time is."""

    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    item: str = Field(primary_key=True, max_length=32)
    person: str = Field(foreign_key="person.id")
    until: datetime
