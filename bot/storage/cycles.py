"""When the checks of one form were begun, by anybody. What becomes of that is decided in flows/cycles.py."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of

_run = table_of(tables.Run)
_version = table_of(tables.Version)


def load_begun(uow: Uow, framework: str, checklist: str) -> list[tuple[str, datetime]]:
    """All that are open or handed in, in all versions of the form, with the time at which they were begun."""
    wanted = (
        select(_run.c.id, _run.c.started_at)
        .join(_version, _version.c.digest == _run.c.version)
        .where(_version.c.framework == framework, _version.c.checklist == checklist, _run.c.state != "withdrawn")
        .order_by(_run.c.started_at, _run.c.id)
    )
    return [(row.id, row.started_at) for row in uow.run(wanted)]
