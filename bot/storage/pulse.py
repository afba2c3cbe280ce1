"""When time last did its work in this database, whichever process did it, and what could not be sent."""

from sqlalchemy import func, select, update

from bot.domain.pulse import Pulse
from bot.storage import outbox
from bot.storage.store import Uow
from bot.storage.tables import duties, table_of

_followed = table_of(duties.Followed)


def record_beat(uow: Uow) -> None:
    """It has done its work up to now."""
    uow.run(update(_followed).values(beat_at=uow.instant))


def load_pulse(uow: Uow) -> Pulse:
    last = uow.run(select(func.max(_followed.c.beat_at))).scalar()
    return Pulse(uow.instant, last, outbox.count_failed(uow))
