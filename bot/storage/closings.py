"""Closings of periods: stored once under their number, never changed. What they hold is decided in flows."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import insert, select

from bot.domain.periods import Period
from bot.storage import chain
from bot.storage.closing_proof import digest_of
from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.tables import figures as tables
from bot.storage.tables import log, table_of

_closing = table_of(tables.Closing)
_head = table_of(log.LogHead)


class Kept(NamedTuple):
    id: str
    framework: str
    first: date
    last: date
    number: int
    body: str
    digest: str
    closed_by: str
    closed_at: datetime


def load_kept(uow: Uow, framework: str, period: Period, number: int | None = None) -> Kept | None:
    """The newest, or the one of that number."""
    wanted = select(_closing).where(
        _closing.c.framework == framework, _closing.c.first == period.first, _closing.c.last == period.last
    )
    if number is not None:
        wanted = wanted.where(_closing.c.number == number)
    row = uow.run(wanted.order_by(_closing.c.number.desc()).limit(1)).mappings().first()
    return Kept(**row) if row else None


def find_closed(uow: Uow, framework: str, day: date) -> Period | None:
    """The shortest closed period that this day lies in, if there is any."""
    around = select(_closing.c.first, _closing.c.last).where(
        _closing.c.framework == framework, _closing.c.first <= day, _closing.c.last >= day
    )
    periods = [Period(row.first, row.last) for row in uow.run(around)]
    return min(periods, key=lambda period: period.last - period.first, default=None)


def is_closed_since(uow: Uow, at: datetime) -> bool:
    """Whether any time was closed after that, which counts its figures anew."""
    return uow.run(select(_closing.c.id).where(_closing.c.closed_at > at).limit(1)).first() is not None


def load_kept_as(uow: Uow, key: str) -> Kept | None:
    row = uow.run(select(_closing).where(_closing.c.id == key)).mappings().first()
    return Kept(**row) if row else None


def add_closing(uow: Uow, framework: str, period: Period, number: int, body: str, person: str) -> str:
    """Store it and log it. Two people who close the same period at once cannot both get the number."""
    key, digest = new_key(), digest_of(body)
    of = {"framework": framework, "first": period.first, "last": period.last, "number": number}
    uow.run(
        insert(_closing), {"id": key, **of, "body": body, "digest": digest, "closed_by": person, "closed_at": uow.now}
    )
    days = f"{period.first.isoformat()}/{period.last.isoformat()}"
    uow.log("period closed", person, closing=key, framework=framework, period=days, number=number, digest=digest)
    return key


def load_head(uow: Uow) -> chain.Head:
    """The last entry of the log."""
    row = uow.run(select(_head.c.sequence, _head.c.hash)).one()
    return chain.Head(row.sequence, row.hash)
