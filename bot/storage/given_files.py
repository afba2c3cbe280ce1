"""Files that stand in Slack until their day, and whether they are gone. Deleting them there is in delivery."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, insert, or_, select, update

from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.tables import slack, table_of

_file = table_of(slack.GivenFile)
_is_there = _file.c.gone_at.is_(None)


@dataclass(frozen=True)
class GivenFile:
    """`file` is its id in Slack."""

    id: str
    file: str


@dataclass(frozen=True)
class Stuck:
    """Files whose day is over and that are still there, and why the one that was tried last is."""

    many: int
    reason: str | None


def give_out(uow: Uow, files: Iterable[str], until: date, person: str) -> None:
    """These are about to be shown to somebody. It is logged."""
    for file in files:
        key = new_key()
        uow.run(insert(_file), {"id": key, "file": file, "until": until})
        uow.log("file given", person, file=key, until=until.isoformat())


def load_over(uow: Uow, most: int) -> list[GivenFile]:
    """Those whose day has come; one that could not be deleted is tried once a day."""
    not_yet = or_(_file.c.tried_on.is_(None), _file.c.tried_on < uow.today)
    wanted = select(_file.c.id, _file.c.file).where(_is_there, _file.c.until <= uow.today, not_yet)
    ordered = wanted.order_by(_file.c.until, _file.c.id).limit(most)
    return [GivenFile(row.id, row.file) for row in uow.run(ordered)]


def record_gone(uow: Uow, given: GivenFile, by: str, *, was_there: bool) -> None:
    """Once, whoever else finds the same. It is logged, and whether it was there until then."""
    if uow.run(update(_file).where(_file.c.id == given.id, _is_there).values(gone_at=uow.instant)).rowcount:
        uow.log("file deleted", by, file=given.id, was_there=was_there)


def record_stuck(uow: Uow, given: GivenFile, reason: str) -> None:
    stuck = {"tried_on": uow.today, "reason": reason[:80]}
    uow.run(update(_file).where(_file.c.id == given.id, _is_there).values(**stuck))


def load_stuck(uow: Uow) -> Stuck:
    """What is there a day longer than it should be."""
    stuck = and_(_is_there, _file.c.until < uow.today)
    many = int(uow.run(select(func.count()).select_from(_file).where(stuck)).scalar_one())
    last = select(_file.c.reason).where(stuck, _file.c.reason.is_not(None)).order_by(_file.c.tried_on.desc()).limit(1)
    return Stuck(many, uow.run(last).scalar())
