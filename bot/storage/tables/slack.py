"""What Plumbline knows of the one workspace it serves: who is who there, and every message posted or owed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, SmallInteger, false
from sqlmodel import Field, SQLModel


class Workspace(SQLModel, table=True):
    """The workspace that this database belongs to, fixed when it is first met."""

    id: int = Field(1, primary_key=True)
    team: str = Field(max_length=20)

    __table_args__ = (CheckConstraint("id = 1", name="one"),)


class Account(SQLModel, table=True):
    """Somebody in Slack, and who that is here. `channel` is their conversation with the bot, `tz` their time zone.

    Home is drawn for them from the first time on that they open it.
    """

    slack_user: str = Field(primary_key=True, max_length=20)
    person: str | None = Field(None, foreign_key="person.id", index=True)
    state: str = Field("member", max_length=10)
    channel: str | None = Field(None, max_length=20)
    tz: str | None = Field(None, max_length=60)
    checked_at: datetime
    has_home: bool = Field(False, sa_column_kwargs={"server_default": false()})

    __table_args__ = (CheckConstraint("state IN ('member', 'guest', 'stranger', 'gone')", name="state"),)


class Preference(SQLModel, table=True):
    """How somebody likes to work."""

    person: str = Field(primary_key=True, foreign_key="person.id", max_length=13)
    whole_sections: bool = False


class Message(SQLModel, table=True):
    """A message owed to someone, once. One of kind `card` shows a run and is redrawn while `shown` is behind it.

    `retire_ts` is an older copy to take away once this one stands.
    """

    id: str = Field(primary_key=True, max_length=13)
    key: str = Field(unique=True, max_length=120)
    kind: str = Field(max_length=20)
    person: str = Field(foreign_key="person.id", index=True)
    run: str | None = Field(None, foreign_key="run.id", index=True)
    item: str | None = Field(None, max_length=32)
    state: str = Field("pending", max_length=10)
    shown: int = 0
    channel: str | None = Field(None, max_length=20)
    ts: str | None = Field(None, max_length=30)
    retire_ts: str | None = Field(None, max_length=30)
    tries: int = Field(0, sa_type=SmallInteger)
    reason: str | None = Field(None, max_length=80)
    owed_at: datetime
    next_try_at: datetime
    leased_until: datetime | None = None

    __table_args__ = (
        CheckConstraint("state IN ('pending', 'claimed', 'sent', 'failed', 'unsure')", name="state"),
        CheckConstraint("state <> 'sent' OR ts IS NOT NULL", name="sent"),
        Index(None, "state", "next_try_at"),
    )


class GivenFile(SQLModel, table=True):
    """A file that stands in somebody's conversation until that day. It is written down before anybody sees it."""

    __tablename__ = "given_file"
    id: str = Field(primary_key=True, max_length=13)
    file: str = Field(unique=True, max_length=20)
    until: date
    tried_on: date | None = None
    """The last day on which Slack did not delete it, and why."""
    reason: str | None = Field(None, max_length=80)
    gone_at: datetime | None = None

    __table_args__ = (Index(None, "gone_at", "until"),)
