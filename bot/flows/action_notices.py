"""Who is told what becomes of an action, each once. Called inside a flow's transaction; the words stay out of it."""

from bot.domain.actions import PUT_FORWARD, Action
from bot.domain.messages import ACTION_CLOSED, ACTION_GIVEN, ACTION_RETURNED, ACTION_TO_CONFIRM
from bot.domain.runs import Run
from bot.flows.relations import managers_of
from bot.storage import outbox, people
from bot.storage.actions import load_actions, load_steps
from bot.storage.store import Uow


def tell_owners(uow: Uow, run: Run, by: str) -> None:
    """The check is handed in: whoever else has an action in it hears of each."""
    for action in load_actions(uow, run.id):
        tell_given(uow, run, action, by)


def tell_given(uow: Uow, run: Run, action: Action, by: str) -> None:
    if action.plan.owner not in (by, run.author) or action.revision > 1:
        _tell(uow, ACTION_GIVEN, action, action.plan.owner, by)


def tell_to_confirm(uow: Uow, run: Run, action: Action, by: str) -> None:
    """One of those who may confirm it: the owner's supervisor, whoever wrote the check, the next above, a manager."""
    line = people.load_line(uow, action.plan.owner, uow.today)
    for person in (*line[:1], run.author, *line[1:], *managers_of(uow, action.plan.owner)):
        if person not in (by, action.plan.owner) and people.load_standing(uow, person, uow.today):
            _tell(uow, ACTION_TO_CONFIRM, action, person, by)
            return


def tell_closed(uow: Uow, run: Run, action: Action, by: str) -> None:  # noqa: ARG001 (one shape for all of them)
    _tell(uow, ACTION_CLOSED, action, action.plan.owner, by)


def tell_returned(uow: Uow, run: Run, action: Action, by: str) -> None:  # noqa: ARG001
    """The owner, and whoever had said for them that it was done."""
    said_done = [step.person for step in load_steps(uow, action.id) if step.verb == PUT_FORWARD]
    for person in dict.fromkeys([action.plan.owner, *said_done[-1:]]):
        _tell(uow, ACTION_RETURNED, action, person, by)


def _tell(uow: Uow, kind: str, action: Action, person: str, by: str) -> None:
    """A notice is about an action in the place where others have a question. Nobody is told of what they did."""
    if person != by:
        outbox.owe(uow, kind, person, action.run, action.id, once=str(action.revision))
