"""Working out all that is owed, and storing where that differs from what is stored. After single acts: following.py.

It is worked out from one moment's view and stored rule by rule. What is logged meanwhile is followed afterwards.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bot.clock import Deadline
from bot.domain.duties import Duty
from bot.domain.people import Verb
from bot.domain.shifts import Moved, Shift, moved_by
from bot.flows import access
from bot.flows.due.looking import schedules_of
from bot.flows.due.storing import store_shifts
from bot.flows.due.worlds import Question, answer, load_council
from bot.flows.office import OPERATOR, Actor, Office
from bot.frameworks.schedule import Rule
from bot.storage.duties import Scope, find_shifts, load_rules_stored
from bot.storage.followed import Followed, load_end, load_followed, record_followed
from bot.storage.store import Uow

BY_ITSELF = Actor(OPERATOR)
"""Nobody asks for it: it follows from what people did."""
_LONG = 600.0
_PATIENCE = 10.0
_AT_ONCE = 500


def work_out_all(office: Office) -> Moved:
    """All that is owed today, by every rule."""
    moved = Moved()
    with office.store.look(Deadline.after(_LONG)) as uow:
        access.to_house(uow, BY_ITSELF, Verb.CONFIGURE)
        end = load_end(uow)
        for shifts in _batches(_all_shifts(uow, office)):
            _store(office, shifts, end)
            moved += moved_by(shifts)
        today = uow.today
    _finish(office, Followed(end, end, today, schedules_of(office.library)))
    return moved


def work_out_day(office: Office) -> Moved:
    """The same, unless somebody has done it today by the schedules as they are."""
    with office.store.look(Deadline.after(_PATIENCE)) as uow:
        access.to_house(uow, BY_ITSELF, Verb.CONFIGURE)
        followed = load_followed(uow)
        is_done = (followed.worked_out_on, followed.schedules) == (uow.today, schedules_of(office.library))
    return Moved() if is_done else work_out_all(office)


def owed_by_all(uow: Uow, office: Office) -> Iterator[tuple[Rule, list[Duty]]]:
    """What is owed by each rule of every schedule, whatever is stored."""
    council = load_council(uow, office, load_end(uow), anew=True)
    for plan in office.library.plans.values():
        yield from answer(
            uow, office, Question(plan, tuple((rule, None) for rule in plan.schedule.rules), None), council
        )


def _all_shifts(uow: Uow, office: Office) -> Iterator[Shift]:
    for rule, duties in owed_by_all(uow, office):
        yield from find_shifts(uow, Scope(rule.id), duties)
    for gone in sorted(load_rules_stored(uow) - office.library.rules.keys()):
        yield from find_shifts(uow, Scope(gone), [])


def _batches(shifts: Iterator[Shift]) -> Iterator[list[Shift]]:
    while some := list(islice(shifts, _AT_ONCE)):
        yield some


def _store(office: Office, shifts: list[Shift], end: int) -> None:
    """Whatever was followed beyond this moment is followed again, should this overwrite it."""
    with office.store.work(Deadline.after(_PATIENCE)) as uow:
        access.to_house(uow, BY_ITSELF, Verb.CONFIGURE)
        _go_back(uow, end)
        store_shifts(uow, shifts)


def _go_back(uow: Uow, end: int) -> None:
    now = load_followed(uow, lock=True)
    if now.sequence > end:
        record_followed(uow, replace(now, sequence=end))


def _finish(office: Office, done: Followed) -> None:
    with office.store.work(Deadline.after(_PATIENCE)) as uow:
        access.to_house(uow, BY_ITSELF, Verb.CONFIGURE)
        now = load_followed(uow, lock=True)
        record_followed(uow, replace(done, people_at=max(now.people_at, done.people_at)))
