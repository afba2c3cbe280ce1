"""The validated model of a framework and its checklists: what the files may say, key by key.

Rules that look at several keys at once are in rules.py; the kinds of item are in kinds.py.
"""

from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import groupby
from typing import Annotated, Literal

from pydantic import Field, PrivateAttr

from bot.frameworks.item import Condition, Span
from bot.frameworks.kinds import AnyItem
from bot.frameworks.shape import ItemId, Label, Name, Paragraph, Prompt, Shape, ShortTitle, Title, patterned
from bot.frameworks.working_days import Nation

PhoneNumber = Annotated[
    str, patterned(r"^\+?[0-9][0-9 ]{1,18}[0-9]$", "use only digits and spaces, such as 01632 960 123")
]
Reader = Annotated[
    str,
    patterned(
        r"^(author|subject|supervisor|line|[a-z][a-z0-9-]{0,59}@(team|anywhere))$",
        "write author, subject, supervisor, line, or a post with @team or @anywhere, such as team-leader@team",
    ),
]
Period = Annotated[
    str, patterned(r"^([1-9][0-9]? (months|years)|1 (month|year))$", "write a period such as 3 years or 18 months")
]
Seat = Literal["author", "subject", "supervisor", "both"]


class Post(Shape):
    """A post that people can hold, beside the built-in manager and qa-lead."""

    name: Name
    title: Label


class Concern(Shape):
    """What to say, at once, when someone may be at risk."""

    say: Paragraph
    """May hold {team}, {number} and {out_of_hours}."""
    team: Label
    number: PhoneNumber
    out_of_hours: PhoneNumber | None = None

    @property
    def words(self) -> str:
        after_hours = self.out_of_hours or self.number
        pairs = {"{team}": self.team, "{number}": self.number, "{out_of_hours}": after_hours}
        said = self.say
        for mark, words in pairs.items():
            said = said.replace(mark, words)
        return said


class Helper(Shape):
    """Somebody to ask, by role and never by name."""

    who: Label
    about: Prompt


class MeetingKind(Shape):
    """A kind of meeting that is kept in Plumbline: its date, who sits in it, what is on its agenda."""

    name: Name
    title: Title
    held_by: list[Name] = Field(min_length=1)
    """Posts that set up these meetings and keep them current."""
    members: list[Name] = []
    """Posts whose holders are offered first as members; `anyone` on the QA list can be added."""
    outside: list[Label] = Field([], max_length=20)
    """Members from outside, by role and never by name. Whoever keeps the meeting enters their sheets."""


class RiskRoute(Shape):
    """Where a risk to the quality of the service goes. Not for somebody in danger: that is `concern`."""

    lead: Name
    """The post that is told, and decides."""
    say: Paragraph
    """What belongs here, and what becomes of it."""


class Theme(Shape):
    """What auditors mark a check or an answer with, so that what comes up again and again can be counted."""

    name: Name
    """What is stored. Never re-use it for something else."""
    title: ShortTitle
    """What people read, such as Recording."""


class Heading(Shape):
    """A heading of a report over many checks, under which the items stand that feed it."""

    name: Name
    """What the items refer to in `feeds`."""
    title: Title


class ActionRules(Shape):
    """What holds for the actions that are agreed in a check."""

    period: Span = "4 weeks"
    """How long an action has, where nobody says otherwise: it is due on the first working day after that."""
    high_priority_confirmed: bool = True
    """Whether somebody else has to confirm that an action of high priority is done."""


class Framework(Shape):
    """framework.yaml: what its checklists share."""

    title: Title
    purpose: Paragraph
    posts: list[Post] = []
    """Posts that people can hold. manager, qa-lead and supervisor are always there."""
    concern: Concern
    """The route for "someone may be at risk". No framework loads without it."""
    help: list[Helper] = []
    """Who can help."""
    terms: dict[Name, Label] = {}
    """Words that may change: write {name} in any checklist of the framework."""
    labels: dict[Literal["middle"], Label] = {}
    """Labels of answers that a service may rename, in one place for all its checklists."""
    nation: Nation = "england"
    """Whose bank holidays count."""
    actions: ActionRules = ActionRules()
    """How long actions have and who closes them, for all its checklists."""
    meetings: list[MeetingKind] = Field([], max_length=20)
    """Kinds of meeting that a checklist can be about."""
    risk: RiskRoute | None = None
    """Who decides on risks to quality that are raised from a check."""
    themes: list[Theme] = Field([], max_length=20)
    """The short list from which checks and answers are marked. Keep it short: what is rarely used tells nothing."""
    headings: list[Heading] = Field([], max_length=12)
    """Headings of its reports that are fed by single items of its checklists."""


class Subject(Shape):
    """What a check is about."""

    kind: Literal["reference", "person", "colleague", "team", "service", "meeting"]
    """reference: a case, an enquiry; person: one of the people I supervise; colleague: anybody on the QA list, also
    myself; team: one I hold the post for; meeting: one kept in Plumbline in which I sit."""
    id: ItemId | None = None
    """Where the source prints a field for it."""
    called: Label
    """What people call it, such as case reference."""
    ask: Prompt
    example: Label | None = None
    meetings: list[Name] = []
    """Which kinds of meeting it can be about; all of the framework's when none is named."""
    outside: bool = True
    """False where members from outside have no sheet of their own, as in what the chair alone writes."""

    @property
    def is_somebody(self) -> bool:
        return self.kind in ("person", "colleague")

    @property
    def kept_as(self) -> str:
        """What a run is about, however that was chosen."""
        return "person" if self.is_somebody else self.kind


class Section(Shape):
    """Items under one heading."""

    id: ItemId | None = None
    """Where the source gives it, or what it is asked about, a number of its own."""
    title: Title
    help: Paragraph | None = None
    each: Literal["agenda"] | None = None
    """agenda: in a checklist about a meeting, asked once for each item of its agenda, with the sections beside it that
    are asked so too."""
    show_if: list[Condition] = Field([], max_length=5)
    """All of these must hold for any item of the section to be asked."""
    items: list[AnyItem] = Field(min_length=1, max_length=100)


class Part(Shape):
    """What one person fills in."""

    name: Name
    id: ItemId | None = None
    """Where the source gives it a number of its own."""
    title: Title
    by: Seat = "author"
    """Who fills this part in: who began the check, whom it is about, that person's supervisor, or the first two
    together (both)."""
    after: list[Name] = Field([], max_length=9)
    """Parts above that have to be handed in before this one opens."""
    sections: list[Section] = Field(min_length=1, max_length=30)

    @property
    def items(self) -> Iterator[AnyItem]:
        return (item for section in self.sections for item in section.items)

    @property
    def groups(self) -> Iterator[list[Section]]:
        """Sections that are asked together: neighbours that are asked for each point of an agenda, or one alone."""
        for each, found in groupby(self.sections, key=lambda section: section.each):
            together = list(found)
            yield from [together] if each else ([section] for section in together)


class Anonymous(Shape):
    """A form whose sheets belong to nobody. It is answered in one go, while a wave of it is open."""

    opened_by: list[Name] = Field(min_length=1)
    """Posts that open and close a wave and read its results."""
    comments_to: list[Name] = Field(min_length=1)
    """Posts that get the comments, shuffled, after the wave has closed."""


class Cycle(Shape):
    """How many of these checks there should be in a time, whoever begins them, and what they cover between them."""

    within: Span
    most: int = Field(ge=1, le=99)
    covers: ItemId | None = None
    """A header field of kind any-of: each of its options is to be covered by some check of that time."""


class Checklist(Shape):
    """One form."""

    title: Title
    short_title: ShortTitle
    """For buttons and lists, where there is little room."""
    also_called: list[Label] = []
    """Other words by which people look for it."""
    purpose: Paragraph
    """When and why to use it."""
    filled_in_by: list[Name] = Field(min_length=1)
    """Posts; `supervisor` stands for anybody who supervises, `anyone` for everybody on the QA list."""
    answered_for: Label | None = None
    """By role, such as a parent: the answers are theirs, and whoever fills the form in enters them."""
    pooled_for: list[Name] = []
    """Posts, or `anyone`: they see what all the sheets together say, from five sheets on."""
    anonymous: Anonymous | None = None
    """For a survey of which nobody is to know who answered what."""
    subject: Subject
    who_sees: list[Reader] = Field(min_length=1)
    """Who may read the answers. `post@team`: over the team concerned; `post@anywhere`."""
    used_for: Paragraph
    """What becomes of the answers. Everybody who fills the form in is told."""
    kept_for: Period
    """How long the answers are kept, such as 3 years or 18 months."""
    own: bool = False
    """True for a form that we wrote because none was supplied. The ids of its items begin with own-."""
    source: Title | None = None
    """Where the form comes from, for whoever edits the file. Nobody else sees it."""
    actions: ActionRules | None = None
    """How long actions have and who closes them, where this form differs from its framework."""
    header: list[AnyItem] = []
    """Asked once, at the start."""
    consent: ItemId | None = None
    """The item in which the person it is about says whether the words may be passed on, and with whose name."""
    consent_to: list[ItemId] = Field([], max_length=20)
    """The items whose words that is about; all words of the form where none is named."""
    cycle: Cycle | None = None
    """For a form of which there should be only so many in a time. Whoever begins one is told how it stands."""
    parts: list[Part] = Field(min_length=1, max_length=10)
    _whole: "Checklist | None" = PrivateAttr(None)

    @cached_property
    def items(self) -> tuple[AnyItem, ...]:
        """All items of all parts in order, without the header."""
        return tuple(item for part in self.parts for item in part.items)

    @cached_property
    def asked_first(self) -> tuple[AnyItem, ...]:
        """The header fields that the start asks for; the day of a meeting is known."""
        return tuple(field for field in self.header if getattr(field, "default", None) != "meeting")

    @cached_property
    def by_id(self) -> dict[str, AnyItem]:
        if self._whole:
            return self._whole.by_id
        return {item.id: item for item in (*self.header, *self.items)}

    @cached_property
    def conditions(self) -> dict[str, tuple[Condition, ...]]:
        """What must hold for each item to be asked: what its section says, then what it says itself."""
        every = (*self.header, *self.whole.items)
        return {item.id: (*self.whole.section_conditions(item.id), *item.show_if) for item in every}

    def section_conditions(self, item: str) -> tuple[Condition, ...]:
        return self._in_sections.get(item, ())

    @cached_property
    def _in_sections(self) -> dict[str, tuple[Condition, ...]]:
        sections = [section for part in self.parts for section in part.sections]
        return {item.id: tuple(section.show_if) for section in sections for item in section.items}

    @cached_property
    def part_of(self) -> dict[str, Part]:
        """Which part an item stands in; header fields belong to the first."""
        if self._whole:
            return self._whole.part_of
        placed = {item.id: part for part in self.parts for item in part.items}
        return {field.id: self.parts[0] for field in self.header} | placed

    @cached_property
    def follows_agenda(self) -> bool:
        """Whether something is asked for each point of a meeting's agenda."""
        return any(section.each for part in self.parts for section in part.sections)

    @cached_property
    def placed(self) -> frozenset[str]:
        """The ids of all items that stand in a part, not in the header."""
        return frozenset(item.id for part in self.whole.parts for item in part.items)

    @cached_property
    def has_turns(self) -> bool:
        """Whether its parts are handed in one by one: several people fill them in, or one opens after another."""
        return any(part.by != "author" or part.after for part in self.whole.parts)

    @property
    def whole(self) -> "Checklist":
        """The form with all its parts."""
        return self._whole or self

    def only(self, parts: Collection[str]) -> "Checklist":
        """The form with these parts alone. What its items wait for may stand in any part."""
        kept = [part for part in self.parts if part.name in parts]
        if len(kept) == len(self.parts):
            return self
        narrow = Checklist.model_construct(**{**dict(self), "parts": kept})
        narrow._whole = self.whole
        return narrow

    def parts_before(self, part: Part) -> frozenset[str]:
        """The names of all parts that have to be handed in before this one opens."""
        before = set(part.after)
        for there in reversed(self.parts):
            before |= set(there.after) if there.name in before else set()
        return frozenset(before)

    @property
    def is_private(self) -> bool:
        """Answers that nobody but their author reads."""
        return set(self.who_sees) == {"author"} and all(part.by == "author" for part in self.whole.parts)
