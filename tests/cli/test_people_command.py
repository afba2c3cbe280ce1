"""`people import` at the keyboard: what it prints, what it leaves behind, how it exits. All people are invented."""

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.people import people_app
from tests.council import FORMS

HEADER = "email,name,team,supervisor_email,posts,started,ended,slack_user_id\n"
TEAMS = "team,parent,frameworks,channel,nation\nEast,,maple,,\n"
GOOD = "ade@example.org,Ade Fernhill,East,sam@example.org,worker,,,\nsam@example.org,Sam Larkspur,East,,lead,,,\n"
BAD = "jo@example.org,Jo Teal,West,,worker,,,\n"


@pytest.fixture
def place(tmp_path: Path, sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a good pair of files, and settings that lead to the test's own database."""
    for name in ("QA_PEOPLE_FILE", "QA_TEAMS_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.setenv("QA_CHECKLISTS", str(FORMS))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(HEADER + GOOD)
    (tmp_path / "teams.csv").write_text(TEAMS)
    return tmp_path


def typed(*words: str) -> Result:
    return CliRunner().invoke(people_app, ["import", *words])


def people_in(place: Path) -> int:
    with sqlite3.connect(place / "plumbline.db") as connection:
        return int(connection.execute("SELECT count(*) FROM person").fetchone()[0])


def test_a_dry_run_and_then_the_real_one(place: Path) -> None:
    dry = typed("people.csv", "--teams", "teams.csv", "--dry-run")
    assert dry.exit_code == 0
    *sentences, last = dry.stdout.splitlines()
    assert last == "Nothing was changed (dry run)."
    assert people_in(place) == 0
    real = typed("people.csv", "--teams", "teams.csv")
    assert real.stdout.splitlines() == [*sentences, f"{len(sentences)} changes made."]
    assert sentences[2].startswith("Ade Fernhill joins East from ")
    assert people_in(place) == 2
    assert typed("people.csv", "--teams", "teams.csv").stdout == "Nothing to change.\n"


def test_the_teams_file_of_the_settings_is_the_default(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert typed("people.csv").exit_code == 1
    monkeypatch.setenv("QA_TEAMS_FILE", "teams.csv")
    assert typed("people.csv").exit_code == 0
    assert people_in(place) == 2


def test_a_bad_line_is_named_and_nothing_is_imported(place: Path) -> None:
    (place / "people.csv").write_text(HEADER + GOOD + BAD)
    done = typed("people.csv", "--teams", "teams.csv")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "people.csv:4: team: names the unknown team West, write East",
        "Nothing was imported.",
    ]
    assert people_in(place) == 0


def test_many_who_would_leave_are_confirmed_with_their_number(place: Path) -> None:
    more = "".join(f"p{n}@example.org,Person {n},East,,worker,2024-01-01,,\n" for n in range(4))
    (place / "people.csv").write_text(HEADER + GOOD + more)
    typed("people.csv", "--teams", "teams.csv")
    (place / "people.csv").write_text(HEADER + GOOD)
    refused = typed("people.csv", "--teams", "teams.csv")
    assert (refused.exit_code, "--ends 4" in refused.stderr) == (1, True)
    assert typed("people.csv", "--teams", "teams.csv", "--ends", "4").stdout.endswith("4 changes made.\n")
