"""Reports on their way and those that are approved: what was written for them, and what they said."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class Report(SQLModel, table=True):
    """One report of one time. `about` tells it from others; once it is approved its `body` is what it said.

    `number` 1 is the first; each one after it restates the one before.
    """

    id: str = Field(primary_key=True, max_length=13)
    about: str = Field(unique=True, max_length=80)
    report: str = Field(max_length=32)
    framework: str = Field(max_length=60)
    first: date
    last: date
    team: str | None = Field(None, foreign_key="team.id")
    meeting: str | None = Field(None, foreign_key="meeting.id")
    """By which it is owed."""
    number: int = Field(1, sa_column_kwargs={"server_default": "1"})
    state: str = Field("draft", max_length=10)
    made_by: str = Field(foreign_key="person.id")
    made_at: datetime
    approved_by: str | None = Field(None, foreign_key="person.id")
    approved_at: datetime | None = None
    closing: str | None = Field(None, max_length=13)
    body: str | None = None
    """The paper without its cover, as one text."""

    __table_args__ = (
        CheckConstraint("state IN ('draft', 'approved')", name="state"),
        CheckConstraint("(state = 'approved') = (approved_at IS NOT NULL)", name="approved"),
        CheckConstraint("(state = 'approved') = (body IS NOT NULL)", name="body"),
        CheckConstraint("first <= last", name="order"),
        Index(None, "report", "last"),
    )


class Wording(SQLModel, table=True):
    """What was written under one heading of a report."""

    report: str = Field(foreign_key="report.id", primary_key=True, max_length=13)
    section: str = Field(primary_key=True, max_length=60)
    words_id: str = Field(foreign_key="words.id")
    by: str = Field(foreign_key="person.id")
    at: datetime


class ReportEntry(SQLModel, table=True):
    """One of a list that is kept with a kind of report, such as something let off until a day."""

    __tablename__ = "report_entry"
    id: str = Field(primary_key=True, max_length=13)
    report: str = Field(max_length=32)
    section: str = Field(max_length=60)
    number: int
    reason_id: str = Field(foreign_key="words.id")
    ends: date | None = None
    by: str = Field(foreign_key="person.id")
    at: datetime
    ended_at: datetime | None = None

    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        Index(None, "report", "section"),
    )


class ReportPosting(SQLModel, table=True):
    """A channel in which figures of a report are posted, once, after it is approved.

    `channel` is how it was named, `place` where it stands. `refused` says why nothing was posted; tried again, it goes.
    """

    __tablename__ = "report_posting"
    id: str = Field(primary_key=True, max_length=13)
    report: str = Field(foreign_key="report.id", max_length=13)
    channel: str = Field(max_length=80)
    is_chosen: bool
    """By its maker; else its file names it."""
    by: str = Field(foreign_key="person.id")
    at: datetime
    tries: int = 0
    place: str | None = Field(None, max_length=20)
    posted_at: datetime | None = None
    refused: str | None = Field(None, max_length=400)

    __table_args__ = (
        CheckConstraint("posted_at IS NULL OR refused IS NULL", name="became"),
        UniqueConstraint("report", "channel"),
        UniqueConstraint("report", "place"),
    )
