"""What is due about each of somebody's people, by rule: whether it was done, what comes next, not what was found."""

from collections import defaultdict
from collections.abc import Iterable

from bot.domain.duties import Duty, Status
from bot.domain.duty_views import Looked
from bot.domain.runs import Subject
from bot.flows.due.naming import rule_of
from bot.flows.office import Office
from bot.frameworks.spans import months_after
from bot.storage.duties import load_about
from bot.storage.store import Uow

_MOST = 4
_LOOKED_BACK = 48
"""Months; what is asked most seldom comes every three years, and is still found."""
_OVER = (Status.DONE, Status.DONE_LATE, Status.MISSED)


def looked_at(uow: Uow, office: Office, people: Iterable[str]) -> dict[str, tuple[Looked, ...]]:
    """By person; what is owed only when something happens, or what nobody may foresee, is left out."""
    found: dict[str, dict[str, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    subjects = [Subject("person", person) for person in people]
    for duty in load_about(uow, subjects, since=months_after(uow.today, -_LOOKED_BACK)):
        rule = rule_of(office.library, duty)
        if rule and rule.per == "supervisee" and not rule.unforeseen and not rule.within:
            found[duty.subject.key or ""][rule.title].append(duty)
    return {
        person: tuple(_looked(title, duties) for title, duties in list(by_rule.items())[:_MOST])
        for person, by_rule in found.items()
    }


def _looked(title: str, duties: list[Duty]) -> Looked:
    """The last that was done, and of those that are not the first to come, those to be done before all others."""
    last = max((duty.done_on for duty in duties if duty.done_on), default=None)
    coming = [duty for duty in duties if duty.status not in _OVER]
    near = min(coming, key=lambda duty: (not duty.status.is_open, duty.due), default=None)
    return Looked(title, last, near.status if near else None, near.due if near else None)
