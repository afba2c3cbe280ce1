"""Channels in which figures of a report are posted. Sending them is in outbox.py and delivery; who may, in flows."""

from sqlalchemy import Row, delete, insert, select, update

from bot.domain.reporting import Posting
from bot.storage.keys import is_key, new_key
from bot.storage.store import Uow
from bot.storage.tables import channels, people, table_of
from bot.storage.tables.reports import ReportPosting

_posting = table_of(ReportPosting)
_channel_team = table_of(channels.ChannelTeam)
_team = table_of(people.Team)


def load_postings(uow: Uow, report: str) -> list[Posting]:
    """In the order in which they were asked for."""
    wanted = select(_posting).where(_posting.c.report == report).order_by(_posting.c.at, _posting.c.id)
    return [_of(row) for row in uow.run(wanted)]


def load_posting(uow: Uow, key: str) -> Posting | None:
    row = uow.run(select(_posting).where(_posting.c.id == key)).first() if is_key(key) else None
    return _of(row) if row else None


def _of(row: Row[tuple[object, ...]]) -> Posting:
    there = row._mapping
    named = ("id", "report", "channel", "is_chosen", "by", "tries", "posted_at", "refused")
    return Posting(*(there[name] for name in named))


def add_posting(uow: Uow, report: str, channel: str, person: str, *, is_chosen: bool) -> Posting:
    """The one that there is, if there is one."""
    found = next((there for there in load_postings(uow, report) if there.channel == channel), None)
    if found:
        return found
    row = {"id": new_key(), "report": report, "channel": channel, "is_chosen": is_chosen, "by": person, "tries": 0}
    uow.run(insert(_posting), row | {"at": uow.instant})
    uow.log("report channel named", person, report=report, posting=row["id"], chosen=is_chosen)
    return Posting(str(row["id"]), report, channel, is_chosen, person)


def drop_posting(uow: Uow, posting: Posting, person: str) -> None:
    uow.run(delete(_posting).where(_posting.c.id == posting.id))
    uow.log("report channel dropped", person, report=posting.report, posting=posting.id)


def begin_posting(uow: Uow, posting: Posting, person: str) -> int:
    """From now on it is to be posted, in this person's name; the how manieth try that is."""
    again = {"tries": posting.tries + 1, "refused": None, "by": person}
    uow.run(update(_posting).where(_posting.c.id == posting.id).values(again))
    return posting.tries + 1


def claim_place(uow: Uow, posting: Posting, place: str) -> bool:
    """Whether nothing else of this report is or was posted there: a channel can be named by its id and by its name."""
    others = (_posting.c.report == posting.report, _posting.c.id != posting.id, _posting.c.place == place)
    if uow.run(select(_posting.c.id).where(*others)).first():
        return False
    uow.run(update(_posting).where(_posting.c.id == posting.id).values(place=place))
    return True


def record_posted(uow: Uow, key: str) -> None:
    """Told once: after a crash it may be found where it was posted."""
    here = (_posting.c.id == key, _posting.c.posted_at.is_(None))
    if uow.run(update(_posting).where(*here).values(posted_at=uow.now, refused=None)).rowcount:
        there = uow.run(select(_posting.c.by, _posting.c.report).where(_posting.c.id == key)).one()
        uow.log("report posted", there.by, report=there.report, posting=key)


def record_refused(uow: Uow, key: str, why: str) -> None:
    here = (_posting.c.id == key, _posting.c.posted_at.is_(None))
    uow.run(update(_posting).where(*here).values(refused=why[:400], place=None))


def load_channel_of(uow: Uow, team: str) -> str | None:
    """The one that was given to the team first in Slack; where there is none, the one that the teams file names."""
    given = select(_channel_team.c.channel).where(_channel_team.c.team == team).order_by(_channel_team.c.at)
    named = select(_team.c.channel).where(_team.c.id == team)
    return uow.run(given).scalars().first() or uow.run(named).scalar()
