"""How checks and answers are marked: with themes, and as good practice."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint
from sqlmodel import Field, SQLModel


class Mark(SQLModel, table=True):
    """The marks of one answer; with an empty item those of the whole run. `salt` hides them in the log."""

    run: str = Field(foreign_key="run.id", primary_key=True, max_length=13)
    item: str = Field(primary_key=True, max_length=32)
    good: bool = False
    revision: int
    author: str = Field(foreign_key="person.id")
    at: datetime
    salt: str = Field(max_length=32)

    __table_args__ = (CheckConstraint("revision > 0", name="revision"),)


class MarkTheme(SQLModel, table=True):
    """One theme of a mark, by its name in the framework's list."""

    __tablename__ = "mark_theme"

    run: str = Field(primary_key=True, max_length=13)
    item: str = Field(primary_key=True, max_length=32)
    theme: str = Field(primary_key=True, max_length=60)

    __table_args__ = (ForeignKeyConstraint(["run", "item"], ["mark.run", "mark.item"]),)
