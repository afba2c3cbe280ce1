"""Marking a check, or one of its answers, with themes and as good practice. How often each comes up is not here."""

from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.domain.themes import Marked, Marking, Place
from bot.errors import ClosedRunError, UnusableValueError
from bot.flows import access, path
from bot.flows.marks import can_be_marked, themes_of
from bot.flows.office import Actor, Office
from bot.flows.seen import held_for
from bot.flows.views import Held, prompt
from bot.frameworks.item import Item
from bot.storage import runs
from bot.storage.closings import find_closed
from bot.storage.store import Uow
from bot.storage.themes import load_marks, put_marks

WHOLE = "The whole check"
_NOT_MARKED = (
    "This check is not marked with themes: its answers are its author's alone, or its framework has no themes."
)
_CLOSED = "The figures of {period} are closed, and this check is counted in them, so its themes stay as they are."
_GONE = "That question is not asked as the answers stand now, so there is nothing to mark."
_ELSEWHERE = "This was marked elsewhere in the meantime, so nothing was changed. Please open it again and look."


def load_marking(office: Office, actor: Actor, run_id: str, item: str | None) -> Marking:
    """The form in which the check, or one of its answers, is marked."""
    with office.store.look(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.MARK, run_id, lock=False)
        _refuse_unmarked(uow, office, run)
        held = held_for(uow, office, actor, run)
        asked = path.asked_items(held.checklist, held.answers)
        if item is not None and all(there.id != item for there in asked):
            raise UnusableValueError(_GONE)
        marked = load_marks(uow, run.id)
        answered = [there for there in asked if there.id in held.answers and held.answers[there.id].is_given]
        places = (_place(held, None, marked), *(_place(held, there, marked) for there in answered))
        at = next((there for there in asked if there.id == item), None)
        stands = marked.get(item, Marked(item))
        offered = tuple(themes_of(office.library, run.framework).items())
        return Marking(held.heading, _place(held, at, marked), stands, offered, places)


def _place(held: Held, item: Item | None, marked: dict[str | None, Marked]) -> Place:
    there = marked.get(item.id if item else None)
    is_marked = there is not None and bool(there.marks)
    if item is None:
        return Place(None, WHOLE, "", is_marked)
    shown = prompt(held, item)
    return Place(item.id, shown.ask, shown.shown or "", is_marked)


def mark_check(office: Office, actor: Actor, run_id: str, marked: Marked) -> None:
    """Mark it so from now on; `marked` has the revision that was seen. The same a second time changes nothing."""
    with office.store.work(actor.deadline) as uow:
        mark_within(uow, office, actor, access.to_run(uow, office, actor, Verb.MARK, run_id).id, marked)


def mark_within(uow: Uow, office: Office, actor: Actor, run_id: str, marked: Marked) -> None:
    """The same as one of the things that a flow does."""
    run = access.to_run(uow, office, actor, Verb.MARK, run_id)
    _refuse_unmarked(uow, office, run)
    if marked.item is not None:
        held = held_for(uow, office, actor, run)
        if path.find_asked(held.checklist, held.answers, marked.item) is None:
            raise UnusableValueError(_GONE)
    stands = load_marks(uow, run.id).get(marked.item, Marked(marked.item))
    if stands.marks != marked.marks:
        _refuse_unfit(office, run, stands, marked)
        put_marks(uow, run.id, Marked(marked.item, marked.marks, stands.revision + 1), actor.person)
        runs.bump(uow, run.id)


def _refuse_unmarked(uow: Uow, office: Office, run: Run) -> None:
    if run.state == "withdrawn":
        raise ClosedRunError("This check was withdrawn and counts nowhere, so it is not marked.")
    if not can_be_marked(office.library, run, office.checklist(uow, run)):
        raise UnusableValueError(_NOT_MARKED)
    on = run.submitted_at.astimezone(office.store.clock.zone).date() if run.submitted_at else None
    closed = find_closed(uow, run.framework, on) if on else None
    if closed:
        raise ClosedRunError(_CLOSED.format(period=closed.name))


def _refuse_unfit(office: Office, run: Run, stands: Marked, marked: Marked) -> None:
    if not marked.marks.themes <= stands.marks.themes | set(themes_of(office.library, run.framework)):
        raise UnusableValueError("One of these themes is not on the list any more. Please open this again and choose.")
    if stands.revision != marked.revision:
        raise UnusableValueError(_ELSEWHERE)
