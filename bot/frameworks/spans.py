"""When a length of time is over that the files give in words, such as 4 weeks. Pure."""

import calendar
from datetime import date, timedelta

from bot.errors import UnusableValueError
from bot.frameworks.working_days import add_working_days

_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}


def end_of(first: date, span: str, nation: str = "england") -> date:
    """The day that lies so long after the first. A month later is the same day of the month, or its last one."""
    number, _, words = span.partition(" ")
    unit = words.removesuffix("s")
    try:
        if unit == "working day":
            return add_working_days(first, int(number), nation)
        if unit in _DAYS:
            return first + timedelta(days=_DAYS[unit] * int(number))
        return _months_after(first, _MONTHS[unit] * int(number))
    except (OverflowError, ValueError):
        raise UnusableValueError("That day is too far away. Please give another.") from None


def _months_after(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
