"""In which month somebody means to do what is owed once a year."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class PlanMonth(SQLModel, table=True):
    """The month of one duty, by its first day. Named by the duty's id alone, whose row may be worked out anew."""

    __tablename__ = "plan_month"
    duty: str = Field(primary_key=True, max_length=13)
    month: date
    state: str = Field("proposed", max_length=10)
    accepted_by: str | None = Field(None, foreign_key="person.id")
    """Nobody has accepted what is only proposed."""
    at: datetime

    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'accepted')", name="state"),
        CheckConstraint("(state = 'accepted') = (accepted_by IS NOT NULL)", name="accepted"),
    )
