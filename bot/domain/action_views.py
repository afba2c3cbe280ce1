"""Actions as a person sees them: in a list, and one with everything that was done with it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.actions import Action, Deed
from bot.domain.cards import Heading


class Which(Enum):
    """The lists that somebody can look at."""

    MINE = "mine"
    TEAM = "team"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True)
class Row:
    """One action in a list. `for_me`: it waits for whoever looks to confirm it."""

    action: Action
    heading: Heading
    owner: str
    is_late: bool
    for_me: bool


@dataclass(frozen=True)
class Past:
    """Something that was done with an action, as a sentence, and the words that were given with it."""

    said: str
    words: str | None


@dataclass(frozen=True)
class Detail:
    """One action, and what whoever looks may do with it now."""

    row: Row
    past: tuple[Past, ...]
    deeds: tuple[Deed, ...]
    today: date
