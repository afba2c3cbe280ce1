"""Runs that somebody takes part in and that are open: since when, and when anybody last did something in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from bot.storage.store import Uow
from bot.storage.tables import runs, table_of

_run = table_of(runs.Run)
_participant = table_of(runs.Participant)
_answer = table_of(runs.Answer)
_handed_in = table_of(runs.HandedIn)

_ANSWERED = select(func.max(_answer.c.at)).where(_answer.c.run == _run.c.id).scalar_subquery().label("answered_at")
_OPENED = select(func.max(_handed_in.c.at)).where(_handed_in.c.run == _run.c.id).scalar_subquery().label("handed_in_at")


@dataclass(frozen=True)
class Left:
    """An open run and somebody in it. `opened_at`: when a part was last handed in, so that another could open."""

    run: str
    person: str
    is_theirs: bool
    """Whether they began it."""
    opened_at: datetime
    touched_at: datetime
    is_passed_on: bool
    """Whether some part of it was handed in."""


def load_left(uow: Uow, people: Collection[str]) -> list[Left]:
    of_these = _participant.c.person.in_(sorted(people))
    found = (
        select(_participant.c.person, _run.c.id, _run.c.author, _run.c.started_at, _ANSWERED, _OPENED)
        .join(_run, _run.c.id == _participant.c.run)
        .where(of_these, _run.c.state == "open")
        .order_by(_run.c.started_at, _run.c.id)
    )
    return [
        Left(
            row.id,
            row.person,
            row.author == row.person,
            row.handed_in_at or row.started_at,
            max(row.started_at, row.answered_at or row.started_at, row.handed_in_at or row.started_at),
            row.handed_in_at is not None,
        )
        for row in uow.run(found)
    ]
