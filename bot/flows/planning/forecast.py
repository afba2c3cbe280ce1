"""What will fall due in the months ahead, from what is owed now: each window again, one rolling on after another. Pure.

It takes people as they are now. What only follows upon something that has not happened yet is not foreseen.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import dropwhile, takewhile

from bot.domain.duties import Duty, Status
from bot.domain.planning import Coming
from bot.domain.spreading import month_of
from bot.frameworks.library import Plan
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.frameworks.windows import Window, anniversaries, named_windows, windows

_DAY = timedelta(days=1)
_LEFT = frozenset({Status.PLANNED, Status.DUE, Status.LATE, Status.PAUSED})
Rules = Mapping[str, tuple[Plan, Rule]]


def forecast(
    duties: Iterable[Duty], rules: Rules, months: Mapping[str, date], today: date, until: date
) -> list[Coming]:
    """All that is left to do of these, and what comes after each, up to that day. `months`: those that were chosen."""
    known = [duty for duty in duties if duty.rule in rules]
    found = [_left(duty, months.get(duty.id), today) for duty in known if duty.status in _LEFT]
    for duty in _last_of_each(known):
        plan, rule = rules[duty.rule]
        for due in takewhile(lambda due: due <= until, _next_days(duty, rule, plan, today)):
            found.append(Coming(duty.rule, duty.team, duty.owner, due, duty.count))
    return [there for there in found if there.due <= until]


def _left(duty: Duty, month: date | None, today: date) -> Coming:
    """On its day; in the month that was chosen for it; what is past either is to be done now."""
    day = max(today, min(month, duty.due) if month else duty.due)
    return Coming(duty.rule, duty.team, duty.owner, day, max(1, duty.count - duty.done), duty.id)


def _last_of_each(duties: Iterable[Duty]) -> Iterator[Duty]:
    last: dict[tuple[str, str, str | None, str | None], Duty] = {}
    for duty in sorted(duties, key=lambda duty: (duty.opens, duty.due)):
        last[duty.rule, duty.subject.kind, duty.subject.key, duty.about] = duty
    yield from last.values()


def _next_days(duty: Duty, rule: Rule, plan: Plan, today: date) -> Iterator[date]:
    """The days on which those after it will fall due."""
    if rule.every:
        due = after(max(duty.due, today), rule.every)
        while True:
            yield due
            due = after(due, rule.every)
    elif rule.each or rule.in_:
        for window in dropwhile(lambda window: window.first <= duty.opens, _calendar(duty, rule, plan)):
            yield after(window.last, rule.due_after) if rule.due_after else window.last


def _calendar(duty: Duty, rule: Rule, plan: Plan) -> Iterator[Window]:
    if rule.in_:
        return named_windows(rule.in_, duty.opens)
    if rule.each == "anniversary":
        return anniversaries(duty.opens)
    return windows(rule.each or "month", duty.opens, plan.schedule.terms)


def months_ahead(today: date, many: int) -> list[date]:
    """This month and those after it, by their first days."""
    first = month_of(today)
    return [after(first, f"{ahead} months") if ahead else first for ahead in range(many)]


def last_day(months: list[date]) -> date:
    return after(months[-1], "1 month") - _DAY
