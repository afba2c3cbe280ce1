"""The one reminder of a day: what it listed, what was put off, and the work that time does."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

_KINDS = "'duty', 'told', 'late', 'action', 'led', 'turn', 'draft', 'meets', 'months', 'report'"
_GROUPS = "'past', 'meets', 'waiting', 'actions', 'begun', 'of-people', 'of-others'"


class Digest(SQLModel, table=True):
    """The one reminder of somebody and a day. Its message is redrawn while it shows less than `revision`."""

    id: str = Field(primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id", max_length=13)
    day: date
    revision: int = 1
    is_late: bool = False
    """Whether nobody was there to send it at its hour."""
    is_over: bool = False
    """Whether a later one has taken its place, so that this one stays as it is."""
    made_at: datetime

    __table_args__ = (UniqueConstraint("person", "day"), Index(None, "is_over", "day"))


class DigestRow(SQLModel, table=True):
    """What it listed: a duty, an action, a check or a person by its id, and the stage that this had reached."""

    __tablename__ = "digest_row"
    digest: str = Field(foreign_key="digest.id", primary_key=True, max_length=13)
    kind: str = Field(primary_key=True, max_length=10)
    about: str = Field(primary_key=True, max_length=13)
    stage: date
    position: int = Field(sa_type=SmallInteger)
    is_done: bool = False
    """Whether the message shows that it is closed, or no longer theirs: no more will come of it."""
    stood: str | None = Field(None, max_length=10)
    """Among which it was shown when it was listed."""

    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint(f"stood IN ({_GROUPS})", name="stood"),
        Index(None, "about"),
    )


class Snooze(SQLModel, table=True):
    """Until that day, somebody is not reminded of this. It changes nothing else."""

    person: str = Field(foreign_key="person.id", primary_key=True, max_length=13)
    about: str = Field(primary_key=True, max_length=13)
    until: date
    at: datetime


class Task(SQLModel, table=True):
    """Something that time does again and again. Whoever has claimed it has it until the lease is over."""

    name: str = Field(primary_key=True, max_length=20)
    next_at: datetime
    leased_until: datetime | None = None
    ran_at: datetime | None = None
    """When it was last done, in the time that people go by."""


class Pace(SQLModel, table=True):
    """How fast something is sent, by all processes together: the next one not before then."""

    name: str = Field(primary_key=True, max_length=20)
    free_at: datetime
