"""What the log tells of closings and approved reports, and whether those that are kept say the same, byte for byte.

The chain itself is in proof.py.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from bot.storage import chain
from bot.storage.store import Uow
from bot.storage.tables import figures, reports, table_of

_closing = table_of(figures.Closing)
_report = table_of(reports.Report)


class ClosingsTold:
    """What was closed and approved, each with the digest of what was kept of it."""

    def __init__(self) -> None:
        self.closings: dict[str, tuple[str, ...]] = {}
        self.reports: dict[str, str | None] = {}

    def hear(self, entry: Mapping[str, Any]) -> None:
        """One entry of the log, about whatever it is."""
        if entry.get("verb") == "period closed":
            facts = ("framework", "period", "number", "digest", "actor")
            self.closings[str(entry.get("closing"))] = tuple(str(entry.get(fact)) for fact in facts)
        elif entry.get("verb") == "report approved":
            # An entry from before their words were followed tells only that it was approved.
            self.reports[str(entry.get("report"))] = entry.get("body")


def unlike_closings(uow: Uow, told: ClosingsTold) -> Iterator[str]:
    """Where what is kept of a time that was closed, or of an approved report, is not what was kept then."""
    known = dict(told.closings)
    for row in uow.run(select(_closing).order_by(_closing.c.id)):
        days = f"{row.first.isoformat()}/{row.last.isoformat()}"
        stored = (row.framework, days, str(row.number), digest_of(row.body), row.closed_by)
        if known.pop(row.id, None) != stored or row.digest != stored[3]:
            yield f"closing {row.id} is not the one that the log tells of"
        elif not chain.holds(uow.connection, _head_in(row.body)):
            yield f"closing {row.id} names a head that the log never had"
    yield from (f"closing {key} is not the one that the log tells of" for key in known)
    yield from _unlike_reports(uow, told.reports)


def _unlike_reports(uow: Uow, told: Mapping[str, str | None]) -> Iterator[str]:
    approved = select(_report.c.id, _report.c.body).where(_report.c.state == "approved")
    stored = {row.id: row.body for row in uow.run(approved.order_by(_report.c.id))}
    for key in sorted(stored.keys() | told.keys()):
        digest = told.get(key)
        if key not in stored or key not in told or digest not in (None, digest_of(stored[key])):
            yield f"report {key} is not the one that the log tells of"


def digest_of(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _head_in(body: str) -> chain.Head:
    """The end of the log when it was closed. Its digest has shown that it is what was stored."""
    sequence, last = json.loads(body)["head"]
    return chain.Head(sequence, last)
