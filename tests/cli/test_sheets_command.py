"""`sheets` at the keyboard: what it prints, what it leaves behind, how it exits."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.storage.store import Store
from bot.storage.tables import people as tables
from tests.council import FORMS, START, FixedClock, add, found


@pytest.fixture
def place(tmp_path: Path, sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = Store(sqlite_address, FixedClock())
    council = found(store)
    with store.work() as uow:
        add(uow, tables.Uses, team=council.ids["Service"], framework="birch", since=START)
    store.close()
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.setenv("QA_CHECKLISTS", str(FORMS))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sheets.csv").write_text("F1,F4\nYes,Kind.\nNo,\n")
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["sheets", *words])


def sheets_in(place: Path) -> int:
    with sqlite3.connect(place / "plumbline.db") as connection:
        return int(connection.execute("SELECT count(*) FROM run WHERE state = 'submitted'").fetchone()[0])


def test_a_dry_run_the_real_one_and_the_same_again(place: Path) -> None:
    words = ("sheets.csv", "--checklist", "family-sheet", "--entered-by", "ade@example.org")
    assert typed(*words, "--dry-run").stdout == "2 sheets would be entered; nothing was changed (dry run).\n"
    assert sheets_in(place) == 0
    assert typed(*words).stdout == "2 sheets entered.\n"
    assert typed(*words).stdout == "This file was entered before, so nothing was changed.\n"
    assert sheets_in(place) == 2


def test_a_bad_line_is_named_and_nothing_is_entered(place: Path) -> None:
    (place / "sheets.csv").write_text("F1\nYes\nSometimes\n")
    done = typed("sheets.csv", "--checklist", "family-sheet", "--entered-by", "ade@example.org")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0].startswith("sheets.csv:3: F1: does not fit, write one of: Yes")
    assert done.stderr.splitlines()[1:] == ["Nothing was entered."]
    assert sheets_in(place) == 0


def test_the_columns_are_told(place: Path) -> None:
    lines = typed("--checklist", "family-sheet", "--columns").stdout.splitlines()
    assert lines[2] == "F3: Was the time right (one of: Yes, No)"
    assert sheets_in(place) == 0
