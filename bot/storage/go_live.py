"""From when each framework's duties count, and when things were last done before. Who may set it: see flows."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import delete, insert, select

from bot.domain.go_live import GoLive, LastDone
from bot.domain.runs import Subject
from bot.storage.store import Uow
from bot.storage.tables import duties as tables
from bot.storage.tables import table_of

_go_live = table_of(tables.GoLive)
_last_done = table_of(tables.LastDone)
_AT_ONCE = 500


def load_go_lives(uow: Uow) -> dict[str, date]:
    """The day of every framework that has one."""
    return {row.framework: row.day for row in uow.run(select(_go_live).order_by(_go_live.c.framework))}


def load_go_live(uow: Uow, framework: str, *, lock: bool = False) -> GoLive | None:
    wanted = select(_go_live).where(_go_live.c.framework == framework)
    row = uow.run(wanted.with_for_update() if lock else wanted).first()
    return GoLive(row.framework, row.day) if row else None


def record_go_live(uow: Uow, framework: str, day: date, actor: str) -> None:
    uow.run(delete(_go_live).where(_go_live.c.framework == framework))
    row = {"framework": framework, "day": day, "set_by": actor, "set_at": uow.now}
    uow.run(insert(_go_live), row)
    uow.log("go-live set", actor, framework=framework, day=day.isoformat())


def load_last_done(uow: Uow, rules: Iterable[str]) -> list[LastDone]:
    wanted = select(_last_done).where(_last_done.c.rule.in_(sorted(rules))).order_by(_last_done.c.id)
    return [LastDone(row.rule, Subject(row.subject_kind, row.subject_key), row.day) for row in uow.run(wanted)]


def record_last_done(uow: Uow, told: Sequence[LastDone]) -> None:
    """Each in the place of what a file before this one told of the same."""
    for start in range(0, len(told), _AT_ONCE):
        some = told[start : start + _AT_ONCE]
        uow.run(delete(_last_done).where(_last_done.c.id.in_([there.id for there in some])))
        uow.run(insert(_last_done), [_row(there) for there in some])


def _row(told: LastDone) -> dict[str, object]:
    subject = told.subject.spelled
    return {
        "id": told.id,
        "rule": told.rule,
        "subject_kind": subject.kind,
        "subject_key": subject.key,
        "about": None,
        "day": told.day,
    }
