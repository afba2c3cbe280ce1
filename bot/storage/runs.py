"""Runs: begin, load, move about in, finish. Their answers are in answers.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, insert, or_, select, text, update

from bot.domain.runs import Run, Subject
from bot.storage.keys import new_key, new_reference
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of

_run = table_of(tables.Run)
_version = table_of(tables.Version)
_participant = table_of(tables.Participant)
_reading = table_of(tables.Reading)

REVIEW = None
"""The place after the last item."""

_COLUMNS = select(_run, _version.c.checklist, _version.c.framework).join(_version, _version.c.digest == _run.c.version)
_BY_ID = _COLUMNS.where(_run.c.id == bindparam("id"))
_ONE = Prepared(_BY_ID)
_ONE_LOCKED = Prepared(_BY_ID.with_for_update(of=_run, key_share=True))
_OPEN_OF = (
    _COLUMNS.join(_participant, and_(_participant.c.run == _run.c.id, _participant.c.person == bindparam("person")))
    .where(_run.c.state == "open")
    .order_by(_run.c.started_at.desc(), _run.c.id)
)
_RECENT = (
    _COLUMNS.where(_run.c.author == bindparam("person"), _run.c.state == "submitted")
    .order_by(_run.c.submitted_at.desc())
    .limit(bindparam("most"))
)
_ABOUT = (
    _COLUMNS.where(
        _version.c.checklist == bindparam("checklist"),
        _run.c.state == "submitted",
        _run.c.subject_kind == bindparam("kind"),
        func.coalesce(*(_run.c[f"subject_{kind}"] for kind in ("plain", "person", "team", "meeting")), "")
        == bindparam("key"),
    )
    .order_by(_run.c.submitted_at.desc())
    .limit(bindparam("most"))
)
_TOOK_PART = exists().where(_participant.c.run == _run.c.id, _participant.c.person == _run.c.subject_person)
_SHARED = (
    _COLUMNS.where(
        _run.c.subject_person == bindparam("person"),
        _run.c.author != _run.c.subject_person,
        _run.c.state == "submitted",
        or_(_run.c.shared_at.is_not(None), _TOOK_PART),
    )
    .order_by(_run.c.submitted_at.desc())
    .limit(bindparam("most"))
)
_BODY = select(_version.c.body).where(_version.c.digest == bindparam("digest"))
_BODIES = select(_version.c.checklist, _version.c.body).order_by(_version.c.first_used_at, _version.c.digest)
# Not a key's update: what only names the version need not wait.
_LOCK_VERSION = (
    select(_version.c.digest).where(_version.c.digest == bindparam("digest")).with_for_update(key_share=True)
)
_HAS_SUBJECT = select(_run.c.id).where(_run.c.subject_plain == bindparam("reference")).limit(1)
_HAS_REFERENCE = select(_run.c.id).where(_run.c.reference == bindparam("reference"))
# Two people may begin the first run of a version at the same moment.
_ADD_VERSION = text(
    "INSERT INTO version (digest, framework, checklist, body, first_used_at) "
    "VALUES (:digest, :framework, :checklist, :body, :first_used_at) ON CONFLICT (digest) DO NOTHING"
).bindparams(bindparam("first_used_at", type_=_version.c.first_used_at.type))
_ADD = insert(_run)
_JOIN = insert(_participant)
_BUMP = Prepared(update(_run).where(_run.c.id == bindparam("of")).values(revision=_run.c.revision + 1))
_PLACE = Prepared(
    select(_participant.c.place).where(
        _participant.c.run == bindparam("run"), _participant.c.person == bindparam("person")
    )
)
_MOVE = Prepared(
    update(_participant)
    .where(_participant.c.run == bindparam("in_run"), _participant.c.person == bindparam("who"))
    .values(place=bindparam("to"))
)
_LEAVE = Prepared(
    update(_participant)
    .where(
        _participant.c.run == bindparam("in_run"),
        _participant.c.person == bindparam("who"),
        _participant.c.place == bindparam("from"),
    )
    .values(place=bindparam("to"))
)
_READERS = select(_reading.c.person).where(_reading.c.run == bindparam("run"))
_READ = text(
    "INSERT INTO reading (run, person, last_at) VALUES (:run, :person, :last_at) "
    "ON CONFLICT (run, person) DO UPDATE SET last_at = :last_at"
).bindparams(bindparam("last_at", type_=_reading.c.last_at.type))


def keep_version(uow: Uow, digest: str, framework: str, checklist: str, body: str) -> None:
    """Store the checklist that a run begins with, once."""
    row = {"digest": digest, "framework": framework, "checklist": checklist, "body": body}
    uow.run(_ADD_VERSION, {**row, "first_used_at": uow.now})


def lock_version(uow: Uow, digest: str) -> None:
    uow.run(_LOCK_VERSION, {"digest": digest})


def load_body(uow: Uow, digest: str) -> str:
    return str(uow.run(_BODY, {"digest": digest}).scalar_one())


def load_newest_bodies(uow: Uow) -> dict[str, str]:
    """Of every checklist that was begun, and register that was written in, the version that was new last."""
    return {row.checklist: row.body for row in uow.run(_BODIES)}


def begin_run(uow: Uow, version: str, subject: Subject, author: str, team: str | None, seat: str | None = None) -> str:
    """A new run with its author in it, at the first item not yet answered."""
    run = new_key()
    row: dict[str, Any] = {
        "id": run,
        "reference": _free_reference(uow),
        "version": version,
        "subject_kind": subject.kind,
        "subject_reference": subject.reference,
        "subject_plain": subject.reference.casefold() if subject.reference else None,
        "subject_person": subject.person,
        "subject_team": subject.team,
        "subject_meeting": subject.meeting,
        "seat": seat,
        "author": author,
        "team": team,
        "state": "open",
        "revision": 1,
        "started_at": uow.now,
    }
    uow.run(_ADD, row)
    return run


def _free_reference(uow: Uow) -> str:
    reference = new_reference()
    while uow.run(_HAS_REFERENCE, {"reference": reference}).first():
        reference = new_reference()
    return reference


def join_run(uow: Uow, run: str, person: str, place: str | None) -> None:
    uow.run(_JOIN, {"run": run, "person": person, "place": place})


def has_subject(uow: Uow, reference: str) -> bool:
    """Whether some check is about this reference."""
    return uow.run(_HAS_SUBJECT, {"reference": reference.casefold()}).first() is not None


def load_run(uow: Uow, run: str, *, lock: bool = False) -> Run | None:
    """The run; locked, nobody else changes it until this transaction ends."""
    rows = uow.rows(_ONE_LOCKED if lock else _ONE, {"id": run})
    return _run_of(rows[0]) if rows else None


def load_open_runs(uow: Uow, person: str) -> list[Run]:
    """The runs that this person has not finished, newest first."""
    return [_run_of(row) for row in uow.run(_OPEN_OF, {"person": person})]


def load_every_open(uow: Uow) -> list[Run]:
    """All that nobody has finished, whoever takes part."""
    return [_run_of(row) for row in uow.run(_COLUMNS.where(_run.c.state == "open").order_by(_run.c.id))]


def load_recent(uow: Uow, person: str, most: int) -> list[Run]:
    """The checks that this person submitted last, newest first."""
    return [_run_of(row) for row in uow.run(_RECENT, {"person": person, "most": most})]


def load_submitted_about(uow: Uow, checklist: str, subject: Subject, most: int) -> list[Run]:
    """The last submitted checks of one checklist about the same subject, newest first."""
    same = {"checklist": checklist, "kind": subject.kind, "key": (subject.key or "").casefold(), "most": most}
    return [_run_of(row) for row in uow.run(_ABOUT, same)]


def load_concerning(uow: Uow, person: str, since: datetime, most: int) -> list[Run]:
    """The last submitted checks of this person's practice: about them, or written by them about nobody."""
    theirs = (_run.c.subject_person == person) | ((_run.c.author == person) & _run.c.subject_person.is_(None))
    found = _COLUMNS.where(theirs, _run.c.state == "submitted", _run.c.submitted_at >= since)
    return [_run_of(row) for row in uow.run(found.order_by(_run.c.submitted_at.desc(), _run.c.id).limit(most))]


def load_shared_with(uow: Uow, person: str, most: int) -> list[Run]:
    """The checks about this person that they may read: shared with them, or filled in with them; newest first."""
    return [_run_of(row) for row in uow.run(_SHARED, {"person": person, "most": most})]


def load_states(uow: Uow) -> dict[str, str]:
    """The state of every run; for proving the log."""
    return {row.id: row.state for row in uow.run(select(_run.c.id, _run.c.state))}


def bump(uow: Uow, run: str) -> None:
    """Say that what people see of the run has changed."""
    uow.change(_BUMP, {"of": run})


def has_joined(uow: Uow, run: str, person: str) -> bool:
    return bool(uow.rows(_PLACE, {"run": run, "person": person}))


def load_place(uow: Uow, run: str, person: str) -> str | None:
    """The item this person is at; none at the review, and for somebody who has not joined."""
    return next((row.place for row in uow.rows(_PLACE, {"run": run, "person": person})), None)


def move(uow: Uow, run: str, person: str, to: str | None) -> None:
    if not uow.change(_MOVE, {"in_run": run, "who": person, "to": to}):
        join_run(uow, run, person, to)


def leave(uow: Uow, run: str, person: str, item: str, to: str | None) -> bool:
    """Move on, but only from this item; false, and nothing done, for somebody who is elsewhere."""
    return bool(uow.change(_LEAVE, {"in_run": run, "who": person, "from": item, "to": to}))


def finish(uow: Uow, run: str, state: str) -> None:
    done_at: datetime | None = uow.now if state == "submitted" else None
    uow.run(
        update(_run).where(_run.c.id == run).values(state=state, submitted_at=done_at, revision=_run.c.revision + 1)
    )


def share(uow: Uow, run: str) -> None:
    uow.run(update(_run).where(_run.c.id == run).values(shared_at=uow.now, revision=_run.c.revision + 1))


def note_reading(uow: Uow, run: str, person: str) -> None:
    uow.run(_READ, {"run": run, "person": person, "last_at": uow.now})


def load_readers(uow: Uow, run: str) -> list[str]:
    return list(uow.run(_READERS, {"run": run}).scalars())


def _run_of(row: Row[Any]) -> Run:
    kind = row.subject_kind
    keys = (row.subject_reference, row.subject_person, row.subject_team, row.subject_meeting)
    subject = Subject(kind, next(filter(None, keys), None))
    return Run(
        id=row.id,
        reference=row.reference,
        version=row.version,
        checklist=row.checklist,
        framework=row.framework,
        subject=subject,
        author=row.author,
        team=row.team,
        state=row.state,
        revision=row.revision,
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        shared_at=row.shared_at,
        seat=row.seat,
    )
