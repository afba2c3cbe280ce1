"""What was checked and what it shows, in numbers: the values of a summary and of every report. No names of people.

How they are counted is flows/figures; what may be shared of them is decided there too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.periods import Period


@dataclass(frozen=True)
class Node:
    """A team with all teams that are part of it, or without an id the whole organisation."""

    id: str | None
    name: str
    teams: frozenset[str]


@dataclass(frozen=True)
class Scope:
    """What somebody asks about. Without a framework, all of them; without a form, all of its checks."""

    node: Node
    period: Period
    framework: str | None = None
    form: str | None = None


@dataclass(frozen=True)
class Tally:
    """How the duties of one check stand. What is withheld is None: the number done is always told."""

    done: int
    expected: int | None
    done_late: int | None
    late: int | None
    """Open and past their date."""
    missed: int | None
    excused: int | None
    nothing: int | None
    """Somebody said that there was nothing to check."""
    among: int | None = None
    """How many of those expected were done, where `expected` and the rest tell of fewer duties than `done` does,
    because part of them is too little to tell. None where they tell of all."""
    owed: int | None = None
    """How many there were in all, with what was excused or had nothing to check: where `expected` does not tell of all
    of them, and enough people owe them."""

    @property
    def is_whole(self) -> bool:
        """Whether it is told of all of them how they stand."""
        return self.expected is not None and self.among is None

    @property
    def share(self) -> tuple[int, int] | None:
        """How many were done of how many, as far as that may be told. Of all that were owed rather than of a part."""
        if self.owed is not None:
            return self.done, self.owed
        if self.expected is None:
            return None
        return (self.done if self.among is None else self.among), self.expected


@dataclass(frozen=True)
class WorkRow:
    """One tool: what was owed and done in the period, and in the period before."""

    form: str
    title: str
    now: Tally
    before: Tally | None


@dataclass(frozen=True)
class Month:
    """One month of the period, for the chart: done, and expected where that may be told."""

    first: date
    done: int
    expected: int | None


@dataclass(frozen=True)
class Covered:
    """How many of those whose work should be looked at were looked at."""

    looked_at: int
    of: int


@dataclass(frozen=True)
class ItemFigures:
    """What was answered to one question. Nothing but how many records, where they are too few to tell."""

    form: str
    item: str
    measure: int
    ask: str
    records: int
    told: bool
    counts: tuple[tuple[str, int], ...] = ()
    """By the labels of its choices, in the order of the form; then not applicable."""
    good: int | None = None
    """How many gave an answer that the form calls good; None where it calls none so."""
    of: int | None = None
    """Of how many: without those to whom it did not apply."""
    good_before: int | None = None
    of_before: int | None = None

    @property
    def share(self) -> float | None:
        """Of good answers, where that is told."""
        return self.good / self.of if self.told and self.good is not None and self.of else None


def by_share(answers: Iterable[ItemFigures]) -> list[ItemFigures]:
    """Those of which it is told how many answers are good: what is in place most often first."""
    told = [(item.share, item) for item in answers if item.share is not None]
    return [item for _, item in sorted(told, key=lambda there: (-there[0], there[1].form, there[1].item))]


@dataclass(frozen=True)
class ActionFigures:
    """Agreed actions: open at the period's end, of these past their date, and closed within it."""

    closed: int
    opened: int | None
    late: int | None


@dataclass(frozen=True)
class ThemeFigures:
    theme: str
    title: str
    many: int
    good_practice: bool = False


@dataclass(frozen=True)
class Withheld:
    """Something that is not shown, and why, as a sentence."""

    what: str
    why: str


ALL_FIGURES = "Figures"
"""What is withheld where nothing of a time is counted."""


@dataclass(frozen=True)
class Figures:
    """Everything that a summary of one scope says."""

    scope: Scope
    until: date
    """The last day that they count: the period's end, or the day on which they were made."""
    made_at: datetime
    shared: bool
    """Whether they may be seen by others than those entitled: then what is too little is left out."""
    work: tuple[WorkRow, ...]
    months: tuple[Month, ...]
    covered: Covered | None
    answers: tuple[ItemFigures, ...]
    actions: ActionFigures
    themes: tuple[ThemeFigures, ...]
    withheld: tuple[Withheld, ...]
    versions: tuple[str, ...] = ()
    """Of the frameworks by which they were counted."""

    @property
    def why_none(self) -> str:
        """Why nothing of this time is counted; empty where something is."""
        return next((there.why for there in self.withheld if there.what == ALL_FIGURES), "")


@dataclass(frozen=True)
class Counted:
    """How one figure was counted: what "Break down" says."""

    what: str
    rule: str
    numerator: str
    denominator: str
    left_out: tuple[str, ...]
    at: datetime
    parts: tuple[tuple[str, str], ...] = ()
    """The same figure by team, for those entitled: name and figure."""
