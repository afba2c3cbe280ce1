"""When something is owed: one term after another for whoever or whatever a rule is owed about. Pure.

A term is a window of the calendar, or the time from what starts a clock to the day that is so long after. What
discharges terms is in paying.py, how they stand on a day in stages.py.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import dropwhile

from bot.domain.duties import Occasion
from bot.flows.due.members import Member
from bot.flows.due.spans import Span
from bot.frameworks.schedule import Rule, Schedule
from bot.frameworks.spans import after
from bot.frameworks.windows import Window, anniversaries, named_windows, windows

LATE_DAYS = 5
"""Working days after a window within which what is done counts as done late."""
_FIRST_WEEKS = timedelta(days=28)
"""Nothing that was last done before go-live, or never, is due sooner after it."""
_DAY = timedelta(days=1)
_CLOSE = 10


@dataclass(frozen=True)
class Term:
    """One time that it is owed. What happens before `opens` does not count for it, unless it may be done early."""

    period: str
    opens: date
    due: date
    is_window: bool = False
    is_first: bool = False
    by: Occasion | None = None
    """What started its clock."""
    paid: Occasion | None = None
    """What discharged it, where each starts the clock anew."""
    ends: date | None = None
    """The day of the one after that."""
    is_early: bool = False
    """Whether it may be done before its clock starts: a meeting has its day beforehand."""
    is_over: bool = False
    """Nobody can begin it any more."""
    gone_on: date | None = None
    """From then on nobody is there any more for whom it could be done."""


@dataclass(frozen=True)
class Times:
    """By what terms are counted: the day, from when the framework counts, its terms of school, its bank holidays."""

    schedule: Schedule
    today: date
    live: date
    nation: str


def terms_of(
    rule: Rule, member: Member, marks: Sequence[Occasion], start: Occasion | None, times: Times
) -> Iterator[Term]:
    """For one that it is owed about; `start` is what started its clock. What only follows upon something is below."""
    for span in member.spans:
        if rule.every:
            yield from _rolling(rule, member, span, marks, start, times)
        elif rule.once:
            yield from _once(rule, member, span, start, times)
        else:
            yield from _windowed(rule, span, start, times)


def _windowed(rule: Rule, span: Span, start: Occasion | None, times: Times) -> Iterator[Term]:
    """Up to the one after that which holds today. Whoever comes in the second half begins with the next."""
    since = max(span.since, times.live)
    for window in _calendar(rule, since, start, times):
        due = after(window.last, rule.due_after, times.nation) if rule.due_after else window.last
        if since <= window.middle and span.outlasts(due):
            yield Term(window.first.isoformat(), window.first, due, is_window=True, gone_on=span.until)
        if window.first > times.today or not span.outlasts(window.last):
            return


def _calendar(rule: Rule, since: date, start: Occasion | None, times: Times) -> Iterator[Window]:
    if rule.in_:
        return named_windows(rule.in_, since)
    if rule.each == "anniversary":
        years = anniversaries(start.day) if start else iter(())
        return dropwhile(lambda window: window.last < since, years)
    return windows(rule.each or "month", since, times.schedule.terms)


def _rolling(
    rule: Rule, member: Member, span: Span, marks: Sequence[Occasion], start: Occasion | None, times: Times
) -> Iterator[Term]:
    """So long after the last one; for the first, after the start. A term ends when it is done, however late."""
    every = rule.every or ""
    groups = _same_ones([mark for mark in marks if span.outlasts(mark.day)], every)
    first = _first_day(rule, span, start)
    if not groups or groups[0][0].day > first:
        due = after(first, rule.first or every, times.nation)
        paid, ends = _next_two(groups, 0)
        term = Term(f"start-{first.isoformat()}", first, due, is_first=True, paid=paid, ends=ends)
        yield from _owed(rule, member, span, term, times)
    for place, group in enumerate(groups, start=1):
        last = group[-1].day
        paid, ends = _next_two(groups, place)
        due = after(last, every, times.nation)
        term = Term(_noted_first(group).id, last + _DAY, due, by=group[0], paid=paid, ends=ends)
        yield from _owed(rule, member, span, term, times)


def _noted_first(group: Sequence[Occasion]) -> Occasion:
    """Nothing that is put on record later makes it another duty."""
    return min((one for one in group if one.noted), key=lambda one: (one.noted, one.id), default=group[0])


def _same_ones(marks: Sequence[Occasion], every: str) -> list[list[Occasion]]:
    """A date in a register and the check about it tell of one thing twice, if they come close after each other.

    Close is a tenth of the time between two. It is done on the first day, and the next is counted from the last.
    """
    groups: list[list[Occasion]] = []
    for mark in marks:
        last = groups[-1][-1] if groups else None
        if last and last.name != mark.name and mark.day - last.day <= (after(last.day, every) - last.day) / _CLOSE:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _next_two(groups: Sequence[Sequence[Occasion]], place: int) -> tuple[Occasion | None, date | None]:
    """What pays, and the day of the one after it."""
    paid = groups[place][0] if place < len(groups) else None
    return paid, groups[place + 1][0].day if place + 1 < len(groups) else None


def _first_day(rule: Rule, span: Span, start: Occasion | None) -> date:
    if start:
        return start.day
    if rule.begins and rule.per != "service":
        return max(rule.begins, span.since)
    return rule.begins or span.since


def _once(rule: Rule, member: Member, span: Span, start: Occasion | None, times: Times) -> Iterator[Term]:
    if start and span.outlasts(start.day):
        length = rule.limits.get(start.outcome or "", rule.once or "")
        term = Term(start.id, start.day, after(start.day, length, times.nation), by=start)
        yield from _owed(rule, member, span, term, times)


def _owed(rule: Rule, member: Member, span: Span, term: Term, times: Times) -> Iterator[Term]:
    """Nothing is late for time before go-live: what would be is spread over the first year.

    Nor is it for time before somebody came into the role; and who goes before its day does not owe it.
    """
    if term.paid and term.paid.day < max(times.live, span.since):
        return
    due = term.due
    if due < times.live:
        due = _spread(rule, member, times)
    elif due < span.since:
        due = after(span.since, rule.first or rule.every or rule.once or "1 year", times.nation)
    if term.paid or span.outlasts(due):
        yield replace(term, due=due, gone_on=span.until)


def _spread(rule: Rule, member: Member, times: Times) -> date:
    """Within the length of the rule after go-live, always on the same day for the same one."""
    told = "\n".join((rule.id, member.subject.kind, member.subject.key or "", member.about or ""))
    first = times.live + _FIRST_WEEKS
    last = after(times.live, rule.first or rule.every or rule.once or "1 year", times.nation)
    days = max(1, (last - first).days)
    return first + timedelta(days=int.from_bytes(hashlib.sha256(told.encode()).digest()[:4], "big") % days)


def term_by_occasion(rule: Rule, one: Occasion, meets: date | None, times: Times) -> Term | None:
    """What is owed because this has happened, at the next supervision if that is agreed; nothing of before go-live."""
    due = one.due if rule.per == "action" else after(one.day, rule.within or "", times.nation)
    if rule.at_supervision and meets and meets >= one.day:
        due = meets
    if due is None or due < times.live:
        return None
    return Term(one.id, min(one.day, due), due, by=one, is_early=rule.per in ("meeting", "action"))
