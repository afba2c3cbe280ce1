"""A small invented council, put straight into the tables, and an office to work in. Its days are fixed."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.clock import Clock
from bot.domain.runs import Subject
from bot.domain.values import Press, Value
from bot.flows.office import Actor, Office
from bot.flows.start import start_run
from bot.frameworks.library import load_library
from bot.storage.keys import new_key
from bot.storage.store import Store, Uow
from bot.storage.tables import people as tables
from bot.storage.tables import table_of

TODAY = date(2026, 11, 23)
START = date(2024, 1, 1)
FORMS = Path(__file__).parent / "data" / "checklists"
LIBRARY = load_library(FORMS)

TEAMS = {"Service": None, "East": "Service", "West": "Service"}
# name: team, supervisor, posts (name, team), last day worked
PEOPLE: dict[str, tuple[str, str | None, list[tuple[str, str]], date | None]] = {
    "Ade": ("East", "Sam", [("worker", "East"), ("panel", "East")], None),
    "Bea": ("East", "Sam", [("worker", "East")], None),
    "Sam": ("East", "Robin", [], None),
    "Robin": ("Service", None, [("lead", "Service")], None),
    "Mia": ("East", None, [("manager", "East")], None),
    "Max": ("West", None, [("manager", "West"), ("lead", "West")], None),
    "Quinn": ("Service", None, [("qa-lead", "Service")], None),
    "Lou": ("East", "Sam", [("worker", "East"), ("qa-lead", "East")], TODAY - timedelta(days=1)),
    "Sid": ("West", "Max", [], None),
    "Zed": ("", None, [], START + timedelta(days=1)),
}


_TEN = datetime(TODAY.year, TODAY.month, TODAY.day, 10, tzinfo=UTC)
_BEGAN = time.monotonic()


@dataclass(frozen=True)
class FixedClock(Clock):
    """Time passes, but always from ten o'clock on the same day, so that tests do not depend on when they run."""

    def instant(self) -> datetime:
        return _TEN + timedelta(seconds=time.monotonic() - _BEGAN)


@dataclass(frozen=True)
class Council:
    office: Office
    ids: dict[str, str]

    def __repr__(self) -> str:
        """Short: else what hypothesis says of a failure drowns in it."""
        return "Council()"

    def actor(self, name: str) -> Actor:
        return Actor(self.ids[name])

    def press(self, run: str, item: str, seen: int = 0) -> Press:
        return Press(run, item, seen, self.office.store.clock.instant())

    def use(self, framework: str) -> None:
        """From now on everybody works by this framework too."""
        with self.office.store.work() as uow:
            add(uow, tables.Uses, team=self.ids["Service"], framework=framework, since=START)

    def own_look(self, case: str = "K7-3Q", sort: int = 1, name: str = "Ade") -> str:
        header = {"own-day": Value(day=TODAY), "own-sort": Value(choice=sort)}
        return start_run(self.office, self.actor(name), "own-look", Subject("reference", case), header).run

    def work_look(self, about: str = "Ade", name: str = "Sam") -> str:
        return start_run(self.office, self.actor(name), "work-look", Subject("person", self.ids[about]), {}).run


def add(uow: Uow, model: type[SQLModel], **values: Any) -> str:
    key = new_key()
    uow.run(insert(table_of(model)), {"id": key, **values})
    return key


def found(store: Store) -> Council:
    """The council in this database. Sam is away today, and Sid stands in."""
    ids: dict[str, str] = {}
    with store.work() as uow:
        for team in TEAMS:
            ids[team] = add(uow, tables.Team, name=team, nation="ENG")
        for team, parent in TEAMS.items():
            if parent:
                add(uow, tables.PartOf, team=ids[team], parent=ids[parent], since=START)
        add(uow, tables.Uses, team=ids["Service"], framework="maple", since=START)
        for name in PEOPLE:
            ids[name] = add(uow, tables.Person, name=name, email=f"{name.lower()}@example.org")
        for name, (team, supervisor, posts, last) in PEOPLE.items():
            times = {"person": ids[name], "since": START, "until": last + timedelta(days=1) if last else None}
            add(uow, tables.Employed, **times)
            if team:
                add(uow, tables.Belongs, team=ids[team], **times)
            if supervisor:
                add(uow, tables.ReportsTo, supervisor=ids[supervisor], **times)
            for post, at in posts:
                add(uow, tables.Holds, post=post, team=ids[at], **times)
        add(uow, tables.Away, person=ids["Sam"], stand_in=ids["Sid"], since=TODAY, until=TODAY + timedelta(days=5))
    return Council(Office(store, LIBRARY), ids)
