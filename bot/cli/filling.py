"""Fills a database with the invented council, in one transaction: after a kill in the middle nothing of it is there."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.cli.history import Convener, Historian, set_clock
from bot.cli.scene import write_files
from bot.clock import Deadline
from bot.errors import BadFilesError, ShownError
from bot.flows.arrivals import find_workspace
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.roster.imports import import_people
from bot.frameworks.demo import Demo, PastCheck, PastMeeting, email_of
from bot.storage import people
from bot.storage.batch import in_one_transaction
from bot.storage.roster import load_roster, lock_roster

_PATIENCE = 3600.0
_EARLIER = timedelta(days=60)
"""People are there for so long before the first check is begun."""

_SETTING_UP, _CHECKING, _CLOSING = range(3)

Tell = Callable[[int, int], None]
"""Told how many checks are written, and of how many."""


def fill_demo(office: Office, council: Demo, tell: Tell | None = None) -> dict[str, str]:
    """The council in this database, in one transaction; everybody's id by short name. Refused where people are."""
    today, zone = office.store.clock.today(), office.store.clock.zone
    events = _in_order(council)
    first = max((event.days for event in events), default=0)
    with in_one_transaction(office.store, Deadline.after(_PATIENCE)) as batch:
        there = Office(batch, office.library)
        founded = datetime.combine(today - timedelta(days=first) - _EARLIER, time(9), zone)
        set_clock(there, founded)
        _refuse_used(there)
        _invite(there, council)
        ids = _ids(there, council)
        keys = {person: key for key, person in ids.items()}
        convener = Convener(there, ids, today)
        written, checks = 0, sum(isinstance(event.what, PastCheck) for event in events)
        for event in events:
            match event.what:
                case PastMeeting() as meeting if event.step == _SETTING_UP:
                    convener.set_up(event.framework, meeting)
                case PastMeeting() as meeting:
                    convener.close(event.framework, meeting)
                case past:
                    notes = council.histories[event.framework].notes
                    meetings = convener.held[event.framework]
                    _write(Historian(there, ids, keys, notes, past, today, meetings), event.framework)
                    written += 1
                    if tell:
                        tell(written, checks)
    return ids


@dataclass(frozen=True, eq=False)
class _Event:
    """What happened so many days before today; on one day a meeting is set up first and closed last."""

    days: int
    step: int
    framework: str
    what: PastCheck | PastMeeting


def _in_order(council: Demo) -> list[_Event]:
    """Oldest first, as it happened."""
    events: list[_Event] = []
    for name, file in council.histories.items():
        events += [_Event(meeting.begun, _SETTING_UP, name, meeting) for meeting in file.meetings]
        events += [_Event(meeting.closed, _CLOSING, name, meeting) for meeting in file.meetings if meeting.closed]
        events += [_Event(past.begun, _CHECKING, name, past) for past in file.history]
    return sorted(events, key=lambda event: (-event.days, event.step))


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
