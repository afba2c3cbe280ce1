"""The kinds of answer. To add one: write its class here and add it to `AnyItem`; nothing else lists them.

A kind says which control people answer it with, which choices it offers and which values fit it.
What all kinds have in common is in item.py; how a control is drawn belongs to the surfaces.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from bot.domain.values import Control, Value
from bot.frameworks.item import Choice, Item
from bot.frameworks.shape import ItemId, Label, Name, Prompt, Shape, Title

LINE_LENGTH = 150
BOX_LENGTH = 3000
FOUND = 1
MOST_NUMBER = 9_999_999
MOST_COUNT = 9999

Options = Annotated[list[Choice], Field(min_length=2, max_length=20)]


class ChoiceItem(Item):
    """Kinds answered by choosing one of a few."""

    control = Control.CHOICE
    plea = "Please choose one of the answers offered."

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


class YesPartlyNo(ChoiceItem):
    """Answered yes, partly or no."""

    kind: Literal["yes-partly-no"]

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice(name="yes", code=2, label="Yes"),
            Choice(name="partly", code=1, label="Partly"),
            Choice(name="no", code=0, label="No"),
        )


class OneToTen(ChoiceItem):
    """Answered with a point from 1 to 10. Its choices are named one to ten."""

    kind: Literal["one-to-ten"]
    counts_by_label = False
    lowest: Title | None = Field(None, max_length=50)
    """What 1 means, in a few words."""
    highest: Title | None = Field(None, max_length=50)
    """What 10 means."""

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        meanings = {1: self.lowest, 10: self.highest}
        return tuple(
            Choice(name=name, code=code, label=f"{code} – {meanings[code]}" if meanings.get(code) else str(code))
            for code, name in enumerate(_NUMERALS, 1)
        )


_NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class PictureScale(ChoiceItem):
    """Answered with one of three faces, each with its words."""

    kind: Literal["picture-scale"]
    captions: dict[Literal["good", "middle", "poor"], Label] = {}
    """The words beside the faces: good, middle and poor."""

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        captions = {"good": "Good", "middle": "So-so", "poor": "Poor"} | {str(k): v for k, v in self.captions.items()}
        return tuple(Choice(name=name, code=code, label=captions[name]) for code, name in _FACED)

    @property
    def pictures(self) -> Mapping[str, str]:
        return _FACES


_FACED = ((2, "good"), (1, "middle"), (0, "poor"))
_FACES = {"good": "🙂", "middle": "😐", "poor": "🙁"}


class OneOf(ChoiceItem):
    """Answered with one of your own options."""

    kind: Literal["one-of"]
    options: Options

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(self.options)


class AnyOf(Item):
    """Answered with as many of your own options as are true."""

    kind: Literal["any-of"]
    control = Control.SEVERAL
    options: Options
    none: Name | None = None
    """The option that excludes the rest."""
    most: int | None = Field(None, ge=1, le=20)
    """How many may be chosen."""
    good: list[Name] = []

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(self.options)

    @property
    def hint(self) -> str:
        alone = next((f", or “{there.label}” alone" for there in self.options if there.name == self.none), "")
        return f"Please choose {f'at most {self.most}' if self.most else 'one or more'} of the answers offered{alone}."

    def _fits(self, value: Value) -> bool:
        codes = [code for code, _ in value.counts]
        if value != several(dict.fromkeys(codes, 1)) or not codes or not set(codes) <= _codes(self.options):
            return False
        alone = {there.code for there in self.options if there.name == self.none}
        return (len(codes) == 1 or not alone & set(codes)) and len(codes) <= (self.most or len(codes))


class TallyItem(Item):
    """Answered with how many there are of each of your own options."""

    kind: Literal["tally"]
    control = Control.TALLY
    options: Options
    plea = f"Please give whole numbers from 0 to {MOST_COUNT}."

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(self.options)

    def _fits(self, value: Value) -> bool:
        counts = dict(value.counts)
        in_range = all(0 <= count <= MOST_COUNT for count in counts.values())
        return bool(counts) and value == several(counts) and set(counts) <= _codes(self.options) and in_range


def is_likely(day: date) -> bool:
    """Whether anything that people check can have that date. The working days to the year 9999 take long to count."""
    return date(1900, 1, 1) <= day <= date(2099, 12, 31)


def several(counts: Mapping[int, int]) -> Value:
    """The value that holds these codes with how many of each."""
    return Value(counts=tuple(sorted(counts.items())))


def _codes(options: list[Choice]) -> set[int]:
    return {there.code for there in options}


class Found(Item):
    """Answered with the date on something that was looked for, or that it was found or not."""

    kind: Literal["found"]
    control = Control.FOUND
    plea = "Please give the date on it, or say whether it was found."
    good: list[Name] = []

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        return (
            Choice(name="found", code=FOUND, label="Found"),
            Choice(name="not-found", code=0, label="Not found"),
        )

    def _fits(self, value: Value) -> bool:
        if value.choice == FOUND:
            return value == Value(choice=FOUND, day=value.day) and (not value.day or is_likely(value.day))
        return value == Value(choice=0)


class Number(Item):
    """Answered with a number."""

    kind: Literal["number"]
    control = Control.NUMBER
    unit: Label | None = None
    """What is counted or measured, such as days."""
    least: Decimal = Field(Decimal(0), ge=-MOST_NUMBER, le=MOST_NUMBER)
    most: Decimal | None = Field(None, ge=-MOST_NUMBER, le=MOST_NUMBER)
    decimals: int = Field(0, ge=0, le=2)
    """How many digits may follow the point."""

    @property
    def hint(self) -> str:
        digits = f" with at most {self.decimals} after the point" if self.decimals else ""
        whole = "a number" if self.decimals else "a whole number"
        ends = f"from {self.least} to {self.most}" if self.most is not None else f"of {self.least} or more"
        return f"Please give {whole} {ends}{digits}."

    def _fits(self, value: Value) -> bool:
        number = value.number
        if number is None or value != Value(number=number) or not number.is_finite():
            return False
        highest = MOST_NUMBER if self.most is None else self.most
        return self.least <= number <= highest and number == round(number, self.decimals)


class Signature(Item):
    """Signed by whoever answers, for themselves. It falls when an answer beside it is changed afterwards."""

    kind: Literal["signature"]
    control = Control.SIGNATURE
    plea = "Nobody can sign for somebody else."

    def _fits(self, value: Value) -> bool:
        return value == Value(person=value.person) and bool(value.person)


class Day(Item):
    """Answered with a date."""

    kind: Literal["date"]
    control = Control.DAY
    plea = "Please give a date, such as 21/11/2026."
    default: Literal["today", "meeting"] | None = None
    """What is filled in beforehand. The day of the meeting that a check is about is not asked at all."""

    def _fits(self, value: Value) -> bool:
        return value == Value(day=value.day) and value.day is not None and is_likely(value.day)


class ShortText(Item):
    """Answered with one line of words."""

    kind: Literal["short-text"]
    control = Control.LINE
    plea = f"Please write one line of at most {LINE_LENGTH} characters."
    example: Label | None = None

    def _fits(self, value: Value) -> bool:
        words = value.words or ""
        return value == Value(words=words) and 0 < len(words.strip()) <= len(words) <= LINE_LENGTH and "\n" not in words


class PersonItem(Item):
    """Answered with somebody whom Plumbline knows."""

    kind: Literal["person"]
    control = Control.PERSON
    plea = "Please choose somebody on the QA list."
    default: Literal["me"] | None = None
    """Who is filled in beforehand."""

    def _fits(self, value: Value) -> bool:
        return value == Value(person=value.person) and bool(value.person)


class BoxItem(Item):
    """Kinds answered with as many lines of words as fit."""

    control = Control.BOX
    plea = f"Please write something, in at most {BOX_LENGTH} characters."

    def _fits(self, value: Value) -> bool:
        words = value.words or ""
        return value == Value(words=words) and 0 < len(words.strip()) <= len(words) <= BOX_LENGTH


class Narrative(BoxItem):
    """Free text that is the whole answer."""

    kind: Literal["narrative"]


class LookBack(BoxItem):
    """What became of the actions of the last check about the same. Not applicable by itself where there were none."""

    kind: Literal["look-back"]
    not_applicable: bool = True


class Entries(Item):
    """A list in words, one entry to a line."""

    kind: Literal["list"]
    control = Control.LIST
    most: int = Field(10, ge=1, le=50)
    """How many entries there may be."""

    @property
    def hint(self) -> str:
        return f"Please write one entry a line, at most {self.most}, in at most {BOX_LENGTH} characters."

    def _fits(self, value: Value) -> bool:
        words = value.words or ""
        entries = [line for line in words.splitlines() if line.strip()]
        return value == Value(words=words) and 0 < len(entries) <= self.most and len(words) <= BOX_LENGTH


class Timescale(Shape):
    """How the form asks by when an action is to be done."""

    id: ItemId
    ask: Prompt


class ActionList(Item):
    """A list of agreed actions, each with an owner and a timescale. Its rows are actions, not one value."""

    kind: Literal["actions"]
    control = Control.ACTIONS
    plea = "Please add an action in words, with a date or a timescale."
    owner: Literal["author", "subject"] = "author"
    """Who carries the actions out."""
    timescale: Timescale

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, self.timescale.id)


AnyItem = Annotated[
    YesNo
    | ThreePoint
    | YesPartlyNo
    | OneToTen
    | PictureScale
    | OneOf
    | AnyOf
    | TallyItem
    | Found
    | Number
    | Day
    | ShortText
    | PersonItem
    | Signature
    | Narrative
    | Entries
    | LookBack
    | ActionList,
    Field(discriminator="kind"),
]
