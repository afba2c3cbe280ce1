"""Which team a channel belongs to, and the summaries that are posted in channels."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, func, insert, or_, select, text, update
from sqlmodel.sql.sqltypes import UTCDateTime

from bot.domain.summaries import Chosen, Place
from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.tables import channels as tables
from bot.storage.tables import people as people_tables
from bot.storage.tables import table_of

_channel_team = table_of(tables.ChannelTeam)
_posting = table_of(tables.Posting)
_team = table_of(people_tables.Team)

LEASE = timedelta(seconds=30)
"""Longer than posting one message may take: then it is not under way any more."""
_KEEP = text(
    "INSERT INTO channel_team (id, channel, team, at) VALUES (:id, :channel, :team, :at) "
    "ON CONFLICT (channel) DO UPDATE SET team = :team, at = :at"
).bindparams(bindparam("at", type_=UTCDateTime))


def load_team_of_channel(uow: Uow, place: Place) -> str | None:
    """The one that was set in Slack, else the one whose row in the teams file names this channel, by id or name."""
    chosen = uow.run(select(_channel_team.c.team).where(_channel_team.c.channel == place.id)).scalar()
    if chosen or not place.id:
        return chosen
    name = place.name.lstrip("#").lower()
    names = [name, f"#{name}"] if name else []
    named = or_(_team.c.channel == place.id, func.lower(_team.c.channel).in_(names))
    return uow.run(select(_team.c.id).where(named).order_by(_team.c.name)).scalar()


def keep_team_of_channel(uow: Uow, channel: str, team: str, person: str) -> None:
    uow.run(_KEEP, {"id": new_key(), "channel": channel, "team": team, "at": uow.instant})
    kept = uow.run(select(_channel_team.c.id).where(_channel_team.c.channel == channel)).scalar_one()
    uow.log("channel", person, channel=kept, team=team)


def claim_posting(uow: Uow, chosen: Chosen, person: str) -> int:
    """Take it in hand: how many tries there were with this one; none where it stands, or is being posted now."""
    row = uow.run(select(_posting).where(_posting.c.id == chosen.key).with_for_update()).first()
    if row is None:
        uow.run(insert(_posting), _row(chosen, person) | {"claimed_at": uow.instant, "tries": 1})
        uow.log("summary posted", person, posting=chosen.key, team=chosen.team)
        return 1
    if row.ts or row.person != person or uow.instant - row.claimed_at < LEASE:
        return 0
    again = {"claimed_at": uow.instant, "tries": row.tries + 1}
    uow.run(update(_posting).where(_posting.c.id == chosen.key).values(again))
    return int(row.tries) + 1


def _row(chosen: Chosen, person: str) -> dict[str, object]:
    return {
        "id": chosen.key,
        "channel": chosen.channel,
        "person": person,
        "team": chosen.team,
        "first": chosen.period.first,
        "last": chosen.period.last,
        "framework": chosen.framework,
        "form": chosen.form,
    }


class Standing(NamedTuple):
    """A summary in a channel: who put it there and when, by the time that people go by."""

    person: str
    at: datetime
    is_sure: bool
    """It stands there. Otherwise it is being posted just now."""


def load_standing(uow: Uow, chosen: Chosen) -> Standing | None:
    """The newest one of the same in the same channel, but for this one itself while it is being posted."""
    columns = ("channel", "team", "first", "last", "form", *([] if chosen.form else ["framework"]))
    row = _row(chosen, "")
    under_way = (_posting.c.claimed_at > uow.instant - LEASE) & (_posting.c.tries > 0) & (_posting.c.id != chosen.key)
    found = uow.run(
        select(_posting.c.person, _posting.c.claimed_at, _posting.c.ts)
        .where(*(_posting.c[name] == row[name] for name in columns), _posting.c.ts.is_not(None) | under_way)
        .order_by(_posting.c.claimed_at.desc())
    ).first()
    return Standing(found.person, uow.now - (uow.instant - found.claimed_at), bool(found.ts)) if found else None


def is_posted(uow: Uow, key: str) -> bool:
    return uow.run(select(_posting.c.ts).where(_posting.c.id == key)).scalar() is not None


def record_posted(uow: Uow, key: str, ts: str) -> None:
    uow.run(update(_posting).where(_posting.c.id == key).values(ts=ts))


def release_posting(uow: Uow, key: str) -> None:
    """Slack said no, so nothing stands: the next press tries at once, as if for the first time."""
    uow.run(update(_posting).where(_posting.c.id == key).values(claimed_at=uow.instant - LEASE, tries=0))
