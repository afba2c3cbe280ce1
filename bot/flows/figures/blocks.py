"""Which records are told together, so that nothing about fewer follows from any figures: the join into blocks. Pure.

A team's months wait until they are enough. At the end of a quarter what still waits in a team is joined with what
waits beside it, team by team upwards; what waits at the top is joined with what waited there earlier in the financial
year. Where people of many teams speak of one thing they are joined at once. A block once made stays, and every shared
figure is a sum of whole blocks.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.flows.figures.limits import Limit
from bot.flows.figures.times import quarter_of, year_of
from bot.frameworks.spans import months_after

Above = Mapping[str, str | None]
"""The team that each team is part of; none for those at the top."""


@dataclass(frozen=True)
class Unit:
    """What cannot be told apart any further: of one team and month, or a block of something else."""

    id: tuple[str, ...]
    node: str | None
    first: date
    last: date
    """The first day of its last month."""
    records: int
    people: frozenset[str]
    sides: frozenset[str] = frozenset({""})
    """What anybody sees of it alone: of what is owed, that some was done and some was not. People are told apart by it,
    so there have to be enough of them on each side."""


@dataclass(frozen=True)
class Joined:
    node: str | None
    units: tuple[Unit, ...]

    @property
    def first(self) -> date:
        return min(unit.first for unit in self.units)

    @property
    def last(self) -> date:
        return max(unit.last for unit in self.units)

    @property
    def records(self) -> int:
        return sum(unit.records for unit in self.units)


def ends_quarter(month: date) -> bool:
    return months_after(month, 1) > quarter_of(month).last


class Few(Enum):
    """What becomes of that which is not enough in its team and month."""

    WAITS = auto()
    GOES_UP = auto()
    """It is joined with what other teams have of that month; only what is not enough even so waits."""
    IS_LEFT = auto()
    """The same, and nothing waits: each month is of its own."""


def join(waiting: Iterable[Unit], month: date, above: Above, limit: Limit, few: Few = Few.WAITS) -> list[Joined]:
    """The blocks that can be made now that this month is over."""
    there = [unit for unit in waiting if year_of(month).first <= unit.first and unit.last <= month]
    if few is Few.WAITS:
        return _of_quarter(there, month, above, limit)
    made = _joined([unit for unit in there if unit.first >= month], [], above, limit)
    if few is Few.IS_LEFT:
        return made
    taken = {unit.id for block in made for unit in block.units}
    return [*made, *_of_quarter([unit for unit in there if unit.id not in taken], month, above, limit)]


def _of_quarter(there: Sequence[Unit], month: date, above: Above, limit: Limit) -> list[Joined]:
    since = quarter_of(month).first
    late = [unit for unit in there if unit.first >= since]
    if not ends_quarter(month):
        return _alone(late, limit)[0]
    return _joined(late, [unit for unit in there if unit.first < since], above, limit)


def _joined(units: Sequence[Unit], earlier: Sequence[Unit], above: Above, limit: Limit) -> list[Joined]:
    made, rests = _alone(units, limit)
    return [*made, *_upwards(rests, earlier, above, limit)]


def _alone(units: Sequence[Unit], limit: Limit) -> tuple[list[Joined], dict[str | None, list[Unit]]]:
    """Where what waits is enough by itself; and what is left, by team."""
    by_node: defaultdict[str | None, list[Unit]] = defaultdict(list)
    for unit in units:
        by_node[unit.node].append(unit)
    made = [Joined(node, tuple(some)) for node, some in by_node.items() if is_enough(some, limit, node)]
    enough = {there.node for there in made}
    return made, {node: some for node, some in by_node.items() if node not in enough}


def _upwards(
    rests: Mapping[str | None, list[Unit]], earlier: Sequence[Unit], above: Above, limit: Limit
) -> list[Joined]:
    """From the lowest teams to the top."""
    pools: defaultdict[str | None, list[Unit]] = defaultdict(list)
    for node, some in rests.items():
        pools[node] += some
    made: list[Joined] = []
    for node in sorted(above, key=lambda team: (-_depth(team, above), team)):
        pool = pools.pop(node, [])
        if pool and is_enough(pool, limit, node):
            made.append(Joined(node, tuple(pool)))
        else:
            pools[above[node]] += pool
    # What is counted at a team that is no more goes to the top as well.
    top = [*earlier, *(unit for pool in pools.values() for unit in pool)]
    return [*made, Joined(None, tuple(top))] if top and is_enough(top, limit, None) else made


def _depth(team: str, above: Above) -> int:
    depth, over = 0, above[team]
    while over is not None and over in above and depth < len(above):
        depth, over = depth + 1, above[over]
    return depth


def is_enough(units: Iterable[Unit], limit: Limit, node: str | None) -> bool:
    some = list(units)
    records, sides = sum(unit.records for unit in some), frozenset().union(*(unit.sides for unit in some))
    fewest = min((len(_people(unit for unit in some if side in unit.sides)) for side in sides), default=0)
    return limit.is_met(records, fewest, is_whole=node is None)


def _people(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset().union(*(unit.people for unit in units))
