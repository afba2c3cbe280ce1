"""The validated model of a register: dated facts about subjects, kept one by one over the years.

Rules that look at several keys at once are in register_rules.py; what people record is no business of this room.
"""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from bot.frameworks.item import Choice, Span
from bot.frameworks.model import Period, Reader
from bot.frameworks.shape import ItemId, Label, Name, Paragraph, Prompt, Shape, ShortTitle, Title, patterned

Prefix = Annotated[str, patterned(r"^[A-Z]{1,6}$", "use one to six capital letters, such as FC")]


class Matter(Shape):
    """What the facts of a register are about."""

    kind: Literal["reference", "person", "team", "service"]
    """reference: a case, an enquiry; person: one of the people I supervise or am over; team: one of mine."""
    called: Label
    """What people call it, such as case reference."""
    ask: Prompt
    example: Label | None = None
    random: Prefix | None = None
    """For references only: an opaque one that begins so, such as FC-0123, is offered for a new subject."""


class Fact(Shape):
    """One kind of dated fact."""

    id: ItemId
    """Its id for ever: what is stored refers to it."""
    called: Label
    """Its short name, by which people look for it."""
    ask: Prompt
    """A plain, whole question whose answer is the date."""
    help: Paragraph | None = None
    about: Label | None = None
    """What else has to be named inside the subject, by a reference or a role and never by a name."""
    outcomes: list[Choice] = Field([], max_length=20)
    """A choice beside the date."""
    authoriser: Name | None = None
    """The post of whoever has to have authorised it. Somebody who holds it is named beside the date."""
    words: Literal["never", "offered"] = "never"
    """Whether words can be added."""
    sensitive: bool = False
    """True where only the date and the authoriser are kept, and nothing is ever sent in a message."""
    who_sees: list[Reader] = []
    """Who may read this one, where it is not everybody who reads the register."""
    within: Span | None = None
    """How long it lasts. After that it counts as out of date."""
    many: bool = False
    """True where one form takes it for many subjects at once."""
    own: bool = False
    """True for a fact that we added and no source asks for."""


class Register(Shape):
    """One register."""

    title: Title
    short_title: ShortTitle
    """For buttons and lists, where there is little room."""
    purpose: Paragraph
    """What it is kept for, and when to add to it."""
    kept_by: list[Name] = Field(min_length=1)
    """Posts that may record; `supervisor` stands for anybody who supervises."""
    who_sees: list[Reader] = Field(min_length=1)
    """Who may read what is recorded. `post@team`: over the team concerned; `post@anywhere`."""
    used_for: Paragraph
    """What becomes of the facts. Everybody who records one is told."""
    kept_for: Period
    """How long the facts are kept, such as 6 years."""
    subject: Matter
    facts: list[Fact] = Field(min_length=1, max_length=100)
    own: bool = False
    """True for a register of our own, which no source describes."""
    source: Title | None = None
    """Where the register comes from, for whoever edits the file. Nobody else sees it."""

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    def readers_of(self, fact: Fact) -> list[Reader]:
        return fact.who_sees or self.who_sees
