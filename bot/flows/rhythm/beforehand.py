"""Before a supervisor meets one of their people: what is open, when their work was looked at, what went well."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from bot.domain.actions import OPEN, TO_CONFIRM
from bot.domain.beforehand import Beforehand, Strength
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.flows import access, path
from bot.flows.action_lists import rows_for
from bot.flows.due.people import looked_at
from bot.flows.marks import in_titles, themes_of
from bot.flows.office import Actor, Office
from bot.flows.rhythm import access as rhythm_access
from bot.flows.views import Held, hold, prompt
from bot.frameworks.item import Item
from bot.storage import people, runs
from bot.storage.actions import load_actions_around
from bot.storage.rhythm import find_meets
from bot.storage.store import Uow
from bot.storage.themes import load_marks

_BACK = timedelta(days=365)
_CHECKS = 10
_OF_ONE = 3
"""Good answers of one check, beside those that are marked as good practice."""
_STRENGTHS = 8


def load_beforehand(office: Office, actor: Actor, person: str) -> Beforehand:
    """For their supervisor. Whose answers it shows is kept, as when one opens the check."""
    with office.store.work(actor.deadline) as uow:
        above = rhythm_access.to_meet(uow, actor, person)
        standing = access.standing_of(uow, actor)
        owned = load_actions_around(uow, [person], (OPEN, TO_CONFIRM))
        actions = rows_for(uow, office, standing, [there for there in owned if there.plan.owner == person])
        return Beforehand(
            name=people.load_names(uow, [person])[person],
            meets=find_meets(uow, above, person),
            looked=looked_at(uow, office, [person]).get(person, ()),
            actions=tuple(sorted(actions, key=lambda row: (not row.is_late, row.action.plan.due or uow.today))),
            strengths=_strengths(uow, office, actor, person),
        )


def _strengths(uow: Uow, office: Office, actor: Actor, person: str) -> tuple[Strength, ...]:
    """What is marked as good practice first, then good answers, each from the latest check on."""
    found: list[tuple[Run, Strength]] = []
    for run in runs.load_concerning(uow, person, uow.now - _BACK, _CHECKS):
        if access.allows(uow, office, actor, Verb.READ, run):
            found += [(run, strength) for strength in _of_one(uow, office, run)]
    shown = list(_each_once(sorted(found, key=lambda there: not there[1].marked)))[:_STRENGTHS]
    for _, run in sorted({run.id: run for run, _ in shown}.items()):
        _note_reading(uow, actor, run)
    return tuple(strength for _, strength in shown)


def _each_once(found: Iterable[tuple[Run, Strength]]) -> Iterator[tuple[Run, Strength]]:
    """The same answer to the same question says nothing more of an earlier check; what was marked stays."""
    told: set[tuple[str, str]] = set()
    for run, strength in found:
        if strength.marked or (strength.check, strength.ask) not in told:
            told.add((strength.check, strength.ask))
            yield run, strength


def _note_reading(uow: Uow, actor: Actor, run: Run) -> None:
    if run.author != actor.person:
        runs.load_run(uow, run.id, lock=True)  # a correction waits until this reading is known
        runs.note_reading(uow, run.id, actor.person)
        uow.log("read", actor.person, run.id)


def _of_one(uow: Uow, office: Office, run: Run) -> Iterator[Strength]:
    held, themes = hold(uow, office, run), themes_of(office.library, run.framework)
    marks = {item: there.marks for item, there in load_marks(uow, run.id).items() if there.marks.good}
    if None in marks:
        yield _strength(held, None, in_titles(themes, marks[None]))
    asked = path.asked_items(held.checklist, held.answers)
    yield from (_strength(held, item, in_titles(themes, marks[item.id])) for item in asked if item.id in marks)
    good = [item for item in asked if item.id not in marks and _is_good(held, item)]
    yield from (_strength(held, item, ()) for item in good[:_OF_ONE])


def _is_good(held: Held, item: Item) -> bool:
    answer = held.answers.get(item.id)
    return answer is not None and item.is_one_of(answer.value, getattr(item, "good", []))


def _strength(held: Held, item: Item | None, marked: tuple[str, ...]) -> Strength:
    assert held.submitted_at  # noqa: S101 (only what is handed in is looked at)
    shown = prompt(held, item) if item else None
    ask, answer = (shown.ask, shown.shown or "") if shown else ("The whole check", "")
    return Strength(ask, answer, held.checklist.short_title, held.submitted_at.date(), marked)
