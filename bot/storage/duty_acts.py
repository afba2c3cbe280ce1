"""What people said of duties, kept for good, and from which duty a run was started. Whether they may: flows/due."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, insert, select, update

from bot.domain.duties import Status
from bot.domain.duty_acts import ASKED, GIVEN, HANDOVER, DutyAct
from bot.storage.keys import is_key, new_key
from bot.storage.store import Uow
from bot.storage.tables import duties as tables
from bot.storage.tables import table_of
from bot.storage.words import add_words, words_table

_act = table_of(tables.DutyAct)
_duty = table_of(tables.Duty)
_started = table_of(tables.Started)
_said = words_table.alias("said")
_answered = words_table.alias("answered")

_TO_DO = [status.value for status in Status if status.is_open]
_ALL = select(_act, _said.c.text, _answered.c.text.label("answer")).select_from(
    _act.outerjoin(_said, _said.c.id == _act.c.words_id).outerjoin(_answered, _answered.c.id == _act.c.answer_id)
)


def lock_duty(uow: Uow, duty: str) -> None:
    """Let nobody else say anything of it until the transaction ends."""
    uow.run(select(_duty.c.id).where(_duty.c.id == duty).with_for_update())


def add_act(
    uow: Uow,
    duty: str,
    kind: str,
    person: str,
    to: str | None = None,
    words: str | None = None,
    until: date | None = None,
    kept_because: str | None = None,
) -> str:
    """Somebody is asked; without anybody to ask it holds at once. It is logged."""
    key, state = new_key(), ASKED if to else GIVEN
    words_id, digest = add_words(uow, words, kept_because) if words else (None, None)
    row = {"id": key, "duty": duty, "kind": kind, "state": state, "person": person, "to": to, "at": uow.now}
    decided = {} if to else {"decided_by": person, "decided_at": uow.now}
    uow.run(insert(_act), {**row, "words_id": words_id, "until": until, **decided})
    _log(uow, kind, state, person, duty, key, **({"words": digest} if digest else {}))
    return key


def settle_act(
    uow: Uow,
    act: DutyAct,
    state: str,
    by: str,
    words: str | None = None,
    kept_because: str | None = None,
) -> None:
    """It is given, refused or ended; `words` say why it was refused."""
    words_id, digest = add_words(uow, words, kept_because) if words else (None, None)
    values: dict[str, Any] = {"state": state, "decided_by": by, "decided_at": uow.now}
    values |= {"answer_id": words_id} if words_id else {}
    values |= {"since": uow.today} if (act.kind, state) == (HANDOVER, GIVEN) else {}
    uow.run(update(_act).where(_act.c.id == act.id).values(**values))
    _log(uow, act.kind, state, by, act.duty, act.id, **({"words": digest} if digest else {}))


def _log(uow: Uow, kind: str, state: str, by: str, duty: str, act: str, **facts: str) -> None:
    uow.log(f"duty {kind} {state}", by, duty=duty, act=act, **facts)


def load_act(uow: Uow, act: str, *, lock: bool = False) -> DutyAct | None:
    if not is_key(act):
        return None
    if lock:
        uow.run(select(_act.c.id).where(_act.c.id == act).with_for_update())
    return next(iter(_many(uow, _ALL.where(_act.c.id == act))), None)


def load_acts_of(uow: Uow, duties: Iterable[str]) -> list[DutyAct]:
    """Everything that was said of these duties, oldest first."""
    return _many(uow, _ALL.where(_act.c.duty.in_(sorted(set(duties)))).order_by(_act.c.at, _act.c.id))


def load_asked_of(uow: Uow, kind: str, people: Iterable[str]) -> list[DutyAct]:
    """What waits for one of these people and is still to be done, oldest first."""
    return _many(uow, _waiting(kind).where(_act.c.to.in_(sorted(people))))


def load_asked(uow: Uow, kind: str) -> list[DutyAct]:
    """All of a kind that waits for an answer and is still to be done, whoever was asked."""
    return _many(uow, _waiting(kind))


def _waiting(kind: str) -> Select[Any]:
    """What nobody answered while it could be done is read by nobody any more."""
    still = select(_duty.c.id).where(_duty.c.id == _act.c.duty, _duty.c.status.in_(_TO_DO)).exists()
    return _ALL.where(_act.c.kind == kind, _act.c.state == ASKED, still).order_by(_act.c.at, _act.c.id)


def remember_start(uow: Uow, run: str, duty: str) -> None:
    uow.run(insert(_started), {"run": run, "duty": duty})


def load_started(uow: Uow, runs: Iterable[str]) -> dict[str, str]:
    """Of these runs, those that were started from a duty, and from which."""
    rows = uow.run(select(_started.c.run, _started.c.duty).where(_started.c.run.in_(sorted(set(runs)))))
    return {row.run: row.duty for row in rows}


def _many(uow: Uow, found: Select[Any]) -> list[DutyAct]:
    return [_act_of(row) for row in uow.run(found).fetchall()]


def _act_of(row: Row[Any]) -> DutyAct:
    return DutyAct(
        id=row.id,
        duty=row.duty,
        kind=row.kind,
        state=row.state,
        person=row.person,
        at=row.at,
        to=row.to,
        words=row.text,
        answer=row.answer,
        until=row.until,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        since=row.since,
    )
