"""Fills a database with the invented council, in one transaction: after a kill in the middle nothing of it is there."""

import gc
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from bot.cli.dates import note_date
from bot.cli.history import Convener, Historian, set_clock
from bot.cli.scene import write_files
from bot.cli.year.diary import Diary
from bot.cli.year.lived import Tell, live_through
from bot.cli.year.quarters import begins, ends
from bot.clock import Deadline
from bot.errors import BadFilesError, ShownError
from bot.flows.arrivals import find_workspace
from bot.flows.go_live import set_go_live
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.roster.imports import import_people
from bot.frameworks.demo import Demo, PastCheck, PastDate, PastMeeting, email_of
from bot.storage import outbox, people
from bot.storage.batch import in_one_transaction
from bot.storage.roster import load_roster, lock_roster

_PATIENCE = 3600.0
_EARLIER = timedelta(days=60)
"""People are there for so long before the first check is begun."""

_GOING_LIVE, _SETTING_UP, _CHECKING, _CLOSING = range(4)
_LIVE_AT = time(8)
_SELDOM = 20_000
"""New objects between two searches for rings of them: as often as usual, these take a sixth of the time."""
_STEPS = 5
"""Between them is room for what else happens on a day of the year."""


def fill_demo(office: Office, council: Demo, tell: Tell | None = None) -> dict[str, str]:
    """The council in this database, in one transaction; everybody's id by short name. Refused where people are."""
    now, tell = office.store.clock.now(), tell or (lambda *_: None)
    events = _in_order(council, now.date())
    first = max((event.days for event in events), default=0)
    with in_one_transaction(office.store, Deadline.after(_PATIENCE)) as batch, _seldom_tidied():
        there = Office(batch, office.library)
        founded = datetime.combine(now.date() - timedelta(days=first) - _EARLIER, time(9), now.tzinfo)
        set_clock(there, founded)
        _refuse_used(there)
        _invite(there, council)
        filling = _Filling(there, council, _ids(there, council), now.date())
        if council.has_year:
            diary = Diary(ends(now.date()))
            for event in events:
                day = now.date() - timedelta(days=event.days)
                diary.put(day, partial(filling.happens_besides, event), _STEPS * (event.step + 1), is_told=True)
            live_through(there, council, filling.ids, filling.convener, diary, now, tell)
            filling.let_go()
        else:
            filling.all_of(events, tell)
    return filling.ids


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@dataclass(frozen=True, eq=False)
class _Event:
    """What happened so many days before today; on one day a meeting is set up first and closed last."""

    days: int
    step: int
    framework: str
    what: PastCheck | PastMeeting | PastDate | None
    """Nothing where the framework goes live."""


def _in_order(council: Demo, today: date) -> list[_Event]:
    """Oldest first, as it happened."""
    events: list[_Event] = []
    for name, file in council.histories.items():
        live = (today - begins(today)).days if council.has_year and file.go_live else file.go_live
        events += [_Event(meeting.begun, _SETTING_UP, name, meeting) for meeting in file.meetings]
        events += [_Event(meeting.closed, _CLOSING, name, meeting) for meeting in file.meetings if meeting.closed]
        events += [_Event(past.begun, _CHECKING, name, past) for past in file.history]
        events += [_Event(min(past.days_ago, live or past.days_ago), _CHECKING, name, past) for past in file.dates]
        events += [_Event(live, _GOING_LIVE, name, None)] if live else []
    return sorted(events, key=lambda event: (-event.days, event.step))


class _Filling:
    """Does one after another what the files tell with its day."""

    def __init__(self, office: Office, council: Demo, ids: dict[str, str], today: date) -> None:
        self._office, self._council, self._today = office, council, today
        self.ids = ids
        self._keys = {person: key for key, person in ids.items()}
        self.convener = Convener(office, ids, today)
        self._kept: frozenset[str] = frozenset()

    def all_of(self, events: Sequence[_Event], tell: Tell) -> None:
        """Told of each check."""
        written, checks = 0, sum(isinstance(event.what, PastCheck) for event in events)
        for event in events:
            self.happens(event)
            if isinstance(event.what, PastCheck):
                written += 1
                tell(written, checks, "checks")

    def happens_besides(self, event: _Event, _: date) -> None:
        """In the course of the year: people get word of this alone, the rest they have read long ago."""
        self.let_go()
        self.happens(event)
        with self._office.store.look() as uow:
            self._kept = outbox.find_unsent(uow)

    def let_go(self) -> None:
        with self._office.store.work() as uow:
            outbox.let_go_all(uow, self._kept)

    def happens(self, event: _Event) -> None:
        match event.what:
            case PastMeeting() as meeting if event.step == _SETTING_UP:
                self.convener.set_up(event.framework, meeting)
            case PastMeeting() as meeting:
                self.convener.close(event.framework, meeting)
            case PastDate() as past:
                note_date(self._office, self.ids, past, self._today, event.days)
            case None:
                self._go_live(event)
            case past:
                notes, meetings = self._council.histories[event.framework].notes, self.convener.held[event.framework]
                office, ids, keys = self._office, self.ids, self._keys
                _write(Historian(office, ids, keys, notes, past, self._today, meetings), event.framework)

    def _go_live(self, event: _Event) -> None:
        day = self._today - timedelta(days=event.days)
        set_clock(self._office, datetime.combine(day, _LIVE_AT, self._office.store.clock.zone))
        set_go_live(self._office, Actor(OPERATOR), event.framework, day)


def is_unpeopled(office: Office) -> bool:
    with office.store.look() as uow:
        return not load_roster(uow, uow.today).people


def _refuse_used(office: Office) -> None:
    """A database that has met a workspace is somebody's, though nobody is in it yet."""
    with office.store.work() as uow:
        lock_roster(uow)
    if not is_unpeopled(office) or find_workspace(office):
        raise ShownError(
            "This database is in use already, so nothing was changed. "
            "Set QA_DATABASE_URL to an empty one, such as sqlite:///data/demo.db."
        )


def _invite(office: Office, council: Demo) -> None:
    """As a council imports its own people."""
    with tempfile.TemporaryDirectory() as folder:
        people_file, teams_file = write_files(council, Path(folder))
        result = import_people(office, Actor(OPERATOR), people_file, teams_file, dry_run=False, ends=None)
    if result.problems:
        raise BadFilesError("\n".join(map(str, result.problems)))


def _ids(office: Office, council: Demo) -> dict[str, str]:
    with office.store.look() as uow:
        found = {key: people.find_by_email(uow, email_of(key)) for key in council.council.people}
    return {key: person for key, person in found.items() if person}


def _write(historian: Historian, framework: str) -> None:
    """A check that the flows refuse is a mistake in the file: say in which entry."""
    try:
        historian.write()
    except ShownError as error:
        past = historian.past
        entry = f"{past.who}'s {past.check} begun {past.begun} days ago"
        raise ShownError(f"{framework}/demo.yaml: {entry} was refused, so nothing was made: {error}") from error
