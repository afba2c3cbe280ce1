"""Actions agreed while a check is open: adding one beside an item, and dropping one that was a mistake."""

from datetime import date

from bot.domain.people import Verb
from bot.domain.runs import Action, ActionPlan, Run
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.recording import refuse_closed
from bot.flows.texts import usable
from bot.frameworks.item import Item
from bot.frameworks.kinds import LINE_LENGTH, ActionList
from bot.storage import runs
from bot.storage.answers import add_action, drop_action, load_actions, load_answers
from bot.storage.store import Uow

ACTION_LENGTH = 500
UNTIL_FIELD = "until"


def agree_action(
    office: Office,
    actor: Actor,
    run_id: str,
    item_id: str,
    words: str,
    by: date | str,
    keep_because: str | None = None,
) -> Action:
    """Add an action with its day or its time in words. The same one twice is one action."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id, item_id)
        refuse_closed(run)
        item = office.checklist(uow, run).by_id[item_id]
        answer = load_answers(uow, run.id).get(item_id)
        if not isinstance(item, ActionList) and not (answer and item.offers_action(answer.value)):
            raise UnusableValueError("No action is agreed at this question, as it is answered now.")
        plan = _fitting_plan(uow, run, item, words, by, keep_because)
        same = [there for there in load_actions(uow, run.id) if (there.item, there.plan) == (item_id, plan)]
        if same:
            return same[0]
        key = add_action(uow, run.id, item_id, plan, actor.person, keep_because)
        runs.bump(uow, run.id)
        return Action(key, item_id, plan, uow.now)


def drop_agreed(office: Office, actor: Actor, run_id: str, action: str) -> None:
    """Take an action out of an open check. It is kept, and counts nowhere."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id)
        refuse_closed(run)
        there = next((agreed for agreed in load_actions(uow, run.id) if agreed.id == action), None)
        if there is None:
            return
        access.to_run(uow, office, actor, Verb.ANSWER, run_id, there.item)
        if drop_action(uow, run.id, action):
            uow.log("action dropped", actor.person, run.id, action=action)
            runs.bump(uow, run.id)


def _fitting_plan(uow: Uow, run: Run, item: Item, words: str, by: date | str, keep_because: str | None) -> ActionPlan:
    owner = run.subject.person if isinstance(item, ActionList) and item.owner == "subject" else run.author
    said = usable(words, ACTION_LENGTH, keep_because)
    if isinstance(by, date):
        if by < uow.today:
            raise FormProblemsError({UNTIL_FIELD: "That day is past. Please give a day from today on."})
        return ActionPlan(said, owner or run.author, due=by)
    return ActionPlan(said, owner or run.author, timescale=usable(by, LINE_LENGTH, keep_because))
