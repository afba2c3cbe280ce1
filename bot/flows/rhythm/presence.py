"""What Home says of when somebody is there: their own days, and those of their people."""

from collections.abc import Iterable

from bot.domain.people import Person, Standing
from bot.domain.rhythm import Near, Presence
from bot.flows.office import Office
from bot.flows.relations import selves_of
from bot.flows.rhythm.access import enters_for_others
from bot.flows.rhythm.standing_in import absence_lines
from bot.storage import people, rhythm
from bot.storage.store import Uow


def presence_of(uow: Uow, office: Office, standing: Standing, supervised: Iterable[Person]) -> Presence:
    me, theirs = standing.person, [person.id for person in supervised]
    absences = rhythm.load_absences(uow, [me, *theirs])
    meets = rhythm.load_meets_of(uow, [me, *theirs])
    above = people.load_supervisor(uow, me, uow.today)
    day = meets.get((above, me)) if above else None
    with_whom = people.load_names(uow, [above])[above] if above else ""
    agreed = {person: on for (supervisor, person), on in meets.items() if supervisor in selves_of(standing)}
    return Presence(
        rhythm.load_rhythms(uow, [me], office.store.clock.zone)[me],
        absence_lines(uow, absences[me]),
        absence_lines(uow, rhythm.load_stood_in_for(uow, me)),
        (with_whom, day) if day else None,
        {there: Near(agreed.get(there), next(iter(absence_lines(uow, absences[there][:1])), None)) for there in theirs},
        enters_for_others(uow, standing),
    )
