"""Which files of sheets were entered, by what they held: the same one is never entered twice."""

from sqlalchemy import insert, select

from bot.storage.store import Uow
from bot.storage.tables import sheets, table_of

_file = table_of(sheets.SheetFile)


def is_entered(uow: Uow, digest: str) -> bool:
    return uow.run(select(_file.c.digest).where(_file.c.digest == digest)).first() is not None


def keep_entered(uow: Uow, digest: str, checklist: str, person: str, count: int) -> None:
    row = {"digest": digest, "checklist": checklist, "entered_by": person, "entered_at": uow.now, "sheets": count}
    uow.run(insert(_file), row)
