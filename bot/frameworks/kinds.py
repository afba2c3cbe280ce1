"""The kinds of answer. To add one: write its class here and add it to `AnyItem`; nothing else lists them.

A kind says which control people answer it with, which choices it offers and which values fit it.
How a control is drawn belongs to the surfaces.
"""

from datetime import date
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from bot.domain.values import Control, Value
from bot.errors import UnusableValueError
from bot.frameworks.shape import ItemId, Label, Name, Paragraph, Prompt, Shape

LINE_LENGTH = 150
BOX_LENGTH = 3000


class Choice(Shape):
    """One answer that can be chosen."""

    name: Name
    """How the files refer to it, as in show_if."""
    code: int = Field(ge=0, le=99)
    """What is stored. Never re-use a code for another meaning under the same measure."""
    label: Label
    """What people read."""
    id: ItemId | None = None
    """Where the source gives it a number of its own."""


class Condition(Shape):
    """Ask this item only when another one was answered in one of these ways."""

    item: ItemId
    is_: list[Name] = Field(alias="is", min_length=1)


class NoteRequired(Shape):
    """A note that some answers need."""

    required_on: list[Name] = Field(min_length=1)
    """Choices that need a note before the item counts as complete. Use it where a reason must be on record."""


class ActionRule(Shape):
    """When an action can be agreed."""

    offered_on: list[Name] = Field(min_length=1)
    """Choices after which the person is offered to agree an action."""


class Item(Shape):
    """What one prompt has, whatever its kind."""

    control: ClassVar[Control]

    id: ItemId
    """Its id for ever: what is stored refers to it."""
    ask: Prompt
    """A plain, whole question to the person answering."""
    help: Paragraph | None = None
    """When to say what; examples."""
    measure: int = Field(1, ge=1, le=999)
    """Raise it when the meaning changes, so that trends start anew; leave it when only the words change."""
    own: bool = False
    """True for an item that we added and no source asks for."""
    optional: bool = False
    """For header fields only: it may be left blank at the start."""
    note: Literal["never", "offered"] | NoteRequired = "offered"
    """Whether words can be added to the answer."""
    not_applicable: bool = False
    """True where "not applicable" can be a right answer."""
    show_if: list[Condition] = Field([], max_length=5)
    """All of these must hold for the item to be asked. They look back at items that come before it."""
    action: ActionRule | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that the item takes up."""
        return (self.id, *(choice.id for choice in self.choices if choice.id))

    def needs_note(self, value: Value) -> bool:
        return isinstance(self.note, NoteRequired) and self._is_one_of(value, self.note.required_on)

    def offers_action(self, value: Value) -> bool:
        return self.action is not None and self._is_one_of(value, self.action.offered_on)

    def _is_one_of(self, value: Value, names: list[str]) -> bool:
        return any(choice.code == value.choice for choice in self.choices if choice.name in names)

    def check_value(self, value: Value) -> None:
        """Raise with a sentence when the value does not fit this item."""
        if value.not_applicable:
            if not self.not_applicable:
                raise UnusableValueError("This question always applies. Please choose one of its answers.")
        elif not self._fits(value):
            raise UnusableValueError(self.hint)

    hint: ClassVar[str] = "That is not an answer to this question."

    def _fits(self, value: Value) -> bool:  # noqa: ARG002 (each kind that takes a single value says which)
        return False


class ChoiceItem(Item):
    """Kinds answered by choosing one of a few."""

    control = Control.CHOICE
    hint = "Please choose one of the answers offered."

    good: list[Name] = []
    """Which choices show good practice. Leave it out where none is plainly good."""

    def _fits(self, value: Value) -> bool:
        return any(value == Value(choice=choice.code) for choice in self.choices)


class YesNo(ChoiceItem):
    """Answered yes or no."""

    kind: Literal["yes-no"]

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice(name="yes", code=1, label="Yes"), Choice(name="no", code=0, label="No"))


class ThreePoint(ChoiceItem):
    """Answered yes, middle or no. What people read for middle is set in framework.yaml, under `labels`."""

    kind: Literal["three-point"]
    middle: Label = "Partly, or in progress"
    """What people read for middle, here only."""

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice(name="yes", code=2, label="Yes"),
            Choice(name="middle", code=1, label=self.middle),
            Choice(name="no", code=0, label="No"),
        )


class OneOf(ChoiceItem):
    """Answered with one of your own options."""

    kind: Literal["one-of"]
    options: list[Choice] = Field(min_length=2, max_length=20)

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(self.options)


class Day(Item):
    """Answered with a date."""

    kind: Literal["date"]
    control = Control.DAY
    hint = "Please give a date, such as 21/11/2026."
    default: Literal["today"] | None = None
    """What is filled in beforehand."""

    def _fits(self, value: Value) -> bool:
        return value == Value(day=value.day) and value.day is not None and date(1900, 1, 1) <= value.day


class ShortText(Item):
    """Answered with one line of words."""

    kind: Literal["short-text"]
    control = Control.LINE
    hint = f"Please write one line of at most {LINE_LENGTH} characters."
    example: Label | None = None

    def _fits(self, value: Value) -> bool:
        words = value.words or ""
        return value == Value(words=words) and 0 < len(words.strip()) <= len(words) <= LINE_LENGTH and "\n" not in words


class PersonItem(Item):
    """Answered with somebody whom Plumbline knows."""

    kind: Literal["person"]
    control = Control.PERSON
    hint = "Please choose somebody on the QA list."
    default: Literal["me"] | None = None
    """Who is filled in beforehand."""

    def _fits(self, value: Value) -> bool:
        return value == Value(person=value.person) and bool(value.person)


class Narrative(Item):
    """Free text that is the whole answer."""

    kind: Literal["narrative"]
    control = Control.BOX
    hint = f"Please write something, in at most {BOX_LENGTH} characters."

    def _fits(self, value: Value) -> bool:
        words = value.words or ""
        return value == Value(words=words) and 0 < len(words.strip()) <= len(words) <= BOX_LENGTH


class Timescale(Shape):
    """How the form asks by when an action is to be done."""

    id: ItemId
    ask: Prompt


class ActionList(Item):
    """A list of agreed actions, each with an owner and a timescale. Its rows are actions, not one value."""

    kind: Literal["actions"]
    control = Control.ACTIONS
    hint = "Please add an action in words, with a date or a timescale."
    owner: Literal["author", "subject"] = "author"
    """Who carries the actions out."""
    timescale: Timescale

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, self.timescale.id)


AnyItem = Annotated[
    YesNo | ThreePoint | OneOf | Day | ShortText | PersonItem | Narrative | ActionList,
    Field(discriminator="kind"),
]
