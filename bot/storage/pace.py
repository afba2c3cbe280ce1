"""How fast messages go out that everybody gets at about the same time: all processes together keep to it.

Slack refuses what comes faster, and then holds up everything else. What is sent is not known here.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import bindparam, select, text

from bot.storage.store import Uow
from bot.storage.tables import digests, table_of

UNBOUND = 60_000
"""A minute: no pace at all."""
_NEW_A_MINUTE = 45
"""Finding an account and opening a conversation are allowed fifty times a minute each."""
_SAVED_UP = timedelta(seconds=5)
"""So much of an idle time counts: a small burst is no burst to Slack."""
_SET_BACK = timedelta(minutes=2)

_pace = table_of(digests.Pace)
_FREE_AT = select(_pace.c.free_at).where(_pace.c.name == bindparam("of"))
_KEEP = text(
    "INSERT INTO pace (name, free_at) VALUES (:name, :free_at) ON CONFLICT (name) DO UPDATE SET free_at = :free_at"
).bindparams(bindparam("free_at", type_=_pace.c.free_at.type))

Row = TypeVar("Row")


def take(
    uow: Uow, name: str, waiting: Sequence[Row], a_minute: int, *, is_cheap: Callable[[Row], Any] = lambda _: True
) -> list[Row]:
    """The first of those that wait, as many as may go now; the rest comes when it may."""
    at = max(_free_at(uow, name, lock=True), uow.instant - _SAVED_UP)
    dearest = a_minute if a_minute == UNBOUND else min(a_minute, _NEW_A_MINUTE)
    usual, dear = (timedelta(minutes=1) / each for each in (a_minute, dearest))
    taken = []
    for row in waiting:
        if at > uow.instant:
            break
        taken.append(row)
        at += usual if is_cheap(row) else dear
    uow.run(_KEEP, {"name": name, "free_at": at})
    return taken


def free_at(uow: Uow, name: str) -> datetime:
    """When the next one may go."""
    return _free_at(uow, name, lock=False)


def _free_at(uow: Uow, name: str, *, lock: bool) -> datetime:
    """Where the clock was set back, what stands there is from the future and counts no more."""
    found: datetime | None = uow.run(_FREE_AT.with_for_update() if lock else _FREE_AT, {"of": name}).scalar()
    return uow.instant - _SAVED_UP if found is None or found > uow.instant + _SET_BACK else found
