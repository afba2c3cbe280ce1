"""kill -9 at every step of keeping duties in step: whoever comes next finishes it, and nothing is lost or doubled."""

import os
import shutil
import traceback
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.domain.duties import Duty
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all
from bot.flows.office import Office
from bot.storage.store import Store
from tests.council import TODAY, FixedClock, found
from tests.faults.test_kill import Steps
from tests.flows.due.scene import DAY, library, own_look, scheduled, stored, tree, work_look

pytestmark = pytest.mark.slow


def a_moment(address: str) -> None:
    """All was worked out; since then people have done some things."""
    store = Store(address, FixedClock())
    town = scheduled(found(store))
    work_out_all(town.office)
    own_look(town)
    work_look(town, "Bea")
    tree(town, "T1", TODAY - 40 * DAY)
    tree(town, "T3", TODAY - 39 * DAY, about="Low one")
    store.close()


def at(path: Path) -> Office:
    return Office(Store(f"sqlite:///{path}", FixedClock()), library())


def dies(path: Path, act: Callable[[Office], object], last: int) -> bool:
    """Whether it came that far."""
    child = os.fork()
    if child == 0:
        try:
            office = at(path)
            Steps(office.store, last)
            act(office)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def what_comes_of(path: Path, act: Callable[[Office], object]) -> dict[str, Duty]:
    office = at(path)
    act(office)
    rows = stored(office)
    office.store.close()
    return rows


@pytest.mark.parametrize("act", [follow, work_out_all])
def test_whoever_comes_next_finishes_it(sqlite_base: Path, tmp_path: Path, act: Callable[[Office], object]) -> None:
    before, copy = tmp_path / "before.db", tmp_path / "copy.db"
    shutil.copy(sqlite_base, before)
    a_moment(f"sqlite:///{before}")
    shutil.copy(before, copy)
    whole = what_comes_of(copy, follow)
    for last in count(0, 3):
        for left in tmp_path.glob("copy.db*"):
            left.unlink()
        shutil.copy(before, copy)
        came_so_far = dies(copy, act, last)
        assert what_comes_of(copy, follow) == whole
        if not came_so_far:
            assert last > 20
            return
