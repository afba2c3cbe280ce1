"""Meetings that are kept here: who sits in them, from here or from outside, and what is on their agenda."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger
from sqlmodel import Field, SQLModel


class Meeting(SQLModel, table=True):
    """One meeting. Its name is words, and stands with them."""

    id: str = Field(primary_key=True, max_length=13)
    framework: str = Field(max_length=60)
    kind: str = Field(max_length=60)
    name_id: str = Field(foreign_key="words.id")
    day: date
    state: str = Field("open", max_length=10)
    author: str = Field(foreign_key="person.id")
    at: datetime

    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="state"), Index(None, "state"))


class Seat(SQLModel, table=True):
    """Somebody's place in a meeting: a person's, or that of a role from outside. `number` tells equal roles apart."""

    id: str = Field(primary_key=True, max_length=13)
    meeting: str = Field(foreign_key="meeting.id", index=True)
    person: str | None = Field(None, foreign_key="person.id", index=True)
    role: str | None = Field(None, max_length=60)
    number: int = Field(sa_type=SmallInteger)
    since: datetime
    until: datetime | None = None

    __table_args__ = (CheckConstraint("(person IS NULL) <> (role IS NULL)", name="whose"),)


class AgendaItem(SQLModel, table=True):
    """A point of an agenda. Its number is never given to another one."""

    __tablename__ = "agenda_item"

    meeting: str = Field(foreign_key="meeting.id", primary_key=True, max_length=13)
    number: int = Field(primary_key=True, sa_type=SmallInteger)
    words_id: str = Field(foreign_key="words.id")
    since: datetime
    until: datetime | None = None
