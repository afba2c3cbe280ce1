"""What somebody's reminder says: looked up when it is sent, and again when something in it was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.digest_views import Page
from bot.domain.digests import Digest, Item, Key, Listed, Told, is_fresh, stage_to_tell
from bot.domain.people import Standing
from bot.domain.rhythm import Rhythm
from bot.errors import NotAllowedError, NotSavedError
from bot.flows import access
from bot.flows.digests.gathering import gather, readers_of
from bot.flows.digests.lines import Lines, lines_for
from bot.flows.digests.making import reachable
from bot.flows.office import Actor, Office
from bot.flows.rhythm.hours import next_hour
from bot.storage import people
from bot.storage.digests import bump_outdated, list_rows, load_digest, load_listed, load_told, settle, unmake_digest
from bot.storage.rhythm import load_cover, load_rhythms
from bot.storage.store import Uow

_NOON = 12
_TRIES = 3


@dataclass(frozen=True)
class _Reading:
    """What a reminder says at one moment, and what has to be kept so that it stays true."""

    page: Page
    listed: Sequence[Listed] | None
    """What it lists from now on, where that is not kept yet."""
    settled: Mapping[Key, bool]


def load_page(office: Office, actor: Actor, digest_id: str, *, is_sent: bool) -> Page:
    """As it stands now. Before it is sent it lists what waits at this moment; where nothing is new it is refused, and
    taken away, so that what comes up later that day has one of its own.

    It takes a while to read, and whoever saves something need not wait for that: only what follows is written, where
    the reminder is as it was.
    """
    for _ in range(_TRIES):
        with office.store.look(actor.deadline) as uow:
            standing = access.standing_of(uow, actor)
            digest = load_digest(uow, digest_id)
            if digest is None or digest.person != actor.person:
                raise NotAllowedError("This reminder is somebody else's.", actor.person, "read a reminder")
            reading = _read(uow, office, standing, digest, is_sent=is_sent)
        if _keep(office, actor, digest, reading):
            if reading is None:
                raise NotAllowedError("There is nothing new to say.", actor.person, "get a reminder")
            return reading.page
    raise NotSavedError


def _keep(office: Office, actor: Actor, digest: Digest, reading: _Reading | None) -> bool:
    """False, and nothing kept, where it was changed since it was read. Of what it listed for the first time nothing
    said so: what was done since then is struck when it is drawn again, which comes next.
    """
    if reading and reading.listed is None and not reading.settled:
        return True
    with office.store.work(actor.deadline) as uow:
        access.standing_of(uow, actor)
        if load_digest(uow, digest.id, lock=True) != digest:
            return False
        if reading is None:
            unmake_digest(uow, digest)
            return True
        if reading.listed is not None:
            list_rows(uow, digest, reading.listed)
        settle(uow, digest, reading.settled)
        if reading.listed is not None:
            bump_outdated(uow, digest.day, of=digest.id)
        return True


def _read(uow: Uow, office: Office, standing: Standing, digest: Digest, *, is_sent: bool) -> _Reading | None:
    """None where it is not sent yet and nothing is to be sent."""
    rhythm = load_rhythms(uow, [digest.person], office.store.clock.zone)[digest.person]
    readers = readers_of(load_cover(uow, uow.today)).only({digest.person})
    items = gather(uow, office, readers).get(digest.person, [])
    told = load_told(uow, [digest.person], {item.about for item in items}, but="" if is_sent else digest.id)
    mine = told[digest.person]
    if not is_sent and (not _is_its_time(uow, digest, rhythm) or not any(is_fresh(i, mine, uow.today) for i in items)):
        return None
    drawing, by_about = lines_for(uow, office, standing, mine.snoozed), {item.about: item for item in items}
    listed = load_listed(uow, digest.id) if is_sent else _rows(drawing, items, mine, uow.today)
    drawn = drawing.of(listed, by_about)
    settled = {there.key: is_settled for there, _, is_settled in drawn if is_settled != there.is_done}
    name = people.load_names(uow, [digest.person])[digest.person]
    is_morning = uow.now.astimezone(rhythm.zone).hour < _NOON
    page = Page(digest, name, tuple(line for _, line, _ in drawn), rhythm.hour, is_morning, uow.today)
    return _Reading(page, None if is_sent else listed, settled)


def _rows(drawing: Lines, items: list[Item], told: Told, today: date) -> list[Listed]:
    """What it lists, each at the stage that its reader hears of now, and where it stands."""
    found = [
        Listed(item.kind, item.about, stage, False) for item in items if (stage := stage_to_tell(item, told, today))
    ]
    drawn = drawing.of(found, {item.about: item for item in items})
    return [replace(there, stood=line.group) for there, line, _ in drawn]


def _is_its_time(uow: Uow, digest: Digest, rhythm: Rhythm) -> bool:
    """Neither its day nor its hour is over, and they are not away since."""
    at = next_hour(rhythm, uow.now)
    return reachable(digest.person, rhythm, uow.now, None).day == digest.day and at is not None and at <= uow.now
