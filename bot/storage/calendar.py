"""How far the calendar of this database was moved, and up to which day all that fell due was done.

Only a playground ever moves one. What falls due is not known here.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from math import ceil

from sqlalchemy import select, update

from bot.domain.calendar import refuse_day
from bot.storage.store import Store, Uow
from bot.storage.tables import table_of
from bot.storage.tables.calendar import Calendar

MORNING = time(9, 30)
"""When a day begins that somebody has moved to."""
_calendar = table_of(Calendar)
_MOVED = select(_calendar.c.moved_seconds)


def catch_up(store: Store) -> None:
    """Go by the calendar as it stands now, whoever has moved it. A store's own lead or lag stays on top."""
    with store.look() as uow:
        moved = timedelta(seconds=uow.run(_MOVED).scalar_one())
    _go_by(store, moved)


def move_calendar(store: Store, to: date, actor: str) -> None:
    """On to the morning of that day. It stands in the log, whose own times stay real."""
    with store.work() as uow:
        moved = _moved_on(uow, store, to)
        uow.run(update(_calendar).values(moved_seconds=moved))
        uow.log("calendar moved", actor, seconds=moved)
    _go_by(store, timedelta(seconds=moved))


def load_turned(uow: Uow) -> date | None:
    """The day for which everything was done, if that ever was."""
    day: date | None = uow.run(select(_calendar.c.turned_on)).scalar_one()
    return day


def record_turned(uow: Uow, day: date) -> None:
    uow.run(update(_calendar).values(turned_on=day))


def _moved_on(uow: Uow, store: Store, to: date) -> int:
    """Counted from the calendar as it stands, which nobody else moves meanwhile."""
    before = timedelta(seconds=uow.run(_MOVED.with_for_update()).scalar_one())
    now = replace(store.clock, moved=before).at(uow.instant)
    refuse_day(to, now.date())
    there = datetime.combine(to, MORNING, store.clock.zone)
    # Two times of one zone are subtracted as their clocks read, which is an hour wrong across a change of the clocks.
    return ceil((before + (there.astimezone(UTC) - now.astimezone(UTC))).total_seconds())


def _go_by(store: Store, moved: timedelta) -> None:
    """Whoever has read slowly does not turn the calendar back."""
    if moved > store.clock.moved:
        store.clock = replace(store.clock, moved=moved)
