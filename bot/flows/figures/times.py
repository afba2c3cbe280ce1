"""Which months a time holds, which time came before it, and how far it can be counted. Pure."""

from datetime import date, timedelta

from bot.domain.periods import Period
from bot.frameworks.spans import months_after
from bot.frameworks.windows import windows

_DAY = timedelta(days=1)


def before(period: Period) -> Period:
    """As many months before it, or as many days."""
    last = period.first - _DAY
    if period.is_whole_months:
        return Period(months_after(period.first, -period.months), last)
    return Period(period.first - (period.last + _DAY - period.first), last)


def months_in(period: Period) -> tuple[date, ...]:
    """The first day of each month that it touches."""
    first = period.first.replace(day=1)
    return tuple(months_after(first, ahead) for ahead in range(period.months))


def month_of(first: date) -> Period:
    return Period(first, months_after(first, 1) - _DAY)


def in_whole_months(period: Period) -> Period:
    """A term begins and ends in the middle of a month; figures that are shared are of whole ones."""
    last = months_after(period.last.replace(day=1), 1) - _DAY
    return Period(period.first.replace(day=1), last)


def quarter_of(day: date) -> Period:
    window = next(windows("quarter", day))
    return Period(window.first, window.last)


def year_of(day: date) -> Period:
    window = next(windows("financial-year", day))
    return Period(window.first, window.last)


def is_common(period: Period) -> bool:
    """Whether it is one of the windows that everybody counts in."""
    found = (next(windows(each, period.first)) for each in ("month", "quarter", "half-year", "financial-year"))
    return any((window.first, window.last) == (period.first, period.last) for window in found)


def up_to(period: Period, today: date) -> date:
    return min(period.last, today)
