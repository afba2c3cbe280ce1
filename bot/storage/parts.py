"""Parts handed in, and who is writing what just now."""

from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, text

from bot.domain.parts import HandedIn
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of

_handed_in = table_of(tables.HandedIn)
_writing = table_of(tables.Writing)

_OF_RUN = Prepared(
    select(_handed_in.c.part, _handed_in.c.person, _handed_in.c.at).where(_handed_in.c.run == bindparam("run")),
    into=HandedIn,
)
_HELD = Prepared(
    select(_writing.c.item, _writing.c.person).where(
        _writing.c.run == bindparam("run"), _writing.c.until > bindparam("now")
    )
)
# Whoever holds it goes on holding it, and what ran out is anybody's.
_CLAIM = text(
    "INSERT INTO writing (run, item, person, until) VALUES (:run, :item, :person, :until) "
    "ON CONFLICT (run, item) DO UPDATE SET person = :person, until = :until "
    "WHERE writing.person = :person OR writing.until <= :now"
).bindparams(*(bindparam(name, type_=_writing.c.until.type) for name in ("until", "now")))


def load_handed_in(uow: Uow, run: str) -> dict[str, HandedIn]:
    return {there.part: there for there in uow.rows(_OF_RUN, {"run": run})}


def add_handed_in(uow: Uow, run: str, part: str, person: str) -> None:
    uow.run(insert(_handed_in), {"run": run, "part": part, "person": person, "at": uow.now})
    uow.log("handed in", person, run, part=part)


def load_writers(uow: Uow, run: str) -> dict[str, str]:
    """Who is writing which answer of this run now."""
    return {row.item: row.person for row in uow.rows(_HELD, {"run": run, "now": uow.instant})}


def claim_writing(uow: Uow, run: str, item: str, person: str, until: datetime) -> bool:
    """False, and nothing done, while somebody else writes it."""
    row = {"run": run, "item": item, "person": person, "until": until, "now": uow.instant}
    return bool(uow.run(_CLAIM, row).rowcount)


def release_writing(uow: Uow, run: str, person: str, but: str | None = None) -> bool:
    """Whether this person was writing anything else than this."""
    held = (_writing.c.run == run, _writing.c.person == person, _writing.c.item != (but or ""))
    return bool(uow.run(delete(_writing).where(*held)).rowcount)


def load_over(uow: Uow) -> list[str]:
    """The runs in which somebody's time to write is over."""
    return list(uow.run(select(_writing.c.run).where(_writing.c.until <= uow.instant).distinct()).scalars())


def release_over(uow: Uow, run: str) -> bool:
    over = (_writing.c.run == run, _writing.c.until <= uow.instant)
    return bool(uow.run(delete(_writing).where(*over)).rowcount)
