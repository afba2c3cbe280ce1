"""The year ahead as people see it: work by month and team, months for yearly checks, who is not covered yet. Values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PROPOSED, ACCEPTED = "proposed", "accepted"


@dataclass(frozen=True)
class Coming:
    """So many of one rule that fall due on a day. `duty` is the one it is, where that stands already."""

    rule: str
    team: str | None
    owner: str | None
    due: date
    count: int
    duty: str | None = None


@dataclass(frozen=True)
class Line:
    """What falls to a team in a month: each title with how many, and how long all of it takes."""

    team: str
    titles: tuple[tuple[str, int], ...]
    minutes: int

    @property
    def count(self) -> int:
        return sum(many for _, many in self.titles)


@dataclass(frozen=True)
class Month:
    first: date
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)


@dataclass(frozen=True)
class Chosen:
    """The month that is meant for a duty."""

    month: date
    state: str

    @property
    def is_accepted(self) -> bool:
        return self.state == ACCEPTED


@dataclass(frozen=True)
class Yearly:
    """Something owed once a year by the reader: in which months it can be done, and in which it is meant to be."""

    duty: str
    title: str
    about: str
    months: tuple[date, ...]
    due: date
    chosen: Chosen | None


@dataclass(frozen=True)
class Coverage:
    """How far what is owed about each of several people has come in its time."""

    title: str
    until: date
    total: int
    done: int
    missing: tuple[str, ...]
    """By name, of those whom the reader supervises."""
    elsewhere: tuple[tuple[str, int], ...]
    """Of others only how many, by whoever owes it."""


@dataclass(frozen=True)
class Ahead:
    """All that `/qa plan` shows."""

    months: tuple[Month, ...]
    yearly: tuple[Yearly, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    is_own: bool = False
    """Whether it is the reader's own work alone."""
    not_live: tuple[tuple[str, date], ...] = ()
    """Frameworks that go live later."""

    @property
    def proposed(self) -> int:
        return sum(1 for there in self.yearly if there.chosen and not there.chosen.is_accepted)


Months = Mapping[str, Chosen]
"""The month of each duty that has one, by its id."""
