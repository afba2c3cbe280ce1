"""What is owed as it was last worked out, what people said of it, and how far the log was followed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger
from sqlmodel import Field, SQLModel

_STATUSES = "'planned', 'due', 'late', 'done', 'done late', 'missed', 'excused', 'nothing to check', 'paused'"


class Duty(SQLModel, table=True):
    """One duty. Its id follows from rule, subject and period, so working it out again finds the same row."""

    id: str = Field(primary_key=True, max_length=13)
    rule: str = Field(max_length=32)
    framework: str = Field(max_length=60)
    version: str = Field(max_length=64)
    subject_kind: str = Field(max_length=10)
    subject_key: str | None = Field(None, max_length=120)
    about: str | None = Field(None, max_length=40)
    period: str = Field(max_length=80)
    opens: date
    due: date
    status: str = Field(max_length=20)
    owner: str | None = Field(None, foreign_key="person.id")
    owner_since: date | None = None
    team: str | None = Field(None, foreign_key="team.id")
    count: int = Field(sa_type=SmallInteger)
    done: int = Field(sa_type=SmallInteger)
    done_on: date | None = None
    grace_until: date | None = None
    details: str = ""
    """Who else is told, what paid for it, who is missing and the days of its stages, as one text."""
    next_change_on: date | None = Field(None, index=True)

    __table_args__ = (
        CheckConstraint(f"status IN ({_STATUSES})", name="status"),
        CheckConstraint("subject_kind IN ('reference', 'person', 'team', 'service', 'meeting')", name="subject"),
        Index(None, "owner", "status"),
        Index(None, "rule", "subject_key"),
        Index(None, "subject_key", "due"),
        Index(None, "team", "due"),
    )


class Concerned(SQLModel, table=True):
    """Somebody besides its owner who hears of a duty: reminded as well (told), or once it is late (late)."""

    duty: str = Field(foreign_key="duty.id", primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id", primary_key=True, max_length=13, index=True)
    how: str = Field(primary_key=True, max_length=10)

    __table_args__ = (CheckConstraint("how IN ('told', 'late')", name="how"),)


class DutyAct(SQLModel, table=True):
    """What somebody said of a duty: excused, nothing to check, handed over. What was said stays when it is ended.

    Asking to be excused and offering a duty to somebody wait as `asked` until they are `given` or `refused`. A duty is
    named by its id without a foreign key: the row of a duty may be worked out anew.
    """

    __tablename__ = "duty_act"
    id: str = Field(primary_key=True, max_length=13)
    duty: str = Field(index=True, max_length=13)
    kind: str = Field(max_length=10)
    state: str = Field("asked", max_length=10)
    person: str = Field(foreign_key="person.id", index=True)
    """Who said it."""
    to: str | None = Field(None, foreign_key="person.id", index=True)
    """Who was asked to approve it, or to take it over."""
    words_id: str | None = Field(None, foreign_key="words.id")
    """The reason."""
    until: date | None = None
    """The last day on which it is excused."""
    at: datetime
    decided_by: str | None = Field(None, foreign_key="person.id")
    decided_at: datetime | None = None
    answer_id: str | None = Field(None, foreign_key="words.id")
    """Why it was refused."""
    since: date | None = None
    """The first day on which a duty was somebody else's."""

    __table_args__ = (
        CheckConstraint("kind IN ('excuse', 'nothing', 'handover')", name="kind"),
        CheckConstraint("state IN ('asked', 'given', 'refused', 'ended')", name="state"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided"),
        Index(None, "state", "kind"),
    )


class Started(SQLModel, table=True):
    """The duty that a run was started from."""

    __tablename__ = "started_from"
    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    duty: str = Field(max_length=13, index=True)


class Followed(SQLModel, table=True):
    """One row: up to which entry of the log duties were worked out anew, and when all of them were last."""

    id: int = Field(1, primary_key=True)
    sequence: int = 0
    people_at: int = 0
    """The last entry by which people, posts, lines or absences changed."""
    worked_out_on: date | None = None
    schedules: str = Field("", max_length=64)
    beat_at: datetime | None = None
    """When time last did its work, whichever process did it."""

    __table_args__ = (CheckConstraint("id = 1", name="one"),)


class GoLive(SQLModel, table=True):
    """From when a framework's duties count. Before that day nothing is owed."""

    __tablename__ = "go_live"
    framework: str = Field(primary_key=True, max_length=60)
    day: date
    set_by: str = Field(max_length=13)
    set_at: datetime


class LastDone(SQLModel, table=True):
    """When something was last done before go-live, as a file told. Its id follows from what it is of."""

    __tablename__ = "last_done"
    id: str = Field(primary_key=True, max_length=13)
    rule: str = Field(max_length=32)
    subject_kind: str = Field(max_length=10)
    subject_key: str | None = Field(None, max_length=120)
    about: str | None = Field(None, max_length=40)
    day: date

    __table_args__ = (Index(None, "rule", "subject_key"),)
