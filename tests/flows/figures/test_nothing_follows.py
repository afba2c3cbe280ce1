"""Whoever reads every shared figure cannot tell apart two worlds in which people of one block changed places.

That shared figures are right, and enough stand behind each: test_shared.py. How blocks are joined: test_blocks.py.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from bot.domain.duties import Status
from bot.domain.figures import Figures, Scope
from bot.domain.periods import Period
from bot.flows.figures.live import load_figures
from bot.flows.figures.making import make_month, record_month
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import months_in
from bot.flows.figures.tools import by_rule, tools_of
from bot.storage.blocks import CHECKS, WORK, load_cells
from bot.storage.store import Store, Uow
from tests.council import LIBRARY, TODAY, Council, FixedClock, found
from tests.flows.figures.world import Check, Owed, World, living, made

YEAR = Period(date(2026, 4, 1), date(2026, 10, 31))
PERIODS = (
    Period(date(2026, 4, 1), date(2026, 9, 30)),
    Period(date(2026, 7, 1), date(2026, 9, 30)),
    Period(date(2026, 7, 1), date(2026, 7, 31)),
    Period(date(2026, 8, 1), date(2026, 8, 31)),
    YEAR,
)
TOOLS = by_rule(tools_of(LIBRARY))
DONE = (Status.DONE, Status.DONE_LATE)
THEN = datetime(2026, 11, 23, tzinfo=UTC)
T = TypeVar("T")
Spot = tuple[str, str, str, date]
"""Kind, key, team and month."""
Read = Callable[[Uow, Council, Scope], Figures]


@pytest.fixture(scope="module")
def village(shared_path: Path) -> Iterator[Council]:
    store = Store(f"sqlite:///{shared_path}", FixedClock())
    yield found(store)
    store.close()


def shared(uow: Uow, council: Council, scope: Scope) -> Figures:
    return load_shared(uow, council.office, scope)


def live(uow: Uow, council: Council, scope: Scope) -> Figures:
    return load_figures(uow, council.office, scope)


def seen(council: Council, world: World, read: Read = shared) -> tuple[list[Figures], dict[Spot, str]]:
    """Every figure of every team and time, and the blocks that they were joined into.

    But for how many people's work was looked at: that joins people, and not what is owed, into blocks of its own.
    """
    with living(council, world) as uow:
        for month in months_in(YEAR):
            record_month(uow, month, make_month(uow, council.office, month))
        scopes = [Scope(node, period) for node, period in product(load_nodes(uow, TODAY), PERIODS)]
        figures = [replace(read(uow, council, scope), made_at=THEN, covered=None) for scope in scopes]
        cells = load_cells(uow, YEAR.first, YEAR.last)
    return figures, {(cell.kind, cell.key, cell.team, cell.month): cell.block for cell in cells if cell.block}


def exchanged(council: Council, world: World, blocks: dict[Spot, str], dice: Random) -> World:
    """Another world: within each block answers, and how duties stand, have gone to other people."""
    checks, owed = list(world.checks), list(world.owed)
    for numbers in _together(checks, lambda check: _block_of_check(council, check, blocks)):
        for item in {item for number in numbers for item in checks[number].answers}:
            holders = [number for number in numbers if checks[number].answers.get(item) is not None]
            for number, code in zip(holders, _shuffled([checks[n].answers[item] for n in holders], dice), strict=True):
                checks[number] = replace(checks[number], answers={**checks[number].answers, item: code})
    for numbers in _together(owed, lambda duty: _block_of_duty(council, duty, blocks)):
        for number, status in zip(numbers, _shuffled([owed[n].status for n in numbers], dice), strict=True):
            owed[number] = replace(owed[number], status=status)
    return replace(world, checks=tuple(checks), owed=tuple(owed))


def _together(things: Sequence[T], key: Callable[[T], Hashable]) -> list[list[int]]:
    """The numbers of those that stand in one block."""
    groups: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, thing in enumerate(things):
        groups[key(thing)].append(number)
    return [numbers for block, numbers in groups.items() if block]


def _shuffled(values: list[T], dice: Random) -> list[T]:
    return dice.sample(values, len(values))


def _team(council: Council, name: str | None) -> str:
    return council.ids[name] if name else ""


def _block_of_check(council: Council, check: Check, blocks: dict[Spot, str]) -> Hashable:
    if check.state != "submitted" or check.old_measure:
        return None
    return blocks.get((CHECKS, check.form, _team(council, check.team), check.day.replace(day=1)))


def _block_of_duty(council: Council, duty: Owed, blocks: dict[Spot, str]) -> Hashable:
    """What is done is told of every team and month, so nobody changes places with somebody who has done it."""
    tool = TOOLS.get(duty.rule)
    block = blocks.get((WORK, tool.key, _team(council, duty.team), duty.due.replace(day=1))) if tool else None
    return (block, duty.rule, duty.status in DONE) if block and duty.status is not Status.PAUSED else None


@pytest.mark.parametrize(("seed", "checks", "owed"), [(1, 60, 20), (2, 60, 40), (3, 400, 150)])
def test_people_of_one_block_can_change_places_unseen(village: Council, seed: int, checks: int, owed: int) -> None:
    world = made(seed, checks, owed, 10)
    figures, blocks = seen(village, world)
    again, _ = seen(village, exchanged(village, world, blocks, Random(seed)))  # noqa: S311 (nothing secret)
    assert again == figures


def test_they_do_change_places_and_a_team_s_own_figures_show_it(village: Council) -> None:
    world = made(11, 400, 150, 0)
    _, blocks = seen(village, world)
    other = exchanged(village, world, blocks, Random(5))  # noqa: S311 (nothing secret)
    assert sum(one != two for one, two in zip(world.checks, other.checks, strict=True)) > 20
    assert sum(one != two for one, two in zip(world.owed, other.owed, strict=True)) > 5
    assert seen(village, other, live)[0] != seen(village, world, live)[0]
