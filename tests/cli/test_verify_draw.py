"""`verify draw` from the command line: a draw that holds, one that was tampered with, and words that mean nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from bot.cli.main import app
from bot.errors import ShownError
from bot.storage.store import Store
from bot.storage.tables import draws as tables
from bot.storage.tables import log, table_of
from tests.council import Council, FixedClock, found
from tests.draws import drawn, works_by_linden


@pytest.fixture
def linden(sqlite_address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Council]:
    store = Store(sqlite_address, FixedClock())
    monkeypatch.setenv("QA_DATABASE_URL", sqlite_address)
    monkeypatch.chdir(Path(sqlite_address.removeprefix("sqlite:///")).parent)
    yield works_by_linden(found(store))
    store.close()


def said(*words: str) -> str:
    result = CliRunner().invoke(app, ["verify", *words])
    if isinstance(result.exception, ShownError):
        return str(result.exception)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_draw_that_holds_is_said_to_with_what_it_drew(linden: Council) -> None:
    shown = drawn(linden)
    output = said("draw", shown.reference.lower())
    assert f"The draw {shown.reference} holds: its list of 10 rows stood before 1 random key was drawn" in output
    assert f"Drawn: {', '.join(str(line.position) for line in shown.lines)}." in output
    assert "The log is whole" in output


def test_what_was_changed_is_named(linden: Council) -> None:
    shown = drawn(linden)
    with linden.office.store.work() as uow:
        uow.run(update(table_of(tables.DrawRound)).values(key="0" * 64))
    assert said("draw", shown.reference).startswith(f"The draw {shown.reference} does not hold: the key of round 1")
    assert said().startswith("The log is whole")


def test_on_a_log_that_is_broken_no_draw_can_be_proved(linden: Council) -> None:
    shown = drawn(linden)
    with linden.office.store.work() as uow:
        uow.connection.exec_driver_sql("DROP TRIGGER entry_no_update")
        entry = table_of(log.Entry)
        uow.run(update(entry).where(entry.c.verb == "list frozen").values(body="{}"))
    assert said("draw", shown.reference).startswith("The log is broken: entry")


@pytest.mark.parametrize("words", [["draw"], ["run", "8F2KQ7"]])
def test_other_words_are_refused(linden: Council, words: list[str]) -> None:  # noqa: ARG001
    assert said(*words) == "Say `verify` alone for the log, or `verify draw` and the reference of a draw."


def test_a_reference_that_is_nobodys(linden: Council) -> None:  # noqa: ARG001
    assert said("draw", "ABCDEF").startswith("There is no draw of that reference.")
