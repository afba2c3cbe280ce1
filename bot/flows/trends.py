"""The published rules for run charts: what counts as a signal, and from how many points on. Pure.

A shift is six points in a row on one side of the median, a trend five that all go up or all go down, and there can be
too few or too many runs. A point far off is no signal here, because that is a matter of opinion. What is compared with
the period before, two points, is no trend at all and gets no arrow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby, pairwise
from statistics import median

from bot.domain.trends import Point, Signal, Trend

FEWEST = 10
"""Points below which nothing is said of signals."""
SHIFT = 6
TREND = 5

# How many runs about the median chance brings in 95 of 100 charts, by the number of points that do not lie on it:
# the table that run charts are read by, after Swed and Eisenhart (1943).
_RUNS: Mapping[int, tuple[int, int]] = {
    **{10: (3, 9), 11: (3, 10), 12: (3, 11), 13: (4, 11), 14: (4, 12), 15: (5, 12), 16: (5, 13), 17: (5, 13)},
    **{18: (6, 14), 19: (6, 15), 20: (6, 16), 21: (7, 16), 22: (7, 17), 23: (7, 17), 24: (8, 18), 25: (8, 18)},
    **{26: (9, 19), 27: (10, 19), 28: (10, 20), 29: (10, 20), 30: (11, 21)},
}
MOST = max(_RUNS)
"""Months that one chart holds; of more, the last ones."""

Told = tuple[date, Fraction]


def trend(form: str, item: str | None, title: str, points: Sequence[Point]) -> Trend:
    kept = tuple(points[-MOST:])
    told = [(point.month, point.share) for point in kept if point.share is not None]
    middle = median(share for _, share in told) if told else None
    if middle is None or len(told) < FEWEST:
        said = (
            f"{len(told)} of {FEWEST} points so far: from {FEWEST} months on it can be said whether anything changed."
        )
        return Trend(form, item, title, kept, None, (), said)
    signals = (*_shifts(kept, middle), *_trends(kept), *_runs([share for _, share in told], middle))
    quiet = "No sign of a change: what moves is what chance would bring."
    return Trend(form, item, title, kept, middle, signals, " ".join(there.said for there in signals) or quiet)


def _stretches(points: Iterable[Point]) -> Iterator[list[Told]]:
    """Months that are told, as far as they follow one another: nothing is said across a gap."""
    for is_told, some in groupby(points, key=lambda point: point.share is not None):
        if is_told:
            yield [(point.month, point.share) for point in some if point.share is not None]


def _shifts(points: Sequence[Point], middle: Fraction) -> Iterator[Signal]:
    """A point on the median neither makes a run nor breaks one."""
    for stretch in _stretches(points):
        beside = [(month, share > middle) for month, share in stretch if share != middle]
        for is_above, some in groupby(beside, key=lambda there: there[1]):
            months = tuple(month for month, _ in some)
            if len(months) >= SHIFT:
                side = "above" if is_above else "below"
                said = f"A shift: {len(months)} months in a row lie {side} the median, {_span(months)}."
                yield Signal(said, months)


def _trends(points: Sequence[Point]) -> Iterator[Signal]:
    """Of points that are alike only the first counts."""
    for stretch in _stretches(points):
        unlike = [there for n, there in enumerate(stretch) if n == 0 or there[1] != stretch[n - 1][1]]
        steps = [(later[0], later[1] > earlier[1]) for earlier, later in pairwise(unlike)]
        before = dict(zip((month for month, _ in steps), (month for month, _ in unlike), strict=False))
        for is_up, some in groupby(steps, key=lambda step: step[1]):
            later_ones = [month for month, _ in some]
            months = (before[later_ones[0]], *later_ones)
            if len(months) >= TREND:
                way = "higher" if is_up else "lower"
                yield Signal(f"A trend: {len(months)} points each {way} than the last, {_span(months)}.", months)


def _runs(shares: Sequence[Fraction], middle: Fraction) -> Iterator[Signal]:
    sides = [share > middle for share in shares if share != middle]
    if len(sides) not in _RUNS:
        return
    runs, (least, most) = sum(1 for _ in groupby(sides)), _RUNS[len(sides)]
    if runs < least:
        yield Signal(f"Too few runs for chance: the line crosses its median {_times(runs - 1)} in {len(sides)} points.")
    elif runs > most:
        yield Signal(
            f"Too many runs for chance: the line crosses its median {_times(runs - 1)} in {len(sides)} points. Such a "
            "zigzag often means that two different things are counted as one."
        )


def _times(many: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(many, f"{many} times")


def _span(months: Sequence[date]) -> str:
    return f"{months[0]:%b %Y} to {months[-1]:%b %Y}"
