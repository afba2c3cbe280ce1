"""A disk that is full, failing, read-only, locked, gone or corrupt, and a server that hangs up.
Each act is stored or truthfully refused in time, nothing is half there, and later ones work without a restart.
"""

import os
import resource
import shutil
import signal
import sqlite3
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url

from bot.errors import NotSavedError
from bot.flows.walk import write_note
from bot.storage.store import Store
from tests.council import FixedClock
from tests.faults.scene import ACTS, Act, Scene, choose, note, server, stage, start, watch

pytestmark = pytest.mark.slow

SENTENCE = "That was not saved. What was saved before is safe. Please try again."
EVERY_ACT = pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)


@pytest.fixture
def scene(sqlite_address: str) -> Iterator[Scene]:
    scene = stage(Store(sqlite_address, FixedClock()))
    yield scene
    scene.store.close()


@pytest.fixture
def path(sqlite_address: str) -> Path:
    return Path(make_url(sqlite_address).database or "")


@contextmanager
def refused_in_time() -> Iterator[None]:
    began = time.monotonic()
    with pytest.raises(NotSavedError, match=SENTENCE):
        yield
    assert time.monotonic() - began < 3


def is_saved(scene: Scene, act: Act) -> bool:
    """Whether it said so; either way that must be the truth."""
    before = scene.seen()
    try:
        act(scene)
    except NotSavedError as error:
        assert str(error) == SENTENCE
        assert scene.seen() == before
        return False
    assert scene.seen() != before
    return True


@contextmanager
def told(scene: Scene, fault: str, end: str) -> Iterator[None]:
    """Every connection that is used is told of the fault first, and then that it is over."""
    pragma = [fault]
    event.listen(scene.store.database.engine, "checkout", lambda line, *_: line.execute(pragma[0]))
    try:
        yield
    finally:
        pragma[0] = end


def more_notes(scene: Scene, words: str = "A few words. ") -> None:
    """Notes over notes until one cannot be stored."""
    council = scene.council
    for revision in count():
        press = council.press(scene.open, "A1", revision)
        write_note(council.office, council.actor("Ade"), press, words + str(revision))


@EVERY_ACT
def test_c38_full(scene: Scene, act: Act) -> None:
    """No page more than there are: acts fail in their midst, wherever they need one."""
    with told(scene, "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1073741823"):
        with refused_in_time():
            more_notes(scene)
        was_saved = is_saved(scene, act)
        assert scene.is_sound()
    assert was_saved or is_saved(scene, act)
    assert scene.is_sound()


@EVERY_ACT
def test_c38_read_only(scene: Scene, act: Act) -> None:
    with told(scene, "PRAGMA query_only = 1", "PRAGMA query_only = 0"):
        began = time.monotonic()
        assert not is_saved(scene, act)
        assert time.monotonic() - began < 1  # there is nothing to wait for
    assert is_saved(scene, act)
    assert scene.is_sound()


def in_child(work: Callable[[], None]) -> None:
    """Some limits hold for a whole process; this one may spoil itself. Nothing of SQLite may be open."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0


def test_c38_a_write_error_anywhere_in_the_commit(scene: Scene, path: Path, sqlite_address: str) -> None:
    """The disk takes so many bytes more and then fails; a little later in each round."""
    scene.store.close()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        there = scene.at(sqlite_address)
        choose(there)
        refused = 0
        for more in range(0, 60_000, 2500):
            wal = path.with_name(path.name + "-wal")
            resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size + more, resource.RLIM_INFINITY))
            with pytest.raises(NotSavedError, match=SENTENCE):
                more_notes(there)
            refused += not is_saved(there, _one_more(there))
            assert there.is_sound()
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            assert is_saved(there, _one_more(there))
            assert there.is_sound()
        assert refused > 5

    in_child(work)
    assert scene.is_sound()


def _one_more(scene: Scene) -> Act:
    """A note unlike the one that stands."""
    council, words = scene.council, f"Note at {time.monotonic()}"

    def act(there: Scene) -> None:
        press = council.press(there.open, "A1", 10**6)  # never what stands: it counts as the author's later act
        write_note(there.council.office, council.actor("Ade"), press, words)

    return act


@contextmanager
def locked(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process is writing."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_c38_locked_for_a_second_is_waited_for(scene: Scene, path: Path) -> None:
    with locked(path) as other:
        timer = Timer(1.0, other.rollback)
        timer.start()
        assert is_saved(scene, choose)
        timer.join()
    assert scene.is_sound()


def test_c38_locked_for_longer_is_refused(scene: Scene, path: Path) -> None:
    before = scene.seen()
    with locked(path), refused_in_time():
        choose(scene)
    assert scene.seen() == before
    assert is_saved(scene, choose)
    assert scene.is_sound()


def _files(path: Path) -> list[Path]:
    return sorted(path.parent.glob(path.name + "*"))


@pytest.mark.parametrize("is_idle", [False, True], ids=["in use", "not yet opened"])
def test_c38_a_file_that_vanished_takes_nothing(scene: Scene, path: Path, is_idle: bool) -> None:
    if is_idle:
        scene.store.close()
    before = None if is_idle else scene.seen()
    away = path.parent / "away"
    away.mkdir()
    for file in _files(path):
        file.rename(away / file.name)
    for act in ACTS:
        with refused_in_time():
            act(scene)
    with refused_in_time():
        scene.seen()
    assert _files(path) == []
    for file in away.iterdir():
        file.rename(path.parent / file.name)
    assert before in (None, scene.seen())
    assert is_saved(scene, choose)
    assert scene.is_sound()


def test_c38_a_file_put_in_its_place_takes_nothing(scene: Scene, path: Path, sqlite_address: str) -> None:
    """A backup laid over a running bot: its connections would write to the old file, which nobody can find any more."""
    scene.store.close()
    shutil.copy(path, path.with_name("backup"))
    assert is_saved(scene, choose)
    path.with_name("backup").replace(path)
    with refused_in_time():
        note(scene)
    with refused_in_time():
        scene.seen()
    scene.store.close()
    restarted = scene.at(sqlite_address)
    assert is_saved(restarted, note)
    assert restarted.is_sound()
    restarted.store.close()


@pytest.mark.parametrize("first", [0, 100, 4096], ids=["header", "schema", "pages"])
def test_c38_corrupt_is_never_called_saved(scene: Scene, path: Path, first: int) -> None:
    scene.store.close()
    good = path.read_bytes()
    path.write_bytes(good[:first] + b"\xa5" * (len(good) - first))
    for act in ACTS:
        with refused_in_time():
            act(scene)
    scene.store.close()
    for file in _files(path):
        file.write_bytes(good if file == path else b"")
    for act in ACTS:
        assert is_saved(scene, act)
    assert scene.is_sound()


def test_c38_one_corrupt_page_is_never_called_saved(scene: Scene, path: Path) -> None:
    """Whichever page it is: an act that meets it is refused, and is either whole or absent."""
    scene.store.close()
    good = path.read_bytes()
    refused = 0
    for page in range(1, len(good) // 4096):
        path.write_bytes(good[: page * 4096] + b"\xa5" * 4096 + good[(page + 1) * 4096 :])
        try:
            note(scene)
        except NotSavedError as error:
            assert str(error) == SENTENCE
            refused += 1
        scene.store.close()
        for file in _files(path):
            file.write_bytes(good if file == path else b"")
    assert refused > 10
    assert is_saved(scene, start)
    assert scene.is_sound()


@pytest.fixture
def far(postgres: URL) -> Iterator[Scene]:
    """The same moment on PostgreSQL."""
    with server(postgres) as run:
        run("CREATE DATABASE far TEMPLATE base")
        store = Store(postgres.set(database="far").render_as_string(hide_password=False), FixedClock())
        yield stage(store)
        store.close()
        run("DROP DATABASE far WITH (FORCE)")


HANG_UP = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'far'"


def test_c38_a_server_that_hung_up_between_acts(far: Scene, postgres: URL) -> None:
    """The next act meets the server again before it begins, and is stored."""
    with server(postgres) as run:
        for act in ACTS:
            run(HANG_UP)
            assert is_saved(far, act)
    assert far.is_sound()


def test_c38_a_server_that_hangs_up_at_every_step(far: Scene, postgres: URL) -> None:
    """Before each statement of an act in turn, COMMIT too, until an act is over before its turn comes."""
    far.store.close()
    left = [0]
    with server(postgres) as run:

        def step() -> None:
            left[0] -= 1
            if left[0] == 0:
                run(HANG_UP)

        watch(far.store, step)
        for turn in count(1):
            act, before = _one_more(far), far.seen()
            left[0] = turn
            said = _tries(far, act)
            if left[0] > 0:
                left[0] = 0
                break
            _tries(far, Scene.seen)  # a look may be what finds the dead line
            assert (far.seen() != before) == said
            assert is_saved(far, _one_more(far))
    assert said
    assert turn > 8
    assert far.is_sound()


def _tries(scene: Scene, act: Callable[[Scene], object]) -> bool:
    try:
        act(scene)
    except NotSavedError:
        return False
    return True
