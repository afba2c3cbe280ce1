"""How far the log was followed to keep duties in step, and what it tells since. What follows from it: flows/due."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from bot.domain.sought import Line
from bot.storage.store import Uow
from bot.storage.tables import duties, log, table_of

_followed = table_of(duties.Followed)
_entry = table_of(log.Entry)
_head = table_of(log.LogHead)


@dataclass(frozen=True)
class Followed:
    """Up to which entry; by which of them people changed last; when, and by which schedules, all was worked out."""

    sequence: int
    people_at: int
    worked_out_on: date | None
    schedules: str


def load_followed(uow: Uow, *, lock: bool = False) -> Followed:
    """Locked, nobody else moves it until this transaction ends."""
    wanted = select(_followed.c.sequence, _followed.c.people_at, _followed.c.worked_out_on, _followed.c.schedules)
    row = uow.run(wanted.with_for_update() if lock else wanted).one()
    return Followed(row.sequence, row.people_at, row.worked_out_on, row.schedules)


def record_followed(uow: Uow, followed: Followed) -> None:
    values = {name: getattr(followed, name) for name in ("sequence", "people_at", "worked_out_on", "schedules")}
    uow.run(update(_followed).values(**values))


def load_end(uow: Uow) -> int:
    """The last entry of the log."""
    return int(uow.run(select(_head.c.sequence)).scalar_one())


def load_lines(uow: Uow, since: int, without: Iterable[str]) -> list[Line]:
    """What was logged after that entry, but for these verbs, in order."""
    wanted = select(_entry.c.sequence, _entry.c.verb, _entry.c.run, _entry.c.body).where(
        _entry.c.sequence > since, _entry.c.verb.not_in(sorted(without))
    )
    rows = uow.run(wanted.order_by(_entry.c.sequence))
    return [Line(row.sequence, row.verb, row.run, json.loads(row.body)) for row in rows]
