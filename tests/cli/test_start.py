"""What is loaded at the start: nothing of a database that is not used, and the clearing of memory goes on after it."""

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.serve import here_to_stay

ROOT = Path(__file__).parents[2]


def test_a_sqlite_database_is_opened_without_loading_what_postgresql_needs(tmp_path: Path) -> None:
    program = (
        "import sys; from bot.clock import Clock; from bot.storage.store import Store; "
        f"Store('sqlite:///{tmp_path}/a.db', Clock()).close(); assert 'psycopg' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_the_start_loads_no_colours_and_what_comes_later_may() -> None:
    program = (
        "import sys; from bot.cli.serve import without\n"
        "with without('rich'): import bot.trace\n"
        "assert 'pygments' not in sys.modules\n"
        "import rich.console"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_what_a_start_loads_is_not_gone_through_again_and_what_comes_later_is() -> None:
    with here_to_stay():
        assert not gc.isenabled()
        kept = gc.get_freeze_count()
    assert gc.isenabled()
    assert gc.get_freeze_count() > kept
    gc.unfreeze()


def test_a_start_that_fails_leaves_it_on() -> None:
    with pytest.raises(RuntimeError), here_to_stay():
        raise RuntimeError
    assert gc.isenabled()
    gc.unfreeze()
