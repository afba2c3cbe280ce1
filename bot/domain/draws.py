"""A draw: a frozen list of records, what was drawn from it at random, and what became of each. Values only.

How records are chosen is in flows/draws/choosing.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.domain.runs import Subject

FROZEN = "frozen"
"""The list stands, and nothing was drawn from it yet."""
DRAWN = "drawn"
DROPPED = "dropped"
"""The list was thrown away before anything was drawn from it."""

STANDS = "standing"
SWAPPED = "swapped"
REDRAWN = "redrawn"


@dataclass(frozen=True)
class Row:
    """One line of the list, in the order of the report; without a reference, its place there alone."""

    position: int
    reference: str | None = None
    worker: str | None = None
    """Who works with it."""
    service: str | None = None
    """Where the work is done, in the words of the list."""
    before: int = 0
    """How often it was drawn by the same rule in the year before."""
    covered: int = 0
    """How many records of the same worker were."""
    barred: bool = False
    """Whether it was drawn too lately to be drawn again."""
    salt: str = ""
    """Hides the reference in the log. It stands with those words, and goes with them."""


@dataclass(frozen=True)
class Member:
    """Who can look at a record in a meeting: their seat, who they are if from here, and the services they are of."""

    seat: str
    person: str | None
    services: frozenset[str]
    """In small letters."""

    def may_look_at(self, row: Row) -> bool:
        is_own = row.worker is not None and row.worker == self.person
        return not is_own and (row.service or "").casefold() not in self.services


@dataclass(frozen=True)
class Pick:
    """A row that was drawn, in which round, and what became of it."""

    round: int
    position: int
    state: str
    reason: str | None = None
    words: str | None = None
    seat: str | None = None
    """Of the member of a meeting who looks at it."""


@dataclass(frozen=True)
class Round:
    """One drawing: the random key, and why it was not the first."""

    number: int
    key: str
    at: datetime
    reason: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Draw:
    """`rows` is how many the report has; `listed` is empty where only their number was given."""

    id: str
    reference: str
    framework: str
    rule: str
    checklist: str
    scope: Subject
    author: str
    report: str
    report_day: date
    rows: int
    count: int
    salt: str
    digest: str
    state: str
    is_unlike: bool
    """Whether the list differed much from the one before."""
    at: datetime
    anonymised_by: str | None
    listed: tuple[Row, ...] = ()
    rounds: tuple[Round, ...] = ()
    picks: tuple[Pick, ...] = ()

    @cached_property
    def every_row(self) -> tuple[Row, ...]:
        return self.listed or tuple(Row(position) for position in range(1, self.rows + 1))

    @property
    def is_by_position(self) -> bool:
        return not self.listed

    @property
    def standing(self) -> tuple[Pick, ...]:
        return tuple(pick for pick in self.picks if pick.state == STANDS)

    @property
    def swaps(self) -> int:
        return sum(pick.state == SWAPPED for pick in self.picks)

    @property
    def redraws(self) -> int:
        return max(0, len(self.rounds) - 1)


@dataclass(frozen=True)
class Sampled:
    """A draw as a report tells of it: how it was done, and nothing of what was drawn."""

    reference: str
    rule: str
    scope: Subject
    author: str
    rows: int
    digest: str
    state: str
    at: datetime
    drawn: int
    swaps: int
    redraws: int


@dataclass(frozen=True)
class Offer:
    """A check for which somebody may draw, and by which rule."""

    framework: str
    rule: str
    checklist: str
    title: str
    check: str


@dataclass(frozen=True)
class DrawForm:
    """What is asked before a draw. `scopes` are the people, teams or meetings to choose from, by id."""

    offer: Offer
    of: str
    ask: str
    count: int
    scopes: tuple[tuple[str, str], ...]
    today: date
    chosen: str | None = None


@dataclass(frozen=True)
class Given:
    """What somebody says of the list that they draw from."""

    scope: str
    report: str
    report_day: date
    rows: int
    count: int
    text: str = ""
    """The list as it was pasted, or as it stood in a file; empty where only the number of rows is given."""
    is_file: bool = False


@dataclass(frozen=True)
class Prefill:
    """What the start of a check is filled with beforehand; of a person in the header, their account."""

    checklist: str
    subject: str | None
    written: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A pick as it is shown."""

    position: int
    name: str
    """Its reference; empty where only its place is known."""
    worker: str = ""
    seat: str = ""
    """Who looks at it, in a meeting."""
    worker_id: str | None = None
    is_begun: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class Shown:
    """A draw as its reader sees it."""

    draw: str
    reference: str
    title: str
    check: str
    about: str
    report: str
    report_day: date
    rows: int
    at: datetime
    state: str
    lines: tuple[Line, ...]
    swaps: int
    redraws: int
    wanted: int
    is_by_position: bool
    is_unlike: str
    """What is unlike the list before, in a sentence, while that waits to be confirmed."""
    own_unknown: bool
    """Whether a record of the reader's own could be among them, which nobody here can tell."""
    is_for_meeting: bool
    is_anonymised: bool
    may_change: bool
    starts: str
    """What [ Start ] begins: `each` record by itself, or `all` of them in one check; empty where nothing is."""
    round: int = 0
    note: str = ""


@dataclass(frozen=True)
class Book:
    """What `/qa sample` opens: what somebody may draw for, and what was drawn last."""

    offers: tuple[Offer, ...] = ()
    last: tuple[Shown, ...] = field(default=())
