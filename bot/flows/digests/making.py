"""Who gets a reminder now: whoever is in their working hour, has none of today, and has something new in it.

Called by time, for everybody at once; what it says is drawn when it is sent, in page.py.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar

import structlog

from bot.domain.digests import is_fresh
from bot.domain.people import Verb
from bot.domain.rhythm import Rhythm
from bot.errors import ShownError
from bot.flows import access
from bot.flows.digests.gathering import Readers, gather, readers_of
from bot.flows.office import Actor, Office
from bot.flows.rhythm.hours import next_hour
from bot.storage.digests import load_made, load_told, make_digest
from bot.storage.rhythm import load_cover, load_rhythms
from bot.storage.store import Uow

_AT_ONCE = 200
"""People looked at together; as many reminders are made in one transaction, so that nobody's click waits for long."""
_USUAL = timedelta(hours=1)
"""What is sent within an hour of its time is not late."""

Each = TypeVar("Each")

trace = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Reachable:
    """Somebody who may be reminded now. `day` is theirs: it may be another where they are."""

    person: str
    day: date
    is_late: bool


@dataclass(frozen=True)
class Moment:
    """Who may be reminded now, and when the next one may be."""

    now: tuple[Reachable, ...]
    readers: Readers
    next_at: datetime | None


def make_digests(office: Office, actor: Actor, since: datetime | None) -> tuple[int, datetime | None]:
    """How many were made, and when the next person comes into their hour. `since`: when this was done last."""
    moment = _moment(office, actor, since)
    made = 0
    for some in _batches(moment.now):
        wanted = _one_by_one(office, actor, moment.readers, some)
        with office.store.work(actor.deadline) as uow:
            access.to_house(uow, actor, Verb.CONFIGURE)
            made += sum(make_digest(uow, there.person, there.day, is_late=there.is_late) for there in wanted)
    return made, moment.next_at


def _moment(office: Office, actor: Actor, since: datetime | None) -> Moment:
    with office.store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        readers = readers_of(load_cover(uow, uow.today))
        rhythms = load_rhythms(uow, set(readers.instead.values()), office.store.clock.zone)
        made = load_made(uow, uow.today - timedelta(days=1))
        hours = {person: next_hour(rhythm, uow.now) for person, rhythm in rhythms.items()}
        now = tuple(
            there
            for person, at in sorted(hours.items())
            if at and at <= uow.now
            for there in [reachable(person, rhythms[person], uow.now, since)]
            if (person, there.day) not in made
        )
        later = min((at for at in hours.values() if at and at > uow.now), default=None)
        return Moment(now, readers, later)


def reachable(person: str, rhythm: Rhythm, now: datetime, since: datetime | None) -> Reachable:
    """It is late when their hour has passed and nobody was there to see to it."""
    day = now.astimezone(rhythm.zone).date()
    begins = datetime.combine(day, time(rhythm.hour), rhythm.zone)
    return Reachable(person, day, since is not None and since < begins and now - begins > _USUAL)


def _one_by_one(office: Office, actor: Actor, readers: Readers, some: list[Reachable]) -> list[Reachable]:
    """All at once, unless that fails: somebody for whom it always does keeps nobody else from being reminded."""
    try:
        return _with_news(office, actor, readers, some)
    except ShownError:
        raise
    except Exception:
        if len(some) == 1:
            trace.exception("somebody could not be reminded", person=some[0].person)
            return []
        return [there for one in some for there in _one_by_one(office, actor, readers, [one])]


def _with_news(office: Office, actor: Actor, readers: Readers, some: Collection[Reachable]) -> list[Reachable]:
    with office.store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        fresh = people_with_news(uow, office, readers.only({there.person for there in some}))
    return [there for there in some if there.person in fresh]


def people_with_news(uow: Uow, office: Office, readers: Readers) -> frozenset[str]:
    """Those for whom something has come to a stage that they were not reminded of."""
    waiting = gather(uow, office, readers)
    told = load_told(uow, waiting, {item.about for items in waiting.values() for item in items})
    return frozenset(
        person for person, items in waiting.items() if any(is_fresh(item, told[person], uow.today) for item in items)
    )


def _batches(all_of_them: Collection[Each]) -> Iterator[list[Each]]:
    left = iter(all_of_them)
    while some := list(islice(left, _AT_ONCE)):
        yield some
