"""How a duty stands on a day: its status, the days on which it reaches a new stage, and when it changes next. Pure."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.duties import Status
from bot.flows.due.clocks import LATE_DAYS
from bot.flows.due.paying import Paid, last_day
from bot.flows.due.spans import Span
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.frameworks.working_days import add_working_days

BREAK_DAYS = 10
"""Working days for what fell due while the person checked was away, or while it was excused."""
_DAY = timedelta(days=1)
_MONTH = 31
_YEAR = 360
_WEEK = 7


@dataclass(frozen=True)
class Said:
    """What people said of a duty, and when the person checked is away."""

    excused_until: date | None = None
    is_nothing: bool = False
    away: Sequence[Span] = ()


@dataclass(frozen=True)
class Stage:
    """How it stands."""

    status: Status
    due: date
    notices: tuple[date, ...]
    next_change_on: date | None


def stage_of(rule: Rule, paid: Paid, said: Said, extra: Sequence[date], today: date, nation: str, duty: str) -> Stage:
    """`extra` are notices besides its own: before the next supervision, in a month that was planned."""
    due = _due(paid, said, nation)
    until = add_working_days(due, LATE_DAYS, nation)
    notices = _notices(rule, paid, due, extra, nation, duty)
    status = _status(rule, paid, said, due, until, notices, today, nation)
    turns = _turns(paid, said, due, until, notices) if status.is_open or _can_turn(status) else []
    return Stage(status, due, notices, min((day for day in turns if day > today), default=None))


def _can_turn(status: Status) -> bool:
    return status in (Status.EXCUSED, Status.PAUSED)


def _due(paid: Paid, said: Said, nation: str) -> date:
    """Later than its own day, where nobody could have done it then."""
    due = paid.term.due
    for span in said.away:
        if span.holds(due) and span.until:
            due = add_working_days(span.until - _DAY, BREAK_DAYS, nation)
    if said.excused_until and not paid.term.is_window and said.excused_until >= due:
        due = add_working_days(said.excused_until, BREAK_DAYS, nation)
    return due


def _status(
    rule: Rule,
    paid: Paid,
    said: Said,
    due: date,
    until: date,
    notices: Sequence[date],
    today: date,
    nation: str,
) -> Status:
    if paid.done_on:
        return Status.DONE if paid.done_on <= due or rule.never_late else Status.DONE_LATE
    if said.is_nothing:
        return Status.NOTHING
    if said.excused_until and (today <= said.excused_until or (paid.term.is_window and said.excused_until >= due)):
        return Status.EXCUSED
    if _is_paused(paid, said, today, nation):
        return Status.PAUSED
    if paid.term.is_over or (paid.term.gone_on and today >= paid.term.gone_on):
        return Status.MISSED
    if today <= due or rule.never_late:
        return Status.DUE if today >= min([*notices, due]) else Status.PLANNED
    return Status.MISSED if paid.term.is_window and today > until else Status.LATE


def _is_paused(paid: Paid, said: Said, today: date, nation: str) -> bool:
    """While the person checked is away; and a window of which they were not there for a day stays so."""
    window = Span(paid.term.opens, paid.term.due + _DAY)
    for span in said.away:
        if span.holds(today) and paid.term.opens <= today <= last_day(paid.term, nation):
            return True
        if paid.term.is_window and span.since <= window.since and span.outlasts(paid.term.due) and today >= span.since:
            return True
    return False


def _notices(rule: Rule, paid: Paid, due: date, extra: Sequence[date], nation: str, duty: str) -> tuple[date, ...]:
    """The days of its stages: first notices, its own day, the day from which others see it."""
    if rule.unforeseen:
        first = list(_some_weeks(rule, paid, duty))
    elif rule.paced:
        ahead = timedelta(days=_usual_notice(rule, paid))
        first = [target - ahead for target in _targets(rule, paid)]
    else:
        first = [after(due, f"-{span}", nation) for span in rule.notice or [_default(rule, paid)]]
    opens = max(paid.term.opens, paid.term.due - timedelta(days=_YEAR))
    inside = {max(day, opens) for day in first} | {day for day in extra if paid.term.opens <= day <= due}
    late = {after(due, rule.late_after, nation)} if rule.late_to and not rule.never_late else set()
    return tuple(sorted({day for day in inside if day <= due} | {due} | late))


def _default(rule: Rule, paid: Paid) -> str:
    if rule.within in ("1 working day", "2 working days"):
        return "1 working day"
    return f"{_usual_notice(rule, paid)} days"


def _usual_notice(rule: Rule, paid: Paid) -> int:
    """In days, by how long it runs."""
    if rule.within or rule.per == "action":
        return 3
    if rule.in_:
        return 14
    length = (paid.term.due - paid.term.opens).days
    return 7 if length <= _MONTH else 42 if length >= _YEAR else 14


def _targets(rule: Rule, paid: Paid) -> Iterator[date]:
    """By when each of several should be done, but for those that are."""
    length = paid.term.due - paid.term.opens
    for number in range(len(paid.by) + 1, rule.times + 1):
        yield paid.term.opens + length * number / rule.times


def _some_weeks(rule: Rule, paid: Paid, duty: str) -> Iterator[date]:
    """In each stretch a Monday that nobody can foresee, the same whenever it is worked out."""
    weeks = ((paid.term.due - paid.term.opens).days // rule.times) // _WEEK
    for number in range(len(paid.by), rule.times):
        begins = paid.term.opens + (paid.term.due - paid.term.opens) * number / rule.times
        chosen = int.from_bytes(hashlib.sha256(f"{duty}\n{number}".encode()).digest()[:4], "big") % max(1, weeks)
        day = begins + timedelta(weeks=chosen)
        yield day + timedelta(days=-day.weekday() % _WEEK)


def _turns(paid: Paid, said: Said, due: date, until: date, notices: Sequence[date]) -> list[date]:
    """Every day on which something about it may change by itself."""
    turns = [paid.term.opens, *notices, due + _DAY, until + _DAY]
    turns += [said.excused_until + _DAY] if said.excused_until else []
    turns += [paid.term.gone_on] if paid.term.gone_on else []
    for span in said.away:
        turns += [span.since, *([span.until] if span.until else [])]
    return turns
