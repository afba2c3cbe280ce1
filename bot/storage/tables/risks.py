"""Risks to the quality of the service: what was raised, to which post, and what was decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Risk(SQLModel, table=True):
    """`run` is the check that it was raised from; none where that is nobody's business but its author's."""

    id: str = Field(primary_key=True, max_length=13)
    reference: str = Field(unique=True, max_length=6)
    framework: str = Field(max_length=60)
    run: str | None = Field(None, foreign_key="run.id")
    words_id: str = Field(foreign_key="words.id")
    author: str = Field(foreign_key="person.id", index=True)
    team: str | None = Field(None, foreign_key="team.id")
    at: datetime
    lead: str = Field(max_length=60)
    state: str = Field("open", max_length=10, index=True)
    decision_id: str | None = Field(None, foreign_key="words.id")
    decided_by: str | None = Field(None, foreign_key="person.id")
    decided_on: date | None = None
    decided_at: datetime | None = None

    __table_args__ = (
        CheckConstraint("state IN ('open', 'decided')", name="state"),
        CheckConstraint(
            "(state = 'decided') = (decided_by IS NOT NULL) AND (state = 'decided') = (decided_at IS NOT NULL) AND "
            "(state = 'decided') = (decided_on IS NOT NULL) AND (state = 'decided') = (decision_id IS NOT NULL)",
            name="decided",
        ),
    )
