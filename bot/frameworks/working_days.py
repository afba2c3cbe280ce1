"""Working days: Monday to Friday, without the bank holidays of a nation. Pure arithmetic on dates.

Which limits and dates are counted in working days is not known here.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from bot.errors import UnusableValueError

Nation = Literal["england", "wales", "scotland", "northern-ireland"]

_CODES = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date, nation: str = "england") -> bool:
    """`nation` is a name as framework files write it, or a code as the teams file does."""
    return day.weekday() < _SATURDAY and not is_bank_holiday(day, nation)


def is_bank_holiday(day: date, nation: str = "england") -> bool:
    return day in _bank_holidays(nation, day.year)


def next_working_day(day: date, nation: str = "england") -> date:
    """That day itself where people work on it, else the first after it on which they do."""
    return day if is_working_day(day, nation) else next(_working_days(day, _DAY, nation))


@lru_cache(maxsize=8192)
def add_working_days(day: date, count: int, nation: str = "england") -> date:
    """The working day that comes so many after it; before it, where the count is below zero. None: the day itself."""
    ahead = _working_days(day, _DAY if count > 0 else -_DAY, nation)
    for _ in range(abs(count)):
        day = next(ahead)
    return day


def working_days_between(first: date, last: date, nation: str = "england") -> int:
    """How many working days after `first` it takes to come to `last`; below zero where that is the earlier one."""
    if last < first:
        return -_count(last - _DAY, first - _DAY, nation)
    return _count(first, last, nation)


def _count(after: date, until: date, nation: str) -> int:
    """The working days after one day until another, that other one included."""
    return sum(is_working_day(after + _DAY * ahead, nation) for ahead in range(1, (until - after).days + 1))


def _working_days(after: date, step: timedelta, nation: str) -> Iterator[date]:
    day = after
    while True:
        try:
            day += step
        except OverflowError:
            raise UnusableValueError("That day is too far away. Please give another.") from None
        if is_working_day(day, nation):
            yield day


@cache
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    from holidays import country_holidays  # slow to load, and seldom needed

    return frozenset(country_holidays("GB", subdiv=_CODES.get(nation, nation), years=year))


@cache
def good_friday(year: int) -> date:
    from holidays import country_holidays

    return min(country_holidays("GB", subdiv="ENG", years=year).get_named("Good Friday"))
