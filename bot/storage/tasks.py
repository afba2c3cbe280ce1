"""What time does again and again: whose turn it is, done by one process at a time. What is done is not known here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, or_, select, text, update

from bot.storage.store import Uow
from bot.storage.tables import digests, table_of

_LONGEST = timedelta(hours=1)
"""Nothing waits or is held for longer: what says so was written before the clock was set back."""

_task = table_of(digests.Task)

_ADD = text("INSERT INTO task (name, next_at) VALUES (:name, :now) ON CONFLICT (name) DO NOTHING").bindparams(
    bindparam("now", type_=_task.c.next_at.type)
)


@dataclass(frozen=True)
class Turn:
    """A task in hand, until its lease is over. `ran_at` is when it was done last, in the time that people go by."""

    name: str
    leased_until: datetime
    ran_at: datetime | None


def claim_task(uow: Uow, name: str, lease: timedelta) -> Turn | None:
    """The task, if it is due and nobody has it in hand."""
    uow.run(_ADD, {"name": name, "now": uow.instant})
    until, latest = uow.instant + lease, uow.instant + _LONGEST
    is_due = or_(_task.c.next_at <= uow.instant, _task.c.next_at > latest)
    is_free = or_(_task.c.leased_until.is_(None), _task.c.leased_until <= uow.instant, _task.c.leased_until > latest)
    taken = update(_task).where(_task.c.name == name, is_due, is_free).values(leased_until=until)
    if not uow.run(taken).rowcount:
        return None
    return Turn(name, until, uow.run(select(_task.c.ran_at).where(_task.c.name == name)).scalar())


def record_done(uow: Uow, turn: Turn, next_at: datetime) -> None:
    """Only by whoever still has it in hand."""
    held = and_(_task.c.name == turn.name, _task.c.leased_until == turn.leased_until)
    next_at = min(next_at, uow.instant + _LONGEST)
    uow.run(update(_task).where(held).values(next_at=next_at, leased_until=None, ran_at=uow.now))


def hasten(uow: Uow, name: str) -> None:
    """Let it be done at the next occasion, whatever it waits for."""
    uow.run(update(_task).where(_task.c.name == name).values(next_at=uow.instant))
