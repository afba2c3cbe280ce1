"""What was agreed in the last check of the same kind about the same, for the check that follows it.

It is shown to whoever takes part in the new check, as far as its author may read the old one.
"""

from datetime import date

from bot.domain.actions import DONE, OPEN, Action
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.domain.values import NOT_APPLICABLE, Answer
from bot.errors import NotAllowedError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.shown import short_day
from bot.frameworks.kinds import LookBack
from bot.frameworks.model import Checklist
from bot.storage import people, runs
from bot.storage.actions import load_actions
from bot.storage.store import Uow

_MOST = 5
"""Of the last checks, how many are looked at for one that the author may read."""


def load_earlier(uow: Uow, office: Office, run: Run, checklist: Checklist) -> tuple[str, ...]:
    """A line for each action that was agreed last time, with its owner and how it stands now."""
    if not any(isinstance(item, LookBack) for item in checklist.items):
        return ()
    actions = _earlier(uow, office, run)
    names = people.load_names(uow, {action.plan.owner for action in actions})
    return tuple(_line(action, names, uow.today) for action in actions)


def answer_for_nothing(uow: Uow, office: Office, run: Run, checklist: Checklist, person: str) -> dict[str, Answer]:
    """Where there is nothing to look back on, the questions about it do not apply."""
    if load_earlier(uow, office, run, checklist):
        return {}
    asked = [item.id for item in checklist.items if isinstance(item, LookBack)]
    return {item: Answer(item, NOT_APPLICABLE, None, 1, person, uow.now, uow.instant) for item in asked}


def _earlier(uow: Uow, office: Office, run: Run) -> list[Action]:
    before = runs.load_submitted_about(uow, run.checklist, run.subject, _MOST)
    readable = [there for there in before if _is_before(there, run) and _may_read(uow, office, run.author, there)]
    return load_actions(uow, readable[0].id) if readable else []


def _is_before(there: Run, run: Run) -> bool:
    return there.id != run.id and there.submitted_at is not None and there.submitted_at <= run.started_at


def _may_read(uow: Uow, office: Office, person: str, run: Run) -> bool:
    try:
        return access.allows(uow, office, Actor(person), Verb.READ, run)
    except NotAllowedError:
        return False  # whoever has left reads nothing


def _line(action: Action, names: dict[str, str], today: date) -> str:
    plan = action.plan
    by = f"by {short_day(plan.due)}" if plan.due else plan.timescale
    state = "past its date" if action.is_late(today) else _STATES.get(action.state, "waiting to be confirmed")
    return f"{plan.words} · {names[plan.owner]}, {by}: {state}"


_STATES = {OPEN: "open", DONE: "done"}
