"""What every item has in common, whatever its kind, and the small shapes that stand inside one.

The kinds themselves are in kinds.py.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from bot.domain.values import Control, Value
from bot.errors import UnusableValueError
from bot.frameworks.shape import ItemId, Label, Name, Paragraph, Prompt, Shape, patterned

Span = Annotated[
    str,
    patterned(
        r"^([1-9][0-9]{0,2} (working days|days|weeks|months|years)|1 (working day|day|week|month|year))$",
        "write a number and days, working days, weeks, months or years, such as 35 days or 6 months",
    ),
]
"""How long something may take."""


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
    """Ask this only when another item was answered in one of these ways."""

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


class Limit(Shape):
    """How long may lie between two dates that are given in the check. The bot says it; the person decides."""

    of: ItemId
    """The item that holds the date in question."""
    from_: ItemId = Field(alias="from")
    """The date item from which the time is counted, to either side."""
    within: Span
    called: Label
    """What the date is on, as it stands in a sentence: the plan."""


class Average(Shape):
    """One answer in numbers shared out over another, or the average code of a tally. The person says what it means."""

    of: ItemId
    """The number or tally that is shared out."""
    over: ItemId | None = None
    """The number or tally over which it is shared, with the same options where they are tallies. Without it: the
    average code of a tally, for options that are steps of a scale."""
    called: Label
    """What comes of it, as it stands in a sentence: the average load."""
    fewest: int = Field(1, ge=1, le=99)
    """With fewer than this in `over` the average is left out, and it is said why."""


class Item(Shape):
    """What one prompt has, whatever its kind."""

    control: ClassVar[Control]
    counts_by_label: ClassVar[bool] = True
    """Whether its choices are worth counting on a receipt, beside those of other items."""

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
    """It may be left blank: at the start of the check, or without being told as not answered."""
    note: Literal["never", "offered"] | NoteRequired = "offered"
    """Whether words can be added to the answer."""
    not_applicable: bool = False
    """True where "not applicable" can be a right answer."""
    show_if: list[Condition] = Field([], max_length=5)
    """All of these must hold for the item to be asked. They look back at items that come before it."""
    action: ActionRule | None = None
    limits: list[Limit] = Field([], max_length=5)
    """Times between dates that are shown with this item, because they help to answer it."""
    averages: list[Average] = Field([], max_length=5)
    """Averages of numbers given in the check that are shown with this item."""
    feeds: list[Name] = Field([], max_length=12)
    """Headings of the framework's reports to which the answers belong."""

    @property
    def choices(self) -> tuple[Choice, ...]:
        return ()

    @property
    def pictures(self) -> Mapping[str, str]:
        """A small picture for each choice, by its name, where the kind has any."""
        return {}

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that the item takes up."""
        return (self.id, *(choice.id for choice in self.choices if choice.id))

    def needs_note(self, value: Value) -> bool:
        return isinstance(self.note, NoteRequired) and self.is_one_of(value, self.note.required_on)

    def offers_action(self, value: Value) -> bool:
        return self.action is not None and self.is_one_of(value, self.action.offered_on)

    def is_one_of(self, value: Value, names: list[str]) -> bool:
        """Whether one of the choices so named is in the answer."""
        chosen = value.chosen
        return any(choice.code in chosen for choice in self.choices if choice.name in names)

    def check_value(self, value: Value) -> None:
        """Raise with a sentence when the value does not fit this item."""
        if value.not_applicable:
            if not self.not_applicable:
                raise UnusableValueError("This question always applies. Please choose one of its answers.")
        elif not self._fits(value):
            raise UnusableValueError(self.hint)

    plea: ClassVar[str] = "That is not an answer to this question."

    @property
    def hint(self) -> str:
        """What to give, said to somebody who gave something else."""
        return self.plea

    def _fits(self, value: Value) -> bool:  # noqa: ARG002 (each kind that takes a single value says which)
        return False
