"""The day that lies so long after another, as the files give lengths of time in words, such as 4 weeks. Pure.

A month later is the same day of the month, or its last day where the month is too short: a year after 29 February is
28 February.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from bot.errors import UnusableValueError
from bot.frameworks.working_days import add_working_days

_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


@lru_cache(maxsize=8192)
def after(day: date, length: str, nation: str = "england") -> date:
    """The day so long after; before, where the length begins with a minus."""
    sign = -1 if length.startswith("-") else 1
    number, _, words = length.removeprefix("-").partition(" ")
    unit = words.removesuffix("s")
    count = sign * int(number)
    try:
        if unit == "working day":
            return add_working_days(day, count, nation)
        if unit in _DAYS:
            return day + timedelta(days=_DAYS[unit] * count)
        return months_after(day, _MONTHS[unit] * count)
    except (OverflowError, ValueError):
        raise UnusableValueError("That day is too far away. Please give another.") from None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
