"""What checks and single answers are marked with: themes of the framework's short list, and good practice.

How often each theme comes up is in figures.py.
"""

from dataclasses import dataclass, field

from bot.domain.cards import Heading


@dataclass(frozen=True)
class Marks:
    """The names of themes, and whether it is good practice that others can learn from."""

    themes: frozenset[str] = frozenset()
    good: bool = False

    def __bool__(self) -> bool:
        return bool(self.themes) or self.good


@dataclass(frozen=True)
class Marked:
    """How one answer, or without an item the whole check, is marked. Revision 0: it never was."""

    item: str | None
    marks: Marks = Marks()
    revision: int = 0


@dataclass(frozen=True)
class Place:
    """The whole check, or one of its answers."""

    item: str | None
    ask: str
    answer: str
    is_marked: bool


@dataclass(frozen=True)
class Marking:
    """The form in which a check, or one answer, is marked."""

    heading: Heading
    at: Place
    marked: Marked
    offered: tuple[tuple[str, str], ...]
    """The themes to choose from, by name and title."""
    places: tuple[Place, ...]
    """Where one can go from here: the whole check first."""


@dataclass(frozen=True)
class Recurrence:
    """How many checks were marked with a theme in each of some periods, the earliest first."""

    theme: str
    title: str
    good: bool
    counts: tuple[int, ...] = field(default=())

    @property
    def is_recurrent(self) -> bool:
        """It came up in two periods or more."""
        return sum(count > 0 for count in self.counts) > 1
