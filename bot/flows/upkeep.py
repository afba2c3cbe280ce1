"""What becomes of an action once its check is handed in: closed, confirmed, returned, reopened, passed on, moved.

Each is one step upon the action as it was seen. The same step twice is one; a step that came too late changes nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.domain.actions import (
    CLOSED,
    CONFIRMED,
    DONE,
    MOVED,
    OPEN,
    PASSED_ON,
    PUT_FORWARD,
    REOPENED,
    RETURNED,
    TO_CONFIRM,
    Action,
    Deed,
    Seen,
    Step,
)
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows import access
from bot.flows.action_notices import tell_closed, tell_given, tell_returned, tell_to_confirm
from bot.flows.actions import OWNER_FIELD, STAYS_YOURS, UNTIL_FIELD, action_rules, refuse_past, refuse_unlisted
from bot.flows.office import Actor, Office
from bot.flows.texts import usable
from bot.storage.actions import load_steps, take_step
from bot.storage.store import Uow

WHY_LENGTH = 1000
TOO_LATE = (
    "This action was changed by somebody else in the meantime, so what you did was not saved. "
    "Copy your words if you need them, close this, and look at it again."
)

_Told = Callable[[Uow, Run, Action, str], None]


def close_action(office: Office, actor: Actor, seen: Seen, evidence: str, keep: str | None = None) -> str:
    """Say that it is done and how that shows. Of high priority, somebody else confirms it. What it is now."""
    with office.store.work(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.FOLLOW, seen.action)
        words = usable(evidence, WHY_LENGTH, keep)
        rules = action_rules(run, office, office.checklist(uow, run))
        alone = office.checklist(uow, run).is_private
        waits = action.plan.priority == "high" and rules.high_priority_confirmed and not alone
        verb, state, told = (PUT_FORWARD, TO_CONFIRM, tell_to_confirm) if waits else (CLOSED, DONE, tell_closed)
        _take(uow, run, action, seen, Deed.CLOSE, _step(uow, actor, verb, words), state, told, keep)
        return state


def confirm_action(office: Office, actor: Actor, seen: Seen) -> None:
    with office.store.work(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.CONFIRM, seen.action)
        _take(uow, run, action, seen, Deed.CONFIRM, _step(uow, actor, CONFIRMED), DONE, tell_closed)


def return_action(office: Office, actor: Actor, seen: Seen, why: str, keep: str | None = None) -> None:
    """It was said to be done, and is not: it is open again."""
    with office.store.work(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.CONFIRM, seen.action)
        step = _step(uow, actor, RETURNED, usable(why, WHY_LENGTH, keep))
        _take(uow, run, action, seen, Deed.RETURN, step, OPEN, tell_returned, keep)


def reopen_action(office: Office, actor: Actor, seen: Seen, why: str, keep: str | None = None) -> None:
    with office.store.work(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.FOLLOW, seen.action)
        step = _step(uow, actor, REOPENED, usable(why, WHY_LENGTH, keep))
        _take(uow, run, action, seen, Deed.REOPEN, step, OPEN, tell_returned, keep)


def pass_on(office: Office, actor: Actor, seen: Seen, to: str) -> None:
    """Let somebody else on the QA list do it. They are told."""
    with office.store.work(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.FOLLOW, seen.action)
        if office.checklist(uow, run).is_private:
            raise FormProblemsError({OWNER_FIELD: STAYS_YOURS})
        refuse_unlisted(uow, to)
        step = replace(_step(uow, actor, PASSED_ON), owner=to)
        if to == action.plan.owner and action.revision == seen.revision:
            raise FormProblemsError({OWNER_FIELD: "They have it already. Please choose somebody else."})
        _take(uow, run, action, seen, Deed.HAND_OVER, step, OPEN, tell_given)


def move_date(office: Office, actor: Actor, seen: Seen, to: date, why: str, keep: str | None = None) -> None:
    with office.store.work(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.FOLLOW, seen.action)
        refuse_past(to, uow.today)
        step = replace(_step(uow, actor, MOVED, usable(why, WHY_LENGTH, keep)), due=to)
        if to == action.plan.due and action.revision == seen.revision:
            raise FormProblemsError({UNTIL_FIELD: "That is its day already. Please give another."})
        _take(uow, run, action, seen, Deed.MOVE, step, OPEN, None, keep)


def _step(uow: Uow, actor: Actor, verb: str, words: str | None = None) -> Step:
    return Step(verb, actor.person, uow.now, words)


def _take(
    uow: Uow,
    run: Run,
    action: Action,
    seen: Seen,
    deed: Deed,
    step: Step,
    state: str,
    told: _Told | None,
    keep: str | None = None,
) -> None:
    """Store it if the action is as it was seen; nothing more where this very step was stored before."""
    if action.revision == seen.revision + 1 and _is_same(load_steps(uow, action.id)[-1], step):
        return
    if action.revision != seen.revision or not deed.fits(action.state):
        raise UnusableValueError(TOO_LATE)
    owner, due = step.owner or action.plan.owner, step.due or action.plan.due
    plan = replace(action.plan, owner=owner, due=due)
    after = replace(action, plan=plan, state=state, revision=action.revision + 1)
    if not take_step(uow, after, step, keep):
        raise UnusableValueError(TOO_LATE)
    if told:
        told(uow, run, after, step.person)


def _is_same(one: Step, other: Step) -> bool:
    return replace(one, at=other.at) == other
