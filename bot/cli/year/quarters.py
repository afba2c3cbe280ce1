"""When the year began, and how well things were kept in each of its quarters. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from bot.flows.figures.times import year_of
from bot.frameworks.demo_year import Went, Year

_LAST = timedelta(days=8)
"""The last days are told check by check in the files, so that what is open today stays as it is."""

T = TypeVar("T")


def begins(today: date) -> date:
    """1 April of the last financial year that is over."""
    return year_of(year_of(today).first - timedelta(days=1)).first


def ends(today: date) -> date:
    """The last day on which anything happens by itself."""
    return today - _LAST


@dataclass(frozen=True)
class Quarters:
    """How it went by one framework: as its own file says, else as the council's does."""

    first: date
    year: Year
    otherwise: Sequence[Went]

    def went(self, day: date, rule: str | None = None) -> Went:
        """Of a rule, where the file tells of it by itself."""
        told = self.year.rules.get(rule or "") or self.year.quarters or self.otherwise
        return self.of(told, day)

    def of(self, by_quarter: Sequence[T], day: date) -> T:
        """What stands for the quarter of this day; the last goes on."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return by_quarter[min(max(months, 0) // 3, len(by_quarter) - 1)]
