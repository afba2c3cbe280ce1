"""The figures of a period that is closed, as they were stored, and how a later closing differs. Values only."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.figures import Figures
from bot.domain.periods import Period


@dataclass(frozen=True)
class Closing:
    """`number` 1 is the first; each one after it is a restatement."""

    id: str
    framework: str
    period: Period
    number: int
    figures: tuple[Figures, ...]
    """Of the whole organisation, then of each team."""
    versions: tuple[str, ...]
    """Digests of the checklists and the schedule by which they were counted."""
    head: tuple[int, str]
    """The last entry of the log at that moment: its number and digest."""
    digest: str
    """SHA-256 of all of the above but the id, as one canonical text."""
    closed_by: str
    closed_at: datetime


@dataclass(frozen=True)
class Difference:
    """One figure that a restatement tells anew."""

    team: str
    what: str
    before: str
    after: str
