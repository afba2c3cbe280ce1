"""The append-only log. Triggers of the first migration refuse to change or delete an entry."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Entry(SQLModel, table=True):
    """One line: `body` holds the exact bytes hashed; verb, actor and run stand beside it to be found by."""

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    verb: str = Field(max_length=30)
    actor: str = Field(max_length=13)
    run: str | None = Field(None, max_length=13, index=True)
    at: datetime
    body: str
    hash: str = Field(max_length=64)


class LogHead(SQLModel, table=True):
    """The chain's end, one row, locked by whoever adds to it."""

    __tablename__ = "log_head"
    id: int = Field(1, primary_key=True)
    sequence: int = 0
    hash: str = Field(max_length=64)

    __table_args__ = (CheckConstraint("id = 1", name="single"),)
