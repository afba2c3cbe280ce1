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
