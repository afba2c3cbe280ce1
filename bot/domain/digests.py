"""The one reminder of a day: what it lists, and whether anything in it has come to a new stage. Values, and pure.

At which hour people are reminded at all is in flows/rhythm; how the message looks in blocks/digest.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from bot.domain.duties import Duty, Status

ACTION_NOTICE = timedelta(days=3)
"""So long before its day an action's owner is reminded of it."""
IDLE = timedelta(days=3)
"""What was begun and not touched for so long is brought to mind."""
LIVES = 10
"""Working days for which a reminder is brought up to date, unless a newer one has come."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Kind(Enum):
    """Why something stands in somebody's reminder."""

    DUTY = "duty"
    """They owe it."""
    TOLD = "told"
    """They are told of it as well."""
    LATE = "late"
    """Somebody else owes it, and it has been late for a while."""
    ACTION = "action"
    LED = "led"
    """An action of somebody whom they supervise, late for a while."""
    TURN = "turn"
    """A part of somebody's check is for them to fill in."""
    DRAFT = "draft"
    """A check that they began and left."""
    MEETS = "meets"
    """They meet somebody soon; it is about whichever of the two is supervised."""
    MONTHS = "months"
    """Months are proposed for what they owe once a year; it is about whoever owes it."""
    REPORT = "report"
    """They are to make a report; it is about that of one time."""


class Group(Enum):
    """What stands together, in this order."""

    PAST = "past"
    MEETS = "meets"
    WAITING = "waiting"
    ACTIONS = "actions"
    BEGUN = "begun"
    OF_PEOPLE = "of-people"
    """Past its date, and to be done by people whom the reader supervises."""
    OF_OTHERS = "of-others"
    """Past its date, and for others to do."""

    @property
    def is_of_others(self) -> bool:
        return self in (Group.OF_PEOPLE, Group.OF_OTHERS)


Key = tuple[Kind, str]
"""What a row is about, by its id, and why it stands there."""


@dataclass(frozen=True)
class Item:
    """Something that waits for somebody, and the day on which it came to its newest stage. Until it has come to one
    it stands in lists, and in no reminder.
    """

    kind: Kind
    about: str
    stage: date | None
    due: date | None = None
    instead_of: str | None = None
    """Whose it is, while they are away."""

    @property
    def key(self) -> Key:
        return self.kind, self.about


@dataclass(frozen=True)
class Told:
    """What somebody was reminded of before, at which stage; and what they have put off, until when."""

    stages: Mapping[Key, date] = field(default_factory=dict)
    snoozed: Mapping[str, date] = field(default_factory=dict)


def is_fresh(item: Item, told: Told, today: date) -> bool:
    """Whether it has come to a stage of which they were not reminded. What was put off comes back on its day."""
    until = told.snoozed.get(item.about)
    if until and today < until:
        return False
    before, newest = told.stages.get(item.key), stage_to_tell(item, told, today)
    return newest is not None and (before is None or before < newest)


def stage_to_tell(item: Item, told: Told, today: date) -> date | None:
    """The newest that whoever is reminded of it now has heard of then: the day on which it comes back is one too."""
    until = told.snoozed.get(item.about)
    return max(item.stage, until) if item.stage and until and until <= today else item.stage


def stage_of_duty(duty: Duty, today: date, *, is_unforeseen: bool = False) -> date | None:
    """Its first notices, its day, then each Monday while it is late. What nobody may foresee has a week at a time."""
    reached = [day for day in duty.notices if day <= min(today, duty.due)]
    if duty.status is Status.LATE:
        return _with_mondays([*reached, duty.due], duty.due, today)
    if is_unforeseen and reached and today >= max(reached) + _WEEK:
        return None
    return max(reached, default=None)


def stage_of_late(duty: Duty, today: date, long_late_on: date, *, is_urgent: bool = False) -> date | None:
    """For those who see it once it is late for long: on Mondays from then on, and where it is urgent on that day
    already. What was missed is told once.
    """
    monday = stage_above(today, long_late_on)
    if duty.status is Status.MISSED and monday and monday >= long_late_on + _WEEK:
        return None
    if duty.status not in (Status.LATE, Status.MISSED):
        return None
    return monday or (long_late_on if is_urgent and long_late_on <= today else None)


def stage_above(today: date, since: date) -> date | None:
    """The Monday of this week, from the first one on that is not before that day."""
    monday = today - _DAY * today.weekday()
    return monday if monday >= since else None


def stage_of_action(due: date, today: date) -> date | None:
    """Some days before, on the day, then Mondays."""
    reached = [day for day in (due - ACTION_NOTICE, due) if day <= today]
    return _with_mondays(reached, due, today) if reached else None


def stage_of_report(first: date, due: date, today: date) -> date:
    """From that day on, on the day by which it is owed, then Mondays."""
    return _with_mondays([day for day in (first, due) if day <= today], due, today)


def stage_of_turn(opened: date, touched: date, today: date) -> date | None:
    """They were told at once when it opened; so from the day after, and again when nobody has touched it for long."""
    return max((day for day in (opened + _DAY, touched + IDLE) if day <= today), default=None)


def stage_of_draft(touched: date, today: date) -> date | None:
    return touched + IDLE if touched + IDLE <= today else None


def stage_of_meeting(reminded_on: date, today: date) -> date | None:
    """Some days before."""
    return reminded_on if reminded_on <= today else None


def _with_mondays(reached: Sequence[date], due: date, today: date) -> date:
    monday = today - _DAY * today.weekday()
    return max([*reached, monday] if monday > due else reached)


def first_of_each(items: Iterable[Item]) -> list[Item]:
    """Each thing once, for the nearest reason: kinds stand in that order. An action that is owed is a duty's."""
    found: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: _NEARNESS[item.kind]):
        found.setdefault(item.about, item)
    return sorted(found.values(), key=lambda item: (_NEARNESS[item.kind], item.due or date.max, item.about))


_NEARNESS = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Digest:
    """One that was made. `is_late`: nobody was there at its hour."""

    id: str
    person: str
    day: date
    revision: int
    is_late: bool


@dataclass(frozen=True)
class Listed:
    """A row as it was stored with the reminder that listed it."""

    kind: Kind
    about: str
    stage: date
    is_done: bool
    stood: Group | None = None
    """Among which it was shown then."""

    @property
    def key(self) -> Key:
        return self.kind, self.about
