"""What changed lately, by its ids: of what kind and name it is, about whom and by whom. All else is in occasions.py."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select

from bot.domain.runs import Subject
from bot.domain.sought import Touch
from bot.storage.store import Uow
from bot.storage.tables import facts, meetings, runs, sheets, table_of

_run = table_of(runs.Run)
_version = table_of(runs.Version)
_fact = table_of(facts.Fact)
_meeting = table_of(meetings.Meeting)
_wave = table_of(sheets.Wave)


def load_touched_runs(uow: Uow, ids: Iterable[str]) -> Iterator[Touch]:
    """Each as a check, and for the actions agreed in it."""
    joined = select(_run, _version.c.checklist, _version.c.framework).join(
        _version, _version.c.digest == _run.c.version
    )
    for row in uow.run(joined.where(_run.c.id.in_(sorted(ids)))):
        for kind in ("check", "action"):
            yield Touch(row.framework, kind, row.checklist, subject_of(row), row.author, row.team)


def load_touched_facts(uow: Uow, ids: Iterable[str]) -> Iterator[Touch]:
    joined = select(_fact, _version.c.framework).join(_version, _version.c.digest == _fact.c.version)
    for row in uow.run(joined.where(_fact.c.id.in_(sorted(ids)))):
        yield Touch(row.framework, "fact", f"{row.book}/{row.fact}", subject_of(row), row.author, row.team)


def load_touched_meetings(uow: Uow, ids: Iterable[str]) -> Iterator[Touch]:
    for row in uow.run(select(_meeting).where(_meeting.c.id.in_(sorted(ids)))):
        yield Touch(row.framework, "meeting", row.kind, Subject("meeting", row.id), row.author, None)


def load_touched_waves(uow: Uow, ids: Iterable[str]) -> Iterator[Touch]:
    for row in uow.run(select(_wave).where(_wave.c.id.in_(sorted(ids)))):
        yield Touch(row.framework, "survey", row.checklist, Subject("service"), row.opened_by, None)


def subject_of(row: Any) -> Subject:
    """Of a run or a fact."""
    if row.subject_kind == "service":
        return Subject("service")
    return Subject(row.subject_kind, getattr(row, f"subject_{row.subject_kind}")).spelled
