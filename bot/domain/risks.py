"""A risk to the quality of the service: raised by somebody, decided by who holds the post that it goes to."""

from dataclasses import dataclass
from datetime import date, datetime

OPEN = "open"
DECIDED = "decided"


@dataclass(frozen=True)
class Decision:
    words: str
    by: str
    on: date


@dataclass(frozen=True)
class Risk:
    """People are ids here. `run` is the check that it was raised from, where others may know of that."""

    id: str
    reference: str
    framework: str
    run: str | None
    words: str
    author: str
    team: str | None
    at: datetime
    lead: str
    state: str
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


@dataclass(frozen=True)
class Route:
    """Where a risk of a framework goes, and what belongs there."""

    framework: str
    title: str
    say: str
    lead: str
    concern: str


@dataclass(frozen=True)
class Raising:
    """What the form for raising one shows. `about` is the check that it is raised from."""

    routes: tuple[Route, ...]
    run: str | None = None
    about: str = ""


@dataclass(frozen=True)
class Line:
    """A risk in a list: never its words."""

    id: str
    reference: str
    on: date
    decided_on: date | None = None


@dataclass(frozen=True)
class Register:
    """The risks that somebody is to decide, and those that they raised."""

    to_decide: tuple[Line, ...] = ()
    raised: tuple[Line, ...] = ()
    concern: str = ""
    may_raise: bool = False


EMPTY_REGISTER = Register()


@dataclass(frozen=True)
class Page:
    """One risk, for somebody who may read it, with the names of who raised it and who decided."""

    risk: Risk
    on: date
    raised_by: str
    decided_by: str
    lead: str
    about: str
    may_decide: bool
    today: date
