"""When a report of a framework is owed, by its terms, its meetings and the day on which it went live."""

from datetime import date, timedelta

from bot.domain.periods import Period
from bot.domain.reporting import Draft, Held
from bot.errors import UnusableValueError
from bot.flows.office import Office
from bot.flows.reporting.times import BACK, Owed, Time, lately, latest
from bot.frameworks.report_days import last_whole
from bot.frameworks.reports import Report
from bot.frameworks.schedule import Term
from bot.frameworks.spans import months_after
from bot.storage.go_live import load_go_live
from bot.storage.meetings import load_held
from bot.storage.store import Uow

_DAY = timedelta(days=1)
NO_SUCH_TIME = "This report is made of other times than that. Type /qa report alone to see of which."
_MEETINGS_BEFORE = 1
"""Months by which a meeting may have been earlier than what is still owed by it."""


def latest_of(uow: Uow, office: Office, framework: str, report: Report) -> Time:
    """The last time that is over, and its day; of time before the framework began nothing is owed."""
    time = latest(report, uow.today, _nation(office, framework), *_beside(uow, office, framework, report))
    return time if is_owed(time, _live(uow, framework)) else Time(time.period, None, time.meeting)


def time_named(uow: Uow, office: Office, framework: str, report: Report, period: Period | None) -> Time:
    """The last time that is over, or the one that is named: one that it tells of, or of a meeting that was then."""
    if period is None:
        return latest_of(uow, office, framework, report)
    for there in sorted(times_of(uow, office, framework, report), key=lambda there: there.due, reverse=True):
        if period == there.period or (there.meeting and period.holds(there.meeting.day)):
            return Time(there.period, there.due, there.meeting)
    if not report.due.meeting and period == last_whole(report.covers, min(period.last + _DAY, uow.today)):
        return Time(period, None)
    raise UnusableValueError(NO_SUCH_TIME)


def times_of(uow: Uow, office: Office, framework: str, report: Report) -> list[Owed]:
    """Every time of the last months that it is owed for, whether or not the framework had gone live by then."""
    return list(lately(report, uow.today, _nation(office, framework), *_beside(uow, office, framework, report)))


def due_of(uow: Uow, office: Office, draft: Draft, report: Report) -> date | None:
    """The day of just this one."""
    about, live = draft.about, _live(uow, draft.framework)
    for there in times_of(uow, office, draft.framework, report):
        is_same = there.meeting == about.meeting if about.meeting else there.period == about.period
        if is_same and is_owed(there, live):
            return there.due
    return None


def is_owed(time: Time | Owed, live: date | None) -> bool:
    return live is not None and live <= (time.meeting.day if time.meeting else time.period.last)


def _live(uow: Uow, framework: str) -> date | None:
    begun = load_go_live(uow, framework)
    return begun.day if begun else None


def _nation(office: Office, framework: str) -> str:
    return office.library.frameworks[framework].nation


def _beside(uow: Uow, office: Office, framework: str, report: Report) -> tuple[list[Held], list[Term]]:
    plan, since = office.library.plans.get(framework), months_after(uow.today, -BACK - _MEETINGS_BEFORE)
    held = load_held(uow, framework, report.due.meeting, since) if report.due.meeting else []
    return held, list(plan.schedule.terms) if plan else []
