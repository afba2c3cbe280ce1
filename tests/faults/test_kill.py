"""kill -9 at every step of an act: it is wholly there or wholly absent, and what was called saved is there.
The child is forked before any thread and kills itself; nothing in the bot knows of it.
"""

import os
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url

from bot.flows.walk import write_note
from bot.storage import chain
from bot.storage.answers import load_answers
from bot.storage.store import Store
from tests.council import FixedClock
from tests.faults.scene import ACTS, Act, Scene, answer, choose, server, stage, watch

ROUNDS = int(os.environ.get("QA_KILL_ROUNDS", "5"))
SAVED = b"saved"
NEVER = -1

pytestmark = pytest.mark.slow


class Steps:
    """Counts the moments at which a statement reaches the driver, BEGIN and COMMIT too; dies at one of them."""

    def __init__(self, store: Store, last: int) -> None:
        self.count, self.last = 0, last
        watch(store, self.step)
        event.listen(store.database.engine, "after_cursor_execute", self._after)

    def step(self) -> None:
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.count += 1

    def _after(self, _connection: object, _cursor: object, statement: str, *_: Any) -> None:
        if statement == "COMMIT":
            self.step()


def _act_in_child(scene: Scene, address: str, act: Act, last: int) -> tuple[bool, int]:
    """Whether the child said "saved" before it was killed, and its number of steps if it was not."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            there = scene.at(address)
            steps = Steps(there.store, last)
            act(there)
            os.write(writing, SAVED)
            steps.step()
            os.write(writing, str(steps.count).encode())
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == (last != NEVER), said
    return said.startswith(SAVED), int(said.removeprefix(SAVED) or 0)


def _kill_everywhere(scene: Scene, act: Act, fresh: Callable[[], str]) -> None:
    """Each round on a copy of the same moment."""
    before = _look(scene, fresh())
    whole = fresh()
    is_saved, steps = _act_in_child(scene, whole, act, NEVER)
    after = _look(scene, whole)
    assert is_saved
    assert steps > 10
    assert before != after
    ends = []
    for last in range(steps):
        for _ in range(ROUNDS):
            address = fresh()
            is_saved, _count = _act_in_child(scene, address, act, last)
            now = _look(scene, address)
            assert now in (before, after), f"half an act after step {last}"
            assert now == after or not is_saved, f"called saved and lost at step {last}"
            ends.append(now == after)
    # Absent until the commit, there from it on; and both were seen.
    assert ends == sorted(ends)
    assert {True, False} == set(ends)


def _look(scene: Scene, address: str) -> object:
    """What a restarted bot finds; and it can act again."""
    there = scene.at(address)
    try:
        assert there.is_sound()
        seen = there.seen()
        there.council.own_look("K9-LATER")
        assert there.is_sound()
        return seen
    finally:
        there.store.close()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_c36_kill_at_every_step_on_sqlite(sqlite_address: str, tmp_path: Path, act: Act) -> None:
    store = Store(sqlite_address, FixedClock())
    scene = stage(store)
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()  # nothing of SQLite is open when the child is made
    base = Path(make_url(sqlite_address).database or "")

    def fresh() -> str:
        for old in tmp_path.glob("copy.db*"):
            old.unlink()
        shutil.copy(base, tmp_path / "copy.db")
        return f"sqlite:///{tmp_path / 'copy.db'}"

    _kill_everywhere(scene, act, fresh)


@pytest.fixture
def copies(postgres: URL) -> Iterator[Callable[[], str]]:
    """Makes a new copy of the database `staged`; the one before goes."""
    with server(postgres) as run:
        run("CREATE DATABASE staged TEMPLATE base")

        def copy() -> str:
            run("DROP DATABASE IF EXISTS copied WITH (FORCE)")
            run("CREATE DATABASE copied TEMPLATE staged")
            return postgres.set(database="copied").render_as_string(hide_password=False)

        yield copy
        run("DROP DATABASE IF EXISTS copied WITH (FORCE)")
        run("DROP DATABASE staged WITH (FORCE)")


@pytest.mark.parametrize("act", [choose, answer], ids=lambda act: act.__name__)
def test_c36_kill_at_every_step_on_postgresql(postgres: URL, copies: Callable[[], str], act: Act) -> None:
    store = Store(postgres.set(database="staged").render_as_string(hide_password=False), FixedClock())
    scene = stage(store)
    store.close()
    _kill_everywhere(scene, act, copies)


def _note_until_killed(scene: Scene, address: str, stood: int, moment: float) -> int:
    """The last note that the child called saved before it was killed from outside, wherever it was just then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        there = scene.at(address)
        for revision in count(stood + 1):
            press = there.council.press(there.open, "A1", revision - 1)
            write_note(there.council.office, there.council.actor("Ade"), press, f"Note {revision}")
            os.write(writing, b".")
    os.close(writing)
    with open(reading, "rb") as pipe:
        pipe.read(1)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        told = 1 + len(pipe.read())
    os.waitpid(child, 0)
    return stood + told


def test_c36_kill_at_any_moment(address: str) -> None:
    """Also within a commit, where no step of ours is."""
    first = Store(address, FixedClock())
    scene = stage(first)
    first.close()
    chance, stands = Random(36), 0  # noqa: S311
    for _ in range(ROUNDS * 4):
        told = _note_until_killed(scene, address, stands, chance.uniform(0, 0.03))
        there = scene.at(address)
        with there.store.work() as uow:
            chain.lock(uow.connection)  # waits for a commit that the server still has in hand
            held = load_answers(uow, scene.open)["A1"]
        assert there.is_sound()
        there.store.close()
        stands = held.revision
        assert stands in (told, told + 1)
        assert held.note == f"Note {stands}"
