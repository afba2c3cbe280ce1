"""Walking through an open check: answer, note, a whole section, back, on, jump. Resuming is load_view."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bot.domain.cards import Card, Form, View
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.domain.themes import Marked
from bot.domain.values import Answer, Fate, Outcome, Press, Value
from bot.errors import FormProblemsError, IdentifyingTextError, UnusableValueError
from bot.flows import access, path
from bot.flows.office import Actor, Office
from bot.flows.recording import Change, fitting, record_change, refuse_closed
from bot.flows.seen import held_for, view_for
from bot.flows.signing import let_fall, refuse_for_another
from bot.flows.themes import mark_within
from bot.flows.turns import open_to
from bot.flows.views import card, hold, prompt, receipt
from bot.flows.writing import let_go
from bot.frameworks.item import Item
from bot.frameworks.kinds import ActionList
from bot.frameworks.model import Checklist
from bot.storage import runs
from bot.storage.actions import load_actions
from bot.storage.answers import load_answers
from bot.storage.store import Uow

AT_REVIEW = ""
"""Where one is after the last item."""

Chooser = Callable[[Checklist, dict[str, Answer], str | None], str | None]
"""Says where to go from the checklist, the answers and where one is."""


def load_view(office: Office, actor: Actor, run_id: str) -> View:
    """Where this person is in the check: at an item, at the review, or at the receipt when it is over.

    Who may only know that it was done gets a receipt without counts.
    """
    with office.store.look(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ_DONE, run_id)
        if run.is_submitted and not access.allows(uow, office, actor, Verb.READ, run):
            return receipt(hold(uow, office, run), with_answers=False)
        run = access.to_run(uow, office, actor, Verb.READ, run_id)
        return view_for(uow, office, actor, run)


def load_card(office: Office, actor: Actor, run_id: str, item_id: str) -> Card:
    """One question of an open check, wherever this person is in it."""
    with office.store.look(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ, run_id, item_id)
        refuse_closed(run)
        held = held_for(uow, office, actor, run)
        item = path.find_asked(held.checklist, held.answers, item_id)
        if item is None:
            raise UnusableValueError("That question is not asked as your answers stand now.")
        return card(held, item)


def load_section(office: Office, actor: Actor, run_id: str, item_id: str) -> Form:
    """The prompts of the section that this item stands in, for filling it in as one form."""
    with office.store.look(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ, run_id, item_id)
        refuse_closed(run)  # reading a finished check leaves a trace; see finish.read_answers
        held = held_for(uow, office, actor, run)
        asked = [prompt(held, item) for item in path.asked_items(held.checklist, held.answers)]
        section = next((there.section for there in asked if there.item == item_id), None)
        return Form(held.heading, tuple(there for there in asked if there.section == section), item_id)


def answer_item(office: Office, actor: Actor, press: Press, value: Value, keep_because: str | None = None) -> Outcome:
    """Store one answer; `NOT_APPLICABLE` is one too. Whoever was at this item moves on to the next open one."""
    return _record(office, actor, press, Change(value, None, keep_because))


def answer_and_turn(
    office: Office, actor: Actor, press: Press, value: Value, to: str, keep_because: str | None = None
) -> Outcome:
    """Store one answer and go from its page to where one turned: one of TURNS."""
    return _record(office, actor, press, Change(value, None, keep_because), TURNS[to])


def write_note(
    office: Office,
    actor: Actor,
    press: Press,
    note: str | None,
    keep_because: str | None = None,
    marked: Marked | None = None,
) -> Outcome:
    """Store a note beside the answer, before or after it, and with what it is marked; an empty note takes it away."""
    return _record(office, actor, press, Change(None, note, keep_because), marked=marked)


def _record(
    office: Office,
    actor: Actor,
    press: Press,
    change: Change,
    turn: Chooser | None = None,
    marked: Marked | None = None,
) -> Outcome:
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, press.run, press.item)
        refuse_closed(run)
        checklist = open_to(uow, office, actor, run)
        item, fitted = fitting(uow, checklist, press, change)
        answers = load_answers(uow, run.id)
        if marked:
            mark_within(uow, office, actor, run.id, marked)
        if fitted.is_empty:
            return Outcome(Fate.SAVED, answers.get(item.id))
        outcome = _record_one(uow, run, checklist, answers, press, actor.person, item, fitted)
        if outcome.is_stored and checklist.has_turns:
            let_go(uow, run.id, actor.person)
        if outcome.is_stored and turn:
            runs.move(uow, run.id, actor.person, turn(checklist, answers, item.id))
            runs.bump(uow, run.id)
        elif outcome.is_stored and not outcome.needs_note and _completes(item, fitted, answers):
            _move_on(uow, run, actor.person, checklist, answers, {item.id})
    return outcome


def _record_one(
    uow: Uow,
    run: Run,
    checklist: Checklist,
    answers: dict[str, Answer],
    press: Press,
    person: str,
    item: Item,
    change: Change,
) -> Outcome:
    """Write one change and what follows from it for the other answers; `answers` then holds what stands."""
    refuse_for_another(uow, run, checklist, answers, item, person, change)
    outcome = record_change(uow, run, item, press, person, change, answers.get(item.id))
    if outcome.stands:
        answers[item.id] = outcome.stands
    if outcome.fate is Fate.SAVED:
        let_fall(uow, run, checklist, answers, item.id, person)
    return outcome


def _completes(item: Item, change: Change, answers: dict[str, Answer]) -> bool:
    """An answer completes an item; a note does so only where it was what the item still needed."""
    return change.value is not None or (item.id in answers and item.needs_note(answers[item.id].value))


def answer_section(
    office: Office, actor: Actor, run_id: str, changes: Mapping[Press, Change], shown: Sequence[str] = ()
) -> dict[str, Outcome]:
    """Store several answers at once: all of them fit, or none is stored. Each keeps its own fate.

    Whoever was at one of those `shown` moves on behind the last of them, also when they left it empty.
    """
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id)
        refuse_closed(run)
        checklist = open_to(uow, office, actor, run)
        fitted = _fitting_all(uow, office, actor, checklist, run, changes)
        answers = load_answers(uow, run.id)
        outcomes: dict[str, Outcome] = {}
        for press, (item, change) in fitted.items():
            outcomes[item.id] = _record_one(uow, run, checklist, answers, press, actor.person, item, change)
        behind = shown[-1] if shown and shown[-1] in checklist.by_id else None
        if _move_on(uow, run, actor.person, checklist, answers, {*outcomes, *shown}, behind):
            runs.bump(uow, run.id)
    return outcomes


def _fitting_all(
    uow: Uow, office: Office, actor: Actor, checklist: Checklist, run: Run, changes: Mapping[Press, Change]
) -> dict[Press, tuple[Item, Change]]:
    fitted: dict[Press, tuple[Item, Change]] = {}
    problems: dict[str, str] = {}
    keepable: set[str] = set()
    for press in _one_of_each_seat(checklist, changes):
        access.to_run(uow, office, actor, Verb.ANSWER, run.id, press.item)
    for press, change in changes.items():
        try:
            fitted[press] = fitting(uow, checklist, press, change)
        except UnusableValueError as error:
            problems[press.item] = str(error)
            keepable |= {press.item} if isinstance(error, IdentifyingTextError) else set()
    if problems:
        raise FormProblemsError(problems, keepable)
    return fitted


def _one_of_each_seat(checklist: Checklist, changes: Mapping[Press, Change]) -> list[Press]:
    """One of each part, and one of what the start asks, which is the author's whosever the first part is."""
    known = [press for press in changes if press.item in checklist.part_of]
    seats = {checklist.part_of[press.item].name if press.item in checklist.placed else "": press for press in known}
    return list(seats.values())


def _move_on(
    uow: Uow,
    run: Run,
    person: str,
    checklist: Checklist,
    answers: dict[str, Answer],
    done: set[str],
    behind: str | None = None,
) -> bool:
    """To the next open item, but only from one of those just done: an old message moves nobody."""
    has_lists = any(isinstance(item, ActionList) for item in checklist.items)
    actions = load_actions(uow, run.id) if has_lists else []
    for item in done:
        if runs.leave(uow, run.id, person, item, path.next_open(checklist, answers, actions, behind or item)):
            return True
    return False


def step_back(office: Office, actor: Actor, run_id: str, at: str | None = None) -> None:
    """To the item before this one, answered or not. `at` is where one was seen to be; elsewhere nobody moves."""
    _go(office, actor, run_id, path.previous_asked, at)


def step_on(office: Office, actor: Actor, run_id: str, at: str | None = None) -> None:
    """Leave this item for now: on to the next one, and after the last to the review."""
    _go(office, actor, run_id, _onward, at)


def go_to(office: Office, actor: Actor, run_id: str, item: str | None) -> None:
    """Jump to an item, or to the review with none."""
    _go(office, actor, run_id, partial(_jump, item))


def _onward(checklist: Checklist, answers: dict[str, Answer], place: str | None) -> str | None:
    return place and path.next_asked(checklist, answers, place)


def _jump(item: str | None, checklist: Checklist, answers: dict[str, Answer], _place: str | None) -> str | None:
    if item and path.find_asked(checklist, answers, item) is None:
        raise UnusableValueError("That question is not asked as your answers stand now.")
    return item


def _go(office: Office, actor: Actor, run_id: str, choose: Chooser, at: str | None = None) -> None:
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id)
        refuse_closed(run)
        checklist = open_to(uow, office, actor, run)
        if checklist.has_turns:
            let_go(uow, run.id, actor.person)
        place = runs.load_place(uow, run.id, actor.person)
        if at is not None and at != (place or AT_REVIEW):
            return  # pressed twice, or on an old message
        target = choose(checklist, load_answers(uow, run.id), place)
        runs.move(uow, run.id, actor.person, target)
        runs.bump(uow, run.id)


TURNS: Mapping[str, Chooser] = {"back": path.previous_asked, "leave": _onward, "review": partial(_jump, None)}
"""Where one can turn from a page in words."""
