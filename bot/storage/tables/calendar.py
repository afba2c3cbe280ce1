"""The calendar: how far its days run ahead of the real ones, and which of them has been dealt with."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Calendar(SQLModel, table=True):
    """One row. Where real people work it is never moved, and `moved_seconds` stays at nothing."""

    id: int = Field(1, primary_key=True)
    moved_seconds: int = 0
    turned_on: date | None = None

    __table_args__ = (
        CheckConstraint("id = 1", name="one"),
        CheckConstraint("moved_seconds >= 0", name="forward"),
    )
