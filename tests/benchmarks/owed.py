"""What is owed, for a large council: what changes today, working all of it out, and what one finished check costs."""

import gc
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from random import Random

from sqlalchemy import insert, select, text

from bot.cli.growth import grown
from bot.cli.scene import write_files
from bot.clock import Clock, Deadline
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.roster.imports import import_people
from bot.storage.go_live import record_go_live
from bot.storage.keys import new_key
from bot.storage.migrate import migrate
from bot.storage.runs import keep_version
from bot.storage.store import Store, Uow
from bot.storage.tables import duties, runs, table_of
from tests.benchmarks.report import Row, Target
from tests.thornmere import LIBRARY, THORNMERE

PEOPLE, YEARS, DUTIES = 5000, 5, 20_000
CHECKS_A_YEAR = 6
SQL_MS, FOLLOW_RATIO, ALL_SECONDS = 1.0, 1.5, 120.0
_LONG = 600.0
_CHECK = "caf-practitioner-self-assessment"
_run = table_of(runs.Run)
_duty = table_of(duties.Duty)


def rows(folder: Path, people: int = PEOPLE, years: int = YEARS, rounds: int = 31) -> Iterator[Row]:
    yield _changes(folder / "changes.db", rounds * 3)
    with _council(folder / "owed.db", people) as without:
        first = _timed(without)
        with _copy(without, folder / "old.db") as office:
            add_history(office, years)
            later, owed = _timed(office), _count(office)
            took = [(_followed(without, number), _followed(office, number)) for number in range(-1, rounds)][1:]
    yield Row(
        "Working everything out",
        f"All that {people} people owe by all rules that are shipped, and storing it.",
        (Target(f"with {years} years of checks", later, ALL_SECONDS, " s"),),
        (f"with none: {first:.1f} s; duties stored: {owed}",),
    )
    alone, beside = ([pair[which] for pair in took] for which in (0, 1))
    yield Row(
        "A finished check",
        f"What it costs to keep what is owed in step after it: with {years} years of checks against none.",
        (Target("ratio", statistics.median(old / new for new, old in took), FOLLOW_RATIO),),
        (f"medians of processor time: {_ms(alone)} ms with none, {_ms(beside)} ms with {years} years",),
    )


def _changes(path: Path, rounds: int) -> Row:
    """The days on which something changes lie evenly in a year; a third is over and does not change any more."""
    store = Store(f"sqlite:///{_new(path)}", Clock())
    migrate(store)
    with store.work(Deadline.after(_LONG)) as uow:
        uow.run(insert(_duty), [_row(number, uow.today) for number in range(DUTIES)])
        uow.run(text("ANALYZE"))
    with store.look(Deadline.after(_LONG)) as uow:
        wanted = select(_duty).where(_duty.c.next_change_on <= uow.today)
        found = len(uow.run(wanted).all())
        took = [_once(lambda: uow.run(wanted).all()) for _ in range(rounds)]
    store.close()
    return Row(
        "What changes today",
        f"Found among {DUTIES} duties.",
        (Target("in SQL", statistics.median(took) * 1000, SQL_MS, " ms"),),
        (f"{found} change",),
    )


def _row(number: int, today: date) -> dict[str, object]:
    changes = today + timedelta(days=number % 365) if number % 3 else None
    plain = {"rule": f"R-{number % 60}", "framework": "f", "version": "v", "subject_kind": "service", "period": "p"}
    days = {"opens": today, "due": today + timedelta(days=30), "next_change_on": changes}
    details = '{"others": [], "late_to": [], "paid_by": [], "missing": [], "notices": []}'
    return {"id": f"{number:013}", **plain, **days, "status": "planned", "count": 1, "done": 0, "details": details}


@contextmanager
def _council(path: Path, people: int) -> Iterator[Office]:
    """People, teams and posts as a council imports them, live for a year."""
    store = Store(f"sqlite:///{_new(path)}", Clock())
    migrate(store)
    office = Office(store, LIBRARY)
    store.clock = Clock(ahead=timedelta(days=-365))
    files = write_files(grown(THORNMERE, people), path.parent / "files")
    result = import_people(office, Actor(OPERATOR), *files, dry_run=False, ends=None)
    if result.problems:
        raise AssertionError(result.problems[:3])
    with store.work(Deadline.after(_LONG)) as uow:
        for framework in LIBRARY.plans:
            record_go_live(uow, framework, uow.today, OPERATOR)
    store.clock = Clock()
    yield office
    store.close()


@contextmanager
def _copy(office: Office, path: Path) -> Iterator[Office]:
    """The same people and duties, to be followed side by side."""
    original = office.store.database.engine.url.database or ""
    with closing(sqlite3.connect(original)) as there, closing(sqlite3.connect(path)) as here:
        there.backup(here)
    copy = Office(Store(f"sqlite:///{path}", office.store.clock), office.library)
    yield copy
    copy.store.close()


def add_history(office: Office, years: int) -> None:
    """Checks of everybody's that were handed in over so many years, as the tables hold them."""
    dice = Random(1)  # noqa: S311 (nothing secret)
    with office.store.work(Deadline.after(_LONG)) as uow:
        _keep(office, uow)
        authors = [(row.person, row.team) for row in uow.run(text("SELECT person, team FROM belongs"))]
        now = datetime.combine(uow.today, clock_time(9), UTC)
        number = 0
        for author, team in authors:
            made = []
            for _ in range(years * CHECKS_A_YEAR):
                number += 1
                at = now - timedelta(days=dice.randrange(1, 365 * years))
                made.append(_finished(office, author, team, at, number) | (_of(author) if number % 4 == 0 else {}))
            uow.run(insert(_run), made)
        uow.run(text("ANALYZE"))


def _keep(office: Office, uow: Uow) -> None:
    form = office.form(_CHECK)
    keep_version(uow, form.version, form.framework, form.name, form.body)


def _finished(office: Office, author: str, team: str, at: datetime, number: int) -> dict[str, object]:
    about = {"subject_kind": "reference", "subject_reference": f"K{number}", "subject_plain": f"k{number}"}
    who = {"author": author, "team": team, "version": office.form(_CHECK).version, "state": "submitted"}
    return {
        "id": new_key(), "reference": f"{number:06}", **about, **who, "revision": 1, "started_at": at,
        "submitted_at": at, "subject_person": None, "subject_team": None, "subject_meeting": None, "seat": None,
        "shared_at": None,
    }  # fmt: skip


def _of(person: str) -> dict[str, object]:
    """One in four is about a person."""
    return {"subject_kind": "person", "subject_reference": None, "subject_plain": None, "subject_person": person}


def _followed(office: Office, number: int) -> float:
    """Processor time of following one more check, each time of another person; commits wait for disks."""
    with office.store.work(Deadline.after(_LONG)) as uow:
        _keep(office, uow)
        practitioners = "SELECT person FROM holds WHERE post = 'practitioner' ORDER BY person"
        authors = uow.run(text(practitioners)).scalars().all()
        author = authors[(number * 7) % len(authors)]
        team = uow.run(text("SELECT team FROM belongs WHERE person = :of"), {"of": author}).scalar()
        made = _finished(office, author, str(team), uow.now, 900_000 + _more(uow))
        uow.run(insert(_run), made)
        uow.log("submitted", author, str(made["id"]))
    gc.collect()
    began = time.process_time()
    follow(office)
    return time.process_time() - began


def _more(uow: Uow) -> int:
    return int(uow.run(text("SELECT count(*) FROM run WHERE reference >= '900000'")).scalar_one())


def _count(office: Office) -> int:
    with office.store.look() as uow:
        return int(uow.run(text("SELECT count(*) FROM duty")).scalar_one())


def _timed(office: Office) -> float:
    return _once(lambda: work_out_all(office))


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _ms(took: list[float]) -> str:
    return f"{statistics.median(took) * 1000:.2f}"


def _new(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
