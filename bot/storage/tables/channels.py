"""Channels: which team one belongs to, and what was posted there."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class ChannelTeam(SQLModel, table=True):
    """The team whose figures may be posted in this channel, with those of its parts and of what it is part of."""

    __tablename__ = "channel_team"

    id: str = Field(primary_key=True, max_length=13)
    channel: str = Field(unique=True, max_length=20)
    team: str = Field(foreign_key="team.id")
    at: datetime


class Posting(SQLModel, table=True):
    """A summary that somebody posts, by the key of the preview: pressed twice, it is posted once.

    `claimed_at` is when it was last tried; `ts` is where it stands.
    """

    id: str = Field(primary_key=True, max_length=13)
    channel: str = Field(max_length=20)
    person: str = Field(foreign_key="person.id")
    team: str | None = Field(None, foreign_key="team.id")
    first: date
    last: date
    framework: str | None = Field(None, max_length=60)
    form: str | None = Field(None, max_length=60)
    claimed_at: datetime
    tries: int = 1
    ts: str | None = Field(None, max_length=20)
