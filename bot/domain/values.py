"""What a person gives as an answer, and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum


class Control(Enum):
    """The few ways in which a surface can ask. Many kinds may share one."""

    CHOICE = "choice"
    LINE = "line"
    BOX = "box"
    DAY = "day"
    PERSON = "person"
    ACTIONS = "actions"
    FOUND = "found"
    SEVERAL = "several"
    TALLY = "tally"
    NUMBER = "number"
    LIST = "list"
    SIGNATURE = "signature"


IN_WORDS = frozenset({Control.LINE, Control.BOX, Control.LIST})
"""What is typed in words: never shown where it stays readable in a chat."""
IN_A_FORM = IN_WORDS | {Control.SEVERAL, Control.TALLY, Control.NUMBER}
"""What is answered in a form of its own instead of on the card."""


@dataclass(frozen=True)
class Value:
    """One answer's value: exactly one of these, or nothing at all for an item that only has a note.

    Only what was found has a choice and a day. `counts` holds codes with how many of each, in the order of the codes.
    """

    choice: int | None = None
    day: date | None = None
    person: str | None = None
    words: str | None = None
    not_applicable: bool = False
    number: Decimal | None = None
    counts: tuple[tuple[int, int], ...] = ()

    @property
    def chosen(self) -> frozenset[int]:
        """The codes of the choices that it holds."""
        several = {code for code, count in self.counts if count}
        return frozenset(several if self.choice is None else {self.choice})

    @property
    def is_empty(self) -> bool:
        return self == _EMPTY


_EMPTY = Value()
NOT_APPLICABLE = Value(not_applicable=True)


@dataclass(frozen=True)
class Answer:
    """The current answer to one item, as stored."""

    item: str
    value: Value
    note: str | None
    revision: int
    author: str
    at: datetime
    acted_at: datetime

    @property
    def is_given(self) -> bool:
        return not self.value.is_empty


@dataclass(frozen=True)
class Press:
    """One act of a person upon one item, as the surface reports it. Everything in it is a claim.

    `seen` is the revision of the answer that the person was looking at (0: none yet);
    `at` is when they acted by the surface's own clock, which orders two acts of the same person.
    """

    run: str
    item: str
    seen: int
    at: datetime


class Fate(Enum):
    """What became of an act."""

    SAVED = "saved"
    ALREADY = "already"  # the same was stored before: a double click, a repeat
    OVERTAKEN = "overtaken"  # someone else, or a later act of the same person, was first; nothing changed


@dataclass(frozen=True)
class Outcome:
    """What became of an act, what now stands, and what the answer calls for next."""

    fate: Fate
    stands: Answer | None = None
    needs_note: bool = False
    offers_action: bool = False

    @property
    def is_stored(self) -> bool:
        return self.fate is not Fate.OVERTAKEN
