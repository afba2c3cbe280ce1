"""The windows of the calendar in which something is owed: each from its first day to its last. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from bot.frameworks.schedule import Term
from bot.frameworks.spans import months_after
from bot.frameworks.working_days import good_friday

_DAY = timedelta(days=1)
_APRIL = 4
_MONTHS_IN = {"month": 1, "quarter": 3, "half-year": 6, "financial-year": 12}
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True)
class Window:
    first: date
    last: date

    @property
    def middle(self) -> date:
        """Who comes into a role later than this begins with the next window."""
        return self.first + (self.last - self.first) // 2


def windows(each: str, since: date, terms: Sequence[Term] = ()) -> Iterator[Window]:
    """One after another, from the one that holds that day; without end, but for terms that are given."""
    if each == "term":
        yield from _terms(since, terms)
        return
    months = _MONTHS_IN[each]
    first = _begin(since, months)
    for ahead in count(0, months):
        begins = months_after(first, ahead)
        yield Window(begins, months_after(begins, months) - _DAY)


def _begin(day: date, months: int) -> date:
    """Years and their halves and quarters are counted from April, as the financial year is."""
    behind = (day.month - _APRIL) % 12 % months
    return months_after(day.replace(day=1), -behind)


def named_windows(spans: Sequence[str], since: date) -> Iterator[Window]:
    """These months of every year, such as October to December, from the first that is not over by that day."""
    for year in count(since.year - 1):
        for window in sorted((_named(span, year) for span in spans), key=lambda window: window.first):
            if window.last >= since:
                yield window


def _named(span: str, year: int) -> Window:
    first, _, last = span.partition(" to ")
    begins = date(year, _NAMES.index(first) + 1, 1)
    length = (_NAMES.index(last or first) - _NAMES.index(first)) % 12 + 1
    return Window(begins, months_after(begins, length) - _DAY)


def anniversaries(start: date) -> Iterator[Window]:
    """Year after year from that day."""
    for years in count():
        begins = months_after(start, 12 * years)
        yield Window(begins, months_after(start, 12 * (years + 1)) - _DAY)


def _terms(since: date, terms: Sequence[Term]) -> Iterator[Window]:
    """Those that are given; where none is, and after them, those that schools usually have."""
    given = [Window(term.first, term.last) for term in terms]
    yield from (window for window in given if window.last >= since)
    known_until = max((window.last for window in given), default=date.min)
    for year in count(max(since, known_until).year):
        yield from (window for window in _usual_terms(year) if window.last >= since and window.first > known_until)


def _usual_terms(year: int) -> Iterator[Window]:
    """Spring to the day before Good Friday, summer from the Tuesday after Easter."""
    friday = good_friday(year)
    yield Window(date(year, 1, 1), friday - _DAY)
    yield Window(friday + 4 * _DAY, date(year, 7, 31))
    yield Window(date(year, 9, 1), date(year, 12, 31))
