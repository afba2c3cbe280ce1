"""A stretch of time that figures are about: whole months, quarters, half-years and financial years, or any days.

Which period somebody means by their words is worked out in flows/figures; when windows open is in frameworks.
"""

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True, order=True)
class Period:
    """From its first day to its last, both included."""

    first: date
    last: date

    @property
    def is_whole_months(self) -> bool:
        """Whether it begins on the first of a month and ends on the last of one: only such figures are shared."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    @property
    def months(self) -> int:
        """How many months it touches."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def name(self) -> str:
        """As people write it: the months and the year, or the days where it is not whole months."""
        if not self.is_whole_months:
            return _day(self.last) if self.first == self.last else f"{_day(self.first, self.last)}–{_day(self.last)}"
        start, end = _MONTHS[self.first.month - 1], f"{_MONTHS[self.last.month - 1]} {self.last.year}"
        if self.months == 1:
            return end
        return f"{start}–{end}" if self.first.year == self.last.year else f"{start} {self.first.year}–{end}"

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def _day(day: date, beside: date | None = None) -> str:
    year = "" if beside and beside.year == day.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"
