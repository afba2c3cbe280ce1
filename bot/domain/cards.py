"""What a person sees of a run at one moment, before any surface draws it. Flows make them, surfaces draw them."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.actions import Action
from bot.domain.values import Control


@dataclass(frozen=True)
class Heading:
    """Which check this is, about what."""

    run: str
    title: str
    about: str
    reference: str
    entered: str = ""
    """Who entered the answers, and for whom by role, where they are somebody else's."""
    raises_risks: bool = False
    """Whether a risk to quality can be raised from it."""
    takes_marks: bool = False
    """Whether its reader can mark it, or its answers, with themes."""


@dataclass(frozen=True)
class Option:
    code: int
    label: str
    is_chosen: bool
    picture: str = ""
    many: int | None = None
    """How many of it, where an answer says that."""


@dataclass(frozen=True)
class Scale:
    """What a number may be: from and to, as they are typed, and how many digits after the point."""

    least: str
    most: str | None
    decimals: int
    unit: str | None


@dataclass(frozen=True)
class Prompt:
    """One item as it stands. `shown` is the answer in words; `revision` is what an act upon it must name."""

    item: str
    ask: str
    help: str | None
    control: Control
    hint: str
    options: tuple[Option, ...]
    may_not_apply: bool
    section: str = ""
    is_not_applicable: bool = False
    shown: str | None = None
    day: date | None = None
    corrected: date | None = None
    takes_note: bool = False
    note: str | None = None
    needs_note: bool = False
    offers_action: bool = False
    actions: tuple[Action, ...] = ()
    by_when: str = ""
    """How a list of actions asks by when each is to be done."""
    revision: int = 0
    scale: Scale | None = None
    number: str | None = None
    """The number given, as it would be typed."""
    worked_out: tuple[str, ...] = ()
    """What the dates and numbers given in the check come to, where it helps with this question."""
    looks_back: tuple[str, ...] = ()
    """The actions agreed last time: words, so never where they stay readable in a chat."""
    has_fallen: bool = False
    """A signature that something was changed after."""
    writer: str = ""
    """Who else is writing this answer just now."""
    answered_by: str = ""
    """Who else gave the answer that stands, where several people could."""
    is_shared: bool = False
    """Whether somebody else may be answering it at the same time."""
    marked: tuple[str, ...] = ()
    """The titles of what it is marked with."""

    @property
    def is_answered(self) -> bool:
        return self.shown is not None or bool(self.control is Control.ACTIONS and self.actions)


@dataclass(frozen=True)
class Progress:
    """How far: of the items that are asked as the answers stand."""

    done: int
    asked: int

    def __str__(self) -> str:
        return f"{self.done} of {self.asked}"


@dataclass(frozen=True)
class Card:
    """The run at one item."""

    heading: Heading
    prompt: Prompt
    number: int
    progress: Progress
    saved_at: datetime | None
    promise: str
    revision: int
    offer: Prompt | None = None
    """The question before, while an action could be agreed for its answer and none is."""
    part: str = ""
    """Where the form has several that are handed in one by one."""
    has_earlier: bool = False
    """Whether parts are handed in that can be read."""
    may_withdraw: bool = True


@dataclass(frozen=True)
class Gap:
    """An item that is open, or whose answer still needs a note."""

    item: str
    ask: str
    needs_note: bool
    part: str


@dataclass(frozen=True)
class SectionTally:
    title: str
    progress: Progress
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class OpenPart:
    """A part that its reader can hand in."""

    name: str
    title: str
    is_shared: bool
    """Whether somebody else fills it in too."""


@dataclass(frozen=True)
class Review:
    """The last look before submitting."""

    heading: Heading
    sections: tuple[SectionTally, ...]
    progress: Progress
    promise: str
    used_for: str
    revision: int
    offer: Prompt | None = None
    hand_in: tuple[OpenPart, ...] = ()
    """The parts that are handed in one by one; with none, the whole check is submitted."""
    has_earlier: bool = False
    is_last: bool = False
    """Whether only one part of the check is not handed in yet."""
    may_withdraw: bool = True

    @property
    def gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for section in self.sections for gap in section.gaps)


@dataclass(frozen=True)
class Tally:
    """Answers counted by their label, in the order of the choices; then what is open."""

    by_label: tuple[tuple[str, int], ...]
    not_applicable: int
    in_words: int
    not_answered: int
    need_notes: int
    actions: int

    def __str__(self) -> str:
        counts = [(label.lower(), count) for label, count in self.by_label]
        counts += [("in words", self.in_words), ("not applicable", self.not_applicable)]
        counts += [("not answered", self.not_answered), ("without the note it needs", self.need_notes)]
        said = [f"{count} {words}" for words, count in counts if count]
        if self.actions:
            said.append(f"{self.actions} action{'s' if self.actions > 1 else ''}")
        return " · ".join(said)


@dataclass(frozen=True)
class Receipt:
    """A finished run: that it was done and, for those who may read its answers, how they count."""

    heading: Heading
    state: str
    at: datetime | None
    tally: Tally | None
    promise: str
    revision: int = 0
    share_with: str | None = None
    """Whom it is about, while they may not read it yet and whoever looks may let them."""
    marked: tuple[str, ...] = ()
    """The titles of what it or its answers are marked with."""


@dataclass(frozen=True)
class Awaited:
    """A part that is open and not this reader's."""

    title: str
    who: tuple[str, ...]
    """Who can fill it in, by name; nobody where there is nobody."""
    told_at: datetime | None = None
    is_unreached: bool = False
    """Slack could not tell them."""


@dataclass(frozen=True)
class Waiting:
    """Nothing of the run is open to the reader now: whom it waits for, and what can be read of it."""

    heading: Heading
    awaited: tuple[Awaited, ...]
    handed_in: tuple[str, ...]
    promise: str
    revision: int
    may_withdraw: bool


View = Card | Review | Waiting | Receipt


@dataclass(frozen=True)
class Form:
    """Several questions of an open run at once; `at` is the one that it was opened from."""

    heading: Heading
    prompts: tuple[Prompt, ...]
    at: str


@dataclass(frozen=True)
class Sheet:
    """A run's answers, item by item, for somebody who may read them."""

    heading: Heading
    prompts: tuple[Prompt, ...]
    correctable: frozenset[str] = frozenset()
    """The items whose answers the reader may correct."""
    is_finished: bool = False
    marked: tuple[str, ...] = ()
    """The titles of what the whole check is marked with."""


@dataclass(frozen=True)
class Unfinished:
    """A run to come back to."""

    heading: Heading
    checklist: str
    progress: Progress
    started_at: datetime
    waits_for: str = ""
    """Whom it waits for, while nothing of it is open to the reader."""
