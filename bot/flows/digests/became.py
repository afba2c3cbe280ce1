"""What became of something that a reminder lists: in words for whoever reads it, and whether it is closed for good.

What waits still is found in gathering.py; when a reminder is drawn again is in storage/digests.py.
"""

from dataclasses import dataclass

from bot.domain.actions import DONE as ACTION_DONE
from bot.domain.actions import DROPPED, OPEN, TO_CONFIRM, Action
from bot.domain.digest_views import DONE
from bot.domain.digests import Kind, stage_of_action
from bot.domain.duties import Duty, Status
from bot.domain.people import Standing, Verb
from bot.domain.runs import Run
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.relations import selves_of
from bot.flows.seen import unfinished_for
from bot.storage.store import Uow

NOT_THEIRS = "not yours any more"
_DUTIES = {
    Status.DONE: DONE,
    Status.DONE_LATE: DONE,
    Status.EXCUSED: "excused",
    Status.NOTHING: "nothing to check",
    Status.PAUSED: "paused",
    Status.MISSED: "its time is over",
}
_ACTIONS = {ACTION_DONE: DONE, TO_CONFIRM: "to be confirmed", DROPPED: "dropped"}


@dataclass(frozen=True)
class Became:
    """`said` counts where it does not wait any more. `is_closed`: it is not open for anybody."""

    said: str
    is_closed: bool


GONE = Became(NOT_THEIRS, is_closed=True)


def duty_became(duty: Duty | None, standing: Standing) -> Became:
    if duty is None:
        return GONE
    if not duty.status.is_open:
        return Became(_DUTIES[duty.status], is_closed=True)
    concerns = selves_of(standing) & {duty.owner, *duty.others, *duty.late_to}
    return Became("for later" if concerns else NOT_THEIRS, is_closed=False)


def action_became(action: Action, kind: Kind, uow: Uow) -> Became:
    if action.state != OPEN:
        return Became(_ACTIONS[action.state], is_closed=True)
    due, today = action.plan.due, uow.today
    is_later = not action.is_late(today) if kind is Kind.LED else not (due and stage_of_action(due, today))
    return Became("put to a later day" if is_later else NOT_THEIRS, is_closed=False)


def run_became(uow: Uow, office: Office, standing: Standing, run: Run) -> Became:
    """What was begun and is open may be in other hands by now."""
    if not run.is_open:
        return Became(DONE if run.is_submitted else "withdrawn", is_closed=True)
    reader = Actor(standing.person)
    if not access.allows(uow, office, reader, Verb.ANSWER, run):
        return Became(NOT_THEIRS, is_closed=False)
    is_handed_in = unfinished_for(uow, office, reader, run).waits_for
    return Became("handed in" if is_handed_in else "carried on with", is_closed=False)
