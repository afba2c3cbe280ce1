"""Fills a database with the invented council, in one transaction: after a kill in the middle nothing of it is there."""

import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from bot.cli.history import Historian, set_clock
from bot.cli.scene import write_files
from bot.clock import Deadline
from bot.errors import BadFilesError, ShownError
from bot.flows.arrivals import find_workspace
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.roster.imports import import_people
from bot.frameworks.demo import Demo, PastCheck, email_of
from bot.storage import people
from bot.storage.batch import in_one_transaction
from bot.storage.roster import load_roster, lock_roster

_PATIENCE = 3600.0
_EARLIER = timedelta(days=60)
"""People are there for so long before the first check is begun."""

Tell = Callable[[int, int], None]
"""Told how many checks are written, and of how many."""


def fill_demo(office: Office, council: Demo, tell: Tell | None = None) -> dict[str, str]:
    """The council in this database, in one transaction; everybody's id by short name. Refused where people are."""
    today, zone = office.store.clock.today(), office.store.clock.zone
    pasts = _in_order(council)
    first = max((past.begun for _, past in pasts), default=0)
    with in_one_transaction(office.store, Deadline.after(_PATIENCE)) as batch:
        there = Office(batch, office.library)
        founded = datetime.combine(today - timedelta(days=first) - _EARLIER, time(9), zone)
        set_clock(there, founded)
        _refuse_used(there)
        _invite(there, council)
        ids = _ids(there, council)
        keys = {person: key for key, person in ids.items()}
        for number, (framework, past) in enumerate(pasts, 1):
            notes = council.histories[framework].notes
            _write(Historian(there, ids, keys, notes, past, today), framework)
            if tell:
                tell(number, len(pasts))
    return ids


def _in_order(council: Demo) -> list[tuple[str, PastCheck]]:
    """Oldest first, as it happened."""
    pasts = [(name, past) for name, file in council.histories.items() for past in file.history]
    return sorted(pasts, key=lambda named: -named[1].begun)


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
