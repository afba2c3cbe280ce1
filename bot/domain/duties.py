"""What is owed: duties, what discharges them, and the people and days that decide. Values only; see flows/due."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from bot.domain.runs import Subject

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


class Status(Enum):
    PLANNED = "planned"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    DONE_LATE = "done late"
    MISSED = "missed"
    EXCUSED = "excused"
    NOTHING = "nothing to check"
    PAUSED = "paused"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self in (Status.PLANNED, Status.DUE, Status.LATE)


@dataclass(frozen=True)
class Occasion:
    """Something that happened on a day: it can start a duty's clock, discharge a duty, or both.

    `kind` is check, fact, meeting, survey or action; `state` tells beginnings from ends: `done`, or `opened` for a part
    that is open, an action that was agreed and a meeting that has its day.
    """

    id: str
    kind: str
    name: str
    """The checklist, register/fact, kind of meeting or survey; for a part checklist/part."""
    subject: Subject
    day: date
    state: str = "done"
    about: str | None = None
    outcome: str | None = None
    author: str | None = None
    team: str | None = None
    due: date | None = None
    """Of an action."""
    covers: str | None = None
    """The person named in it."""
    duty: str | None = None
    """The duty it was started from."""
    noted: datetime | None = None
    """When it was put on record."""


@dataclass(frozen=True)
class Excused:
    """A duty let off until a day, that day included."""

    duty: str
    until: date


@dataclass(frozen=True)
class Handed:
    """A duty that somebody has taken over by saying yes."""

    duty: str
    person: str
    since: date


@dataclass(frozen=True)
class Acts:
    """What people said of duties, by the duty."""

    excused: Mapping[str, Excused] = field(default_factory=dict)
    nothing: frozenset[str] = frozenset()
    handed: Mapping[str, Handed] = field(default_factory=dict)
    months: Mapping[str, date] = field(default_factory=dict)
    """The first day of the month in which somebody means to do it."""


@dataclass(frozen=True)
class Duty:
    """One thing owed about one subject for one period."""

    rule: str
    framework: str
    version: str
    """Of the schedule by which it was worked out; like the owner no part of what makes it the same duty."""
    subject: Subject
    about: str | None
    period: str
    """The window's first day; or the id of what started the clock."""
    opens: date
    due: date
    status: Status
    owner: str | None
    owner_since: date | None
    others: tuple[str, ...]
    late_to: tuple[str, ...]
    team: str | None
    """Where it is counted."""
    count: int
    done: int
    paid_by: tuple[str, ...]
    done_on: date | None
    missing: tuple[str, ...]
    """People who are still to be covered."""
    notices: tuple[date, ...]
    """The days on which it reaches a new stage: first notices, its day, the day from which others see it late."""
    next_change_on: date | None
    """The next day on which its status or stage changes by itself."""
    grace_until: date | None = None
    """Of somebody who took it over late: until then it does not count against them."""

    @cached_property
    def id(self) -> str:
        return duty_id(self.rule, self.subject, self.about, self.period)


def duty_id(rule: str, subject: Subject, about: str | None, period: str) -> str:
    """The same for the same obligation, whoever works it out and whenever: thirteen characters, as every key has."""
    told = "\n".join((rule, subject.kind, (subject.key or "").casefold(), (about or "").casefold(), period))
    bits = int.from_bytes(hashlib.sha256(told.encode()).digest()[:9], "big")
    return "".join(_BASE32[(bits >> shift) & 31] for shift in range(0, 65, 5))


@dataclass(frozen=True)
class Stint:
    """That something was so of somebody from a day until another, that day not included.

    `what`: works, team (value: team), reports-to (value: person), post (value: its name, team: where), away.
    """

    person: str
    what: str
    since: date
    until: date | None
    value: str | None = None
    team: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class TeamStint:
    """The same of a team: `part-of` (value: team above) or `uses` (value: framework)."""

    team: str
    what: str
    since: date
    until: date | None
    value: str

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Seats:
    """Who sits in a meeting, from here."""

    meeting: str
    day: date
    kind: str
    members: tuple[str, ...]
    keeper: str | None = None


@dataclass(frozen=True)
class World:
    """Everything that decides what is owed. It may hold only what concerns some rules and subjects."""

    stints: tuple[Stint, ...] = ()
    teams: tuple[TeamStint, ...] = ()
    seats: tuple[Seats, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    acts: Acts = field(default_factory=Acts)
    meets: Mapping[tuple[str, str], date] = field(default_factory=dict)
    """When a supervisor and somebody they supervise meet next."""
    go_live: Mapping[str, date] = field(default_factory=dict)
