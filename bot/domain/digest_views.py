"""The one reminder of a day as its reader sees it: what waits, and what became of what was listed.

The lists show what waits in the same lines; what else they have stands in due_lists.py.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.action_views import Row
from bot.domain.digests import Digest, Group, Kind
from bot.domain.duties import Status
from bot.domain.duty_views import DutyRow

DONE = "done"
_PAST = (Status.LATE, Status.MISSED)
_OTHERS = (Kind.LATE, Kind.LED)
_BEGUN = (Kind.TURN, Kind.DRAFT)


@dataclass(frozen=True)
class Begun:
    """A check that was begun and is open, as it is named to its reader."""

    run: str
    line: str


@dataclass(frozen=True)
class Talk:
    """Two meet next. What there is to talk about is as its reader may see it."""

    who: str
    """As a sentence without its end: You meet Ade."""
    whose: str
    """The name of whichever of the two is supervised; empty where that is the reader."""
    day: date | None
    """None where it is open again."""
    due: tuple[DutyRow, ...] = ()
    actions: int = 0
    late_actions: int = 0


@dataclass(frozen=True)
class Proposed:
    """For so many of the reader's yearly checks a month is proposed."""

    many: int


@dataclass(frozen=True)
class OwedReport:
    """A report to make. `value` is by what it is opened, `time` what it is of."""

    value: str
    title: str
    time: str
    due: date
    is_late: bool
    is_begun: bool


Of = DutyRow | Row | Begun | Talk | Proposed | OwedReport | None


@dataclass(frozen=True)
class Line:
    """One row. `of` is nothing where its reader may not see it any more."""

    kind: Kind
    of: Of
    called: str = ""
    """What such a thing is called, where `of` is nothing; not whom or what it is about."""
    over: str = ""
    """What became of it, where it does not wait any more."""
    instead_of: str = ""
    """The name of whoever is away."""
    is_of_people: bool = True
    """What is others' to do: whether they are people whom the reader supervises."""
    put_off: date | None = None
    """The day on which it is brought to mind again."""
    stood: Group | None = None
    """Among which it was listed: what does not wait any more is struck out there."""

    @property
    def is_past(self) -> bool:
        """Whether its day has gone by."""
        match self.of:
            case DutyRow():
                return self.of.status in _PAST
            case Row() | OwedReport():
                return self.of.is_late
        return False

    @property
    def due(self) -> date | None:
        match self.of:
            case DutyRow() | OwedReport():
                return self.of.due
            case Row():
                return self.of.action.plan.due
            case Talk():
                return self.of.day
        return None

    @property
    def is_to_do(self) -> bool:
        """Whether it is a check or an action, and not only something to know of."""
        is_let_off = isinstance(self.of, DutyRow) and self.of.status is Status.EXCUSED
        return self.kind not in (Kind.MEETS, Kind.MONTHS) and not is_let_off

    @property
    def group(self) -> Group:
        if self.over and self.stood:
            return self.stood
        if self.kind in _OTHERS or (self.kind is Kind.TOLD and self.is_past):
            return Group.OF_PEOPLE if self.is_of_people else Group.OF_OTHERS
        if self.kind in _BEGUN:
            return Group.BEGUN
        if self.is_past:
            return Group.PAST
        if self.kind is Kind.MEETS:
            return Group.MEETS
        return Group.ACTIONS if self.kind is Kind.ACTION else Group.WAITING


@dataclass(frozen=True)
class Page:
    """The reminder as it stands now. `hour` is when they get one."""

    digest: Digest
    name: str
    lines: tuple[Line, ...]
    hour: int
    is_morning: bool
    today: date
