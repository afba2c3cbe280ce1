"""What becomes of something owed: kept in time, late, excused, nothing to check, left undone. Pure but for dice.

The dice are seeded, so that the same day gives the same year.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from random import Random

from bot.domain.duties import Duty
from bot.frameworks.demo_year import Went
from bot.frameworks.schedule import Rule
from bot.frameworks.working_days import add_working_days

_DAY = timedelta(days=1)
_SHORTLY = 21
"""Days before its day in which something is done that could have been done long before."""
_LATE = (1, 5)
_VERY_LATE = (20, 45)


class Fate(Enum):
    IN_TIME = "in time"
    LATE = "late"
    EXCUSED = "excused"
    NOTHING = "nothing"
    UNDONE = "undone"


def fate_of(went: Went, dice: Random) -> Fate:
    toss = dice.randrange(100)
    for fate, share in (
        (Fate.IN_TIME, went.in_time),
        (Fate.LATE, went.late),
        (Fate.EXCUSED, went.excused),
        (Fate.NOTHING, went.nothing),
    ):
        if toss < share:
            return fate
        toss -= share
    return Fate.UNDONE


def days_of(duty: Duty, rule: Rule, fate: Fate, dice: Random) -> Sequence[date]:
    """The days on which it is done, one for each time that is still owed; none where it never is."""
    left = max(duty.count - duty.done, 0)
    if fate is Fate.LATE:
        return [late_day(duty.due, _LATE, dice)] * left
    if fate is Fate.UNDONE:
        # What has a window is missed with it; the rest stays owed, and is done in the end.
        return [] if rule.each or rule.in_ else [late_day(duty.due, _VERY_LATE, dice)] * left
    first = _begins(duty, rule)
    apart = (duty.due - first) / max(left, 1)
    return [_within(first + apart * turn, first + apart * (turn + 1), dice) for turn in range(left)]


def late_day(due: date, between: tuple[int, int], dice: Random) -> date:
    return add_working_days(due, dice.randint(*between))


def _begins(duty: Duty, rule: Rule) -> date:
    """What comes back after so long is done shortly before its day, else each would come sooner than the last."""
    is_rolling = bool(rule.every or rule.once)
    return max(duty.opens, duty.due - _SHORTLY * _DAY) if is_rolling else min(duty.opens, duty.due)


def _within(first: date, last: date, dice: Random) -> date:
    """A working day there; late rather than early."""
    days = max((last - first).days, 0)
    day = first + max(dice.randint(0, days), dice.randint(0, days)) * _DAY
    return day - max(0, day.weekday() - 4) * _DAY if (day - first).days > 1 else day
