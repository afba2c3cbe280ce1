"""`record` at the keyboard: the columns, a dry run, bad lines named, and what it says when all went well."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.storage.store import Store
from tests.council import FORMS, FixedClock, found

HEADER = "fact,subject,about,date,outcome,authoriser,words,recorded_by\n"


@pytest.fixture
def _office(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(sqlite_address, FixedClock())
    found(store)
    store.close()
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.setenv("QA_CHECKLISTS", str(FORMS))


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["record", "--register", "tree-dates", *words])
    return result.exit_code, result.output


@pytest.mark.usefixtures("_office")
def test_a_file_is_recorded_after_a_dry_run(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(f"{HEADER}T1,TR-1,,2025-03-12,,,,ade@example.org\n")
    assert run(str(path), "--dry-run") == (0, "1 date would be recorded (dry run).\n")
    assert run(str(path)) == (0, "1 date recorded.\n")
    assert run(str(path)) == (0, "0 dates recorded. 1 recorded before, left as it is.\n")


@pytest.mark.usefixtures("_office")
def test_a_bad_line_is_named_and_nothing_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(f"{HEADER}T1,TR-1,,2025-03-12,,,,ade@example.org\nT1,,,2025-03-12,,,,ade@example.org\n")
    code, output = run(str(path))
    assert code == 1
    assert f"{path}:3: subject: is empty" in output
    assert "Nothing was recorded." in output


@pytest.mark.usefixtures("_office")
def test_the_template_is_the_first_line_and_explains_the_facts() -> None:
    code, output = run("--template")
    assert (code, output.startswith(HEADER)) == (0, True)
    assert "fact T2: Pruning; outcome light or hard, words if you like" in output
    assert "fact T4: Harm by hand; authoriser, a lead" in output
