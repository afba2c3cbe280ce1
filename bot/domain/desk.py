"""What a person sees besides a check itself: Home, why something is asked, and what can be started."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.action_views import Row
from bot.domain.cards import Heading, Prompt, Unfinished
from bot.domain.due_lists import NOTHING_DUE, DueBook
from bot.domain.duty_views import Late, Looked
from bot.domain.go_live import Schedulable
from bot.domain.meetings import EMPTY_BOOK, Book
from bot.domain.pulse import Pulse
from bot.domain.rhythm import USUAL_PRESENCE, Presence
from bot.domain.risks import EMPTY_REGISTER, Register
from bot.domain.surveys import Survey


@dataclass(frozen=True)
class Startable:
    """A check that somebody may start."""

    name: str
    title: str
    purpose: str


@dataclass(frozen=True)
class Found:
    """What was found by words: `sure` when it is what was asked for, not merely near it."""

    checks: tuple[Startable, ...]
    sure: bool = True


@dataclass(frozen=True)
class Offer:
    """Somebody or something that can be chosen."""

    id: str
    name: str


@dataclass(frozen=True)
class StartForm:
    """What the start of a check asks. `offered` are people or teams by id; `filled` is `today` or `me` by field."""

    name: str
    title: str
    short_title: str
    subject: str
    called: str
    ask: str
    example: str | None
    offered: tuple[tuple[str, str], ...]
    header: tuple[Prompt, ...]
    optional: frozenset[str]
    today: date
    filled: Mapping[str, str]
    promise: str
    used_for: str
    kept_for: str
    seat: str | None = None
    """Of a member from outside, for whom it is filled in."""
    chosen: str | None = None
    """Whom or what it is about, where that is known beforehand."""
    written: Mapping[str, str] = field(default_factory=dict)
    """What stands in fields of the header beforehand; of a person, their account."""
    duty: str | None = None
    """What it is begun for."""
    draws: bool = False
    """Whether the records that it looks at are drawn at random."""
    cycle: tuple[str, ...] = ()
    """How many of it were begun lately, and what they cover, where there should be only so many."""
    stead: str = ""
    """The name of somebody away who owes it, where it is begun in their stead."""


@dataclass(frozen=True)
class Done:
    """A check that somebody finished."""

    heading: Heading
    at: datetime


@dataclass(frozen=True)
class Colleague:
    """Somebody whom the reader supervises, and the check they finished last: that it was done, and no more."""

    id: str
    name: str
    check: str | None
    at: datetime | None
    looked: tuple[Looked, ...] = ()
    """What is to be checked of them by the schedules."""


@dataclass(frozen=True)
class Help:
    """Who can help with what."""

    who: str
    about: str


@dataclass(frozen=True)
class Home:
    """Somebody's own page."""

    unfinished: tuple[Unfinished, ...]
    startable: tuple[Startable, ...]
    done: tuple[Done, ...]
    shared: tuple[Done, ...]
    people: tuple[Colleague, ...]
    helpers: tuple[Help, ...]
    whole_sections: bool
    actions: tuple[Row, ...]
    due: DueBook = NOTHING_DUE
    late: tuple[Late, ...] = ()
    """What is past its date by team, for those who look after that."""
    meetings: Book = EMPTY_BOOK
    risks: Register = EMPTY_REGISTER
    surveys: tuple[Survey, ...] = ()
    pools: tuple[Startable, ...] = ()
    """Forms of which all sheets together can be looked at."""
    registers: tuple[str, ...] = ()
    """The titles of those in which this person records dates."""
    has_summary: bool = False
    """Whether there is some team whose figures they may see."""
    samples: bool = False
    """Whether there is something to draw records for."""
    proposed_months: int = 0
    """For so many yearly checks a month is proposed."""
    going_live: tuple[Schedulable, ...] = ()
    """For who sets days: the frameworks with a schedule."""
    is_recorded: bool = False
    """Whether some register holds something about them that they may read."""
    presence: Presence = USUAL_PRESENCE
    pulse: Pulse | None = None
    """Whether reminders are sent, for those who look after that."""


@dataclass(frozen=True)
class Why:
    """Why a question is asked, and what becomes of its answer."""

    framework: str
    check: str
    purpose: str
    ask: str
    help: str | None
    used_for: str
    promise: str
    kept_for: str
    version: str
    as_in_file: bool
    """Whether the file still says what this check began with."""
