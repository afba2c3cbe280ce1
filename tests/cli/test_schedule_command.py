"""`schedule` at the keyboard: going live with a dry run first, and every bad line of a file named."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli.main import app
from bot.clock import Clock
from bot.storage.duties import load_rules_stored
from bot.storage.go_live import record_go_live
from bot.storage.store import Store
from tests.council import FORMS, FixedClock, found
from tests.schedules import OWN

HEADER = "who or reference,tool,date\n"


@pytest.fixture
def _office(sqlite_address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(sqlite_address, FixedClock())
    found(store)
    store.close()
    folder = tmp_path / "forms" / "maple"
    folder.mkdir(parents=True)
    for file in (FORMS / "maple").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "schedule.yaml").write_text(yaml.safe_dump({"rules": [OWN]}))
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.setenv("QA_CHECKLISTS", str(folder.parent))


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["schedule", *words])
    return result.exit_code, result.output


@pytest.mark.usefixtures("_office")
def test_going_live_after_a_dry_run(tmp_path: Path) -> None:
    path = tmp_path / "last.csv"
    path.write_text(f"{HEADER}Ade,own-look,2025-03-12\nBea,own-look,12/03/2025\n")
    words = ("go-live", "maple", "2099-12-01", "--last-done", str(path))
    day = "Tue 1 Dec 2099"
    assert run(*words, "--dry-run") == (
        0,
        f"2 last times would be taken.\nMaple, a framework for tests would go live on {day} (dry run).\n",
    )
    assert run(*words) == (0, f"2 last times taken.\nMaple, a framework for tests goes live on {day}.\n")
    code, output = run("go-live", "maple", "2099-12-02")
    assert (code, output) == (0, f"Maple, a framework for tests goes live on Wed 2 Dec 2099 instead of {day}.\n")


@pytest.mark.usefixtures("_office")
def test_bad_lines_are_counted_and_nothing_is_set(tmp_path: Path) -> None:
    path = tmp_path / "last.csv"
    path.write_text(f"{HEADER}Ade,own-look,2025-03-12\nNobody,own-look,soon\n,,\n,own-look,2025-03-12\n")
    words = ("go-live", "maple", "2099-12-01", "--last-done", str(path))
    code, output = run(*words, "--dry-run")
    assert (code, "1 last time would be taken; 2 lines cannot be read." in output) == (1, True)
    assert f"{path}:5: who or reference: is empty" in output
    code, output = run(*words)
    assert (code, "Nothing was set; 2 lines cannot be read." in output) == (1, True)


@pytest.mark.usefixtures("_office")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("go-live", "maple", "2020-01-01"), "That day is past."),
        (("go-live", "oak", "2099-01-01"), "There is no schedule of that name"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], said: str) -> None:
    result = CliRunner().invoke(app, ["schedule", *words])
    assert result.exit_code == 1
    assert said in str(result.exception)


@pytest.mark.usefixtures("_office")
def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    code, output = run("go-live", "maple", "2099-12-01", "--last-done", str(tmp_path / "none.csv"))
    assert (code, "cannot be read" in output, "Nothing was set." in output) == (1, True, True)


def changed(tmp_path: Path, **more: object) -> str:
    """What is said of the same schedule with these keys changed."""
    folder = tmp_path / "other" / "maple"
    folder.mkdir(parents=True)
    for file in (tmp_path / "forms" / "maple").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / "schedule.yaml").write_text(yaml.safe_dump({"rules": [{**OWN, **more}]}))
    code, output = run("compare", str(folder.parent))
    assert code == 0, output
    return output


@pytest.fixture
def _live(_office: None, sqlite_address: str) -> None:
    store = Store(sqlite_address, Clock())
    with store.work() as uow:
        record_go_live(uow, "maple", uow.today - timedelta(days=1), "operator")
    store.close()


@pytest.mark.usefixtures("_live")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Nothing that is owed today would change.\n"),
        ({"minutes": 45, "title": "Other words"}, "Nothing that is owed today would change.\n"),
        ({"owed_by": ["lead"]}, "own-look Own look: adds 2, removes 2, moves 0.\n"),
        ({"every": "8 months"}, "own-look Own look: adds 0, removes 0, moves 2.\n"),
        ({"id": "own-other"}, "In all: adds 2, removes 2, moves 0.\n"),
    ],
)
def test_what_other_schedules_would_mean(tmp_path: Path, more: dict[str, object], said: str) -> None:
    assert said in changed(tmp_path, **more)


@pytest.mark.usefixtures("_live")
def test_comparing_stores_nothing(tmp_path: Path, sqlite_address: str) -> None:
    changed(tmp_path, every="1 month")
    store = Store(sqlite_address, Clock())
    with store.look() as uow:
        assert load_rules_stored(uow) == frozenset()
    store.close()


@pytest.mark.usefixtures("_live")
def test_files_with_mistakes_are_not_compared(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["schedule", "compare", str(tmp_path / "nothing")])
    assert (result.exit_code, "Nothing was compared." in str(result.exception)) == (1, True)
