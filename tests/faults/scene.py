"""What the fault tests share: a moment of a council's life to act in, five acts, and what can be seen of them.
A store is opened anew on the same database, as after a restart.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL

from bot.domain.values import Value
from bot.flows.finish import correct_answer, read_answers, submit_run
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.proof import prove_log
from bot.flows.walk import answer_item, write_note
from bot.storage.store import Store
from tests.council import LIBRARY, Council, FixedClock, found

NOTE = "The family asked for another day."
OURS = "CASE WHEN run IN (SELECT id FROM run WHERE subject_reference = 'K2-NEW') THEN 'new' ELSE run END"
SEEN = (
    "SELECT version, state, revision, subject_reference FROM run",
    f"SELECT {OURS}, item, choice, day, not_applicable, revision FROM answer",
    f"SELECT {OURS}, item, choice, revision FROM superseded",
    f"SELECT {OURS}, place FROM participant",
    "SELECT text FROM words",
    "SELECT kind, item FROM message",
    "SELECT sequence, verb FROM entry",
)


@dataclass(frozen=True)
class Scene:
    """A council with an open run and a submitted one that somebody has read."""

    council: Council
    open: str
    submitted: str

    def at(self, address: str) -> "Scene":
        """The same moment, reached through a store of its own."""
        store = Store(address, FixedClock())
        return Scene(Council(Office(store, LIBRARY), self.council.ids), self.open, self.submitted)

    @property
    def store(self) -> Store:
        return self.council.office.store

    def seen(self) -> list[list[tuple[Any, ...]]]:
        """All that an act may change, without what is random: a new run is known by being new."""
        names = {self.open: "open", self.submitted: "submitted"}
        with self.store.look() as uow:
            tables = [uow.connection.exec_driver_sql(sql).all() for sql in SEEN]
        seen = [[tuple(names.get(cell, cell) for cell in row) for row in rows] for rows in tables]
        return [sorted(rows, key=repr) for rows in seen]

    def is_sound(self) -> bool:
        """The log proves itself, and SQLite its file."""
        if self.store.database.engine.dialect.name == "sqlite":
            with self.store.look() as uow:
                assert uow.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
                assert uow.connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert prove_log(self.store, Actor(OPERATOR), []).broken == ""
        return True


def stage(store: Store) -> Scene:
    council = found(store)
    office, ade, sam = council.office, council.actor("Ade"), council.actor("Sam")
    submitted = council.work_look()
    answer_item(office, sam, council.press(submitted, "S1"), Value(choice=1))
    submit_run(office, sam, submitted)
    read_answers(office, council.actor("Robin"), submitted)
    run = council.own_look("K1-OPEN")
    answer_item(office, ade, council.press(run, "B1"), Value(words="The first words."))
    write_note(office, ade, council.press(run, "A2"), "The first note.")
    return Scene(council, run, submitted)


def answer(scene: Scene) -> None:
    """Words in place of others."""
    council = scene.council
    answer_item(council.office, council.actor("Ade"), council.press(scene.open, "B1", 1), Value(words="Other words."))


def choose(scene: Scene) -> None:
    council = scene.council
    answer_item(council.office, council.actor("Ade"), council.press(scene.open, "A1"), Value(choice=1))


def note(scene: Scene) -> None:
    council = scene.council
    write_note(council.office, council.actor("Ade"), council.press(scene.open, "A2", 1), NOTE)


def correct(scene: Scene) -> None:
    council = scene.council
    press = council.press(scene.submitted, "S1", 1)
    correct_answer(council.office, council.actor("Sam"), press, "I pressed the wrong one.", Value(choice=2))


def start(scene: Scene) -> None:
    scene.council.own_look("K2-NEW")


def submit(scene: Scene) -> None:
    submit_run(scene.council.office, scene.council.actor("Ade"), scene.open)


Act = Callable[[Scene], None]
ACTS: tuple[Act, ...] = (choose, answer, note, correct, start, submit)


@contextmanager
def server(url: URL) -> Iterator[Callable[[str], object]]:
    """Run statements on the PostgreSQL server, beside all stores."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection.exec_driver_sql
    finally:
        engine.dispose()


def watch(store: Store, step: Callable[[], None]) -> None:
    """Call `step` whenever a statement is about to reach the driver, BEGIN and COMMIT too."""

    def watched(line: Any, _: object) -> None:
        if isinstance(line, sqlite3.Connection):
            line.set_trace_callback(lambda _: step())
            return

        class Watched(psycopg.Cursor[Any]):
            def execute(self, *given: Any, **named: Any) -> Any:
                step()
                return super().execute(*given, **named)

        line.cursor_factory = Watched

    event.listen(store.database.engine, "connect", watched)
