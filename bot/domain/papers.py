"""A document before it is a file: the cover, and sections of words, tables and charts. Values only.

How it becomes a PDF, a spreadsheet or text is bot/reports; what stands in it is decided in flows.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

Cell = str | int | float | None
"""A number stays a number. None is a figure that is not told."""
_UNTOLD = (None, "", "-")


@dataclass(frozen=True)
class Words:
    """A paragraph. Words of people keep their line breaks."""

    text: str
    by: str | None = None
    """Whose words they are, where it is to be said: a post, a wish of the person."""


@dataclass(frozen=True)
class Lines:
    """A list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question, what was answered, and what stands beside that."""

    ask: str
    said: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One of the few figures that stand large on the first page: the figure, what it is of, and a line beside it."""

    figure: str
    label: str
    beside: str = ""


@dataclass(frozen=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Table:
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def as_told(self) -> "Table":
        """Without the columns in which nothing is told of any row."""
        kept = [n for n in range(len(self.columns)) if not n or any(row[n] not in _UNTOLD for row in self.rows)]
        rows = tuple(tuple(row[n] for n in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[n] for n in kept), rows=rows)


@dataclass(frozen=True)
class Bars:
    """Bars side by side for each label, and a line across them where something was expected."""

    title: str
    alt: str
    """All that the picture says, in words."""
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    of: tuple[float | None, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Shares:
    """One bar for each label, cut into what was answered: good first."""

    title: str
    alt: str
    labels: tuple[str, ...]
    parts: tuple[str, ...]
    """The names of the pieces, the same in every bar."""
    values: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Run:
    """A run chart: points in order of time, their median, and which of them signal a change."""

    title: str
    alt: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    median: float | None
    signals: tuple[int, ...] = ()
    said: str = ""
    unit: str = "%"


Block = Words | Lines | Asked | Facts | Table | Bars | Shares | Run


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """The body is the same bytes whenever it is made from the same figures; the cover says who, when and what for."""

    title: str
    about: str
    """Whom and which time it is about: Children's East · Jul–Sep 2026."""
    sections: tuple[Section, ...]
    cover: tuple[tuple[str, str], ...] = ()
    """Label and value: made for, made at, filter, rows, versions, head of the log."""
    made_at: datetime | None = None
    confidential: str = ""
    """A line at the foot of each page."""
    has_contents: bool = True
    """Whether the first page lists the sections, where there are several."""
    data: tuple[Table, ...] = field(default=())
    """What the spreadsheet holds besides, one sheet each."""
