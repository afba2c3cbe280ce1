"""The rules of run charts: what is a signal, what is chance, and from how many points on anything is said."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations, groupby
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.trends import Point, Trend
from bot.flows import trends
from bot.flows.trends import FEWEST, trend
from bot.frameworks.spans import months_after

FIRST = date(2025, 1, 1)
ZIGZAG = [40, 60, 45, 55, 42, 58, 44, 56, 41, 59]


def chart(shares: Sequence[int | None]) -> Trend:
    """Of so many good answers in a hundred, month by month; none where too few were given."""
    months = [months_after(FIRST, ahead) for ahead in range(len(shares))]
    points = [
        Point(month) if share is None else Point(month, share, 100) for month, share in zip(months, shares, strict=True)
    ]
    return trend("look", "A1", "Was it clear", points)


def kinds(shares: Sequence[int | None]) -> list[str]:
    return [signal.said.split(":")[0].split(" for")[0] for signal in chart(shares).signals]


CASES: dict[str, tuple[list[int | None], list[str]]] = {
    "nine points say nothing, whatever they do": ([*range(10, 100, 10)], []),
    "a zigzag about the median": ([40, 60, 60, 40, 41, 61, 42, 43, 62, 63, 44, 64], []),
    "six above, six below": ([60, 61, 60, 62, 61, 60, 40, 41, 40, 42, 41, 40], ["A shift", "A shift", "Too few runs"]),
    "five on one side are no shift": ([60, 61, 60, 62, 61, 40, 63, 41, 40, 42, 41, 64, 40, 39], []),
    "a point on the median does not break a shift": (
        [60, 61, 62, 50, 61, 62, 60, 40, 41, 40, 59, 42, 40, 41, 39],
        ["A shift"],
    ),
    "five going up": ([41, 60, 42, 61, 30, 43, 55, 62, 65, 40, 60, 41], ["A trend"]),
    "four going up are none": ([41, 60, 42, 61, 43, 55, 62, 65, 40, 60, 41, 61], []),
    "two alike count as one": ([41, 60, 42, 61, 30, 43, 43, 55, 62, 62, 65, 40, 60, 41], ["A trend"]),
    "five going down": ([41, 60, 42, 61, 65, 62, 55, 43, 30, 60, 41, 61], ["A trend"]),
    "too many runs": ([*ZIGZAG, 43, 57], ["Too many runs"]),
    "a gap breaks a shift": ([60, 61, 60, None, 62, 61, 60, 40, 41, 42, 63, 40, 41, 42], []),
    "a gap breaks a trend": ([41, 60, 42, 61, 30, 43, None, 55, 62, 65, 40, 60, 41, 61], []),
    "all alike": ([50] * 12, []),
    "ten points, nine of them told": ([*range(10, 100, 10), None], []),
}


@pytest.mark.parametrize("name", CASES)
def test_signals(name: str) -> None:
    shares, said = CASES[name]
    assert kinds(shares) == said


def test_too_few_points_say_how_far_one_is() -> None:
    found = chart([50, None, 60, 55, None, 70, 65, 60])
    assert found.said.startswith("6 of 10 points so far")
    assert found.signals == ()
    assert chart([]).said.startswith("0 of 10 points so far")


def test_a_signal_says_which_months() -> None:
    (signal,) = [there for there in chart(CASES["five going up"][0]).signals if there.said.startswith("A trend")]
    assert signal.said == "A trend: 5 points each higher than the last, May 2025 to Sep 2025."
    assert [month.month for month in signal.months] == [5, 6, 7, 8, 9]
    assert chart(CASES["a zigzag about the median"][0]).said == (
        "No sign of a change: what moves is what chance would bring."
    )


def test_of_very_many_months_the_last_ones_are_kept() -> None:
    assert len(chart([50] * 40).points) == trends.MOST


@given(st.lists(st.integers(0, 100) | st.none(), max_size=36))
def test_nothing_is_said_before_ten_points_and_never_of_a_gap(shares: list[int | None]) -> None:
    found = chart(shares)
    told = {point.month for point in found.points if point.share is not None}
    assert (len(told) >= FEWEST) or found.signals == ()
    for signal in found.signals:
        assert set(signal.months) <= told


@given(st.lists(st.integers(0, 100), min_size=10, max_size=30))
def test_upside_down_the_same_signals_are_found(shares: list[int]) -> None:
    assert len(chart(shares).signals) == len(chart([100 - share for share in shares]).signals)


@pytest.mark.parametrize("points", sorted(trends._RUNS))
def test_chance_brings_so_few_or_so_many_runs_in_five_charts_of_a_hundred_at_most(points: int) -> None:
    """Each half of the points on either side of the median, every order alike: what the table is made from."""
    above = points // 2
    least, most = trends._RUNS[points]
    chances = {runs: _ways(runs, above, points - above) / comb(points, above) for runs in range(2, points + 1)}
    assert sum(chances.values()) == pytest.approx(1)
    assert sum(chance for runs, chance in chances.items() if runs < least) <= 0.05
    assert sum(chance for runs, chance in chances.items() if runs > most) <= 0.05


def _ways(runs: int, above: int, below: int) -> int:
    half = runs // 2
    if runs % 2 == 0:
        return 2 * comb(above - 1, half - 1) * comb(below - 1, half - 1)
    return comb(above - 1, half) * comb(below - 1, half - 1) + comb(above - 1, half - 1) * comb(below - 1, half)


def test_the_ways_to_have_so_many_runs_are_counted_rightly() -> None:
    for runs in range(2, 9):
        orders = [[n in chosen for n in range(8)] for chosen in combinations(range(8), 4)]
        assert _ways(runs, 4, 4) == sum(sum(1 for _ in groupby(order)) == runs for order in orders)
