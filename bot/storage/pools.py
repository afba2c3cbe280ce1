"""Which sheets of a form were handed in, and when. What becomes of several together is decided in flows."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of

_run = table_of(tables.Run)
_version = table_of(tables.Version)


class HandedIn(NamedTuple):
    run: str
    version: str
    at: datetime
    team: str | None


def load_handed_in(uow: Uow, framework: str, checklist: str) -> list[HandedIn]:
    """All that were submitted of one form, in all its versions, oldest first."""
    wanted = (
        select(_run.c.id, _run.c.version, _run.c.submitted_at, _run.c.team)
        .join(_version, _version.c.digest == _run.c.version)
        .where(_version.c.framework == framework, _version.c.checklist == checklist, _run.c.state == "submitted")
        .order_by(_run.c.submitted_at, _run.c.id)
    )
    return [HandedIn(row.id, row.version, row.submitted_at, row.team) for row in uow.run(wanted)]
