"""Actions agreed in runs and what is done with them. Whether somebody may do it is decided in flows."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, bindparam, func, insert, or_, select, update

from bot.domain.actions import AGREED, DROPPED, OPEN, Action, ActionPlan, Step
from bot.storage import chain
from bot.storage.keys import new_key, new_salt
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import actions as tables
from bot.storage.tables import runs, table_of
from bot.storage.words import add_words, words_table

_action = table_of(tables.Action)
_step = table_of(tables.ActionStep)
_run = table_of(runs.Run)
_said = words_table.alias("said")
_noted = words_table.alias("noted")

_NAMES = ("id", "run", "item", "owner", "due", "priority", "author", "at", "state", "revision")
_WHOLE = select(*(_action.c[name] for name in _NAMES), _said.c.text, _noted.c.text.label("timescale")).select_from(
    _action.join(_said, _said.c.id == _action.c.words_id)
    .outerjoin(_noted, _noted.c.id == _action.c.timescale_id)
    .join(_run, _run.c.id == _action.c.run)
)
_OF_RUN = Prepared(
    _WHOLE.where(_action.c.run == bindparam("of_run"), _action.c.state != DROPPED).order_by(_action.c.position)
)
_ONE = Prepared(_WHOLE.where(_action.c.id == bindparam("of")))
_RUN_OF = select(_action.c.run).where(_action.c.id == bindparam("of"))
_people: BindParameter[str] = bindparam("people", expanding=True)
_OF_PEOPLE = _WHOLE.where(
    _run.c.state == "submitted",
    _action.c.state.in_(bindparam("states", expanding=True)),
    or_(
        _action.c.owner.in_(_people),
        _run.c.author.in_(_people),
        func.coalesce(_run.c.subject_person, _run.c.author).in_(_people),
    ),
)
_DUE_OF = _WHOLE.where(
    _run.c.state == "submitted",
    _action.c.state == OPEN,
    _action.c.owner.in_(_people),
    _action.c.due <= bindparam("by", type_=Date),
)
_POSITIONS = select(_action.c.position).where(_action.c.run == bindparam("run"), _action.c.item == bindparam("item"))
_ADD = insert(_action)
_ADD_STEP = insert(_step)
_TAKE = (
    update(_action)
    .where(_action.c.id == bindparam("of"), _action.c.revision == bindparam("seen"))
    .values({name: bindparam(f"to_{name}") for name in ("owner", "due", "state", "revision", "salt")})
)
_STEPS = (
    select(_step, _said.c.text, _said.c.salt)
    .select_from(_step.outerjoin(_said, _said.c.id == _step.c.words_id))
    .order_by(_step.c.action, _step.c.revision)
)
_STEPS_OF = _STEPS.where(_step.c.action == bindparam("of"))


def load_actions(uow: Uow, run: str) -> list[Action]:
    """The actions agreed in a run and not dropped, in the order in which they were added."""
    return [_action_of(row) for row in uow.rows(_OF_RUN, {"of_run": run})]


def load_action(uow: Uow, action: str) -> Action | None:
    return next((_action_of(row) for row in uow.rows(_ONE, {"of": action})), None)


def load_run_of(uow: Uow, action: str) -> str | None:
    found: str | None = uow.run(_RUN_OF, {"of": action}).scalar()
    return found


def load_actions_around(uow: Uow, people: Iterable[str], states: Iterable[str]) -> list[Action]:
    """The actions in these states, of submitted runs, that one of these people owns, wrote or is concerned by."""
    return [_action_of(row) for row in uow.run(_OF_PEOPLE, {"people": sorted(people), "states": sorted(states)})]


def load_due_actions(uow: Uow, owners: Iterable[str], by: date) -> list[Action]:
    """The open ones of submitted runs that are these people's and have a day up to that one."""
    return [_action_of(row) for row in uow.run(_DUE_OF, {"people": sorted(owners), "by": by})]


def add_action(uow: Uow, run: str, item: str, plan: ActionPlan, author: str, kept_because: str | None = None) -> Action:
    """Store it and log it."""
    words_id, words_digest = add_words(uow, plan.words, kept_because)
    timescale_id = add_words(uow, plan.timescale, kept_because)[0] if plan.timescale else None
    positions = list(uow.run(_POSITIONS, {"run": run, "item": item}).scalars())
    action = Action(new_key(), run, item, plan, author, uow.now)
    salt = new_salt()
    row = {"id": action.id, "run": run, "item": item, "position": max(positions, default=0) + 1, "words_id": words_id}
    more = {"owner": plan.owner, "due": plan.due, "timescale_id": timescale_id, "priority": plan.priority}
    uow.run(_ADD, {**row, **more, "author": author, "at": uow.now, "state": action.state, "revision": 1, "salt": salt})
    facts = {"item": item, "action": action.id, "words": words_digest, "owner": plan.owner}
    uow.log(f"action {AGREED}", author, run, **facts, stands=_stands(salt, action))
    return action


def take_step(uow: Uow, after: Action, step: Step, kept_because: str | None = None) -> bool:
    """Store the action as it now stands and what was done; false, and nothing done, when another step was first."""
    salt = new_salt()
    new = {"to_owner": after.plan.owner, "to_due": after.plan.due, "to_state": after.state, "to_salt": salt}
    seen = {"of": after.id, "seen": after.revision - 1, "to_revision": after.revision}
    if not uow.run(_TAKE, {**seen, **new}).rowcount:
        return False
    words_id, words_digest = add_words(uow, step.words, kept_because) if step.words else (None, None)
    row = {"action": after.id, "revision": after.revision, "verb": step.verb, "person": step.person, "at": step.at}
    uow.run(_ADD_STEP, {**row, "words_id": words_id, "owner": step.owner, "due": step.due})
    facts = {"action": after.id, "revision": after.revision, "owner": step.owner, "words": words_digest}
    given = {name: fact for name, fact in facts.items() if fact is not None}
    uow.log(f"action {step.verb}", step.person, after.run, **given, stands=_stands(salt, after))
    return True


def drop_action(uow: Uow, action: Action, person: str) -> bool:
    """Take an action back in the check where it was agreed. It is kept, and counts nowhere."""
    dropped = replace(action, state=DROPPED, revision=action.revision + 1)
    return take_step(uow, dropped, Step(DROPPED, person, uow.now))


def load_steps(uow: Uow, action: str) -> list[Step]:
    """What was done with an action, oldest first."""
    rows = uow.run(_STEPS_OF, {"of": action})
    return [Step(row.verb, row.person, row.at, row.text, row.owner, row.due) for row in rows]


def load_action_digests(uow: Uow) -> Iterator[tuple[str, dict[str, str]]]:
    """What the log should hold of every action that stands: its words, and how it stands; for proving the log."""
    stands = _WHOLE.add_columns(_action.c.salt, _said.c.salt.label("words_salt"))
    for row in uow.run(stands.where(_action.c.state != DROPPED)):
        words = chain.digest(row.words_salt, row.text)
        yield row.id, {"words": words, "stands": _stands(row.salt, _action_of(row))}


def load_step_digests(uow: Uow) -> dict[tuple[str, int], str | None]:
    """What the log should hold of the words of every step; for proving the log."""
    return {
        (row.action, row.revision): chain.digest(row.salt, row.text) if row.text is not None else None
        for row in uow.run(_STEPS)
    }


def _stands(salt: str, action: Action) -> str:
    plan = action.plan
    return chain.digest(salt, f"{plan.owner}|{plan.due}|{plan.priority}|{action.state}|{action.revision}")


def _action_of(row: Any) -> Action:
    plan = ActionPlan(row.text, row.owner, row.due, row.timescale, row.priority)
    return Action(row.id, row.run, row.item, plan, row.author, row.at, row.state, row.revision)
