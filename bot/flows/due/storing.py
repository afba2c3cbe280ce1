"""Storing how duties stand now; reminders that say something else are drawn again. Called inside a flow."""

from collections.abc import Sequence

from bot.domain.digests import LIVES
from bot.domain.shifts import Shift
from bot.frameworks.working_days import add_working_days
from bot.storage.digests import bump_about
from bot.storage.duties import record_shifts
from bot.storage.store import Uow


def store_shifts(uow: Uow, shifts: Sequence[Shift]) -> None:
    """In one transaction: whoever has followed, and whatever becomes of them, no reminder is forgotten."""
    record_shifts(uow, shifts)
    retold = [shift.before for shift in shifts if shift.before and shift.is_retold]
    # What two who meet soon are told to talk about is listed under whom it is about.
    people = {person for duty in retold for person in (duty.subject.person, duty.owner) if person}
    bump_about(uow, {duty.id for duty in retold} | people, add_working_days(uow.today, -LIVES))
