"""Who stands in hears of it, once for each change of the days, and when they no longer do. Absences with their names.

What a stand-in may do is decided in bot/flows/access.py, from the day on which it begins.
"""

from bot.domain.messages import STANDS_IN, STOOD_DOWN
from bot.domain.rhythm import Absence, AbsenceLine
from bot.errors import NotAllowedError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.storage import outbox, people, rhythm
from bot.storage.keys import new_key
from bot.storage.store import Uow


def absence_lines(uow: Uow, absences: list[Absence]) -> tuple[AbsenceLine, ...]:
    """As they are shown, with names. Who was to stand in and has left does not."""
    named = people.load_names(uow, (who for there in absences for who in (there.person, there.stand_in) if who))
    return tuple(
        AbsenceLine(
            there.id,
            named[there.person],
            there.since,
            there.until,
            named[there.stand_in] if there.stand_in and people.load_standing(uow, there.stand_in, uow.today) else None,
            there.since <= uow.today,
        )
        for there in absences
    )


def tell_stand_in(uow: Uow, absence: Absence) -> None:
    if absence.stand_in:
        outbox.owe(uow, STANDS_IN, absence.stand_in, item=absence.id, once=new_key())


def tell_stood_down(uow: Uow, absence: Absence) -> None:
    if absence.stand_in:
        outbox.owe(uow, STOOD_DOWN, absence.stand_in, item=absence.person, once=new_key())


def load_stood_in(office: Office, actor: Actor, absence_id: str) -> AbsenceLine:
    """The absence in which the actor still is to stand in."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        mine = [there for there in rhythm.load_stood_in_for(uow, standing.person) if there.id == absence_id]
        if not mine:
            raise NotAllowedError("They do not stand in any more.", actor.person, "stand in", absence_id)
        (line,) = absence_lines(uow, mine)
        return line


def load_stood_down(office: Office, actor: Actor, person: str) -> str:
    """The name of whoever the actor no longer stands in for, neither today nor later."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        if any(there.person == person for there in rhythm.load_stood_in_for(uow, standing.person)):
            raise NotAllowedError("They stand in at another time.", actor.person, "stand down", person)
        return people.load_names(uow, [person])[person]
