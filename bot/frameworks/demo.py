"""The validated model of the invented council: demo.yaml beside the frameworks, and the one in each framework's folder.

Rules that look at several keys or files are in demo_rules.py; reading the files is in demo_files.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from bot.frameworks.demo_year import OnceAway, Percent, Went, Year
from bot.frameworks.shape import ItemId, Label, Name, Paragraph, Shape, Title, patterned

Held = Annotated[
    str,
    patterned(
        r"^[a-z][a-z0-9-]{0,59}(@[^;@]{1,60})?$", "write a name, or a name, @ and a team, such as manager@Larch Team"
    ),
]
"""A post or a person's name, with a team where it is not their own."""
DaysAgo = Annotated[int, Field(ge=1, le=1000)]
EVERYBODY = "everybody"


class DemoTeam(Shape):
    """A team, and the one that it is part of."""

    name: Label
    part_of: Label | None = None
    channel: Name | None = None
    """The channel where its summaries may be posted."""


class DemoPerson(Shape):
    """Somebody in the council's Slack. Who is in no team is not in the people file."""

    name: Label
    title: Label
    team: Label | None = None
    reports_to: Name | None = None
    posts: list[Held] = []
    """manager and qa-lead only: a framework's own posts are given in its demo.yaml."""
    main: bool = False
    """One of those whom the playground offers first."""
    guest: bool = False


class DemoChannel(Shape):
    """A channel and who is in it: people, whole teams, or everybody but guests."""

    name: Name
    members: list[Label] = Field(min_length=1)
    private: bool = False
    shared: bool = False


class CouncilYear(Shape):
    """Who is there besides where the council has a year behind it, and how that went where a framework says nothing."""

    teams: list[DemoTeam] = []
    people: dict[Name, DemoPerson] = {}
    quarters: list[Went] = Field(min_length=1, max_length=8)
    away: list[OnceAway] = []


class CouncilFile(Shape):
    """demo.yaml beside the frameworks: who there is, whatever they work by."""

    title: Title
    teams: list[DemoTeam] = Field(min_length=1)
    people: dict[Name, DemoPerson] = Field(min_length=1)
    channels: list[DemoChannel] = []
    year: CouncilYear | None = None


class PastAction(Shape):
    """An action agreed in a check. Its time is a number of days or words."""

    item: ItemId
    words: Paragraph
    in_days: int | None = Field(None, ge=0, le=1000)
    when: Label | None = None


class PastCheck(Shape):
    """A check that somebody has finished, begun or given up, so many days before today."""

    who: Name
    check: Name
    about: Label | None = None
    """A reference, a person, a team or the name of a meeting below, as the checklist asks; nothing for the whole
    service."""
    header: dict[ItemId, Title] = {}
    begun: DaysAgo
    finished: DaysAgo | None = None
    withdrawn: DaysAgo | None = None
    shared: DaysAgo | None = None
    left_at: ItemId | None = None
    """From here on nothing is answered."""
    mostly: Name = "yes"
    """The answer given wherever it is offered, but for a few."""
    often: Percent = 82
    """Of a hundred answers so many are that one."""
    less: dict[ItemId, Percent] = {}
    """Where that differs."""
    answers: dict[ItemId, Title] = {}
    """Those that matter to the story."""
    actions: list[PastAction] = []
    themes: list[Name] = []
    """What it was marked with once it was finished."""
    good_practice: bool = False
    """Whether it was marked as good practice too."""


class PastMeeting(Shape):
    """A meeting that somebody has set up, so many days before today."""

    name: Label
    kind: Name
    who: Name
    """Who keeps it."""
    begun: DaysAgo
    """When it was set up. It was held on the same day."""
    closed: DaysAgo | None = None
    members: list[Name] = Field(min_length=1)
    agenda: list[Label] = []


class PastDate(Shape):
    """A date that somebody has recorded in a register. One before go-live is recorded on that day."""

    who: Name
    register_: Name = Field(alias="register")
    fact: ItemId
    about: Label | None = None
    """A reference, a person or a team, as the register asks; nothing for the whole service."""
    inside: Label | None = None
    """For whom or what of it, where the fact asks that."""
    days_ago: int = Field(ge=1, le=4000)
    outcome: Name | None = None


class HistoryFile(Shape):
    """demo.yaml of a framework: who works by it, and what they have done."""

    go_live: DaysAgo | None = None
    """When what its schedule says began to count; without it, nothing is owed by it."""

    teams: list[Label] = Field(min_length=1)
    posts: dict[Name, list[Held]] = {}
    notes: list[Title] = []
    """Sentences that are put beside answers."""
    meetings: list[PastMeeting] = []
    history: list[PastCheck] = []
    dates: list[PastDate] = []
    year: Year | None = None
    """How the financial year before went."""
    stories: list[dict[str, Any]] = []
    """What a newcomer to the playground can try; the playground says what is wrong with one."""


@dataclass(frozen=True)
class Demo:
    """The council as all the files together describe it."""

    council: CouncilFile
    histories: Mapping[str, HistoryFile]
    has_year: bool = False
    """Whether it has lived through the year that its files tell of."""


def email_of(key: str) -> str:
    return f"{key}@example.org"
