"""When people want to be reminded, and when two of them meet next. Who is away is in people.py."""

from datetime import date

from sqlalchemy import CheckConstraint, SmallInteger
from sqlmodel import Field, SQLModel


class Rhythm(SQLModel, table=True):
    """What somebody chose: the hour, and the weekdays on which they work as a sum of 1 for Monday, 2 for Tuesday, 4…"""

    person: str = Field(primary_key=True, foreign_key="person.id", max_length=13)
    hour: int | None = Field(None, sa_type=SmallInteger)
    days: int | None = Field(None, sa_type=SmallInteger)

    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
        CheckConstraint("days BETWEEN 1 AND 127", name="days"),
    )


class Meets(SQLModel, table=True):
    """The day on which a supervisor and one of their people meet next: one for each pair, replaced."""

    supervisor: str = Field(primary_key=True, foreign_key="person.id", max_length=13)
    person: str = Field(primary_key=True, foreign_key="person.id", max_length=13, index=True)
    day: date

    __table_args__ = (CheckConstraint("supervisor <> person", name="other"),)
