"""Sheets of people who are not to be known. Nothing here leads from a sheet to a person, nor from a person to one.

Who answered, and what was answered, stand apart: neither holds a time, and neither is kept in the order of arrival.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, LargeBinary
from sqlmodel import Field, SQLModel

_UNORDERED = {"sqlite_with_rowid": False}


class Wave(SQLModel, table=True):
    """A survey as it was asked once. `open_as` is its checklist while it is open: one wave of each at a time."""

    id: str = Field(primary_key=True, max_length=13)
    checklist: str = Field(index=True, max_length=60)
    framework: str = Field(max_length=60)
    version: str = Field(foreign_key="version.digest")
    state: str = Field("open", max_length=10)
    open_as: str | None = Field(None, unique=True, max_length=60)
    opened_by: str = Field(foreign_key="person.id")
    opened_at: datetime
    closes_on: date

    __table_args__ = (
        # closed: too few have answered, or the key is not there; what they answered stays sealed.
        CheckConstraint("state IN ('open', 'closed', 'counted')", name="state"),
        CheckConstraint("(state = 'open') = (open_as IS NOT NULL)", name="open"),
    )


class TakenPart(SQLModel, table=True):
    """Who has answered, so that they are not asked again."""

    __tablename__ = "taken_part"
    wave: str = Field(foreign_key="wave.id", primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id", primary_key=True, max_length=13)

    __table_args__ = (_UNORDERED,)


class Sealed(SQLModel, table=True):
    """What one person answered, unreadable while the wave is open. All of a wave are equally long."""

    id: str = Field(primary_key=True, max_length=13)
    wave: str = Field(foreign_key="wave.id", index=True, max_length=13)
    body: bytes = Field(sa_type=LargeBinary)

    __table_args__ = (_UNORDERED,)


class Sheet(SQLModel, table=True):
    """What somebody answered, written in random order when the wave was closed. The team only where it is large."""

    id: str = Field(primary_key=True, max_length=13)
    wave: str = Field(foreign_key="wave.id", index=True, max_length=13)
    team: str | None = Field(None, foreign_key="team.id")
    body: str

    __table_args__ = (_UNORDERED,)


class Comment(SQLModel, table=True):
    """Words from some sheet of the wave; from which is not kept."""

    id: str = Field(primary_key=True, max_length=13)
    wave: str = Field(foreign_key="wave.id", index=True, max_length=13)
    item: str = Field(max_length=32)
    text: str

    __table_args__ = (_UNORDERED,)


class SheetFile(SQLModel, table=True):
    """A file of sheets that was entered, so that it is not entered twice."""

    __tablename__ = "sheet_file"
    digest: str = Field(primary_key=True, max_length=64)
    checklist: str = Field(max_length=60)
    entered_by: str = Field(foreign_key="person.id")
    entered_at: datetime
    sheets: int
