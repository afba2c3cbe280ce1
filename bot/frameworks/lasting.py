"""How long a dated fact lasts: the last day on which it is in date. Pure arithmetic."""

import calendar
from datetime import date, timedelta

from bot.frameworks.working_days import Nation, add_working_days


def last_day(day: date, within: str, nation: Nation = "england") -> date:
    """Such as 28 Feb 2027 for a fact of 29 Feb 2024 that lasts 3 years: a day that is not there is the one before."""
    number, _, unit = within.partition(" ")
    count = int(number)
    match unit.removesuffix("s"):
        case "day":
            return day + timedelta(days=count)
        case "working day":
            return add_working_days(day, count, nation)
        case "week":
            return day + timedelta(weeks=count)
        case "month":
            return _months_after(day, count)
        case _:
            return _months_after(day, 12 * count)


def _months_after(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
