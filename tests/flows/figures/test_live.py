"""Figures equal an independent recount, whatever the world is like."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.figures import ActionFigures, Figures, Node, Scope
from bot.domain.periods import Period
from bot.flows.figures.live import load_figures
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.times import before
from bot.storage.store import Store
from tests.council import LIBRARY, TODAY, Council, FixedClock, found
from tests.flows.figures import recount
from tests.flows.figures.world import WORLDS, Rows, World, living, made, rows_of

PERIODS = (
    Period(date(2026, 10, 1), date(2026, 12, 31)),
    Period(date(2026, 7, 1), date(2026, 9, 30)),
    Period(date(2026, 4, 1), date(2027, 3, 31)),
    Period(date(2026, 8, 1), date(2026, 8, 31)),
    Period(date(2026, 4, 1), TODAY),
)
NODES = (None, "Service", "East", "West")
FORMS = (None, None, "every-kind", "bed-look")


@pytest.fixture(scope="module")
def village(shared_path: Path) -> Iterator[Council]:
    store = Store(f"sqlite:///{shared_path}", FixedClock())
    yield found(store)
    store.close()


def node_of(council: Council, nodes: tuple[Node, ...], name: str | None) -> Node:
    return next(node for node in nodes if node.id == (council.ids[name] if name else None))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=WORLDS, period=st.sampled_from(PERIODS), where=st.sampled_from(NODES), form=st.sampled_from(FORMS))
def test_figures_equal_a_recount(
    village: Council, world: World, period: Period, where: str | None, form: str | None
) -> None:
    with living(village, world) as uow:
        scope = Scope(node_of(village, load_nodes(uow, TODAY), where), period, form=form)
        figures, rows = load_figures(uow, village.office, scope), rows_of(uow)
    assert_work(figures, rows, scope)
    assert_answers(figures, rows, scope)
    assert figures.covered == recount.covered(rows, scope)
    assert figures.actions == recount.action_figures(rows, scope)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_a_recount_on_either_database(council: Council, seed: int) -> None:
    with living(council, made(seed, 150, 60, 20)) as uow:
        for where, period in product(NODES, PERIODS[:2]):
            scope = Scope(node_of(council, load_nodes(uow, TODAY), where), period)
            figures, rows = load_figures(uow, council.office, scope), rows_of(uow)
            assert_work(figures, rows, scope)
            assert_answers(figures, rows, scope)
            assert figures.covered == recount.covered(rows, scope)
            assert figures.actions == recount.action_figures(rows, scope)


def test_before_anything_was_begun_there_is_nothing_to_count(council: Council) -> None:
    with council.office.store.look() as uow:
        figures = load_figures(uow, council.office, Scope(load_nodes(uow, TODAY)[0], PERIODS[0]))
    assert (figures.work, figures.answers, figures.covered, figures.actions) == ((), (), None, ActionFigures(0, 0, 0))


def assert_work(figures: Figures, rows: Rows, scope: Scope) -> None:
    now, earlier = (recount.tallies(rows, scope, period) for period in (scope.period, before(scope.period)))
    assert {row.form for row in figures.work} == now.keys() | earlier.keys()
    for row in figures.work:
        assert row.now.done == (now[row.form].done if row.form in now else 0)
        assert row.now == now.get(row.form, row.now)
        assert row.before == earlier.get(row.form)
    assert sum(month.done for month in figures.months) == sum(there.done for there in now.values())
    assert sum(month.expected or 0 for month in figures.months) == sum(there.expected or 0 for there in now.values())


def assert_answers(figures: Figures, rows: Rows, scope: Scope) -> None:
    now, earlier = (recount.answers(rows, scope, period) for period in (scope.period, before(scope.period)))
    assert {(there.form, there.item) for there in figures.answers} >= now.keys()
    for there in figures.answers:
        asked = now.get((there.form, there.item), recount.Asked(0, 0, {}))
        item = LIBRARY.forms[there.form].checklist.by_id[there.item]
        assert there.told == recount.is_enough(asked, there.form, scope)
        if not there.told:
            assert there.records == recount.checks_of(rows, scope, scope.period, there.form)
            assert (there.counts, there.good, there.of) == ((), None, None)
            continue
        assert there.records == asked.records
        names = {choice.code: choice.label for choice in item.choices} | {None: "Not applicable"}
        assert dict(there.counts) == {
            label: asked.counts.get(code, 0) for code, label in names.items() if code is not None or item.not_applicable
        }
        good = {choice.code for choice in item.choices if choice.name in getattr(item, "good", [])}
        if good:
            assert there.good == sum(asked.counts.get(code, 0) for code in good)
            assert there.of == asked.records - asked.counts.get(None, 0)
            then = earlier.get((there.form, there.item))
            is_compared = then is not None and recount.is_enough(then, there.form, scope)
            assert (there.of_before is not None) == is_compared
            if then and is_compared:
                assert there.good_before == sum(then.counts.get(code, 0) for code in good)
