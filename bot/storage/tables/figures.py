"""Figures of months that are over, as they may be shared, and closings of periods. They hold counts, and no people."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, false
from sqlmodel import Field, SQLModel

_KINDS = "'work', 'checks', 'answers', 'actions', 'covered', 'themes'"


class FigureMonth(SQLModel, table=True):
    """A month that was counted."""

    __tablename__ = "figure_month"
    month: date = Field(primary_key=True)
    made_at: datetime


class FigureBlock(SQLModel, table=True):
    """Records of some teams and months that are only ever told together. Which ones they are never changes.

    Without a node it is the whole organisation's. From its first month to its last, each by its first day. `of_two`:
    the most records that two people have in it; none once it was told anew. `differs`: a few of its records are others
    by now than is told.
    """

    __tablename__ = "figure_block"
    id: str = Field(primary_key=True, max_length=13)
    kind: str = Field(max_length=10)
    framework: str = Field(max_length=60)
    key: str = Field(max_length=120)
    node: str | None = Field(None, foreign_key="team.id")
    first: date
    last: date
    records: int
    of_two: int | None = None
    differs: bool = Field(False, sa_column_kwargs={"server_default": false()})

    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("first <= last", name="order"),
        Index(None, "first", "last"),
    )


class FigureCell(SQLModel, table=True):
    """One key of one team and month: what was done in it, and the block in which all of it is told, once there is one.

    The team is empty for what is counted at none.
    """

    __tablename__ = "figure_cell"
    kind: str = Field(primary_key=True, max_length=10)
    key: str = Field(primary_key=True, max_length=120)
    team: str = Field(primary_key=True, max_length=13)
    month: date = Field(primary_key=True)
    framework: str = Field(max_length=60)
    records: int
    done: int
    block: str | None = Field(None, foreign_key="figure_block.id", index=True)

    __table_args__ = (CheckConstraint(f"kind IN ({_KINDS})", name="kind"), Index(None, "month"))


class FigurePart(SQLModel, table=True):
    """A block of checks with answers to one question, and the block in which they are told, once there is one."""

    __tablename__ = "figure_part"
    key: str = Field(primary_key=True, max_length=120)
    part: str = Field(primary_key=True, foreign_key="figure_block.id", max_length=13)
    block: str | None = Field(None, foreign_key="figure_block.id", index=True)


class FigureValue(SQLModel, table=True):
    """How many there are of something in a block."""

    __tablename__ = "figure_value"
    block: str = Field(primary_key=True, foreign_key="figure_block.id", max_length=13)
    name: str = Field(primary_key=True, max_length=80)
    many: int


class Closing(SQLModel, table=True):
    """The figures of a period as they stood when it was closed, as one text; each later number is a restatement."""

    id: str = Field(primary_key=True, max_length=13)
    framework: str = Field(max_length=60)
    first: date
    last: date
    number: int = Field(sa_type=SmallInteger)
    body: str
    digest: str = Field(max_length=64)
    closed_by: str = Field(foreign_key="person.id")
    closed_at: datetime

    __table_args__ = (UniqueConstraint("framework", "first", "last", "number"),)
