"""Who exists and when. `since` is the first day on which a row holds, `until` the first on which it does not."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

_IN_ORDER = "until IS NULL OR since < until"


class Team(SQLModel, table=True):
    id: str = Field(primary_key=True, max_length=13)
    name: str = Field(unique=True, max_length=80)
    channel: str | None = Field(None, max_length=80)
    nation: str = Field("ENG", max_length=3)

    __table_args__ = (CheckConstraint("nation IN ('ENG', 'WLS', 'SCT', 'NIR')", name="nation"),)


class Exists(SQLModel, table=True):
    """When a team exists."""

    id: str = Field(primary_key=True, max_length=13)
    team: str = Field(foreign_key="team.id", index=True)
    since: date
    until: date | None = None

    __table_args__ = (CheckConstraint(_IN_ORDER, name="order"),)


class PartOf(SQLModel, table=True):
    """Which team a team is part of."""

    __tablename__ = "part_of"
    id: str = Field(primary_key=True, max_length=13)
    team: str = Field(foreign_key="team.id", index=True)
    parent: str = Field(foreign_key="team.id", index=True)
    since: date
    until: date | None = None

    __table_args__ = (CheckConstraint(_IN_ORDER, name="order"), CheckConstraint("team <> parent", name="other"))


class Uses(SQLModel, table=True):
    """Which framework a team works by, and all teams that are part of it."""

    id: str = Field(primary_key=True, max_length=13)
    team: str = Field(foreign_key="team.id", index=True)
    framework: str = Field(max_length=60)
    since: date
    until: date | None = None

    __table_args__ = (CheckConstraint(_IN_ORDER, name="order"),)


class Person(SQLModel, table=True):
    """Somebody who works here or did. How to reach them is kept current; what they were when is in the rows below."""

    id: str = Field(primary_key=True, max_length=13)
    slack_user_id: str | None = Field(None, unique=True, max_length=20)
    email: str | None = Field(None, unique=True, max_length=254)
    name: str = Field(max_length=80)


class Employed(SQLModel, table=True):
    id: str = Field(primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id")
    since: date
    until: date | None = None

    __table_args__ = (CheckConstraint(_IN_ORDER, name="order"), Index(None, "person", "since"))


class Belongs(SQLModel, table=True):
    id: str = Field(primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id")
    team: str = Field(foreign_key="team.id", index=True)
    since: date
    until: date | None = None

    __table_args__ = (CheckConstraint(_IN_ORDER, name="order"), Index(None, "person", "since"))


class ReportsTo(SQLModel, table=True):
    __tablename__ = "reports_to"
    id: str = Field(primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id")
    supervisor: str = Field(foreign_key="person.id", index=True)
    since: date
    until: date | None = None

    __table_args__ = (
        CheckConstraint(_IN_ORDER, name="order"),
        CheckConstraint("person <> supervisor", name="other"),
        Index(None, "person", "since"),
    )


class Holds(SQLModel, table=True):
    """A post at a team, and so over the teams that are part of it."""

    id: str = Field(primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id")
    post: str = Field(max_length=60)
    team: str | None = Field(None, foreign_key="team.id", index=True)
    since: date
    until: date | None = None

    __table_args__ = (CheckConstraint(_IN_ORDER, name="order"), Index(None, "person", "since"))


class Away(SQLModel, table=True):
    """Dates only, never a reason. A stand-in has what the person away has, for that time."""

    id: str = Field(primary_key=True, max_length=13)
    person: str = Field(foreign_key="person.id", index=True)
    stand_in: str | None = Field(None, foreign_key="person.id", index=True)
    since: date
    until: date | None = None

    __table_args__ = (
        CheckConstraint(_IN_ORDER, name="order"),
        CheckConstraint("stand_in IS NULL OR person <> stand_in", name="other"),
    )
