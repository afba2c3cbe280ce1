"""Handing in a part: the next ones open, whose turn it is is told, and with the last one the check is submitted."""

from collections.abc import Collection

from bot.domain.messages import TURN
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.errors import NotAllowedError
from bot.flows import access, path
from bot.flows.action_notices import tell_owners
from bot.flows.office import Actor, Office
from bot.flows.recording import refuse_closed
from bot.flows.seen import fillers_of
from bot.flows.turns import open_to, opened, refuse_closed_part, turns_of
from bot.flows.writing import let_go, refuse_being_written
from bot.frameworks.model import Part
from bot.storage import outbox, runs
from bot.storage.actions import load_actions
from bot.storage.answers import load_answers
from bot.storage.parts import add_handed_in, load_handed_in
from bot.storage.store import Uow

NOT_YOURS = "This part is for somebody else to fill in and hand in."


def hand_in_part(office: Office, actor: Actor, run_id: str, name: str) -> None:
    """Hand in one part of a check; gaps may stay. A second time changes nothing."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id)
        checklist = office.checklist(uow, run)
        part = next((there for there in checklist.parts if there.name == name), None)
        turns = turns_of(uow, access.standing_of(uow, actor), run, checklist)
        if part is None or not checklist.has_turns or name not in turns.theirs:
            raise NotAllowedError(NOT_YOURS, actor.person, Verb.SUBMIT.value, run.id)
        if name in turns.handed_in:
            return
        refuse_closed(run)
        refuse_closed_part(uow, run, checklist, part)
        refuse_being_written(uow, run.id, actor.person, {item.id for item in part.items})
        let_go(uow, run.id, actor.person)
        add_handed_in(uow, run.id, name, actor.person)
        handed_in = {*turns.handed_in, name}
        if len(handed_in) == len(checklist.parts):
            runs.finish(uow, run.id, "submitted")
            uow.log("submitted", actor.person, run.id)
            tell_owners(uow, run, actor.person)
            return
        runs.bump(uow, run.id)
        _place(uow, office, actor, run)
        for other in fillers_of(uow, run, part):
            if other != actor.person and runs.has_joined(uow, run.id, other):
                _place(uow, office, Actor(other), run, only_if_free=True)
        open_parts(uow, office, actor, run, opened(checklist, handed_in) - turns.open)


def open_parts(uow: Uow, office: Office, actor: Actor, run: Run, names: Collection[str]) -> None:
    """Parts have opened: whoever fills one in gets the card, and everybody but the one who acts is told, once."""
    for part in office.checklist(uow, run).parts:
        for person in fillers_of(uow, run, part) if part.name in names else ():
            _hand_over(uow, office, run, part, person, told=person != actor.person)


def tell_who_came(office: Office, actor: Actor) -> int:
    """Where somebody else has become the supervisor since a part opened, it is theirs now; in how many checks."""
    with office.store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        found = [run.id for run in runs.load_every_open(uow) if _newcomers(uow, office, run)]
    for run_id in found:
        with office.store.work(actor.deadline) as uow:
            run = runs.load_run(uow, run_id, lock=True)
            if run is None or not run.is_open:
                continue
            for part, person in _newcomers(uow, office, run):
                _hand_over(uow, office, run, part, person, told=True)
            runs.bump(uow, run_id)
    return len(found)


def _newcomers(uow: Uow, office: Office, run: Run) -> list[tuple[Part, str]]:
    """Who fills in a part that is open, and has not seen the check."""
    checklist = office.checklist(uow, run)
    names = opened(checklist, load_handed_in(uow, run.id)) if checklist.has_turns else frozenset()
    there = [(part, person) for part in checklist.parts if part.name in names for person in fillers_of(uow, run, part)]
    return [(part, person) for part, person in there if not runs.has_joined(uow, run.id, person)]


def _hand_over(uow: Uow, office: Office, run: Run, part: Part, person: str, *, told: bool) -> None:
    _place(uow, office, Actor(person), run, only_if_free=True)
    outbox.owe_card(uow, run.id, person)
    if told:
        outbox.owe(uow, TURN, person, run.id, part.sections[0].items[0].id)


def _place(uow: Uow, office: Office, actor: Actor, run: Run, *, only_if_free: bool = False) -> None:
    """At the first question that is open to them, unless they are at one."""
    checklist, answers = open_to(uow, office, actor, run), load_answers(uow, run.id)
    there = path.find_asked(checklist, answers, runs.load_place(uow, run.id, actor.person))
    if there is None or not only_if_free:
        runs.move(uow, run.id, actor.person, path.next_open(checklist, answers, load_actions(uow, run.id), None))
