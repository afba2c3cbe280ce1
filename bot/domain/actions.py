"""Actions agreed in a check: what was agreed, what became of each, and what may be done with one. Pure.

Who may do it is decided in flows/access.py; how they are listed and shown is in action_views.py.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Literal

Priority = Literal["ordinary", "high"]

OPEN, TO_CONFIRM, DONE, DROPPED = "open", "to-confirm", "done", "dropped"


@dataclass(frozen=True)
class ActionPlan:
    """What somebody agrees to do, before it is stored: by a day, or by a time in words, or both."""

    words: str
    owner: str
    due: date | None = None
    timescale: str | None = None
    priority: Priority = "ordinary"


@dataclass(frozen=True)
class Action:
    id: str
    run: str
    item: str
    plan: ActionPlan
    author: str
    at: datetime
    state: str = OPEN
    revision: int = 1

    def is_late(self, today: date) -> bool:
        return self.state == OPEN and self.plan.due is not None and self.plan.due < today


class Deed(Enum):
    """What may be done with an action after the check was handed in."""

    CLOSE = "close"
    CONFIRM = "confirm"
    RETURN = "return"
    REOPEN = "reopen"
    HAND_OVER = "pass"
    MOVE = "move"

    def fits(self, state: str) -> bool:
        return state in _FITS[self]


_FITS = {
    Deed.CLOSE: (OPEN,),
    Deed.HAND_OVER: (OPEN,),
    Deed.MOVE: (OPEN,),
    Deed.CONFIRM: (TO_CONFIRM,),
    Deed.RETURN: (TO_CONFIRM,),
    Deed.REOPEN: (DONE, TO_CONFIRM),
}

AGREED, CLOSED, PUT_FORWARD, CONFIRMED, RETURNED, REOPENED, PASSED_ON, MOVED = (
    "agreed",
    "closed",
    "put forward",
    "confirmed",
    "returned",
    "reopened",
    "passed on",
    "moved",
)
"""What was done, as it is stored and logged."""


@dataclass(frozen=True)
class Step:
    """One thing that was done with an action; `owner` and `due` are what they became by it."""

    verb: str
    person: str
    at: datetime
    words: str | None = None
    owner: str | None = None
    due: date | None = None


@dataclass(frozen=True)
class Seen:
    """An action as somebody looked at it when they acted. Both are claims."""

    action: str
    revision: int
