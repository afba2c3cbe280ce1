"""The validated model of reports.yaml: which reports a framework asks for, who makes them, for whom, out of what.

The kinds of section are in report_sections.py; rules that look at several keys at once are in report_rules.py; how
figures become a report is no business of this room.
"""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from bot.frameworks.item import Span
from bot.frameworks.report_sections import AnySection
from bot.frameworks.schedule import Ahead, Months, Number
from bot.frameworks.shape import Label, Name, Paragraph, Shape, ShortTitle, Title, patterned

OWN_CHANNEL = "own"
ChannelName = Annotated[
    str,
    patterned(
        r"^(own|[CG][A-Z0-9]{6,19}|#[^\s#A-Z]{1,79})$",
        "write own, the id of a channel as Slack shows it, such as C0123456789, or its name, such as #quality",
    ),
]
Length = Literal["month", "quarter", "half-year", "financial-year"]


class Due(Shape):
    """When a report is owed. Where none of these is given, it is made whenever somebody asks for it."""

    each: Literal["month", "quarter", "half-year", "financial-year", "term"] | None = None
    """For each window of the calendar; it is what the report covers."""
    in_: list[Months] = Field([], alias="in", max_length=4)
    """For these months of every year; they are what the report covers."""
    due_after: Span | None = None
    """With each and in: so long after the end of what it covers; a month, where nothing is said."""
    meeting: Name | None = None
    """For each meeting of this kind. Words, dates and numbers out of checks about a meeting are then of that one, or of
    the last one before it where the report is owed before the meeting; figures are of the time in `covers`."""
    within: Ahead | None = None
    """With meeting: so long after its day, or with a minus before it."""

    @property
    def is_before(self) -> bool:
        """Whether it is owed before its meeting, which then has said nothing yet."""
        return bool(self.within and self.within.startswith("-"))

    @property
    def grace(self) -> Span:
        """How long after the end of what it covers a report is due."""
        return self.due_after or "1 month"


class Report(Shape):
    """One report."""

    id: Number
    """Its number for ever: what was made and sent is stored by it."""
    also: list[Number] = []
    """Other numbers by which the source asks for the same."""
    own: bool = False
    """True for a report that we added and no source asks for. Its id begins with own-."""
    title: Title
    """What stands on its first page."""
    short_title: ShortTitle
    """For buttons and lists, where there is little room."""
    also_called: list[Label] = []
    """Other words by which people look for it."""
    why: Paragraph
    """What it is for, in a sentence or two for whoever makes it and whoever reads it."""
    by: list[Name] = Field(min_length=1)
    """Posts that make and approve it. The first who can be found gets the draft; all of them can open it."""
    per: Literal["service", "team"] = "service"
    """service: once for the whole organisation; team: once for each team at which the post is held, about that team and
    those that are part of it."""
    to: list[Name] = []
    """Posts whose holders get it once it is approved; `anyone` stands for everybody on the QA list."""
    channels: list[ChannelName] = Field([], max_length=10)
    """Channels in which its figures are posted, once it is approved; `own` stands for those of the team that it is
    about. Without words from checks, and never in a channel with guests or another organisation."""
    outside: list[Label] = Field([], max_length=20)
    """Readers who are not in Plumbline, by role and never by name. Whoever makes it is told to pass it on to them."""
    due: Due = Due()
    """When it is owed."""
    covers: Length = "quarter"
    """For a report by a meeting and one that is only asked for: its figures are of the last whole one of these that is
    over by then."""
    rule: Number | None = None
    """The rule of schedule.yaml that reminds people of it already, so that nobody is reminded twice."""
    published: bool = False
    """True where anybody may read it: small figures are then not shown, and all others rounded."""
    sections: list[AnySection] = Field(min_length=1, max_length=30)

    @property
    def numbers(self) -> tuple[str, ...]:
        return (self.id, *self.also)

    @property
    def posted(self) -> frozenset[str]:
        """The titles of the sections that a copy in a channel shows."""
        return frozenset(section.title for section in self.sections if section.is_figures and not section.quotes)

    @property
    def is_asked_for(self) -> bool:
        """Whether nobody owes it by a day."""
        return not (self.due.each or self.due.in_ or self.due.meeting)


class Reports(Shape):
    """reports.yaml: the reports of a framework."""

    reports: list[Report] = Field(min_length=1, max_length=60)

    @cached_property
    def by_id(self) -> dict[str, Report]:
        return {report.id: report for report in self.reports}
