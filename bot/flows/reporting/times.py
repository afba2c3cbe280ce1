"""Which time a report tells of just now, by which meeting it is owed, and by which day. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from bot.domain.periods import Period
from bot.domain.reporting import Held
from bot.flows.figures.times import in_whole_months
from bot.frameworks.report_days import last_whole, occasions
from bot.frameworks.reports import Report
from bot.frameworks.schedule import Term
from bot.frameworks.spans import months_after
from bot.frameworks.working_days import add_working_days

BEFORE = 10
"""Working days before its day from which on its makers are reminded."""
BACK = 14
"""Months in which the last time that it was owed for is looked for."""
_DAY = timedelta(days=1)


class Time(NamedTuple):
    """One time that a report tells of. It has no day where nobody owes it by one."""

    period: Period
    due: date | None
    meeting: Held | None = None


class Owed(NamedTuple):
    """A time that it is owed for, and from which day on."""

    period: Period
    due: date
    first: date
    meeting: Held | None = None


def latest(report: Report, today: date, nation: str, meetings: Sequence[Held] = (), terms: Sequence[Term] = ()) -> Time:
    """The last time that is over of those that it covers, in whole months; of the last meeting, where it is by one."""
    owed = list(lately(report, today, nation, meetings, terms))
    if not owed:
        return Time(last_whole(report.covers, today), None)
    newest = max(owed, key=lambda there: (there.period.last, there.due))
    return Time(newest.period, newest.due, newest.meeting)


def lately(
    report: Report, today: date, nation: str, meetings: Sequence[Held] = (), terms: Sequence[Term] = ()
) -> Iterator[Owed]:
    """Each time that came up in the last months, or is to be made ready by now for a meeting that is set."""
    since, until = months_after(today, -BACK), add_working_days(today, BEFORE, nation)
    if not report.due.meeting:
        for there in occasions(report, since, today, nation, (), terms):
            period = in_whole_months(there.period)
            yield Owed(period, there.due, _first(there.due, nation, period))
        return
    for held in meetings:
        for there in occasions(report, since, until if report.due.is_before else today, nation, [held.day]):
            first = _first(there.due, nation, there.period)
            if there.period.last < today:
                yield Owed(there.period, there.due, first if report.due.is_before else max(first, held.day), held)


def _first(due: date, nation: str, period: Period) -> date:
    return max(add_working_days(due, -BEFORE, nation), period.last + _DAY)


def instants(period: Period, zone: tzinfo) -> tuple[datetime, datetime]:
    """When its first day began, and when its last one was over."""
    return datetime.combine(period.first, time(), zone), datetime.combine(period.last + _DAY, time(), zone)
