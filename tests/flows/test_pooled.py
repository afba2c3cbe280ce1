"""What people outside told us, put together: nothing below five sheets, whole months, and never which sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from sqlalchemy import update

from bot.domain.figures import Scope
from bot.domain.periods import Period
from bot.domain.runs import Subject
from bot.domain.values import NOT_APPLICABLE, Value
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.counting import countable, counted
from bot.flows.figures.making import make_month, make_months, record_month
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import months_in
from bot.flows.finish import submit_run
from bot.flows.home import load_home
from bot.flows.office import OPERATOR, Actor
from bot.flows.pooled import load_pool, load_pooled
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.frameworks.version import revive
from bot.storage.tables import people as people_tables
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from tests.council import LIBRARY, START, TODAY, Council, add
from tests.flows.figures.world import living, made

NAME = "family-sheet"
YEAR = Period(date(2026, 4, 1), date(2026, 10, 31))


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
    """Of the first question, once every month that is over has been counted."""
    make_months(council.office, Actor(OPERATOR))
    return dict(load_pooled(council.office, council.actor(name), NAME).questions[0].lines)


def answered(council: Council) -> list[int | None]:
    lines(council)
    return [question.answered for question in load_pooled(council.office, council.actor("Bea"), NAME).questions]


def test_five_sheets_of_a_quarter_that_is_over_are_put_together(birch: Council) -> None:
    for number in range(5):
        sheet(birch, 8 if number < 4 else 9, listened=number % 3)
    assert lines(birch) == {"Yes": 1, "Partly, or in progress": 2, "No": 2}
    there = load_pooled(birch.office, birch.actor("Bea"), NAME)
    assert (there.sheets, there.until, there.teams) == (5, date(2026, 9, 1), ())


@pytest.mark.parametrize(
    ("months", "why"),
    [
        ([9] * 4, "four are too few"),
        ([11] * 12, "a month that runs is not counted"),
        ([10] * 9, "nine of one team wait until the quarter is over"),
        ([9] * 4 + [10], "the quarter after is not over"),
    ],
)
def test_until_there_are_enough_nothing_is_told(birch: Council, months: list[int], why: str) -> None:
    for month in months:
        sheet(birch, month)
    with pytest.raises(UnusableValueError, match="Fewer than five sheets"):
        assert not lines(birch), why


def test_ten_of_a_team_are_told_with_their_month(birch: Council) -> None:
    for _ in range(10):
        sheet(birch, 10)
    assert lines(birch)["Yes"] == 10


@pytest.mark.parametrize(("later", "told"), [(1, 5), (4, 5), (5, 10)])
def test_few_sheets_wait_for_more(birch: Council, later: int, told: int) -> None:
    """Else the one sheet of September would be what has changed since June."""
    for number in range(5 + later):
        sheet(birch, 6 if number < 5 else 9)
    assert sum(lines(birch).values()) == told


def test_what_few_said_to_a_question_cannot_be_told_from_what_was_shown_before(birch: Council) -> None:
    """Five sheets came, but only one of them answers the second question: else its answer is what has changed."""
    ages = {"F2": Value(choice=1)}
    for number in range(10):
        sheet(birch, 6 if number < 5 else 9, more=ages if number <= 5 else {})
    assert answered(birch)[:2] == [10, 5]


def test_what_was_withdrawn_after_it_was_counted_leaves_nothing_told_of_fewer(birch: Council) -> None:
    sheets = [sheet(birch, 9) for _ in range(5)]
    assert answered(birch)[0] == 5
    with birch.office.store.work() as uow:
        gone = update(table_of(tables.Run)).where(table_of(tables.Run).c.id == sheets[0])
        uow.run(gone.values(state="withdrawn", submitted_at=None))
    assert answered(birch)[0] is None


@pytest.mark.parametrize("seed", range(4))
def test_all_sheets_say_what_the_shared_figures_say(sqlite_council: Council, seed: int) -> None:
    """Whoever looks at both sees the same sheets told together: nothing lies between the two."""
    office, form = sqlite_council.office, LIBRARY.forms[NAME]
    world = made(seed, 300, 0, 0)
    world = replace(world, checks=tuple(replace(check, old_measure=False) for check in world.checks))
    with living(sqlite_council, world) as uow:
        for month in months_in(YEAR):
            record_month(uow, month, make_month(uow, office, month))
        for node in load_nodes(uow, TODAY):
            told = {item.item: item for item in load_shared(uow, office, Scope(node, YEAR, form=NAME)).answers}
            pool = load_pool(uow, office, form, countable(form.checklist), YEAR, node)
            for item in (there for there in countable(form.checklist) if there.id in told):
                sheets = [sheet[item.id] for sheet in pool.to(item)]
                lines = counted(item, sheets).lines if sheets else ()
                assert dict(lines) == dict(told[item.id].counts)


def test_a_question_that_few_answered_and_words_are_not_told(birch: Council) -> None:
    for number in range(6):
        more = {"F2": NOT_APPLICABLE} if number < 4 else {}
        sheet(birch, 9, more={**more, "F4": Value(words=f"Words of sheet {number}.")})
    lines(birch)
    there = load_pooled(birch.office, birch.actor("Bea"), NAME)
    assert [question.answered for question in there.questions] == [6, None, None]
    assert "Words of sheet" not in repr(there)


def test_what_meant_something_else_then_is_left_out(birch: Council) -> None:
    for _ in range(5):
        sheet(birch, 9)
    assert lines(birch)
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
