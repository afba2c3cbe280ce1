"""Meetings: set up, found, kept current. Whoever changes one locks it first, so that two do not cross."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, insert, or_, select, update

from bot.domain.meetings import CLOSED, OPEN, Meeting, Point, Seat, Sheet
from bot.domain.reporting import Held
from bot.domain.runs import Run
from bot.frameworks.agenda import MARK
from bot.storage.keys import is_key, new_key
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import actions, table_of
from bot.storage.tables import meetings as tables
from bot.storage.tables import runs as run_tables
from bot.storage.words import add_words, words_table

_meeting = table_of(tables.Meeting)
_seat = table_of(tables.Seat)
_point = table_of(tables.AgendaItem)
_run = table_of(run_tables.Run)
_version = table_of(run_tables.Version)
_answer = table_of(run_tables.Answer)
_action = table_of(actions.Action)

_NAMED = select(_meeting, words_table.c.text).join(words_table, words_table.c.id == _meeting.c.name_id)
_POINTS = select(_point, words_table.c.text).join(words_table, words_table.c.id == _point.c.words_id)
_POINTS_SINCE = Prepared(
    _POINTS.where(_point.c.meeting == bindparam("of"), _point.c.since <= bindparam("until")).order_by(_point.c.number)
)


def add_meeting(uow: Uow, framework: str, kind: str, name: str, day: date, author: str, keep: str | None) -> str:
    key, (name_id, name_digest) = new_key(), add_words(uow, name, keep)
    row = {"id": key, "framework": framework, "kind": kind, "name_id": name_id, "day": day, "state": OPEN}
    uow.run(insert(_meeting), {**row, "author": author, "at": uow.now})
    uow.log("meeting set up", author, meeting=key, name=name_digest)
    return key


def load_meeting(uow: Uow, meeting: str, *, lock: bool = False) -> Meeting | None:
    """With everybody who sits in it now, and its agenda as it stands."""
    if not is_key(meeting):
        return None
    found = _NAMED.where(_meeting.c.id == meeting)
    row = uow.run(found.with_for_update(of=_meeting) if lock else found).first()
    return _meeting_of(uow, row) if row else None


def load_meetings_of(uow: Uow, person: str, closed_since: date | None = None) -> list[Meeting]:
    """The open ones in which this person sits, the latest first; with a day, those too that were held since then."""
    sits = select(_seat.c.meeting).where(_seat.c.person == person, _seat.c.until.is_(None))
    is_meant = _meeting.c.state == OPEN
    if closed_since:
        is_meant = or_(is_meant, _meeting.c.day >= closed_since)
    return _all(uow, _NAMED.where(is_meant, _meeting.c.id.in_(sits)))


def load_meetings_of_kind(uow: Uow, framework: str, kind: str) -> list[Meeting]:
    """The open ones of a kind, the latest first."""
    of_kind = and_(_meeting.c.framework == framework, _meeting.c.kind == kind)
    return _all(uow, _NAMED.where(_meeting.c.state == OPEN, of_kind))


def load_days(uow: Uow, framework: str, kinds: Sequence[str]) -> list[date]:
    """On which meetings of these kinds were, or of all kinds of the framework, the earliest first."""
    found = select(_meeting.c.day).where(_meeting.c.framework == framework)
    found = found.where(_meeting.c.kind.in_(sorted(kinds))) if kinds else found
    return list(uow.run(found.order_by(_meeting.c.day)).scalars())


def load_held(uow: Uow, framework: str, kind: str, since: date) -> list[Held]:
    """Those of a kind from that day on, those that are set up for a later day too; the earliest first."""
    here = (_meeting.c.framework == framework, _meeting.c.kind == kind, _meeting.c.day >= since)
    found = uow.run(select(_meeting.c.id, _meeting.c.day).where(*here).order_by(_meeting.c.day, _meeting.c.id))
    return [Held(row.id, row.day) for row in found]


def load_meetings_with_sheets(uow: Uow, most: int) -> list[Meeting]:
    """The latest of all, closed ones too, about which something was submitted."""
    about = select(_run.c.subject_meeting).where(_run.c.state == "submitted", _run.c.subject_meeting.is_not(None))
    found = _NAMED.where(_meeting.c.id.in_(about)).order_by(_meeting.c.day.desc(), _meeting.c.id).limit(most)
    return [_meeting_of(uow, row) for row in uow.run(found).fetchall()]


def _all(uow: Uow, found: Any) -> list[Meeting]:
    rows = uow.run(found.order_by(_meeting.c.day.desc(), _meeting.c.id))
    return [_meeting_of(uow, row) for row in rows.fetchall()]


def _meeting_of(uow: Uow, row: Row[Any]) -> Meeting:
    seats = uow.run(select(_seat).where(_seat.c.meeting == row.id, _seat.c.until.is_(None)).order_by(_seat.c.since))
    points = _POINTS.where(_point.c.meeting == row.id, _point.c.until.is_(None)).order_by(_point.c.number)
    return Meeting(
        id=row.id,
        framework=row.framework,
        kind=row.kind,
        name=row.text,
        day=row.day,
        state=row.state,
        seats=tuple(_seat_of(seat) for seat in seats),
        agenda=tuple(Point(point.number, point.text) for point in uow.run(points)),
    )


def _seat_of(row: Row[Any]) -> Seat:
    return Seat(row.id, row.person, row.role, row.number)


def load_seat(uow: Uow, seat: str) -> Seat | None:
    row = uow.run(select(_seat).where(_seat.c.id == seat)).first() if is_key(seat) else None
    return _seat_of(row) if row else None


def load_name(uow: Uow, meeting: str) -> tuple[str, date]:
    """What it is called and when it is."""
    row = uow.run(_NAMED.where(_meeting.c.id == meeting)).one()
    return row.text, row.day


def load_agenda_in(uow: Uow, run: Run) -> list[Point]:
    """The agenda as the run asks it: as it stands, or as it stood when the run was submitted.

    A point that was taken off stays where something was answered about it.
    """
    until = run.submitted_at or uow.now
    points = uow.rows(_POINTS_SINCE, {"of": run.subject.meeting, "until": until})
    answered = _answered(uow, run.id) if any(_was_off(row.until, until) for row in points) else set()
    there = [row for row in points if not _was_off(row.until, until) or row.number in answered]
    return [Point(row.number, row.text, _was_off(row.until, until)) for row in there]


def _was_off(taken: datetime | None, until: datetime) -> bool:
    return taken is not None and taken <= until


def _answered(uow: Uow, run: str) -> set[int]:
    """The numbers of the points about which the run holds an answer or an action."""
    items: set[str] = set()
    for table in (_answer, _action):
        items |= set(uow.run(select(table.c.item).where(table.c.run == run, table.c.item.contains(MARK))).scalars())
    return {int(item.partition(MARK)[2]) for item in items}


def rename(uow: Uow, meeting: str, name: str, author: str, keep: str | None) -> None:
    name_id, name_digest = add_words(uow, name, keep)
    uow.run(update(_meeting).where(_meeting.c.id == meeting).values(name_id=name_id))
    uow.log("meeting renamed", author, meeting=meeting, name=name_digest)


def put_day(uow: Uow, meeting: str, day: date, author: str) -> None:
    uow.run(update(_meeting).where(_meeting.c.id == meeting).values(day=day))
    uow.log("meeting moved", author, meeting=meeting)


def close(uow: Uow, meeting: str, author: str) -> None:
    uow.run(update(_meeting).where(_meeting.c.id == meeting).values(state=CLOSED))
    uow.log("meeting closed", author, meeting=meeting)


def seat_people(uow: Uow, meeting: str, people: Iterable[str], author: str) -> None:
    for person in people:
        _add_seat(uow, meeting, author, person=person, number=1)


def seat_role(uow: Uow, meeting: str, role: str, author: str) -> None:
    """One more of this role; its number was nobody's before."""
    taken = select(func.max(_seat.c.number)).where(_seat.c.meeting == meeting, _seat.c.role == role)
    number = (uow.run(taken).scalar() or 0) + 1
    _add_seat(uow, meeting, author, role=role, number=number)


def _add_seat(uow: Uow, meeting: str, author: str, **whose: Any) -> None:
    row = {"id": new_key(), "meeting": meeting, "person": None, "role": None, "since": uow.now, "until": None, **whose}
    uow.run(insert(_seat), row)
    uow.log("seat given", author, meeting=meeting, seat=row["id"])


def end_seat(uow: Uow, meeting: str, seat: str, author: str) -> bool:
    """False when nobody sat there any more."""
    where = and_(_seat.c.id == seat, _seat.c.meeting == meeting, _seat.c.until.is_(None))
    if not uow.run(update(_seat).where(where).values(until=uow.now)).rowcount:
        return False
    uow.log("seat ended", author, meeting=meeting, seat=seat)
    return True


def add_points(uow: Uow, meeting: str, points: Sequence[tuple[str, str | None]], author: str) -> None:
    """Words, each with the reason why something in them has to stay, if there is one."""
    last = uow.run(select(func.max(_point.c.number)).where(_point.c.meeting == meeting)).scalar() or 0
    for number, (words, keep) in enumerate(points, last + 1):
        words_id, words_digest = add_words(uow, words, keep)
        row = {"meeting": meeting, "number": number, "words_id": words_id, "since": uow.now, "until": None}
        uow.run(insert(_point), row)
        uow.log("agenda added", author, meeting=meeting, number=number, words=words_digest)


def take_off(uow: Uow, meeting: str, number: int, author: str) -> bool:
    """False when it was off already."""
    where = and_(_point.c.meeting == meeting, _point.c.number == number, _point.c.until.is_(None))
    if not uow.run(update(_point).where(where).values(until=uow.now)).rowcount:
        return False
    uow.log("agenda taken off", author, meeting=meeting, number=number)
    return True


def load_open_runs_about(uow: Uow, meeting: str) -> list[str]:
    """Whose cards show the agenda."""
    about = select(_run.c.id).where(_run.c.subject_meeting == meeting, _run.c.state == "open")
    return [str(run) for run in uow.run(about).scalars()]


def load_sheets(uow: Uow, meeting: str) -> list[Sheet]:
    """Everything that was begun about the meeting and not withdrawn, the first one first."""
    about = (
        select(_run.c.id, _run.c.author, _run.c.seat, _run.c.state, _version.c.checklist)
        .join(_version, _version.c.digest == _run.c.version)
        .where(_run.c.subject_meeting == meeting, _run.c.state != "withdrawn")
        .order_by(_run.c.started_at, _run.c.id)
    )
    return [Sheet(row.id, row.checklist, row.author, row.seat, row.state == "submitted") for row in uow.run(about)]
