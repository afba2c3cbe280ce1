"""The kinds of section that a report can have. To add one: write its class here and add it to `AnySection`.

A kind says what is drawn from stored answers and duties, and out of which checks. Which figures may be told, and how
a section is drawn, is decided elsewhere.
"""

from typing import Annotated, Literal

from pydantic import Field

from bot.frameworks.shape import ItemId, Label, Name, Paragraph, Prompt, Shape, Title


class Source(Shape):
    """Where answers come from: a check, and which of its items."""

    check: Name
    """A checklist of this framework."""
    items: list[ItemId] = Field([], max_length=100)
    """Its items, header fields among them; all that fit where none is named."""


class ReportSection(Shape):
    """What every section has: a heading, and a box for the words of whoever makes the report."""

    name: Name
    """Its name for ever within the report: the words that are written here are stored by it."""
    title: Title
    help: Paragraph | None = None
    """A line for readers below the heading: what they see, and what not."""
    ask: Prompt | None = None
    """What whoever makes the report is asked to write here. Without it nothing is asked."""
    optional: bool = False
    """True where those words may be left out."""
    begins_with: list[Source] = Field([], max_length=10)
    """With ask: the words in these items begin the text, from the last check handed in about what the report covers."""

    @property
    def sources(self) -> list[Source]:
        """The answers that it shows."""
        return []

    @property
    def about(self) -> list[Name]:
        """The checks to which its figures are narrowed; all of the framework where there is none."""
        return []

    @property
    def quotes(self) -> bool:
        """Whether it shows words that somebody wrote in a check, or begins with some."""
        return bool(self.begins_with)

    @property
    def is_figures(self) -> bool:
        """Whether it tells of nothing single: no list entry by entry, no day of one check."""
        return True


class _OfChecks(ReportSection):
    checks: list[Name] = Field([], max_length=30)
    """Only these checks; all of the framework where none is named."""

    @property
    def about(self) -> list[Name]:
        return self.checks


class _OfSources(ReportSection):
    of: list[Source] = Field(min_length=1, max_length=30)
    """The checks and items whose answers are shown."""

    @property
    def sources(self) -> list[Source]:
        return self.of


class FillIn(ReportSection):
    """A heading to fill in: for what Plumbline does not know."""

    kind: Literal["fill-in"]


class Work(_OfChecks):
    """What was owed and what was done: done, late, missed, excused, nothing to check, and the period before."""

    kind: Literal["work"]
    by_team: bool = False
    """True to show each team below this one by itself as well."""


class Coverage(_OfChecks):
    """How many of those whose work should be looked at were looked at."""

    kind: Literal["coverage"]


class Excused(_OfChecks):
    """What was excused, and where there was nothing to check."""

    kind: Literal["excused"]


class Answers(_OfSources):
    """How questions were answered: for choices how many each, for numbers their sum, and the period before."""

    kind: Literal["answers"]
    show: Literal["all", "ends", "not-good"] = "all"
    """all: every question; ends: the few that are most and least often in place; not-good: those that not all
    answered well."""
    by_team: bool = False
    """True to show each team below this one by itself as well, where enough answered."""


class Survey(_OfSources):
    """What all sheets of a survey or of feedback say together: counts, and averages where answers are steps."""

    kind: Literal["survey"]
    by: ItemId | None = None
    """A field that is asked first and offers choices: what was said is shown apart for each, where enough sheets are
    in."""


class WordsSaid(_OfSources):
    """Words from checks, one below the other. Somebody reads them first, and where a form asks for consent it holds."""

    kind: Literal["words"]

    @property
    def quotes(self) -> bool:
        return True


class Themes(ReportSection):
    """The themes that checks and answers were marked with: how often, and which came back."""

    kind: Literal["themes"]


class GoodPractice(ReportSection):
    """What was marked as good practice, as a number by theme."""

    kind: Literal["good-practice"]


class UnderHeading(ReportSection):
    """What feeds one of the framework's headings: the figures of the items that name it in `feeds`."""

    kind: Literal["heading"]
    heading: Name


class Actions(_OfChecks):
    """What was agreed: how many actions are open, past their date and closed."""

    kind: Literal["actions"]
    each: bool = False
    """True to list them one by one, with their dates and how they stand."""

    @property
    def quotes(self) -> bool:
        return self.each or super().quotes


class Trends(_OfSources):
    """Month by month: how often answers were good, with the median and a signal where the run rules give one."""

    kind: Literal["trends"]
    along: Literal["months", "meetings"] = "months"
    """Whether a point stands for a month or for a meeting."""


class RegisterTable(ReportSection):
    """How the facts of a register stand: for how many subjects each is in date, out of date or missing."""

    kind: Literal["register"]
    register_: Name = Field(alias="register")
    facts: list[ItemId] = Field([], max_length=100)
    """Only these facts; all that are not kept to a few where none is named."""


class Entries(ReportSection):
    """A list that the makers of the report keep with it: each with a number, a reason and the day on which it ends."""

    kind: Literal["entries"]
    called: Label
    """What one of them is, such as exemption."""
    number: Label
    """What its number counts."""
    explained: Prompt
    """What is asked about its reason."""

    @property
    def is_figures(self) -> bool:
        return False


class Averages(_OfSources):
    """Averages over the whole organisation, as the items named here work them out; what rests on too few is hidden."""

    kind: Literal["averages"]


class Dates(_OfSources):
    """Dates that were given in checks: which step was reached on which day."""

    kind: Literal["dates"]

    @property
    def is_figures(self) -> bool:
        return False


class Risks(ReportSection):
    """Risks to quality that were raised, and what was decided."""

    kind: Literal["risks"]

    @property
    def is_figures(self) -> bool:
        return False


class Method(ReportSection):
    """How it was counted, how samples were drawn, what is left out and why, and the versions."""

    kind: Literal["method"]


AnySection = Annotated[
    FillIn
    | Work
    | Coverage
    | Excused
    | Answers
    | Survey
    | WordsSaid
    | Themes
    | GoodPractice
    | UnderHeading
    | Actions
    | Trends
    | RegisterTable
    | Entries
    | Averages
    | Dates
    | Risks
    | Method,
    Field(discriminator="kind"),
]
