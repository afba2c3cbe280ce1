"""Shared figures equal a recount where all of it may be told, and nothing about fewer follows by subtraction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.domain.duties import Status
from bot.domain.figures import Covered, Figures, Node, Scope, Tally
from bot.domain.periods import Period
from bot.domain.themes import Marked, Marks
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.figures.making import is_settled, make_month, make_months, record_month
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.recounting import recount as recount_blocks
from bot.flows.figures.shared import FEW_BEHIND, TOO_SOON, WHOLE_MONTHS, load_shared
from bot.flows.figures.times import months_in
from bot.flows.office import OPERATOR, Actor
from bot.storage.blocks import load_months
from bot.storage.store import Store, Uow
from bot.storage.tables import figures as figure_tables
from bot.storage.tables import table_of
from bot.storage.themes import put_marks
from tests.council import TODAY, Council, FixedClock, found
from tests.flows.figures import recount
from tests.flows.figures.world import WORLDS, Check, Owed, Rows, World, living, made, put, put_right, rows_of

YEAR = Period(date(2026, 1, 1), date(2026, 10, 31))
"""The months that were counted by now."""
QUARTERS = (Period(date(2026, 4, 1), date(2026, 6, 30)), Period(date(2026, 7, 1), date(2026, 9, 30)))
HALF = Period(date(2026, 4, 1), date(2026, 9, 30))
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))
PERIODS = (HALF, *QUARTERS, AUGUST)
NAMES = (None, "Service", "East", "West")


@pytest.fixture(scope="module")
def village(shared_path: Path) -> Iterator[Council]:
    store = Store(f"sqlite:///{shared_path}", FixedClock())
    yield found(store)
    store.close()


def make(uow: Uow, council: Council, until: date = YEAR.last) -> None:
    for month in months_in(YEAR):
        if month < until and month not in load_months(uow):
            record_month(uow, month, make_month(uow, council.office, month))


def node(council: Council, uow: Uow, name: str | None) -> Node:
    return next(there for there in load_nodes(uow, TODAY) if there.id == (council.ids[name] if name else None))


def shown(
    uow: Uow, council: Council, periods: tuple[Period, ...] = PERIODS
) -> dict[tuple[str | None, Period], Figures]:
    return {
        (name, period): load_shared(uow, council.office, Scope(node(council, uow, name), period))
        for name, period in product(NAMES, periods)
    }


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=WORLDS)
def test_what_may_be_told_equals_a_recount(village: Council, world: World) -> None:
    with living(village, world) as uow:
        make(uow, village)
        rows, figures = rows_of(uow), shown(uow, village)
    for (_, period), there in figures.items():
        tallies = recount.tallies(rows, there.scope, period)
        assert {row.form for row in there.work if row.now.done} == {tool for tool in tallies if tallies[tool].done}
        for row in there.work:
            assert_tally(row.now, tallies.get(row.form, Tally(0, 0, 0, 0, 0, 0, 0)))
        answers = recount.answers(rows, there.scope, period)
        for item in there.answers:
            asked = answers.get((item.form, item.item))
            if item.told:
                assert asked is not None and 5 <= item.records <= asked.records
                assert asked.people >= 3 or item.form == "family-sheet"
            else:
                assert item.records == recount.checks_of(rows, there.scope, period, item.form)


def assert_tally(told: Tally, counted: Tally) -> None:
    assert told.done == counted.done
    if told.owed is not None:
        assert not told.is_whole and told.owed >= (counted.expected or 0) + (counted.excused or 0)
    if told.expected is not None and told.among is None:
        assert told == counted
    elif told.expected is not None:
        assert told.expected <= (counted.expected or 0)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=WORLDS)
def test_nothing_about_fewer_follows_by_subtraction(village: Council, world: World) -> None:
    """A team from the one above it, a month from its quarter, and a table from the one that was made before it."""
    counted = replace(world, owed=tuple(there for there in world.owed if there.status is not Status.PAUSED))
    with living(village, counted) as uow:
        make(uow, village, date(2026, 8, 31))
        before = shown(uow, village, (QUARTERS[0], AUGUST))
        make(uow, village)
        after = shown(uow, village)
    for small in (*before.values(), *after.values()):
        for large in after.values():
            if _is_inside(small.scope, large.scope):
                assert_apart(small, large)


def _is_inside(small: Scope, large: Scope) -> bool:
    is_below = large.node.id is None or (small.node.id is not None and small.node.teams <= large.node.teams)
    return is_below and large.period.first <= small.period.first and small.period.last <= large.period.last


def assert_apart(small: Figures, large: Figures) -> None:
    """Either nothing lies between the two, or enough."""
    told = {(item.form, item.item): item for item in large.answers}
    for item in small.answers:
        if item.told:
            between = told[item.form, item.item].records - item.records
            assert between == 0 or between >= 5
    rows = {row.form: row.now for row in large.work}
    for row in small.work:
        if row.now.expected is not None:
            owed = _owed(rows[row.form]) - _owed(row.now)
            assert owed == 0 or owed >= 3
        if row.now.owed is not None and rows[row.form].owed is not None:
            between = (rows[row.form].owed or 0) - row.now.owed
            assert between == 0 or between >= 3


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.reuse, Phase.generate))
@given(seed=st.integers(0, 10**6))
def test_nothing_about_fewer_follows_from_copies_that_somebody_keeps(village: Council, seed: int) -> None:
    """They keep what was told each time something had been put right, and take any two from each other."""
    dice = Random(seed)  # noqa: S311 (nothing secret)
    with living(village, made(seed, 90, 40, 0)) as uow:
        make(uow, village)
        copies = [(rows_of(uow), shown(uow, village, (HALF,)))]
        for share in dice.sample((0.02, 0.1, 0.5, 0.9), 2):
            put_right(uow, dice, share)
            for framework in ("maple", "willow"):
                recount_blocks(uow, village.office, framework, dice.choice((HALF, QUARTERS[1])))
            copies.append((rows_of(uow), shown(uow, village, (HALF,))))
    for one, other in combinations(range(len(copies)), 2):
        # What stood still is told as it was when an earlier copy was made.
        states = [(was, now) for was, _ in copies[: one + 1] for now, _ in copies[one + 1 : other + 1]]
        for place, figures in copies[one][1].items():
            assert_enough_changed(states, figures, copies[other][1][place])


def assert_enough_changed(states: Sequence[tuple[Rows, Rows]], before: Figures, after: Figures) -> None:
    """Where something else is told, five checks about three people are others; or what three people owe."""
    where = before.scope, before.scope.period
    asked = [[recount.given(rows, *where) for rows in state] for state in states]
    told = {(item.form, item.item): item for item in after.answers if item.told}
    for item in before.answers:
        again = told.get((item.form, item.item))
        if item.told and again and again.counts != item.counts:
            changes = [_changed(*(rows.get((item.form, item.item), {}) for rows in state)) for state in asked]
            assert any(_is_much(changed, item.form) for changed in changes)
    owed = [[recount.stands(rows, *where) for rows in state] for state in states]
    rows = {row.form: row.now for row in after.work}
    for row in before.work:
        then, there = row.now, rows.get(row.form)
        if then.expected is not None and there and there.expected is not None and _rest(then) != _rest(there):
            changes = [_changed(*(rows.get(row.form, {}) for rows in state)) for state in owed]
            assert any(len(set(changed) - {None}) >= 3 for changed in changes)


def _is_much(changed: Sequence[str | None], form: str) -> bool:
    return len(changed) >= 5 and (form == "family-sheet" or len(set(changed)) >= 3)


def _changed(was: Mapping[str, tuple[str | None, object]], now: Mapping[str, tuple[str | None, object]]) -> list[Any]:
    """Whose it is, for each that differs."""
    return [(was.get(key) or now[key])[0] for key in {*was, *now} if was.get(key) != now.get(key)]


def _rest(told: Tally) -> tuple[int | None, ...]:
    """But what was done, which is always told."""
    return (told.expected, told.late, told.missed, told.excused, told.nothing)


def _owed(told: Tally) -> int:
    return (told.expected or 0) + (told.excused or 0) + (told.nothing or 0)


def test_one_person_s_work_is_told_only_as_done(village: Council) -> None:
    owed = [Owed("WIL-1", "East", "Sam", "Ade", date(2026, 8, 20), status) for status in (Status.DONE, Status.MISSED)]
    with living(village, World(owed=tuple(owed))) as uow:
        make(uow, village)
        (row,) = load_shared(uow, village.office, Scope(node(village, uow, "East"), QUARTERS[1])).work
        figures = load_shared(uow, village.office, Scope(node(village, uow, None), HALF))
    assert row.now == Tally(1, None, None, None, None, None, None)
    assert figures.work[0].now == Tally(1, None, None, None, None, None, None)
    assert [there.what for there in figures.withheld] == [row.title]


def test_what_is_left_of_a_team_is_told_with_its_neighbour(village: Council) -> None:
    owed = [
        Owed("WIL-1", team, owner, "Ade", date(2026, 8, 20), Status.MISSED)
        for team, owner in (("East", "Sam"), ("East", "Mia"), ("West", "Max"))
    ]
    with living(village, World(owed=tuple(owed))) as uow:
        make(uow, village)
        told = {
            name: load_shared(uow, village.office, Scope(node(village, uow, name), QUARTERS[1])).work[0].now
            for name in ("Service", "East", "West", None)
        }
    assert told["East"].expected is told["West"].expected is None
    assert told["Service"].missed == 3
    assert told[None].missed == 3


def test_teams_of_one_owner_each_are_told_together_but_for_who_missed_it(village: Council) -> None:
    """East and West show that theirs was done, so who reads all of it would know who missed the third."""
    stands = (("East", "Sam", Status.DONE), ("West", "Max", Status.DONE_LATE), ("Service", "Robin", Status.MISSED))
    owed = [Owed("WIL-1", team, owner, "Ade", date(2026, 8, 20), status) for team, owner, status in stands]
    with living(village, World(owed=tuple(owed))) as uow:
        make(uow, village)
        figures = load_shared(uow, village.office, Scope(node(village, uow, "Service"), QUARTERS[1]))
        alone = load_shared(uow, village.office, Scope(node(village, uow, "East"), QUARTERS[1]))
    assert figures.work[0].now == Tally(2, None, None, None, None, None, None, owed=3)
    assert alone.work[0].now == Tally(1, None, None, None, None, None, None)
    assert [there.why for there in figures.withheld if there.what == figures.work[0].title] == [FEW_BEHIND]


@pytest.mark.parametrize(("checks", "told"), [(5, [("late-start", 2, False), ("", 1, True)]), (4, [])])
def test_themes_are_told_of_enough_checks(village: Council, checks: int, told: list[tuple[str, int, bool]]) -> None:
    authors = ("Sam", "Max", "Mia", "Sam", "Max")[:checks]
    handed_in = (Check("every-kind", "East", author, None, AUGUST.last, "submitted", {}) for author in authors)
    with living(village, World(checks=tuple(handed_in))) as uow:
        first, second, third = [run.id for run in rows_of(uow).runs][:3]
        for run in (first, second):
            put_marks(uow, run, Marked(None, Marks(frozenset({"late-start"}), False), 1), village.ids["Sam"])
        put_marks(uow, third, Marked(None, Marks(frozenset(), True), 1), village.ids["Sam"])
        make(uow, village)
        figures = load_shared(uow, village.office, Scope(node(village, uow, "East"), QUARTERS[1]))
    assert [(there.theme, there.many, there.good_practice) for there in figures.themes] == told
    assert ("Some themes" in [there.what for there in figures.withheld]) is (not told)


def test_people_looked_at_are_told_of_a_whole_quarter_where_all_may_be(village: Council) -> None:
    owed = [
        Owed("WIL-1", "East", "Sam", about, date(2026, 8, 20), status)
        for about, status in (
            ("Ade", Status.DONE),
            ("Bea", Status.MISSED),
            ("Mia", Status.EXCUSED),
            ("Lou", Status.LATE),
        )
    ]
    for few, told in ((owed, Covered(1, 3)), (owed[:2], None)):
        with living(village, World(owed=tuple(few))) as uow:
            make(uow, village)
            there = [load_shared(uow, village.office, Scope(node(village, uow, "East"), when)) for when in PERIODS]
        assert [figures.covered for figures in there] == [None, None, told, None]
        withheld = {line.what for line in there[2].withheld}
        assert ("How many people's work was looked at" in withheld) is (told is None)


def test_only_whole_months_that_were_counted_are_shared(village: Council) -> None:
    with living(village, World()) as uow:
        make(uow, village)
        where = node(village, uow, "East")
        running = load_shared(uow, village.office, Scope(where, Period(date(2026, 10, 1), date(2026, 12, 31))))
        since = load_shared(uow, village.office, Scope(where, Period(date(2026, 8, 1), TODAY)))
        assert running.until == since.until == date(2026, 10, 31)
        for first, sentence in ((date(2026, 8, 2), WHOLE_MONTHS), (date(2026, 11, 1), TOO_SOON)):
            with pytest.raises(UnusableValueError) as refused:
                load_shared(uow, village.office, Scope(where, Period(first, date(2026, 12, 31))))
            assert str(refused.value) == sentence


def test_a_month_is_counted_once_what_is_done_a_little_late_was_done() -> None:
    assert not is_settled(date(2026, 10, 1), date(2026, 11, 6))
    assert is_settled(date(2026, 10, 1), date(2026, 11, 7))


def test_months_are_counted_once_and_in_order(council: Council) -> None:
    with council.office.store.work() as uow:
        put(uow, council, made(7, 40, 40, 10))
    months = make_months(council.office, Actor(OPERATOR))
    assert (months[0], months[-1]) == (date(2026, 1, 1), date(2026, 10, 1))
    assert make_months(council.office, Actor(OPERATOR)) == []
    with council.office.store.look() as uow:
        assert load_months(uow) == months
        figures = load_shared(uow, council.office, Scope(load_nodes(uow, TODAY)[0], HALF))
        tallies = recount.tallies(rows_of(uow), figures.scope, HALF)
    assert sum(row.now.done for row in figures.work) == sum(there.done for there in tallies.values())


def test_where_nothing_ever_happened_no_month_is_counted(sqlite_council: Council) -> None:
    assert make_months(sqlite_council.office, Actor(OPERATOR)) == []


def test_only_the_machine_and_the_qa_lead_count_months(sqlite_council: Council) -> None:
    with pytest.raises(NotAllowedError):
        make_months(sqlite_council.office, sqlite_council.actor("Ade"))


def test_of_months_counted_before_it_was_known_how_many_were_owed_nothing_is_made_up(village: Council) -> None:
    people = (("East", "Sam"), ("West", "Max"), ("Service", "Robin"))
    stands = (Status.DONE, Status.DONE, Status.MISSED)
    owed = [Owed("WIL-1", *who, "Ade", date(2026, 8, 20), there) for who, there in zip(people, stands, strict=True)]
    with living(village, World(owed=tuple(owed))) as uow:
        make(uow, village)
        cell = table_of(figure_tables.FigureCell)
        uow.run(delete(cell).where(cell.c.key.like("%/owed")))
        row = load_shared(uow, village.office, Scope(node(village, uow, "Service"), QUARTERS[1])).work[0]
    assert row.now == Tally(2, None, None, None, None, None, None)
