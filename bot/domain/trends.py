"""How the share of good answers moved from month to month, and what in that is more than chance."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction


@dataclass(frozen=True)
class Point:
    """One month: how many answers were good, of how many. Both are None where too few were given to tell."""

    month: date
    good: int | None = None
    of: int | None = None

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.good, self.of) if self.good is not None and self.of else None


@dataclass(frozen=True)
class Signal:
    """Something that chance alone would hardly bring: what, in words, and the months that show it."""

    said: str
    months: tuple[date, ...] = ()
    """None for what only all of them together show."""


@dataclass(frozen=True)
class Trend:
    """The run chart of one question, or without one of all questions of a check together."""

    form: str
    item: str | None
    title: str
    points: tuple[Point, ...]
    median: Fraction | None
    """None while there are too few points for one to mean anything."""
    signals: tuple[Signal, ...]
    said: str
    """What can be said of it by now, in a sentence or two."""
