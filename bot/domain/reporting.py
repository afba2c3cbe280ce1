"""A report on its way: which one, of which time, what was written for it, and where it went. Values only."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.periods import Period

DRAFT = "draft"
APPROVED = "approved"


@dataclass(frozen=True)
class Held:
    """The meeting by which a report is owed."""

    id: str
    day: date


@dataclass(frozen=True)
class About:
    """What makes it the same report: which one, of which time or by which meeting, and of which team, if of one."""

    report: str
    period: Period
    team: str | None = None
    number: int = 1
    """Each one after the first restates the one before."""
    meeting: Held | None = None

    @property
    def before(self) -> "About | None":
        """The one that it restates."""
        return replace(self, number=self.number - 1) if self.number > 1 else None

    @property
    def after(self) -> "About":
        return replace(self, number=self.number + 1)

    @property
    def time(self) -> str:
        """As people write it."""
        met = f" · meeting of {self.meeting.day.day} {self.meeting.day:%b}" if self.meeting else ""
        again = f" · restatement {self.number - 1}" if self.number > 1 else ""
        return f"{self.period.name}{met}{again}"

    @property
    def key(self) -> str:
        """A meeting may be moved to another day; what is written for it stays its own."""
        again = f" {self.number}" if self.number > 1 else ""
        time = f"meeting {self.meeting.id}" if self.meeting else f"{self.period.first} {self.period.last}"
        return f"{self.report} {time} {self.team or '-'}{again}"

    @property
    def claim(self) -> str:
        """What a control carries to open it before somebody has begun it."""
        return " ".join([self.report, self.team or "-", *([self.meeting.id] if self.meeting else [])])


@dataclass(frozen=True)
class Draft:
    """Once approved it stays as it was then: `closing` names the figures that it tells."""

    id: str
    about: About
    framework: str
    state: str
    made_by: str
    made_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    closing: str | None = None

    @property
    def is_approved(self) -> bool:
        return self.state == APPROVED


@dataclass(frozen=True)
class Written:
    """What stands under a heading of a report. `revision` tells it from what stood there before."""

    text: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Entry:
    """One of a list that is kept with a report."""

    id: str
    number: int
    reason: str
    ends: date | None


@dataclass(frozen=True)
class EntryList:
    """A list that is kept with a report; `explained` is what is asked about the reason of each."""

    section: str
    title: str
    called: str
    number: str
    explained: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ReportRow:
    """A report as it stands in a list."""

    value: str
    """By what it is opened."""
    title: str
    about: str
    due: date | None
    state: str | None
    """None where nobody has begun it."""


@dataclass(frozen=True)
class ReportList:
    to_make: tuple[ReportRow, ...]
    made: tuple[ReportRow, ...]
    for_me: tuple[ReportRow, ...]
    """Approved ones that are meant for this person."""


@dataclass(frozen=True)
class Box:
    """A heading of a report under which its maker writes."""

    section: str
    title: str
    ask: str
    words: str
    optional: bool
    begins: str = ""
    """What somebody wrote in a check that asks the same. Nothing of it stands in the report until it is saved here."""
    revision: str = ""
    """Which words of it were seen; none where nothing is written."""


@dataclass(frozen=True)
class Posting:
    """A channel in which figures of a report are posted, and what became of that."""

    id: str
    report: str
    channel: str
    """As it was named: by its id, or with a # by its name."""
    is_chosen: bool
    """By whoever makes the report; else its file names it."""
    by: str
    tries: int = 0
    """Until the report is approved there is none."""
    posted_at: datetime | None = None
    refused: str | None = None
    """Why nothing was posted."""


@dataclass(frozen=True)
class Approved:
    """To how many people and channels a report goes."""

    readers: int
    channels: int


@dataclass(frozen=True)
class NotPosted:
    """A posting that was refused, and of which report."""

    posting: Posting
    title: str
    about: str


@dataclass(frozen=True)
class ReportPage:
    """A report for whoever makes it or reads it."""

    draft: Draft
    title: str
    about: str
    why: str
    due: date | None
    boxes: tuple[Box, ...]
    missing: tuple[str, ...]
    """Headings that have to be written before it is approved."""
    goes_to: tuple[str, ...]
    outside: tuple[str, ...]
    may_make: bool
    lists: tuple[EntryList, ...] = ()
    restated_by: str | None = None
    """The one that was begun because its figures are others by now."""
    postings: tuple[Posting, ...] = ()
    named: tuple[str, ...] = ()
    """Channels that its file names, until it is approved."""
    told: int = 0
    """How many readers it was sent to."""
    readers: int = 0
    """How many will be told once it is approved by who looks at it."""
    pack: str | None = None
    """The meeting by which it is approved, where who looks at it may make the pack of that."""
