"""The record of a finished check, for the file of whoever may read it: everything in it and what became of that.

How it reads is in run_paper.py; how it is made a file and sent, in reports and delivery.
"""

from bot.domain.papers import Paper
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.errors import ClosedRunError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.run_paper import Whole, paper_of
from bot.flows.seen import held_for
from bot.flows.views import Held
from bot.storage import people, runs
from bot.storage.parts import load_handed_in
from bot.storage.store import Uow
from bot.storage.superseded import Before, load_before

_OPEN = "The record is made when a check is finished. Submit this one first; its answers are safe until then."


def take_record(office: Office, actor: Actor, run_id: str) -> Paper:
    """The paper, and a note that this person took it. Who takes what others wrote is told of corrections."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.READ, run_id)
        if not run.is_submitted:
            raise ClosedRunError(_OPEN)
        runs.load_run(uow, run.id, lock=True)  # a correction waits until it is known who has read what it corrects
        whole = _whole(uow, office, actor, held_for(uow, office, actor, run))
        if actor.person != run.author or whole.held.turns:
            runs.note_reading(uow, run.id, actor.person)
        uow.log("export", actor.person, run.id, rows=len(whole.items))
        return paper_of(whole, uow.now.astimezone(office.store.clock.zone))


def _whole(uow: Uow, office: Office, actor: Actor, held: Held) -> Whole:
    before, handed_in = load_before(uow, held.run.id), load_handed_in(uow, held.run.id)
    people_in_it = {held.run.author, actor.person} | {there.person for there in handed_in.values()}
    people_in_it |= {answer.author for answer in held.answers.values()} | _named(before)
    names = held.names | people.load_names(uow, people_in_it)
    framework = office.library.frameworks.get(held.run.framework)
    title = framework.title if framework else held.run.framework
    return Whole(held, before, handed_in, names, title, names[actor.person], _version(held.run))


def _named(before: list[Before]) -> set[str]:
    return {there.answer.author for there in before} | {
        there.answer.value.person for there in before if there.answer.value.person
    }


def _version(run: Run) -> str:
    return run.version[:12]
