"""Actions agreed in runs, and each thing that was done with one since."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger
from sqlmodel import Field, SQLModel


class Action(SQLModel, table=True):
    """An improvement agreed at an item, as it stands. `salt` hides how it stands in the log."""

    id: str = Field(primary_key=True, max_length=13)
    run: str = Field(foreign_key="run.id")
    item: str = Field(max_length=32)
    position: int = Field(sa_type=SmallInteger)
    words_id: str = Field(foreign_key="words.id")
    owner: str = Field(foreign_key="person.id", index=True)
    due: date | None = None
    timescale_id: str | None = Field(None, foreign_key="words.id")
    priority: str = Field("ordinary", max_length=10)
    state: str = Field("open", max_length=10)
    revision: int = 1
    salt: str = Field("", max_length=32)
    author: str = Field(foreign_key="person.id")
    at: datetime

    __table_args__ = (
        CheckConstraint("state IN ('open', 'to-confirm', 'done', 'dropped')", name="state"),
        CheckConstraint("priority IN ('ordinary', 'high')", name="priority"),
        CheckConstraint("due IS NOT NULL OR timescale_id IS NOT NULL", name="timescale"),
        Index(None, "run", "item"),
    )


class ActionStep(SQLModel, table=True):
    """What somebody did with an action. Each revision is made by one step, so no step is stored twice."""

    __tablename__ = "action_step"

    action: str = Field(foreign_key="action.id", primary_key=True, max_length=13)
    revision: int = Field(primary_key=True)
    verb: str = Field(max_length=20)
    person: str = Field(foreign_key="person.id")
    at: datetime
    words_id: str | None = Field(None, foreign_key="words.id")
    owner: str | None = Field(None, foreign_key="person.id")
    due: date | None = None
