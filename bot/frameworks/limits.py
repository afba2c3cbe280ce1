"""How long lies between two dates, and whether that is within a limit such as 6 months. Pure arithmetic and its words.

Months go by the calendar: half a year after 31 August is the end of February.
"""

from datetime import date, timedelta

from bot.frameworks.spans import months_after
from bot.frameworks.working_days import working_days_between


def is_within(one: date, other: date, within: str, nation: str = "england") -> bool:
    """Whether no more than this lies between the two, whichever comes first."""
    first, last = sorted((one, other))
    many, unit = _read(within)
    match unit:
        case "working day":
            return working_days_between(first, last, nation) <= many
        case "day" | "week":
            return last - first <= timedelta(days=many * (7 if unit == "week" else 1))
        case _:
            return last <= _months_after(first, many * (12 if unit == "year" else 1))


def time_between(one: date, other: date, within: str, nation: str = "england") -> str:
    """Such as 6 months and 18 days: in the units in which the limit is given."""
    first, last = sorted((one, other))
    unit = _read(within)[1]
    days = (last - first).days
    match unit:
        case "working day":
            return _many(working_days_between(first, last, nation), unit)
        case "day":
            return _many(days, unit)
        case "week":
            return _listed((days // 7, "week"), (days % 7, "day"))
    months = _whole_months(first, last)
    rest = (last - _months_after(first, months)).days
    if unit == "month":
        return _listed((months, "month"), (rest, "day"))
    return _listed((months // 12, "year"), (months % 12, "month"), (rest, "day"))


def _months_after(first: date, months: int) -> date:
    """What is too far away for the calendar is as far as it goes."""
    try:
        return months_after(first, months)
    except ValueError:
        return date.max


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if _months_after(first, months) <= last else months - 1


def _read(within: str) -> tuple[int, str]:
    many, _, unit = within.partition(" ")
    return int(many), unit.removesuffix("s")


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _listed(*parts: tuple[int, str]) -> str:
    said = [_many(count, unit) for count, unit in parts if count] or [_many(0, parts[-1][1])]
    return f"{', '.join(said[:-1])} and {said[-1]}" if said[1:] else said[0]
