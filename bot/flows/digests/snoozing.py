"""Putting something off: for some working days it brings no reminder. It stays due, and changes in nothing else."""

from dataclasses import dataclass
from datetime import date

from bot.domain.duty_views import DutyRow
from bot.domain.people import Standing
from bot.errors import ShownError
from bot.flows.due import access
from bot.flows.due.rows import Reader
from bot.flows.office import Actor, Office
from bot.flows.rhythm.hours import quiet_until
from bot.storage import digests
from bot.storage.rhythm import load_rhythms
from bot.storage.store import Uow

DAYS = (1, 2, 3, 5, 10)
"""Working days for which something can be put off."""
_OVER = "This is done, or no longer asked for, so there is nothing to put off. Type /qa due to see what is."


@dataclass(frozen=True)
class Snoozing:
    """What the form shows: by how many working days, and to which day that comes."""

    row: DutyRow
    days: tuple[tuple[int, date], ...]
    today: date


def load_snoozing(office: Office, actor: Actor, duty_id: str) -> Snoozing:
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        row = _row(uow, office, actor, standing, duty_id)
        nation = _nation(uow, office, actor)
        return Snoozing(row, tuple((days, quiet_until(uow.today, days, nation)) for days in DAYS), uow.today)


def put_off(office: Office, actor: Actor, duty_id: str, days: int) -> date:
    """No reminder of it until the day that is so many working days ahead. Said again, the last word counts."""
    with office.store.work(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        row = _row(uow, office, actor, standing, duty_id)
        until = quiet_until(uow.today, days, _nation(uow, office, actor))
        digests.snooze(uow, actor.person, row.id, until)
        digests.bump_of(uow, [actor.person], uow.today)
        return until


def _row(uow: Uow, office: Office, actor: Actor, standing: Standing, duty_id: str) -> DutyRow:
    duty, sight = access.to_duty(uow, office, actor, duty_id)
    if not duty.status.is_open:
        raise ShownError(_OVER)
    return Reader(uow, office, standing).row(duty, sight)


def _nation(uow: Uow, office: Office, actor: Actor) -> str:
    return load_rhythms(uow, [actor.person], office.store.clock.zone)[actor.person].nation
