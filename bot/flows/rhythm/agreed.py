"""What people choose for themselves: the hour and the weekdays; and what two agree: when they meet next."""

from collections.abc import Collection
from datetime import date, timedelta

from bot.domain.digests import LIVES
from bot.domain.rhythm import FIRST_HOUR, LAST_HOUR, MeetingForm, Rhythm
from bot.errors import FormProblemsError
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.flows.rhythm import access as rhythm_access
from bot.frameworks.working_days import add_working_days
from bot.storage import people, rhythm
from bot.storage.digests import bump_about

HOUR, DAYS, MEETING_DAY = "hour", "days", "meeting-day"
"""The fields of the forms."""
_AHEAD = timedelta(days=366)


def load_hours(office: Office, actor: Actor) -> Rhythm:
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        return rhythm.load_rhythms(uow, [standing.person], office.store.clock.zone)[standing.person]


def record_hours(office: Office, actor: Actor, hour: int, days: Collection[int]) -> None:
    with office.store.work(actor.deadline) as uow:
        access.standing_of(uow, actor)
        if not FIRST_HOUR <= hour <= LAST_HOUR:
            raise FormProblemsError({HOUR: f"Please choose an hour from {FIRST_HOUR}:00 to {LAST_HOUR}:00."})
        if not days or not set(days) <= set(range(7)):
            raise FormProblemsError({DAYS: "Please choose at least one day."})
        rhythm.keep_hours(uow, actor.person, hour, days)
        uow.log("hours chosen", actor.person)


def load_meeting_form(office: Office, actor: Actor, person: str) -> MeetingForm:
    with office.store.look(actor.deadline) as uow:
        supervisor = rhythm_access.to_meet(uow, actor, person)
        name = people.load_names(uow, [person])[person]
        return MeetingForm(person, name, uow.today, rhythm.load_meets_of(uow, [person]).get((supervisor, person)))


def record_meeting(office: Office, actor: Actor, person: str, day: date | None) -> None:
    """The day on which they meet next; none when that is open again."""
    with office.store.work(actor.deadline) as uow:
        supervisor = rhythm_access.to_meet(uow, actor, person)
        if day and not uow.today <= day <= uow.today + _AHEAD:
            raise FormProblemsError({MEETING_DAY: "Please give a day from today to a year from now."})
        rhythm.set_meets(uow, supervisor, person, day)
        bump_about(uow, [person], add_working_days(uow.today, -LIVES))
        uow.log("next meeting agreed" if day else "next meeting open", actor.person, person=person)
