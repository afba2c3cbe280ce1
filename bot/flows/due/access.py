"""Who may see a duty, do it, say something of it, and decide on what was said. Who may do what else: flows/access."""

from datetime import date

from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import EXCUSE, HANDOVER, DutyAct
from bot.domain.duty_views import Sight
from bot.domain.people import Relation, Standing, Verb
from bot.errors import NotAllowedError
from bot.flows.access import RIGHTS, standing_of
from bot.flows.office import Actor, Office
from bot.flows.relations import is_qa_lead, managers_of, posts_of, relations_to_person, selves_of
from bot.frameworks.library import Library
from bot.frameworks.schedule import LATE_AFTER
from bot.frameworks.spans import after
from bot.storage import duty_acts, people
from bot.storage.duties import load_duty
from bot.storage.store import Uow

LATE_OR_MISSED = (Status.LATE, Status.MISSED)
_SEE = "see a duty"
SAY = "say something of a duty"
_ANSWER = "answer what was asked of a duty"
_NO = (
    "Only whoever is to do this, those who are told of it, and their supervisor and line can see it. "
    "Type /qa due to see what is yours."
)
NOT_YOURS = "Only whoever is to do this can say that. Ask them to."
_NOT_ASKED = "Only the person who was asked can answer this."
_WHO_ENDS = "Only whoever is to do this, and whoever may excuse them, can say that it can be done. Ask them to."
_WHO_DECIDES = "Only a supervisor, their line or the QA lead can approve this, and nobody their own. Ask one of them."

__all__ = ["find_to_do", "standing_of", "to_act", "to_duty", "to_excused", "to_offer", "to_own", "to_request"]


def to_duty(uow: Uow, office: Office, actor: Actor, duty_id: str) -> tuple[Duty, Sight]:
    """The duty and why the actor may see it; or a refusal."""
    standing = standing_of(uow, actor)
    duty = load_duty(uow, duty_id)
    sight = sight_of(uow, office, standing, duty) if duty else None
    if duty is None or sight is None:
        raise NotAllowedError(_NO, actor.person, _SEE, duty.id if duty else "a duty that is not there")
    return duty, sight


def find_to_do(uow: Uow, office: Office, actor: Actor, duty_id: str | None) -> Duty | None:
    """The duty, when it is theirs to do, or they are told of it; none where it is not, or is gone."""
    standing = standing_of(uow, actor)
    duty = load_duty(uow, duty_id) if duty_id else None
    sight = sight_of(uow, office, standing, duty) if duty else None
    return duty if sight in (Sight.OWN, Sight.TOLD) else None


def to_own(uow: Uow, actor: Actor, duty_id: str) -> Duty:
    """The duty, when it is the actor's own, or that of somebody they stand in for; nobody else then says anything."""
    standing = standing_of(uow, actor)
    duty = load_duty(uow, duty_id)
    if duty is None or duty.owner not in selves_of(standing):
        raise NotAllowedError(NOT_YOURS, actor.person, SAY, duty.id if duty else "a duty that is not there")
    duty_acts.lock_duty(uow, duty.id)
    return duty


def to_excused(uow: Uow, actor: Actor, duty_id: str) -> Duty:
    """The duty, when the actor may say that it can be done after all."""
    standing = standing_of(uow, actor)
    duty = load_duty(uow, duty_id)
    if duty is None or not may_end(uow, standing, duty):
        raise NotAllowedError(_WHO_ENDS, actor.person, SAY, duty.id if duty else "a duty that is not there")
    duty_acts.lock_duty(uow, duty.id)
    return duty


def to_offer(uow: Uow, actor: Actor, act_id: str) -> DutyAct:
    """What was offered to the actor, or to somebody they stand in for; locked."""
    return _to_act(uow, actor, act_id, HANDOVER)


def to_request(uow: Uow, actor: Actor, act_id: str, *, lock: bool = False) -> tuple[DutyAct, Duty]:
    """The request to be excused and its duty, when the actor may decide on it."""
    standing = standing_of(uow, actor)
    act = duty_acts.load_act(uow, act_id, lock=lock)
    duty = load_duty(uow, act.duty) if act and act.kind == EXCUSE else None
    if act is None or duty is None or not may_decide(uow, standing, act, duty):
        about = act.id if act else "a request that is not there"
        raise NotAllowedError(_WHO_DECIDES, actor.person, Verb.EXCUSE.value, about)
    return act, duty


def to_act(uow: Uow, actor: Actor, act_id: str) -> DutyAct:
    """What was said, when the actor said it, was asked, or answered; for telling them of it."""
    standing = standing_of(uow, actor)
    act = duty_acts.load_act(uow, act_id)
    if act is None or not selves_of(standing) & {act.person, act.to, act.decided_by}:
        raise NotAllowedError(_NOT_ASKED, actor.person, _SEE, act.id if act else "an act that is not there")
    return act


def _to_act(uow: Uow, actor: Actor, act_id: str, kind: str) -> DutyAct:
    standing = standing_of(uow, actor)
    act = duty_acts.load_act(uow, act_id, lock=True)
    if act is None or act.kind != kind or act.to not in selves_of(standing):
        raise NotAllowedError(_NOT_ASKED, actor.person, _ANSWER, act.id if act else "an offer that is not there")
    return act


def sight_of(uow: Uow, office: Office, standing: Standing, duty: Duty) -> Sight | None:
    """Why they see it, the nearest reason first; none where they do not."""
    selves = selves_of(standing)
    if duty.owner in selves:
        return Sight.OWN
    if selves & set(duty.others):
        return Sight.TOLD
    if selves & set(duty.late_to) and is_long_late(uow, office, duty):
        return Sight.LATE
    if _is_over(uow, standing, duty):
        return Sight.OVER
    return Sight.COUNTED if is_qa_lead(uow, standing) else None


def _is_over(uow: Uow, standing: Standing, duty: Duty) -> bool:
    """Of what a person owes, their supervisor and line; of what a team owes and nobody has, who manages it."""
    if duty.owner:
        found = relations_to_person(uow, standing, duty.owner)
        return bool(found & {Relation.SUPERVISOR, Relation.LINE})
    over = set(people.load_teams_over(uow, duty.team, uow.today))
    return any(post.name == "manager" and post.team in over for post in posts_of(uow, standing))


def is_shown(library: Library, duty: Duty, today: date) -> bool:
    """What nobody may foresee is shown from the day of its reminder on; what no rule asks for any more is not."""
    found = library.rules.get(duty.rule)
    if found is None:
        return False
    return not found[1].unforeseen or any(day <= today for day in (*duty.notices, duty.due))


def is_long_late(uow: Uow, office: Office, duty: Duty) -> bool:
    return duty.status in LATE_OR_MISSED and seen_late_on(office.library, duty) <= uow.today


def seen_late_on(library: Library, duty: Duty) -> date:
    """From which day others see that it is late."""
    framework, found = library.frameworks.get(duty.framework), library.rules.get(duty.rule)
    return after(duty.due, found[1].late_after if found else LATE_AFTER, framework.nation if framework else "england")


def may_decide(uow: Uow, standing: Standing, act: DutyAct, duty: Duty) -> bool:
    """Nobody decides on what they owe or asked for themselves, whoever they stand in for."""
    owner = duty.owner or act.person
    if standing.person in (act.person, owner):
        return False
    return bool(relations_to_person(uow, standing, owner) & RIGHTS[Verb.EXCUSE])


def may_end(uow: Uow, standing: Standing, duty: Duty) -> bool:
    """Whoever owes it, or stands in for who does; and whoever may excuse them."""
    if duty.owner is None or duty.owner in selves_of(standing):
        return duty.owner is not None
    return bool(relations_to_person(uow, standing, duty.owner) & RIGHTS[Verb.EXCUSE])


def approver_of(uow: Uow, asker: str, owner: str) -> str | None:
    """Whoever is asked to excuse: the supervisor of who owes it, their line, who manages their team, a QA lead."""
    line = people.load_line(uow, owner, uow.today)
    leads = sorted(people.load_holders(uow, "qa-lead", uow.today))
    for person in (*line, *managers_of(uow, owner), *leads):
        if person not in (asker, owner) and people.load_standing(uow, person, uow.today):
            return person
    return None
