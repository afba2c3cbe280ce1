"""The parts of a run as they stand: which are handed in, which are open, and how one person stands to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class HandedIn:
    part: str
    person: str
    at: datetime


@dataclass(frozen=True)
class Turns:
    """How one person stands to the parts of a run, each by its name."""

    theirs: frozenset[str]
    """The parts that they fill in, whether open or not."""
    open: frozenset[str]
    """The parts that are open to whoever fills them in."""
    handed_in: Mapping[str, HandedIn]

    @property
    def now(self) -> frozenset[str]:
        """What they can answer now."""
        return self.theirs & self.open

    @property
    def readable(self) -> frozenset[str]:
        return self.now | self.handed_in.keys()
