"""Moving a playground's calendar: the days on offer, and which day it may be moved to. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import UnusableValueError

FURTHEST = timedelta(days=2 * 366)
_QUARTER_ENDS = ((3, 31), (6, 30), (9, 30), (12, 31))


@dataclass(frozen=True)
class Choice:
    label: str
    to: date


def choices(today: date, next_due: date | None = None) -> tuple[Choice, ...]:
    """The days that are wanted most, nearest first but for the quarter's end and the due date, which can be any.

    `next_due` is the next day by which somebody has something to do.
    """
    return (
        *([Choice("Next due date", next_due)] if next_due and next_due - today <= FURTHEST else []),
        Choice("Next day", today + timedelta(days=1)),
        Choice("Next week", today + timedelta(days=7 - today.weekday())),
        Choice("End of the quarter", _next_quarter_end(today)),
    )


def _next_quarter_end(today: date) -> date:
    """After today: on the last day of a quarter, the end of the next."""
    ends = [date(year, month, day) for year in (today.year, today.year + 1) for month, day in _QUARTER_ENDS]
    return next(end for end in ends if end > today)


def day_from(given: object) -> date:
    """A day as a form sends it."""
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise UnusableValueError("Please give a date, such as 2026-12-31.") from None


def refuse_day(to: date, today: date) -> None:
    """Time only moves forward, and not so far that a slip of the keyboard cannot be lived with."""
    if to == today:
        raise UnusableValueError("That is today. Please give a later day.")
    if to < today:
        raise UnusableValueError("That day is past. Time only moves forward here.")
    if to - today > FURTHEST:
        raise UnusableValueError("That is too far ahead. Please give a day within two years.")
