"""Draws: the list that was frozen, the random keys, and what they drew. References stand with the words.

The log holds digests of all three, each written before what follows from it.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, SmallInteger
from sqlmodel import Field, SQLModel


class Draw(SQLModel, table=True):
    """One list of records. `salt` hides it in the log."""

    id: str = Field(primary_key=True, max_length=13)
    reference: str = Field(unique=True, max_length=6)
    framework: str = Field(max_length=60)
    rule: str = Field(max_length=32)
    checklist: str = Field(max_length=60)
    scope_kind: str = Field(max_length=10)
    scope_person: str | None = Field(None, foreign_key="person.id")
    scope_team: str | None = Field(None, foreign_key="team.id")
    scope_meeting: str | None = Field(None, foreign_key="meeting.id", index=True)
    author: str = Field(foreign_key="person.id", index=True)
    report_id: str = Field(foreign_key="words.id")
    report_day: date
    rows: int
    count: int = Field(sa_type=SmallInteger)
    salt: str = Field(max_length=32)
    digest: str = Field(max_length=64)
    state: str = Field("frozen", max_length=10)
    is_unlike: bool = False
    at: datetime
    anonymised_by: str | None = Field(None, foreign_key="person.id")
    anonymised_at: datetime | None = None

    __table_args__ = (
        CheckConstraint("state IN ('frozen', 'drawn', 'dropped')", name="state"),
        CheckConstraint(
            "(scope_kind = 'person') = (scope_person IS NOT NULL) AND "
            "(scope_kind = 'team') = (scope_team IS NOT NULL) AND "
            "(scope_kind = 'meeting') = (scope_meeting IS NOT NULL) AND "
            "scope_kind IN ('person', 'team', 'service', 'meeting')",
            name="scope",
        ),
        Index(None, "rule", "at"),
    )


class DrawRow(SQLModel, table=True):
    """One line of the list, and what was drawn before it was frozen."""

    __tablename__ = "draw_row"

    draw: str = Field(foreign_key="draw.id", primary_key=True, max_length=13)
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    words_id: str | None = Field(None, foreign_key="words.id")
    """None where the reference was erased."""
    worker: str | None = Field(None, foreign_key="person.id")
    service_id: str | None = Field(None, foreign_key="words.id")
    before: int
    covered: int
    barred: bool


class DrawRound(SQLModel, table=True):
    """A random key, written when the list stood; a further one, with the reason."""

    __tablename__ = "draw_round"

    draw: str = Field(foreign_key="draw.id", primary_key=True, max_length=13)
    number: int = Field(primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False})
    key: str = Field(max_length=64)
    reason: str | None = Field(None, max_length=20)
    words_id: str | None = Field(None, foreign_key="words.id")
    author: str = Field(foreign_key="person.id")
    at: datetime


class DrawPick(SQLModel, table=True):
    """A row that a round drew, and what became of it."""

    __tablename__ = "draw_pick"

    draw: str = Field(primary_key=True, max_length=13)
    round: int = Field(primary_key=True, sa_type=SmallInteger, sa_column_kwargs={"autoincrement": False})
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    state: str = Field("standing", max_length=10)
    seat: str | None = Field(None, foreign_key="seat.id")
    reason: str | None = Field(None, max_length=20)
    words_id: str | None = Field(None, foreign_key="words.id")
    ended_by: str | None = Field(None, foreign_key="person.id")
    ended_at: datetime | None = None

    __table_args__ = (
        ForeignKeyConstraint(["draw", "round"], ["draw_round.draw", "draw_round.number"]),
        CheckConstraint("state IN ('standing', 'swapped', 'redrawn')", name="state"),
        CheckConstraint("(state = 'standing') = (ended_at IS NULL)", name="ended"),
    )
