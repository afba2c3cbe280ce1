"""Which things that happened are looked for, to work out what is owed. Values only; the looking is in storage."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.runs import Subject


@dataclass(frozen=True)
class Sought:
    """What is looked for, by what one framework calls it."""

    framework: str
    checks: frozenset[str] = frozenset()
    covers: Mapping[str, str] = field(default_factory=dict)
    """By check, the item that names somebody."""
    parts: frozenset[str] = frozenset()
    """Checks whose parts matter one by one."""
    facts: Mapping[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)
    """By register and fact, the names of its outcomes."""
    meetings: frozenset[str] = frozenset()
    surveys: frozenset[str] = frozenset()
    actions_of: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    """Those of which a file may have told when they were last done."""


@dataclass(frozen=True)
class Within:
    """What is about one of these, or was done by one of these, or in one of these teams. Any of the three is enough."""

    subjects: frozenset[Subject] = frozenset()
    authors: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Turned:
    """A check of several parts: when it was begun, which parts were handed in on which day, when it was submitted."""

    run: str
    checklist: str
    version: str
    subject: Subject
    author: str
    team: str | None
    begun: date
    handed_in: Mapping[str, date]
    submitted: date | None
    duty: str | None


@dataclass(frozen=True)
class Touch:
    """Something that has changed, which may decide what is owed: of what kind and name, about whom, by whom, where."""

    framework: str
    kind: str
    name: str
    subject: Subject
    author: str | None
    team: str | None


@dataclass(frozen=True)
class Line:
    """An entry of the log, as far as it tells what has changed."""

    sequence: int
    verb: str
    run: str | None
    facts: Mapping[str, object]
