"""How duties came to stand otherwise when they were worked out anew, and whom that concerns. Pure.

What is owed is worked out in flows/due.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.duties import Duty, Status

_NOW = {
    Status.DUE: ("check is due soon", "checks are due soon"),
    Status.LATE: ("check became late", "checks became late"),
    Status.MISSED: ("check counts as missed", "checks count as missed"),
    Status.PAUSED: ("check is paused", "checks are paused"),
}


@dataclass(frozen=True)
class Shift:
    """One duty before and after; none before where it is new, none after where nobody owes it any more."""

    before: Duty | None
    after: Duty | None

    @property
    def people(self) -> frozenset[str]:
        """Everybody who saw it or sees it now."""
        seen = (duty for duty in (self.before, self.after) if duty)
        return frozenset(
            person for duty in seen for person in (duty.owner, *duty.others, *duty.late_to) if person is not None
        )

    @property
    def is_retold(self) -> bool:
        """Whether those who were told of it before are to see something else by now, not by time alone."""
        if self.before is None:
            return False
        if self.after is None or not self.after.status.is_open:
            return True
        was, now = self.before, self.after
        said = (was.owner, was.others, was.due, was.status.is_open)
        return said != (now.owner, now.others, now.due, now.status.is_open)

    @property
    def reached(self) -> Status | None:
        """The status that it has come to by this."""
        if self.after is None or (self.before and self.before.status is self.after.status):
            return None
        return self.after.status


@dataclass(frozen=True)
class Moved:
    """What working out anew changed: whom it concerns, and how many duties came to which status."""

    people: frozenset[str] = frozenset()
    reached: Counter[Status] = field(default_factory=Counter)

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.people | other.people, self.reached + other.reached)

    @property
    def sentences(self) -> list[str]:
        """What time alone can bring about, and of how many."""
        return [f"{many} {_NOW[status][many != 1]}." for status in _NOW if (many := self.reached[status])]


def moved_by(shifts: Iterable[Shift]) -> Moved:
    there = list(shifts)
    reached = Counter(shift.reached for shift in there if shift.reached)
    return Moved(frozenset[str]().union(*(shift.people for shift in there)), reached)
