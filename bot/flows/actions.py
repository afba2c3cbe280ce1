"""Actions agreed while a check is open: adding one beside an item, and dropping one that was a mistake.

What becomes of an action once the check is handed in is in upkeep.py.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.actions import Action, ActionPlan, Priority
from bot.domain.cards import Heading, Prompt
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.recording import refuse_closed
from bot.flows.signing import let_fall
from bot.flows.texts import usable
from bot.flows.views import hold, prompt
from bot.frameworks.item import Item
from bot.frameworks.kinds import LINE_LENGTH, ActionList
from bot.frameworks.model import ActionRules, Checklist, Framework
from bot.frameworks.spans import after
from bot.frameworks.working_days import next_working_day
from bot.storage import accounts, people, runs
from bot.storage.actions import add_action, drop_action, load_actions
from bot.storage.answers import load_answers
from bot.storage.keys import is_key
from bot.storage.store import Uow

ACTION_LENGTH = 500
UNTIL_FIELD = "until"
OWNER_FIELD = "owner"
NOT_LISTED = "Please choose somebody on the QA list."
STAYS_YOURS = "Nobody but you can read this check, so its actions stay with you."


@dataclass(frozen=True)
class Agreeing:
    """What the form for an action begins with. `account` is the owner's in Slack; a private action is nobody else's."""

    heading: Heading
    prompt: Prompt
    owner: str
    account: str | None
    due: date
    is_private: bool
    confirmed: bool


def load_agreeing(office: Office, actor: Actor, run_id: str, item_id: str) -> Agreeing:
    """Who is to do it and by when, where nobody says otherwise."""
    with office.store.look(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id, item_id)
        held = hold(uow, office, run)
        item = held.checklist.by_id[item_id]
        owner = _usual_owner(run, item)
        account = accounts.load_account_of(uow, owner)
        rules = action_rules(run, office, held.checklist)
        return Agreeing(
            held.heading,
            prompt(held, item),
            people.load_names(uow, {owner})[owner],
            account.slack_user if account else None,
            usual_due(run, office, held.checklist, uow.today),
            held.checklist.is_private,
            rules.high_priority_confirmed,
        )


def agree_action(
    office: Office,
    actor: Actor,
    run_id: str,
    item_id: str,
    words: str,
    by: date | str,
    keep_because: str | None = None,
    *,
    timescale: str = "",
    owner: str | None = None,
    priority: Priority = "ordinary",
) -> Action:
    """Add an action with its day or its time in words; `timescale`: words beside a day. The same one twice is one."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id, item_id)
        refuse_closed(run)
        checklist = office.checklist(uow, run)
        item = checklist.by_id[item_id]
        answer = load_answers(uow, run.id).get(item_id)
        if not isinstance(item, ActionList) and not (answer and item.offers_action(answer.value)):
            raise UnusableValueError("No action is agreed at this question, as it is answered now.")
        who = _fitting_owner(uow, checklist, _usual_owner(run, item), owner)
        due, when = _fitting_time(uow, by, timescale, keep_because)
        plan = ActionPlan(usable(words, ACTION_LENGTH, keep_because), who, due, when, priority)
        same = [there for there in load_actions(uow, run.id) if (there.item, there.plan) == (item_id, plan)]
        if same:
            return same[0]
        runs.bump(uow, run.id)
        let_fall(uow, run, checklist, load_answers(uow, run.id), item_id, actor.person)
        return add_action(uow, run.id, item_id, plan, actor.person, keep_because)


def drop_agreed(office: Office, actor: Actor, run_id: str, action: str) -> None:
    """Take an action out of an open check. It is kept, and counts nowhere."""
    with office.store.work(actor.deadline) as uow:
        run = access.to_run(uow, office, actor, Verb.ANSWER, run_id)
        refuse_closed(run)
        there = next((agreed for agreed in load_actions(uow, run.id) if agreed.id == action), None)
        if there is None:
            return
        access.to_run(uow, office, actor, Verb.ANSWER, run_id, there.item)
        if drop_action(uow, there, actor.person):
            checklist = office.checklist(uow, run)
            let_fall(uow, run, checklist, load_answers(uow, run.id), there.item, actor.person)
            runs.bump(uow, run.id)


def action_rules(run: Run, office: Office, checklist: Checklist) -> ActionRules:
    """Those of the check itself, else its framework's as it is now."""
    framework = _framework(run, office)
    return checklist.actions or (framework.actions if framework else ActionRules())


def usual_due(run: Run, office: Office, checklist: Checklist, today: date) -> date:
    """The day on which the period is over, or the first working day after that."""
    framework = _framework(run, office)
    nation = framework.nation if framework else "england"
    ends = after(today, action_rules(run, office, checklist).period, nation)
    return next_working_day(ends, nation)


def refuse_past(day: date, today: date) -> None:
    if day < today:
        raise FormProblemsError({UNTIL_FIELD: "That day is past. Please give a day from today on."})


def refuse_unlisted(uow: Uow, person: str) -> None:
    if not (is_key(person) and people.load_standing(uow, person, uow.today)):
        raise FormProblemsError({OWNER_FIELD: NOT_LISTED})


def _framework(run: Run, office: Office) -> Framework | None:
    return office.library.frameworks.get(run.framework)


def _usual_owner(run: Run, item: Item) -> str:
    subject = run.subject.person if isinstance(item, ActionList) and item.owner == "subject" else None
    return subject or run.author


def _fitting_owner(uow: Uow, checklist: Checklist, usual: str, given: str | None) -> str:
    if given is None or given == usual:
        return usual
    if checklist.is_private:
        raise FormProblemsError({OWNER_FIELD: STAYS_YOURS})
    refuse_unlisted(uow, given)
    return given


def _fitting_time(uow: Uow, by: date | str, timescale: str, keep_because: str | None) -> tuple[date | None, str | None]:
    words = timescale if isinstance(by, date) else by
    if isinstance(by, date):
        refuse_past(by, uow.today)
    in_words = usable(words, LINE_LENGTH, keep_because) if words or not isinstance(by, date) else None
    return (by if isinstance(by, date) else None), in_words
