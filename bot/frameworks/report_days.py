"""Of which time a report tells, and by which day it is owed: one occasion after another. Pure.

Which meetings there were, and what was made of an occasion, is worked out in flows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from bot.domain.periods import Period
from bot.frameworks.reports import Length, Report
from bot.frameworks.schedule import Term
from bot.frameworks.spans import after
from bot.frameworks.windows import named_windows, windows


@dataclass(frozen=True)
class Occasion:
    """One time that a report is owed: what it covers, its day, and by which meeting, where it is owed by one."""

    period: Period
    due: date
    meeting: date | None = None


def occasions(
    report: Report,
    since: date,
    until: date,
    nation: str = "england",
    meetings: Iterable[date] = (),
    terms: Sequence[Term] = (),
) -> Iterator[Occasion]:
    """Those that came up between these days, the earliest first: their time has ended, or their meeting is held.

    A report that is owed before a meeting comes up as soon as the meeting is set. One that is only asked for has none.
    """
    due = report.due
    if due.meeting and due.within:
        for day in sorted(meetings):
            owed = after(day, due.within, nation)
            if since <= min(day, owed) <= until:
                yield Occasion(last_whole(report.covers, min(day, owed)), owed, day)
    elif due.each or due.in_:
        coming = windows(due.each, since, terms) if due.each else named_windows(due.in_, since)
        for window in takewhile(lambda window: window.last < until, coming):
            yield Occasion(Period(window.first, window.last), after(window.last, due.grace, nation))


def last_whole(length: Length, day: date) -> Period:
    """The last of its kind that was over before that day."""
    here = next(windows(length, day))
    before = next(windows(length, here.first - timedelta(days=1)))
    return Period(before.first, before.last)
