"""Records are joined until they are enough, and whatever is told is a sum of whole blocks."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.periods import Period
from bot.flows.figures.blocks import Above, Few, Joined, Unit, join
from bot.flows.figures.limits import OWED, Limit
from bot.flows.figures.times import months_in

ABOVE: Above = {"service": None, "north": "service", "east": "north", "west": "north", "south": "service"}
YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))
MONTHS = months_in(YEAR)
LIMIT = Limit()
FEW = st.sampled_from(Few)


def unit(node: str | None, month: int, records: int = 1, people: str = "") -> Unit:
    """In the month of that number of the financial year."""
    first = MONTHS[month]
    return Unit((node or "", first.isoformat()), node, first, first, records, frozenset(people))


def told(units: list[Unit], until: int, limit: Limit = LIMIT, few: Few = Few.WAITS) -> list[Joined]:
    """All blocks, when months were counted one after another up to that one."""
    made: list[Joined] = []
    for month in MONTHS[: until + 1]:
        gone = {there.id for block in made for there in block.units}
        left = [there for there in units if there.id not in gone and there.last <= month]
        made += join(left, month, ABOVE, limit, few)
    return made


def names(blocks: list[Joined]) -> list[tuple[str | None, int, int, int]]:
    """Node, first and last month, records."""
    return [(block.node, MONTHS.index(block.first), MONTHS.index(block.last), block.records) for block in blocks]


def test_a_month_that_is_enough_is_told_alone() -> None:
    assert names(told([unit("east", 0, 5, "abc")], 0)) == [("east", 0, 0, 5)]


def test_months_wait_until_they_are_enough() -> None:
    units = [unit("east", 0, 2, "a"), unit("east", 1, 2, "bc"), unit("east", 2, 1, "a")]
    assert told(units, 1) == []
    assert names(told(units, 2)) == [("east", 0, 2, 5)]


def test_many_records_of_two_people_are_not_enough() -> None:
    assert told([unit("east", 0, 50, "ab")], 0) == []


def test_at_the_end_of_a_quarter_what_waits_is_joined_beside_and_above() -> None:
    units = [unit("east", 0, 3, "ab"), unit("west", 1, 2, "c"), unit("south", 2, 9, "de")]
    assert told(units, 1) == []
    assert names(told(units, 2)) == [("north", 0, 1, 5)]
    assert names(told([*units, unit(None, 2, 1, "f")], 2)) == [("north", 0, 1, 5), (None, 2, 2, 10)]


def test_what_people_of_many_teams_say_is_joined_at_once_and_waits_only_where_it_is_too_little() -> None:
    units = [unit("east", 0, 3, "ab"), unit("south", 0, 2, "c"), unit("west", 1, 2, "c"), unit("south", 2, 4, "de")]
    assert names(told(units, 0, few=Few.GOES_UP)) == [("service", 0, 0, 5)]
    assert names(told(units, 1, few=Few.GOES_UP)) == [("service", 0, 0, 5)]
    assert names(told(units, 2, few=Few.GOES_UP)) == [("service", 0, 0, 5), ("service", 1, 2, 6)]
    assert names(told(units, 2, few=Few.IS_LEFT)) == [("service", 0, 0, 5)]


def test_what_waits_at_the_top_joins_the_next_quarter_of_the_year_and_no_later_year() -> None:
    units = [unit("east", 0, 2, "a"), unit("west", 4, 4, "bc")]
    assert told(units, 4) == []
    assert names(told(units, 5)) == [(None, 0, 4, 6)]
    next_year = Unit(("east", "later"), "east", date(2027, 4, 1), date(2027, 4, 1), 9, frozenset("bc"))
    assert join([unit("east", 0, 2, "a"), next_year], date(2027, 6, 1), ABOVE, LIMIT) == []


def test_families_are_told_of_a_team_from_ten_on() -> None:
    families = Limit(people=0, in_a_team=10)
    assert names(told([unit("east", 2, 10)], 2, families)) == [("east", 2, 2, 10)]
    assert names(told([unit("east", 2, 9)], 2, families)) == [(None, 2, 2, 9)]
    assert told([unit("east", 2, 4)], 2, families) == []


def test_a_team_that_is_no_more_is_joined_at_the_top() -> None:
    assert names(told([unit("gone", 0, 3, "ab"), unit("east", 1, 2, "c")], 2)) == [(None, 0, 1, 5)]


def _worlds() -> st.SearchStrategy[list[Unit]]:
    return st.builds(_world, st.integers(0, 10**6), st.sampled_from((0.2, 0.5, 0.9)), st.sampled_from((1, 3, 6)))


def _world(seed: int, density: float, most: int) -> list[Unit]:
    dice = Random(seed)  # noqa: S311 (nothing secret)
    return [
        unit(node, month, dice.randint(1, most), "".join(dice.sample("abcdefgh", dice.randint(1, most))))
        for node in (*ABOVE, None)
        for month in range(len(MONTHS))
        if dice.random() < density
    ]


def below(node: str | None) -> frozenset[str | None]:
    if node is None:
        return frozenset({*ABOVE, None})
    return frozenset({node}.union(*(below(team) for team, over in ABOVE.items() if over == node)))


def scopes() -> Iterator[tuple[frozenset[str | None], Period]]:
    spans = [Period(MONTHS[first], MONTHS[last]) for first in range(12) for last in range(first, 12)]
    yield from ((below(node), span) for node in (*ABOVE, None) for span in spans)


def shown(blocks: list[Joined], nodes: frozenset[str | None], span: Period) -> frozenset[Joined]:
    return frozenset(
        there for there in blocks if there.node in nodes and span.first <= there.first and there.last <= span.last
    )


@settings(max_examples=60, deadline=None)
@given(
    units=_worlds(),
    until=st.integers(0, 11),
    limit=st.sampled_from((LIMIT, OWED, Limit(people=0, in_a_team=10))),
    few=FEW,
)
def test_every_record_is_in_one_block_at_most_and_every_block_is_enough(
    units: list[Unit], until: int, limit: Limit, few: Few
) -> None:
    blocks = told(units, until, limit, few)
    ids = [there.id for block in blocks for there in block.units]
    assert len(ids) == len(set(ids))
    for block in blocks:
        people = {person for there in block.units for person in there.people}
        fewest = limit.records if block.node is None else limit.in_a_team
        assert block.records >= fewest and len(people) >= limit.people
        assert all(there.node in below(block.node) or there.node not in ABOVE for there in block.units)


@settings(max_examples=40, deadline=None)
@given(units=_worlds(), until=st.integers(0, 10), few=FEW, dice=st.randoms())
def test_any_difference_of_shared_figures_is_a_sum_of_whole_blocks(
    units: list[Unit], until: int, few: Few, dice: Random
) -> None:
    """Of one table, and of two tables made one after the other."""
    earlier, later = told(units, until, few=few), told(units, until + 1, few=few)
    assert later[: len(earlier)] == earlier
    figures = [shown(table, *scope) for scope in dice.sample(list(scopes()), 40) for table in (earlier, later)]
    atoms = {block: {there.id for there in block.units} for block in later}
    for one, other in combinations(figures, 2):
        for left in (one - other, other - one):
            records = {key for block in left for key in atoms[block]}
            assert all(atoms[block] <= records or not atoms[block] & records for block in later)


@settings(max_examples=40, deadline=None)
@given(units=_worlds())
def test_what_waits_never_keeps_back_a_team_that_has_enough_by_itself(units: list[Unit]) -> None:
    blocks = told(units, 11)
    for block in blocks:
        if len(block.units) > 1 and len({there.node for there in block.units}) > 1:
            nodes = {there.node for there in block.units} - {block.node}
            for node in nodes & set(ABOVE):
                quarter = [there for there in block.units if there.node == node]
                people = {person for there in quarter for person in there.people}
                assert sum(there.records for there in quarter) < 5 or len(people) < 3 or block.node is None
