"""One person at a time writes an answer that two could write: taking it up, and letting it go.

What is typed is saved by walk.py, also from somebody whose time was over: the rule of revisions loses nothing.
"""

from datetime import timedelta

from bot.domain.cards import Card
from bot.domain.people import Verb
from bot.errors import UnusableValueError
from bot.flows import access, path
from bot.flows.office import Actor, Office
from bot.flows.recording import refuse_closed
from bot.flows.seen import held_for
from bot.flows.views import card
from bot.storage import people, runs
from bot.storage.parts import claim_writing, load_writers, release_writing
from bot.storage.store import Uow

_LONG = timedelta(minutes=10)
"""After that somebody else may write, whatever became of the one who began."""


def take_up(office: Office, actor: Actor, run_id: str, item_id: str) -> Card:
    """The question, to be written by the actor alone for a while; or with who is writing it already."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id, item_id)
        refuse_closed(run)
        let_go(uow, run.id, actor.person, but=item_id)
        _claim(uow, run.id, item_id, actor.person)
        held = held_for(uow, office, actor, run)
        item = path.find_asked(held.checklist, held.answers, item_id)
        if item is None:
            raise UnusableValueError("That question is not asked as your answers stand now.")
        return card(held, item)


def stop_writing(office: Office, actor: Actor, run_id: str) -> None:
    """The form was closed."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id)
        let_go(uow, run.id, actor.person)


def let_go(uow: Uow, run: str, person: str, but: str | None = None) -> None:
    """Whatever they were writing in this run is anybody's again. Called inside a flow's transaction."""
    if release_writing(uow, run, person, but):
        runs.bump(uow, run)


def refuse_being_written(uow: Uow, run: str, person: str, items: set[str]) -> None:
    """Nobody hands in what another person is in the middle of writing."""
    writers = {who for item, who in load_writers(uow, run).items() if item in items} - {person}
    if writers:
        who = " and ".join(sorted(people.load_names(uow, writers).values()))
        raise UnusableValueError(
            f"{who} is writing an answer just now, so this was not handed in yet. What is saved is safe. "
            "Please press it again when they have saved."
        )


def _claim(uow: Uow, run: str, item: str, person: str) -> None:
    """Who has it already has it for longer; what others see of the run is the same then."""
    had_it = load_writers(uow, run).get(item) == person
    if claim_writing(uow, run, item, person, uow.instant + _LONG) and not had_it:
        runs.bump(uow, run)
