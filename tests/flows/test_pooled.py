"""What people outside told us, put together: nothing below five sheets, whole months, and never which sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from sqlalchemy import update

from bot.domain.runs import Subject
from bot.domain.values import NOT_APPLICABLE, Value
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.finish import submit_run
from bot.flows.home import load_home
from bot.flows.pooled import load_pooled
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.frameworks.version import revive
from bot.storage.tables import people as people_tables
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from tests.council import START, Council, add

NAME = "family-sheet"


@pytest.fixture
def birch(council: Council) -> Iterator[Council]:
    with council.office.store.work() as uow:
        add(uow, people_tables.Uses, team=council.ids["Service"], framework="birch", since=START)
    yield council


def sheet(council: Council, month: int, listened: int = 2, more: Mapping[str, Value] = MappingProxyType({})) -> str:
    """One sheet, handed in on the tenth of that month."""
    ade = council.actor("Ade")
    run = start_run(council.office, ade, NAME, Subject("service"), {}).run
    for item, value in {"F1": Value(choice=listened), **more}.items():
        answer_item(council.office, ade, council.press(run, item), value)
    submit_run(council.office, ade, run)
    at = datetime(2026, month, 10, 12, tzinfo=UTC)
    with council.office.store.work() as uow:
        uow.run(update(table_of(tables.Run)).where(table_of(tables.Run).c.id == run).values(submitted_at=at))
    return run


def lines(council: Council, name: str = "Bea") -> dict[str, int]:
    return dict(load_pooled(council.office, council.actor(name), NAME).questions[0].lines)


def test_five_sheets_of_months_that_are_over_are_put_together(birch: Council) -> None:
    for number in range(4):
        sheet(birch, 9, listened=number % 3)
    with pytest.raises(UnusableValueError, match="Fewer than five sheets"):
        lines(birch)
    sheet(birch, 10)
    assert lines(birch) == {"Yes": 2, "Partly, or in progress": 1, "No": 2}
    there = load_pooled(birch.office, birch.actor("Bea"), NAME)
    assert (there.sheets, there.until.month, there.teams) == (5, 10, ())


def test_the_month_that_runs_does_not_count_yet(birch: Council) -> None:
    for _ in range(7):
        sheet(birch, 11)
    with pytest.raises(UnusableValueError, match="Fewer than five sheets"):
        lines(birch)


def test_a_month_with_few_sheets_waits_for_more(birch: Council) -> None:
    """Else the one sheet of October would be what has changed since September."""
    for _ in range(5):
        sheet(birch, 8)
    before = lines(birch)
    sheet(birch, 9, listened=0)
    assert lines(birch) == before
    for _ in range(4):
        sheet(birch, 10)
    assert sum(lines(birch).values()) == 10


def test_what_few_said_to_a_question_cannot_be_told_from_what_was_shown_before(birch: Council) -> None:
    """Five sheets came, but only one of them answers the second question: else its answer is what has changed."""
    ages = {"F2": Value(choice=1)}
    for number in range(10):
        sheet(birch, 8 if number < 5 else 9, more=ages if number <= 5 else {})
    there = load_pooled(birch.office, birch.actor("Bea"), NAME)
    assert [question.answered for question in there.questions[:2]] == [10, 5]
    for number in range(5):
        sheet(birch, 10, more=ages if number < 4 else {})
    there = load_pooled(birch.office, birch.actor("Bea"), NAME)
    assert [question.answered for question in there.questions[:2]] == [15, 10]


def test_a_question_that_few_answered_and_words_are_not_told(birch: Council) -> None:
    for number in range(6):
        more = {"F2": NOT_APPLICABLE} if number < 4 else {}
        sheet(birch, 9, more={**more, "F4": Value(words=f"Words of sheet {number}.")})
    there = load_pooled(birch.office, birch.actor("Bea"), NAME)
    assert [question.answered for question in there.questions] == [6, None, None]
    assert "Words of sheet" not in repr(there)


def test_what_meant_something_else_then_is_left_out(birch: Council) -> None:
    for _ in range(5):
        sheet(birch, 9)
    form = birch.office.library.forms[NAME]
    changed = replace(form, checklist=revive(form.body.replace('"id":"F1"', '"id":"F1","measure":2')))
    assert changed.checklist.by_id["F1"].measure == 2
    birch.office.library = replace(birch.office.library, forms={**birch.office.library.forms, NAME: changed})
    assert load_pooled(birch.office, birch.actor("Bea"), NAME).questions[0].answered is None


def test_only_those_whom_the_form_names_see_it(birch: Council) -> None:
    for _ in range(5):
        sheet(birch, 9)
    for name, may in (("Ade", True), ("Robin", True), ("Quinn", False), ("Mia", False)):
        assert [there.name for there in load_home(birch.office, birch.actor(name)).pools] == [NAME] * may
        if may:
            assert lines(birch, name)
        else:
            with pytest.raises(NotAllowedError):
                lines(birch, name)
