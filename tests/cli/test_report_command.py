"""`report` at the keyboard: the file it writes, what it says instead where it cannot, and that it is logged."""

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.storage.store import Store
from tests.council import FORMS, FixedClock, found


@pytest.fixture
def place(tmp_path: Path, sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = Store(sqlite_address, FixedClock())
    found(store)
    store.close()
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.setenv("QA_CHECKLISTS", str(FORMS))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(app, ["report", *words])


def exports(place: Path) -> list[dict[str, str]]:
    with sqlite3.connect(place / "plumbline.db") as connection:
        entries = [json.loads(body) for (body,) in connection.execute("SELECT body FROM entry ORDER BY sequence")]
    return [entry for entry in entries if entry["verb"] == "export"]


def test_it_writes_the_file_and_says_where(place: Path) -> None:
    (place / "files").mkdir()
    done = typed("MAP-1", "2025-Q2", "--to", "files", "--as", "pdf", "--as", "xlsx")
    assert done.exit_code == 0, done.output
    pdf, xlsx = sorted((place / "files").iterdir())
    assert pdf.read_bytes().startswith(b"%PDF") and xlsx.read_bytes().startswith(b"PK")
    assert done.stdout.splitlines()[0].startswith(f"files/{pdf.name} (")
    (entry,) = exports(place)
    assert (entry["actor"], entry["report"], entry["state"]) == ("operator", "MAP-1", "draft")
    assert entry["last"] == "2025-09-30"


def test_of_a_time_that_is_not_counted_yet_it_says_so_and_so_does_the_paper(place: Path) -> None:
    done = typed("MAP-1", "this month", "--as", "xlsx")
    assert done.exit_code == 0, done.output
    why = "No month of this time has been counted yet."
    assert done.stdout.startswith(why)
    with zipfile.ZipFile(next(place.glob("*.xlsx"))) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert why in words and "Nothing of this time is counted yet, so there are no figures here." in words
    assert "Nothing was answered" not in words and "checks done" not in words


def test_a_team_has_a_report_of_its_own(place: Path) -> None:
    assert typed("MAP-1", "2025-Q2", "--team", "east").exit_code == 0
    assert next(path.name for path in place.glob("*.pdf")).endswith("-east-jul-sep-2025.pdf")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("R-NONE-1", "2025-Q2"), "There is no report R-NONE-1. There are: "),
        (("MAP-1", "banana"), "That is no time that a report can be of"),
        (("MAP-1", "last quarter banana"), "That is no time that a report can be of"),
        (("MAP-1", "2040-Q1"), "has not begun yet"),
        (("MAP-1", "2025-Q2", "--team", "Narnia"), "There is no team of that name. There are: "),
        (("MAP-1", "2025-Q2", "--as", "csv"), "has no table"),
        (("MAP-1", "2025-Q2", "--to", "nowhere"), "cannot be written"),
    ],
)
def test_what_cannot_be_is_a_sentence(place: Path, words: tuple[str, ...], said: str) -> None:
    done = typed(*words)
    assert done.exit_code == 1
    assert said in str(done.exception)
    assert not list(place.glob("*.pdf"))
