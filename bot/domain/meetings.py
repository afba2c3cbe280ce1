"""A meeting as people see it: when it is, who sits in it, what is on its agenda."""

from dataclasses import dataclass
from datetime import date

OPEN = "open"
CLOSED = "closed"


@dataclass(frozen=True)
class Point:
    """One point of an agenda. Its number stays its own, also when it is taken off."""

    number: int
    words: str
    is_off: bool = False

    def __str__(self) -> str:
        return f"{self.words} (taken off the agenda)" if self.is_off else self.words


@dataclass(frozen=True)
class Seat:
    """Somebody's place: a person's, or that of a role from outside, of which there may be several."""

    id: str
    person: str | None
    role: str | None
    number: int = 1

    def __str__(self) -> str:
        return f"{self.role} {self.number}" if self.number > 1 else str(self.role)


@dataclass(frozen=True)
class Sheet:
    """What somebody fills in about a meeting, for themselves or for a seat from outside."""

    run: str
    checklist: str
    author: str
    seat: str | None
    is_in: bool


@dataclass(frozen=True)
class Meeting:
    id: str
    framework: str
    kind: str
    name: str
    day: date
    state: str
    seats: tuple[Seat, ...] = ()
    agenda: tuple[Point, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def members(self) -> frozenset[str]:
        return frozenset(seat.person for seat in self.seats if seat.person)

    @property
    def outside(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.role)


@dataclass(frozen=True)
class Form:
    """A checklist that can be about a meeting."""

    name: str
    title: str


@dataclass(frozen=True)
class Line:
    """A meeting in a list: which one, and what somebody can do there."""

    meeting: str
    title: str
    name: str
    day: date
    keeps: bool
    to_fill_in: tuple[Form, ...]
    to_read: tuple[Form, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of meeting that somebody may set up; `offered` are people by id, those first who usually sit in it."""

    framework: str
    name: str
    title: str
    offered: tuple[tuple[str, str], ...] = ()
    usual: frozenset[str] = frozenset()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Book:
    """The meetings of somebody, and the kinds that they may set up."""

    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]


EMPTY_BOOK = Book((), ())


@dataclass(frozen=True)
class Page:
    """One meeting as who keeps it sees it. `names` are those of its members, by id."""

    meeting: Meeting
    kind: Kind
    names: dict[str, str]
    forms: tuple[Form, ...]
    """Those that can be entered for members from outside."""
    entered: frozenset[tuple[str, str]] = frozenset()
    """Which checklist was begun for which seat from outside."""
    handed_in: int = 0
    begun: int = 0


@dataclass(frozen=True)
class Said:
    """One thing that the sheets together say to a question: counts, or somebody's words without their name."""

    ask: str
    words: str


@dataclass(frozen=True)
class Collation:
    """What all sheets of one checklist about one meeting say. `kept_back` are not for this reader."""

    meeting: str
    form: str
    title: str
    about: str
    sheets: int
    kept_back: int
    said: tuple[Said, ...]
