"""What is due as a person sees it: in a list, on Home, explained, and what may be said of it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.duties import Status


class Sight(Enum):
    """Why somebody sees a duty."""

    OWN = "own"
    """They owe it, or stand in for who does."""
    TOLD = "told"
    """They are reminded of it as well."""
    LATE = "late"
    """They are told once it is five working days late."""
    OVER = "over"
    """They are the supervisor or the line of who owes it, or manage its team."""
    COUNTED = "counted"
    """They see that it was done or not."""


class Which(Enum):
    """The lists that somebody can look at."""

    MINE = "mine"
    PEOPLE = "people"
    LINES = "lines"


class Say(Enum):
    """What can be said of a duty."""

    WHY = "why"
    SNOOZE = "snooze"
    NOT_MINE = "not-mine"
    NOTHING = "nothing"
    EXCUSE = "excuse"
    TAKE_BACK = "take-back"
    CAN_BE_DONE = "can-be-done"


@dataclass(frozen=True)
class DutyName:
    """What a duty is called, and whom or what it is about where the reader may know that."""

    title: str
    about: str = ""

    @property
    def line(self) -> str:
        return f"{self.title} · {self.about}" if self.about else self.title


@dataclass(frozen=True)
class DutyRow:
    """One duty in a list. `owner` is empty where it is the reader's own."""

    id: str
    name: DutyName
    status: Status
    due: date
    owner: str = ""
    sight: Sight = Sight.OWN
    button: str = ""
    """What can be done with it now, as the words of a button; none where it is for somebody else to do."""
    count: int = 1
    done: int = 0
    missing: int = 0
    """People who are still to be covered."""
    waits: str = ""
    """Who was asked what about it, as a sentence."""
    before_them: bool = False
    """Late from before they took it over."""
    excused_until: date | None = None
    says: tuple[Say, ...] = (Say.WHY,)

    @property
    def is_late_with_others(self) -> bool:
        """Past its date, and for somebody else to do."""
        return self.sight is not Sight.OWN and self.status in (Status.LATE, Status.MISSED)


@dataclass(frozen=True)
class Team:
    """How much of what was to be done by now in this quarter was done, in one team."""

    name: str
    expected: int
    done: int
    past: int
    excused: int = 0
    nothing: int = 0
    missing: int = 0
    """People who are still to be covered, as a number."""


@dataclass(frozen=True)
class Late:
    """What is past its date in one team, by what it is called: numbers, and no names."""

    team: str
    titles: tuple[tuple[str, int], ...]
    """The most frequent first."""

    @property
    def many(self) -> int:
        return sum(many for _, many in self.titles)


@dataclass(frozen=True)
class Looked:
    """By one rule, about one person: when it was done last, and how what comes next stands."""

    title: str
    done_on: date | None
    status: Status | None
    due: date | None


@dataclass(frozen=True)
class Asked:
    """Something that waits for the reader to answer: to take a duty over, or to excuse somebody from one."""

    act: str
    kind: str
    name: DutyName
    who: str
    due: date
    until: date | None = None
    words: str = ""
    """The reason; shown in a form only."""


@dataclass(frozen=True)
class Explained:
    """Why a duty is owed, in sentences."""

    duty: str
    name: DutyName
    sentences: tuple[str, ...]
    small: tuple[str, ...]
    says: tuple[Say, ...] = ()
    refused: str = ""
    """Why whoever asked to be excused was refused; for them alone."""


@dataclass(frozen=True)
class Way:
    """One way of doing what is owed: a check, a date, an action; or something done elsewhere, with what to do."""

    kind: str
    name: str
    title: str
    advice: str = ""


@dataclass(frozen=True)
class Beginning:
    """How a duty is begun, or the run that is open already."""

    duty: str
    name: DutyName
    ways: tuple[Way, ...]
    run: str | None = None


@dataclass(frozen=True)
class Saying:
    """What the form for saying something of a duty shows."""

    row: DutyRow
    asks: str
    """Who will be asked, by name."""
    today: date


@dataclass(frozen=True)
class News:
    """What a notice about a duty tells."""

    kind: str
    act: str
    duty: str
    name: DutyName
    who: str
    due: date
    until: date | None
    over: str = ""
    """What was answered, where nothing is asked any more."""
