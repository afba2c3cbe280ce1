"""What is due as lists: `/qa due`, and the groups on Home. One thing in them: duty_views, digest_views."""

from dataclasses import dataclass
from datetime import date

from bot.domain.digest_views import Line
from bot.domain.duty_views import Asked, DutyRow, Team, Which


@dataclass(frozen=True)
class DueBook:
    """All that somebody's Home shows of what is due."""

    past: tuple[Line, ...] = ()
    week: tuple[Line, ...] = ()
    later: tuple[Line, ...] = ()
    next_on: date | None = None
    next_title: str = ""
    """What comes next, where nothing is due."""
    offered: tuple[Asked, ...] = ()
    requests: tuple[Asked, ...] = ()
    teams: tuple[Team, ...] = ()
    is_used: bool = False
    """Whether there is anything of it for this reader, now or to come."""
    with_others: tuple[Line, ...] = ()
    """What others are late with."""
    has_actions: bool = False
    """Whether actions are due as well, which stand in a group of their own."""


NOTHING_DUE = DueBook()


@dataclass(frozen=True)
class DueList:
    """One of the lists, and which of them there are for this reader."""

    which: Which
    lists: tuple[Which, ...]
    rows: tuple[DutyRow, ...]
    """The duties in it: one's own first, then what one is told of; what others are late with comes last."""
    teams: tuple[Team, ...]
    next_on: date | None
    next_title: str
    today: date
    lines: tuple[Line, ...] = ()
    """Of one's own list all that waits, in the same order, also what is no duty."""
