"""Who may say when somebody is away or meets somebody: they themselves, and those above them. Never why."""

from bot.domain.people import Relation, Standing
from bot.domain.rhythm import Absence
from bot.errors import NotAllowedError
from bot.flows.access import standing_of
from bot.flows.office import Actor
from bot.flows.relations import is_qa_lead, posts_of, relations_to_person, supervised_by
from bot.storage import people, rhythm
from bot.storage.keys import is_key
from bot.storage.store import Uow

_ABOVE = frozenset({Relation.SUPERVISOR, Relation.LINE, Relation.QA_LEAD})
_NOT_ABSENCES = "Only they themselves, their supervisor, their line and the QA lead can say when somebody is away."
_NOT_MEETING = "Only their supervisor can say when the two of them meet next."


def to_person(uow: Uow, actor: Actor, person: str) -> Standing:
    """The actor's standing, when they may enter absences of this person."""
    standing = standing_of(uow, actor)
    is_there = is_key(person) and people.load_standing(uow, person, uow.today) is not None
    if not is_there or not _may_enter_for(uow, standing, person):
        raise NotAllowedError(_NOT_ABSENCES, actor.person, "enter an absence", person if is_there else "somebody")
    return standing


def to_absence(uow: Uow, actor: Actor, absence_id: str, *, own: bool = False, lock: bool = True) -> Absence:
    """An absence that is not over, when the actor may end it; `own`: when it is theirs, and so theirs to change.

    Nothing else is done to absences of that person until the transaction ends, unless the actor only looks.
    """
    standing = standing_of(uow, actor)
    absence = rhythm.load_absence(uow, absence_id) if is_key(absence_id) else None
    if absence and lock:
        people.lock_person(uow, absence.person)
        absence = rhythm.load_absence(uow, absence_id)
    if absence is None or not (absence.until is None or absence.until > uow.today):
        raise NotAllowedError("That absence is over or was taken out already.", actor.person, "change an absence")
    may = absence.person == standing.person or (not own and _may_enter_for(uow, standing, absence.person))
    if not may:
        raise NotAllowedError(_NOT_ABSENCES, actor.person, "change an absence", absence.id)
    return absence


def to_meet(uow: Uow, actor: Actor, person: str) -> str:
    """The supervisor of this person, when that is the actor or whoever they stand in for."""
    standing = standing_of(uow, actor)
    if not is_key(person) or all(there.id != person for there in supervised_by(uow, standing)):
        raise NotAllowedError(_NOT_MEETING, actor.person, "agree a meeting", person if is_key(person) else "somebody")
    return people.load_supervisor(uow, person, uow.today) or standing.person


def _may_enter_for(uow: Uow, standing: Standing, person: str) -> bool:
    return person == standing.person or bool(relations_to_person(uow, standing, person) & _ABOVE)


def enters_for_others(uow: Uow, standing: Standing) -> bool:
    """Whether there may be anybody whose absences the actor may enter, beside those whom Home lists."""
    if is_qa_lead(uow, standing) or any(post.name == "manager" and post.team for post in posts_of(uow, standing)):
        return True
    listed = [person.id for person in supervised_by(uow, standing)]
    return bool(listed and people.load_supervisees(uow, listed, uow.today))
