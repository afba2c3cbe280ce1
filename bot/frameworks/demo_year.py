"""How a financial year went for the invented council: the part `year` of a demo.yaml. The rest of it is in demo.py.

What is owed in it follows from the schedules; here stands only how well it was kept, and what people did besides.
"""

from typing import Annotated

from pydantic import Field

from bot.frameworks.shape import ItemId, Label, Name, Shape, Title

Percent = Annotated[int, Field(ge=0, le=100)]
Quarterly = Annotated[list[Percent], Field(min_length=1, max_length=8)]
"""One for each quarter, from the first of the year on; the last of them holds for all that follow."""


class Went(Shape):
    """How a quarter went: of a hundred things owed so many. The rest was left undone."""

    in_time: Percent
    late: Percent = 0
    excused: Percent = 0
    nothing: Percent = 0
    """There was nothing to check."""
    good: Percent = 82
    """Of a hundred answers so many were the good one."""

    @property
    def kept(self) -> int:
        return self.in_time + self.late + self.excused + self.nothing


class OftenCheck(Shape):
    """A check that nobody is asked for, handed in so many times a quarter."""

    check: Name
    who: list[Name] = Field(min_length=1)
    """In turns."""
    a_quarter: Quarterly
    about: list[Label] = []
    """In turns; an invented reference where there is none."""
    header: dict[ItemId, list[Title]] = {}
    """In turns."""
    mostly: Name = "yes"
    good: Quarterly | None = None
    """Where it differs from how the quarter went."""


class OftenDate(Shape):
    """A date that is recorded so many times a quarter."""

    register_: Name = Field(alias="register")
    fact: ItemId
    who: list[Name] = Field(min_length=1)
    a_quarter: Quarterly
    about: list[Label] = []
    outcomes: list[Name] = []
    """In turns, as all of them."""


class OftenMeeting(Shape):
    """A kind of meeting: who sits in it, what each member hands in, and how often where nobody is asked for it."""

    kind: Name
    called: Label
    """Its name; its day is added."""
    who: Name
    members: list[Name] = Field(min_length=1)
    a_quarter: Quarterly = [0]
    agenda: int = Field(0, ge=0, le=10)
    """How many references are on it."""
    sheets: list[Name] = []
    """Checks that every member hands in though no rule asks for them."""


class OnceRisk(Shape):
    """A risk to quality that was raised, and what was decided."""

    who: Name
    by: Name
    """Who decided on it."""
    days: int = Field(ge=1, le=600)
    """So many days after the year began."""
    words: Title
    decision: Title | None = None
    """Nothing where it still waits."""


class OnceSurvey(Shape):
    """An anonymous survey: opened, answered and closed."""

    check: Name
    who: Name
    """Who opens it, and closes it."""
    days: int = Field(ge=1, le=600)
    """So many days after the year began."""
    answered: list[Name] = Field(min_length=1)


class OnceAway(Shape):
    """Leave that somebody entered on its first day."""

    who: Name
    stand_in: Name | None = None
    ago: int = Field(ge=0, le=500)
    """So many days before today it began."""
    days: int = Field(ge=1, le=100)


class KeptEntry(Shape):
    """A line in a list that the makers of a report keep."""

    report: Label
    section: Name
    who: Name
    number: int = Field(ge=1, le=1000)
    words: Title
    days_left: int = Field(180, ge=1, le=1000)
    """In so many days from today on it ends."""


class ApprovedReport(Shape):
    """A report that was written and approved for the last quarter but one."""

    report: Label
    who: Name


class Year(Shape):
    """What happened from 1 April of the last whole financial year until a week ago."""

    teams: list[Label] = []
    """Teams of the year's that work by this framework."""
    posts: dict[Name, list[Label]] = {}
    """What the people of the year hold."""
    quarters: list[Went] = Field([], max_length=8)
    """How it went; as for the council where nothing stands."""
    rules: dict[Label, list[Went]] = {}
    """The same of single rules."""
    weak: dict[Name, dict[ItemId, Quarterly]] = {}
    """Of a check those items that were answered well more or less often than the others."""
    marked: dict[Name, Quarterly] = {}
    """Of a hundred checks so many were marked with a theme."""
    good_practice: Quarterly = [10]
    agreed: list[Title] = []
    """Actions, in the words in which they were agreed."""
    agreed_in: Quarterly = [0]
    """Of a hundred checks that have room for an action so many have one."""
    shown: list[Title] = []
    """How it showed that an action was done."""
    reasons: list[Title] = []
    """Why somebody was excused."""
    records: dict[ItemId, list[Label]] = {}
    """By check or fact what it is about, in turns; {month} becomes its month. Else references are invented."""
    checks: list[OftenCheck] = []
    dates: list[OftenDate] = []
    meetings: list[OftenMeeting] = []
    risks: list[OnceRisk] = []
    surveys: list[OnceSurvey] = []
    entries: list[KeptEntry] = []
    approved: list[ApprovedReport] = []
    said: list[Title] = []
    """What is written under the headings of a report."""
