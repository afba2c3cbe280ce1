"""The validated model of schedule.yaml: which checks and dates are owed, by whom, about what, how often.

Rules that look at several keys at once are in schedule_rules.py; what is owed on a day is worked out in flows/due.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from bot.frameworks.item import Span
from bot.frameworks.shape import ItemId, Name, Paragraph, Prompt, Shape, Title, patterned

Number = Annotated[str, patterned(r"^[A-Za-z0-9][A-Za-z0-9-]{0,31}$", "use letters, digits and hyphens, such as QA-2")]
Ahead = Annotated[
    str,
    patterned(
        r"^-?([1-9][0-9]{0,2} (working days|days|weeks|months|years)|1 (working day|day|week|month|year)|0 days)$",
        "write a number and days, working days, weeks, months or years, such as 5 working days; with a minus before it "
        "for so long before",
    ),
]
"""How long after something, or with a minus before it."""
_MONTH = "(January|February|March|April|May|June|July|August|September|October|November|December)"
Months = Annotated[
    str, patterned(rf"^{_MONTH}( to {_MONTH})?$", "write a month, or two with to, such as October to December")
]

LATE_AFTER = "5 working days"
"""Where a rule does not say when others see that something is late."""


class Happening(Shape):
    """Something that happened and is stored with its day: exactly one of check, fact, meeting and survey."""

    check: Name | None = None
    """A checklist of this framework that was submitted."""
    part: Name | None = None
    """With check: a part of it. As a clock it starts when the part opens; as what discharges, when it is handed in."""
    fact: ItemId | None = None
    """A fact recorded in the register."""
    register_: Name | None = Field(None, alias="register")
    """With fact: which register."""
    outcomes: list[Name] = []
    """With fact: only with one of these outcomes."""
    meeting: Name | None = None
    """A kind of meeting. As a clock it starts on the meeting's day; as what discharges, when the meeting is ended."""
    survey: Name | None = None
    """An anonymous survey that was closed and counted."""
    actions_of: list[Name] = []
    """As a clock only: each action agreed in one of these checks, due on its own day, done when it is closed."""
    first: bool = False
    """As a clock only: only the first one of each person who recorded or submitted it."""

    @property
    def kind(self) -> str:
        return next(name for name in ("check", "fact", "meeting", "survey", "actions_of") if getattr(self, name))


class Known(Shape):
    """The subjects of a rule: references about which a fact stands, until another one says that it is over."""

    register_: Name = Field(alias="register")
    fact: ItemId
    until: ItemId | None = None


class Sample(Shape):
    """How the records are drawn that this rule's checks look at."""

    of: Literal["own", "person", "team", "service", "meeting"]
    """Whose records the list holds: own, those of the person checked, of a team, of the service, for a meeting."""
    ask: Prompt
    """Which list is needed, as a plain question."""
    count: int = Field(1, ge=1, le=50)
    """How many are drawn where nothing else is said."""
    not_within: Span | None = None
    """Nothing that was drawn within this time is drawn again."""
    fills: ItemId | None = None
    """The header field that is filled with what was drawn, where that is not the subject."""


class Rule(Shape):
    """One thing that is owed, again and again or whenever something happens."""

    id: Number
    """Its number for ever: what was owed is stored by it."""
    also: list[Number] = []
    """Other numbers by which the source asks for the same. Nobody is reminded twice."""
    own: bool = False
    """True for a rule that we added and no source asks for. Its id begins with own-."""
    title: Title
    """What people read in a reminder, such as Quarterly sample. Whom or what it is about stands after it."""
    why: Paragraph
    """Why it is owed, in a sentence for whoever asks."""
    owed_by: list[Name] = Field(min_length=1)
    """Posts; or supervisor (of the person concerned), author (of what starts the clock), member (each member of the
    meeting), owner (of the action). The first who can be found owes it."""
    with_: list[Name] = Field([], alias="with")
    """Who is reminded as well: posts, supervisor, or subject for the person it is about."""
    per: Literal["self", "supervisee", "team", "subject", "meeting", "service", "action"]
    """self: once for each holder of the post; supervisee: for each person with a supervisor; team: for each team at
    which the post is held; subject: for each reference; meeting: for each meeting; service: once; action: each."""
    of: list[Name] = []
    """For supervisees, and for members of a meeting: only those who hold one of these posts; of supervisees, supervisor
    stands for those who supervise somebody."""
    known: Known | None = None
    """For subject: which references there are. A clock (after) names the subject itself: beside it, this says when
    nothing is owed about it any more."""
    per_about: bool = False
    """For subject: once for each that is named inside the subject, as each person of a household."""

    # How often: exactly one of these five, except for actions.
    each: Literal["month", "quarter", "half-year", "financial-year", "term", "anniversary"] | None = None
    """In each window of the calendar; anniversary: in each year counted from `starts`."""
    in_: list[Months] = Field([], alias="in", max_length=4)
    """In these months of every year."""
    every: Span | None = None
    """So long after the last one."""
    within: Ahead | None = None
    """So long after each time that `after` happens."""
    once: Span | None = None
    """Once, so long after `starts`."""

    after: Happening | None = None
    """What starts the clock of within."""
    starts: Happening | None = None
    """What starts the clock of every, once and anniversary where nothing was done yet; else the day on which somebody
    came into the role."""
    begins: date | None = None
    """The same as a fixed day."""
    first: Span | None = None
    """How long the first one may take, where that is shorter than every."""
    limits: dict[Name, Span] = {}
    """Other lengths for once, by the outcome of the fact in `starts`."""
    times: int = Field(1, ge=1, le=99)
    """How many are owed in each window."""
    paced: bool = False
    """With times: reminders are spread evenly over the window."""
    unforeseen: bool = False
    """The reminder comes in a random week of each stretch, and the plan never shows when."""
    due_after: Span | None = None
    """With a window: due so long after its end."""
    at_supervision: bool = False
    """Both are reminded three working days before they next meet; with a clock, that meeting is the day it is due."""

    done_by: list[Happening] = Field(min_length=1)
    """Any of these discharges it."""
    all_of: list[Happening] = []
    """All of these must have happened as well, in the same time."""
    first_all_of: list[Happening] = []
    """The same, for the first one only."""
    covers: ItemId | None = None
    """An item of the check that names a person: everybody whom the subject supervises has to be named once."""

    notice: list[Span] = Field([], max_length=4)
    """How long before its day people are reminded; each is a reminder of its own. Else by how often it is owed."""
    late_to: list[Name] = []
    """Who sees it once it is long late: posts, supervisor or line. Nobody where the list is empty."""
    late_after: Span = LATE_AFTER
    """How long after its day that is."""
    never_late: bool = False
    """A prompt only: it does not count as past its date."""
    minutes: int = Field(60, ge=5, le=6000)
    """About how long one takes, for planning."""
    sample: Sample | None = None

    @property
    def numbers(self) -> tuple[str, ...]:
        return (self.id, *self.also)

    @property
    def happenings(self) -> Iterator[Happening]:
        """Everything that this rule looks at."""
        yield from (*self.done_by, *self.all_of, *self.first_all_of)
        yield from (there for there in (self.after, self.starts) if there)


class Term(Shape):
    """A school term: from its first day to its last."""

    first: date
    last: date


class Schedule(Shape):
    """schedule.yaml: what is owed by a framework."""

    rules: list[Rule] = Field(min_length=1, max_length=100)
    terms: list[Term] = Field([], max_length=60)
    """School terms, in order. Else autumn, spring to Easter, summer from Easter to July."""

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}
