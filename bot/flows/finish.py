"""The end of a check and what may follow: submit, withdraw, share, read, correct."""

from dataclasses import replace

from bot.domain.cards import Receipt, Sheet
from bot.domain.messages import CORRECTED, SHARED
from bot.domain.people import Verb
from bot.domain.values import Control, Fate, Outcome, Press, Value
from bot.errors import ClosedRunError, UnusableValueError
from bot.flows import access, path
from bot.flows.action_notices import tell_owners
from bot.flows.office import Actor, Office
from bot.flows.recording import Change, answer_after, decide_fate, fitting
from bot.flows.seen import held_for
from bot.flows.texts import usable_reason
from bot.flows.views import Held, prompt, receipt
from bot.frameworks.item import Item
from bot.storage import outbox, runs
from bot.storage.answers import load_answers, load_corrected, put_answer, supersede


def submit_run(office: Office, actor: Actor, run_id: str) -> Receipt:
    """Finish the check; gaps may stay and count as not answered. A second time changes nothing."""
    return _finish(office, actor, run_id, Verb.SUBMIT, "submitted")


def withdraw_run(office: Office, actor: Actor, run_id: str) -> Receipt:
    """Give the check up: it counts nowhere, and its answers are kept until their time is over."""
    return _finish(office, actor, run_id, Verb.WITHDRAW, "withdrawn")


def _finish(office: Office, actor: Actor, run_id: str, verb: Verb, state: str) -> Receipt:
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, verb, run_id)
        held = held_for(uow, office, actor, run)
        if held.turns and run.is_open and state == "submitted":
            raise UnusableValueError("This check is submitted when the last of its parts is handed in.")
        if run.is_open:
            runs.finish(uow, run.id, state)
            uow.log(state, actor.person, run.id)
            if state == "submitted":
                tell_owners(uow, run, actor.person)
            done_at = uow.now if state == "submitted" else None
            return receipt(
                replace(held, run=replace(run, state=state, submitted_at=done_at, revision=run.revision + 1))
            )
        if run.state != state:
            raise ClosedRunError(f"This check was {run.state} before, so nothing was changed.")
        return receipt(held)


def share_run(office: Office, actor: Actor, run_id: str) -> None:
    """Let the person it is about read the answers."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.SHARE, run_id)
        if not run.is_submitted:
            raise ClosedRunError("Only a submitted check can be shared. Please submit it first.")
        if run.subject.person is None:
            raise UnusableValueError("This check is about no person, so there is nobody to share it with.")
        if run.shared_at is None:
            runs.share(uow, run.id)
            uow.log("shared", actor.person, run.id)
            outbox.owe(uow, SHARED, run.subject.person, run.id)


def read_answers(office: Office, actor: Actor, run_id: str) -> Sheet:
    """The answers of a check, item by item. Who reads what others wrote is kept, and told of corrections."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ, run_id)
        if actor.person != run.author or office.checklist(uow, run).has_turns:
            runs.load_run(uow, run.id, lock=True)  # a correction waits until this reading is known
        held = held_for(uow, office, actor, run)
        if actor.person != run.author or held.turns:
            runs.note_reading(uow, run.id, actor.person)
            uow.log("read", actor.person, run.id)
        readable = (
            held.checklist if run.is_submitted or not held.turns else held.checklist.whole.only(held.turns.readable)
        )
        fields = [field for field in readable.header if path.is_asked(readable, held.answers, field)]
        items = [*fields, *path.asked_items(readable, held.answers)]
        when = {item: at.astimezone(office.store.clock.zone).date() for item, at in load_corrected(uow, run.id).items()}
        prompts = tuple(replace(prompt(held, item), corrected=when.get(item.id)) for item in items)
        marked, is_finished = held.marked.get(None, ()), run.is_submitted
        return Sheet(held.heading, prompts, _correctable(actor, held, items), is_finished, marked)


def _correctable(actor: Actor, held: Held, items: list[Item]) -> frozenset[str]:
    """Of a submitted check, what stands in a part of theirs; the start, and a check of one part, is its author's."""
    if not held.run.is_submitted:
        return frozenset()
    is_author, theirs = actor.person == held.run.author, held.turns.theirs if held.turns else frozenset()
    placed = held.checklist.placed if held.turns else frozenset()
    parts = held.checklist.part_of
    return frozenset(item.id for item in items if (parts[item.id].name in theirs if item.id in placed else is_author))


def correct_answer(
    office: Office,
    actor: Actor,
    press: Press,
    reason: str,
    value: Value | None = None,
    note: str | None = None,
    keep_because: str | None = None,
) -> Outcome:
    """Change an answer of a submitted check. The old one is kept, and whoever has read it is owed a word."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.CORRECT, press.run, press.item)
        if not run.is_submitted:
            raise ClosedRunError("Only a submitted check is corrected. An open one can simply be answered again.")
        checklist = office.checklist(uow, run)
        item, change = fitting(uow, checklist, press, Change(value, note, keep_because))
        if item.control is Control.SIGNATURE:
            raise UnusableValueError("A signature is not corrected: it says who signed, and when.")
        answers = load_answers(uow, run.id)
        if not path.is_asked(checklist, answers, item):
            raise UnusableValueError("That question is not asked as the answers stand, so there is nothing to correct.")
        before = answers.get(item.id)
        after = answer_after(press, actor.person, change, before, uow.now)
        fate = decide_fate(press, before, after)
        if fate is not Fate.SAVED:
            return Outcome(fate, before)
        why = supersede(uow, run.id, item.id, item.measure, usable_reason(reason), actor.person)
        put_answer(
            uow,
            run.id,
            after,
            measure=item.measure,
            before=before,
            verb="corrected",
            kept_because=change.keep_because,
            keep_old_words=True,
            reason=why,
        )
        runs.bump(uow, run.id)
        for reader in runs.load_readers(uow, run.id):
            if reader != actor.person:
                outbox.owe(uow, CORRECTED, reader, run.id, item.id, once=str(after.revision))
        return Outcome(fate, after, needs_note=not after.note and item.needs_note(after.value))
