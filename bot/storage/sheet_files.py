"""Which files of sheets were entered, by what they held: the same one is never entered twice."""

from sqlalchemy import bindparam, select, text

from bot.storage.store import Uow
from bot.storage.tables import sheets, table_of

_file = table_of(sheets.SheetFile)
_KEEP = text(
    "INSERT INTO sheet_file (digest, checklist, entered_by, entered_at, sheets) "
    "VALUES (:digest, :checklist, :entered_by, :entered_at, :sheets) ON CONFLICT (digest) DO NOTHING"
).bindparams(bindparam("entered_at", type_=_file.c.entered_at.type))


def is_entered(uow: Uow, digest: str) -> bool:
    return uow.run(select(_file.c.digest).where(_file.c.digest == digest)).first() is not None


def keep_entered(uow: Uow, digest: str, checklist: str, person: str, count: int) -> bool:
    """False where it was entered before, be it a moment ago by somebody else."""
    row = {"digest": digest, "checklist": checklist, "entered_by": person, "entered_at": uow.now, "sheets": count}
    return bool(uow.run(_KEEP, row).rowcount)
