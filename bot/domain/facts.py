"""Dated facts as people say them and as they are kept, and what a person sees of a register. Nothing here is stored."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.runs import Subject


@dataclass(frozen=True)
class Said:
    """What somebody says of a subject: that this was so on that day."""

    fact: str
    subject: Subject
    day: date
    about: str | None = None
    outcome: int | None = None
    authoriser: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Recorded:
    """A fact as it is kept. `team` is the one concerned: that of whoever recorded it, or the subject's own."""

    id: str
    book: str
    version: str
    said: Said
    author: str
    team: str | None
    at: datetime
    corrects: str | None
    state: str
    ended_by: str | None = None
    ended_at: datetime | None = None
    reason: str | None = None

    @property
    def is_standing(self) -> bool:
        return self.state == "standing"

    @property
    def concerns(self) -> str:
        """The person whose practice this is about: its subject, else whoever recorded it."""
        return self.said.subject.person or self.author


@dataclass(frozen=True)
class Option:
    """One of several to choose from, by what it is stored as."""

    key: str
    label: str


@dataclass(frozen=True)
class Tick:
    """A subject for which one fact can be ticked, and when it was so last."""

    key: str
    label: str
    last: date | None
    by: str = ""
    """Who recorded something about it last, where that tells whose it is."""


@dataclass(frozen=True)
class Recordable:
    """A kind of fact that somebody may record."""

    book: str
    fact: str
    title: str
    """Of the register."""
    called: str
    for_many: bool


@dataclass(frozen=True)
class Filled:
    """What stands in a form already, because it was said in words or is being corrected."""

    subject: str | None = None
    day: date | None = None
    about: str | None = None
    outcome: str | None = None
    authoriser: str | None = None
    words: str | None = None


MISTAKES = ("The date was wrong", "It was about another", "It was recorded twice", "Something else was wrong")
"""Why a sensitive date is corrected or withdrawn: about it nobody writes words of their own."""


@dataclass(frozen=True)
class FactForm:
    """What the form for one fact asks, and what is filled in beforehand."""

    book: str
    title: str
    short_title: str
    fact: str
    called: str
    ask: str
    help: str | None
    subject: str
    subject_called: str
    subject_ask: str
    example: str | None
    free: str | None
    """A reference that nothing is recorded about yet."""
    offered: tuple[Option, ...]
    """People or teams, where the subject is one."""
    about: str | None
    outcomes: tuple[Option, ...]
    authoriser: str | None
    """The title of the post whose holder is named."""
    authorisers: tuple[Option, ...]
    takes_words: bool
    for_many: bool
    promise: str
    used_for: str
    kept_for: str
    today: date
    filled: Filled
    corrects: str | None = None
    is_sensitive: bool = False
    """The fact that is corrected; its subject stays."""


@dataclass(frozen=True)
class Line:
    """One recorded fact as its reader sees it. `out_since` is the first day on which it was out of date."""

    id: str
    title: str
    """Of the register."""
    called: str
    day: date
    about: str | None
    outcome: str | None
    authoriser: str | None
    words: str | None
    by: str
    at: datetime
    is_newest: bool
    out_since: date | None
    may_correct: bool
    instead_of: date | None = None
    """The day that it put right, and why."""
    why: str | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Leaf:
    """Everything that somebody may read about one subject, newest first within each fact."""

    name: str
    """The subject as people call it."""
    subject: Subject
    lines: tuple[Line, ...]
    may_record: bool


@dataclass(frozen=True)
class Choosing:
    """The facts to choose from, and why: because words did not tell, or nothing was said yet."""

    facts: tuple[Recordable, ...]
    said: str = ""
    """What was said of the subject."""
    day: date | None = None
    opening: str = ""


@dataclass(frozen=True)
class ManyForm:
    """One fact for several subjects: whom it can be ticked for, one's own first; of each those out of date longest."""

    book: str
    short_title: str
    fact: str
    called: str
    ask: str
    subject: str
    subject_called: str
    offered: tuple[Tick, ...]
    more: int
    """How many there are that the form has no room for."""
    promise: str
    today: date
