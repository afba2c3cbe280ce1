"""Looking at actions: one's own, those of one's people, the late ones, the done ones; and at one with its past."""

from datetime import date, datetime, tzinfo

from bot.domain.action_views import Detail, Past, Row, Which
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
    Step,
)
from bot.domain.cards import Heading
from bot.domain.people import Standing, Verb
from bot.domain.runs import Run
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.relations import reach_of, selves_of
from bot.flows.views import heading_of
from bot.storage import people, runs
from bot.storage.actions import load_actions_around, load_steps
from bot.storage.store import Uow

_SAID = {
    CLOSED: "{who} closed it",
    PUT_FORWARD: "{who} said that it is done",
    CONFIRMED: "{who} confirmed that it is done",
    RETURNED: "{who} returned it",
    REOPENED: "{who} opened it again",
    PASSED_ON: "{who} passed it on to {other}",
    MOVED: "{who} moved it to {due}",
}
_CONFIRMERS = (Deed.CONFIRM, Deed.RETURN)


def load_action_list(office: Office, actor: Actor, which: Which) -> list[Row]:
    """Those that this person may see, the most urgent first; done ones the newest first."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        return action_rows(uow, office, standing, which)


def action_rows(uow: Uow, office: Office, standing: Standing, which: Which) -> list[Row]:
    """What waits to be confirmed by somebody is among theirs, whoever owns it."""
    selves, rows = selves_of(standing), _Rows(uow, office, standing)
    states = (DONE,) if which is Which.DONE else (OPEN, TO_CONFIRM)
    around = load_actions_around(uow, selves | reach_of(uow, standing), states)
    found = [rows.of(action) for action in around if _is_wanted(which, action, selves) and rows.may_see(action)]
    listed = [row for row in found if _is_in(which, row, selves)]
    if which is Which.DONE:
        return sorted(listed, key=lambda row: row.action.at, reverse=True)
    return sorted(listed, key=_urgency)


def rows_for(uow: Uow, office: Office, standing: Standing, found: list[Action]) -> list[Row]:
    """Those of these actions that somebody may see."""
    rows = _Rows(uow, office, standing)
    return [rows.of(action) for action in found if rows.may_see(action)]


def load_detail(office: Office, actor: Actor, action_id: str) -> Detail:
    """One action, what was done with it, and what may be done with it now."""
    with office.store.look(actor.deadline) as uow:
        run, action = access.to_action(uow, office, actor, Verb.FOLLOW, action_id, lock=False)
        standing = access.standing_of(uow, actor)
        steps = load_steps(uow, action.id)
        past = _past(action, steps, people.load_names(uow, _named(action, steps)), office.store.clock.zone)
        private = office.checklist(uow, run).is_private
        deeds = [
            deed
            for deed in Deed
            if deed.fits(action.state)
            and not (private and deed is Deed.HAND_OVER)
            and (deed not in _CONFIRMERS or access.may_follow(uow, office, standing, Verb.CONFIRM, run, action))
        ]
        return Detail(_Rows(uow, office, standing).of(action), past, tuple(deeds), uow.today)


def _named(action: Action, steps: list[Step]) -> set[str]:
    return {action.author, *(person for step in steps for person in (step.person, step.owner) if person)}


def _past(action: Action, steps: list[Step], names: dict[str, str], zone: tzinfo) -> tuple[Past, ...]:
    agreed = Past(f"{names[action.author]} agreed it, {_day(action.at.astimezone(zone))}", None)
    done = [Past(f"{_said(step, names)}, {_day(step.at.astimezone(zone))}", step.words) for step in steps]
    return (agreed, *done)


class _Rows:
    """Makes rows for one person; each check and each name is looked up once."""

    def __init__(self, uow: Uow, office: Office, standing: Standing) -> None:
        self._uow, self._office, self._standing = uow, office, standing
        self._runs: dict[str, Run] = {}
        self._headings: dict[str, Heading] = {}
        self._names: dict[str, str] = {}

    def run_of(self, action: Action) -> Run:
        if action.run not in self._runs:
            run = runs.load_run(self._uow, action.run)
            assert run is not None  # noqa: S101 (a foreign key)
            self._runs[action.run] = run
        return self._runs[action.run]

    def may_see(self, action: Action) -> bool:
        return self._may(Verb.FOLLOW, action)

    def of(self, action: Action) -> Row:
        run, owner = self.run_of(action), action.plan.owner
        if run.id not in self._headings:
            self._headings[run.id] = heading_of(self._uow, self._office, run)
        if owner not in self._names:
            self._names |= people.load_names(self._uow, {owner})
        for_me = action.state == TO_CONFIRM and self._may(Verb.CONFIRM, action)
        return Row(action, self._headings[run.id], self._names[owner], action.is_late(self._uow.today), for_me)

    def _may(self, verb: Verb, action: Action) -> bool:
        return access.may_follow(self._uow, self._office, self._standing, verb, self.run_of(action), action)


def _is_wanted(which: Which, action: Action, selves: frozenset[str]) -> bool:
    """What can be told before anything more is looked up."""
    return which is not Which.MINE or action.plan.owner in selves or action.state == TO_CONFIRM


def _is_in(which: Which, row: Row, selves: frozenset[str]) -> bool:
    match which:
        case Which.MINE:
            return row.action.plan.owner in selves or row.for_me
        case Which.TEAM:
            return row.action.plan.owner not in selves
        case Which.LATE:
            return row.is_late
    return True


def _urgency(row: Row) -> tuple[bool, date, bool, datetime]:
    return not row.for_me, row.action.plan.due or date.max, row.action.plan.priority != "high", row.action.at


def _said(step: Step, names: dict[str, str]) -> str:
    other = names[step.owner] if step.owner else ""
    due = f"{step.due:%a} {step.due.day} {step.due:%b %Y}" if step.due else ""
    return _SAID[step.verb].format(who=names[step.person], other=other, due=due)


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}"
