"""What a supervisor wants to have at hand before they meet one of their people."""

from dataclasses import dataclass
from datetime import date

from bot.domain.action_views import Row
from bot.domain.duty_views import Looked


@dataclass(frozen=True)
class Strength:
    """A good answer of a check of their practice that the reader may read."""

    ask: str
    answer: str
    check: str
    on: date
    marked: tuple[str, ...] = ()
    """The titles of what it is marked with, where it is marked as good practice."""


@dataclass(frozen=True)
class Beforehand:
    name: str
    meets: date | None
    looked: tuple[Looked, ...]
    """By each rule, when their work was looked at last and when it is to be looked at next."""
    actions: tuple[Row, ...]
    strengths: tuple[Strength, ...]
