"""When somebody can be reached: part-time days, absences, bank holidays and the hour of the day. Pure.

`next_hour` is the only place that knows about quiet hours; whatever reminds people asks it.
"""

from datetime import UTC, date, datetime, time, timedelta

from bot.domain.rhythm import Rhythm
from bot.errors import UnusableValueError
from bot.frameworks.working_days import add_working_days, is_bank_holiday

LONGEST_SNOOZE = 10
"""In working days."""
_DAY_ENDS = 17
_FURTHEST = 800
"""Days in which to look for one at work. Nobody's absences are entered so far ahead."""


def works_on(rhythm: Rhythm, day: date) -> bool:
    """Whether it is one of their days, and neither a bank holiday nor one on which they are away."""
    if day.weekday() not in rhythm.days or is_bank_holiday(day, rhythm.nation):
        return False
    return not any(absence.holds_on(day) for absence in rhythm.away)


def next_hour(rhythm: Rhythm, after: datetime) -> datetime | None:
    """The first moment from then on at which they may be reminded; none while nobody knows when they are back.

    From their hour until the end of the working day, where they are: that very moment when it lies between.
    """
    today = after.astimezone(rhythm.zone).date()
    for ahead in range(_FURTHEST):
        day = today + timedelta(days=ahead)
        if not works_on(rhythm, day):
            continue
        opens, closes = _at(rhythm, day, rhythm.hour), _at(rhythm, day, max(rhythm.hour + 1, _DAY_ENDS))
        if after < closes:
            return max(opens, after.astimezone(UTC))
    return None


def _at(rhythm: Rhythm, day: date, hour: int) -> datetime:
    # In UTC, since two times of one zone compare as their clocks read, which is wrong when the clocks change.
    return datetime.combine(day, time(hour), rhythm.zone).astimezone(UTC)


def quiet_until(snoozed_on: date, days: int, nation: str = "ENG") -> date:
    """The day on which something put off for so many working days is shown again."""
    if not 1 <= days <= LONGEST_SNOOZE:
        raise UnusableValueError(f"It can be put off for 1 to {LONGEST_SNOOZE} working days.")
    return add_working_days(snoozed_on, days, nation)
