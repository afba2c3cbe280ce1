"""What happened and when, as far as it decides what is owed: checks, parts, facts, meetings, surveys, actions.

What is looked for comes from the schedules by way of flows/due; no file is read here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, Select, Table, and_, false, func, or_, select, union

from bot.domain.actions import DONE, DROPPED
from bot.domain.duties import Occasion, Seats
from bot.domain.meetings import CLOSED
from bot.domain.runs import Subject
from bot.domain.sought import Sought, Turned, Within
from bot.storage.store import Uow
from bot.storage.tables import actions, duties, facts, meetings, runs, sheets, table_of
from bot.storage.touched import subject_of

_run = table_of(runs.Run)
_version = table_of(runs.Version)
_answer = table_of(runs.Answer)
_handed_in = table_of(runs.HandedIn)
_started = table_of(duties.Started)
_last_done = table_of(duties.LastDone)
_fact = table_of(facts.Fact)
_meeting = table_of(meetings.Meeting)
_seat = table_of(meetings.Seat)
_wave = table_of(sheets.Wave)
_action = table_of(actions.Action)
_step = table_of(actions.ActionStep)

_THERE = {table.name: table.alias("there") for table in (_run, _fact)}
_RUNS = (
    select(_run, _version.c.checklist, _started.c.duty)
    .join(_version, _version.c.digest == _run.c.version)
    .outerjoin(_started, _started.c.run == _run.c.id)
)


def load_occasions(uow: Uow, zone: ZoneInfo, sought: Sought, within: Within | None = None) -> list[Occasion]:
    """All that is looked for but the parts of checks, which depend on what their files once said."""
    found = chain(
        _checks(uow, zone, sought, within),
        _facts(uow, sought, within),
        _meetings(uow, sought, within),
        _surveys(uow, sought),
        _actions(uow, zone, sought, within),
        _before(uow, sought, within),
    )
    return sorted(found, key=lambda there: (there.day, there.id, there.state))


def load_turned(uow: Uow, zone: ZoneInfo, sought: Sought, within: Within | None = None) -> list[Turned]:
    """The checks of several parts that are open or submitted, with the days of their parts."""
    if not sought.parts:
        return []
    wanted = _RUNS.where(_run.c.state != "withdrawn", *_are(sought.framework, sought.parts), *_within(within, _run))
    rows = uow.run(wanted).fetchall()
    handed: dict[str, dict[str, date]] = defaultdict(dict)
    days = select(_handed_in).where(_handed_in.c.run.in_(wanted.with_only_columns(_run.c.id)))
    for row in uow.run(days):
        handed[row.run][row.part] = _day(row.at, zone)
    return [
        Turned(
            run=row.id,
            checklist=row.checklist,
            version=row.version,
            subject=subject_of(row),
            author=row.author,
            team=row.team,
            begun=_day(row.started_at, zone),
            handed_in=handed[row.id],
            submitted=_day(row.submitted_at, zone) if row.submitted_at else None,
            duty=row.duty,
        )
        for row in rows
    ]


def load_seats(uow: Uow, sought: Sought, within: Within | None = None) -> list[Seats]:
    """Who sits in the meetings of these kinds now; members from outside are nobody here."""
    people: dict[str, list[str]] = defaultdict(list)
    rows = uow.run(_meetings_wanted(sought, within)).fetchall() if sought.meetings else []
    sits = select(_seat.c.meeting, _seat.c.person).where(_seat.c.person.is_not(None), _seat.c.until.is_(None))
    theirs = _meetings_wanted(sought, within).with_only_columns(_meeting.c.id)
    for row in uow.run(sits.where(_seat.c.meeting.in_(theirs)).order_by(_seat.c.since, _seat.c.id)) if rows else ():
        people[row.meeting].append(row.person)
    return [Seats(row.id, row.day, row.kind, tuple(people[row.id]), row.author) for row in rows]


def _checks(uow: Uow, zone: ZoneInfo, sought: Sought, within: Within | None) -> Iterator[Occasion]:
    if not sought.checks:
        return
    wanted = _RUNS.where(
        _run.c.submitted_at.is_not(None),
        *_are(sought.framework, sought.checks),
        *_within(within, _run),
    )
    named = [and_(_version.c.checklist == check, _answer.c.item == item) for check, item in sought.covers.items()]
    if named:
        answered = and_(_answer.c.run == _run.c.id, or_(*named))
        wanted = wanted.outerjoin(_answer, answered).add_columns(_answer.c.person.label("covers"))
    for row in uow.run(wanted):
        yield Occasion(
            id=row.id,
            kind="check",
            name=row.checklist,
            subject=subject_of(row),
            day=_day(row.submitted_at, zone),
            author=row.author,
            team=row.team,
            covers=row.covers if named else None,
            duty=row.duty,
            noted=row.submitted_at,
        )


def _facts(uow: Uow, sought: Sought, within: Within | None) -> Iterator[Occasion]:
    """Those that stand. One that corrects another tells of the same event, so it goes by the id of the first."""
    if not sought.facts:
        return
    named = or_(*(and_(_fact.c.book == book, _fact.c.fact == fact) for book, fact in sorted(sought.facts)))
    rows = uow.run(select(_fact).where(named, _fact.c.state != "withdrawn", *_within(within, _fact))).fetchall()
    instead_of = _instead_of(uow, {row.id: row.corrects for row in rows})
    for row in rows:
        if row.state != "standing":
            continue
        yield Occasion(
            id=_first(row.id, instead_of),
            kind="fact",
            name=f"{row.book}/{row.fact}",
            subject=subject_of(row),
            day=row.day,
            about=row.about,
            outcome=sought.facts[row.book, row.fact].get(row.outcome) if row.outcome is not None else None,
            author=row.author,
            team=row.team,
            noted=row.at,
        )


def _instead_of(uow: Uow, known: dict[str, str | None]) -> dict[str, str | None]:
    """Which fact each puts right, back to the first, whoever recorded that."""
    while ahead := {before for before in known.values() if before} - known.keys():
        rows = uow.run(select(_fact.c.id, _fact.c.corrects).where(_fact.c.id.in_(sorted(ahead))))
        known |= {row.id: row.corrects for row in rows}
    return known


def _first(fact: str, instead_of: dict[str, str | None]) -> str:
    before = instead_of.get(fact)
    return _first(before, instead_of) if before else fact


def _meetings_wanted(sought: Sought, within: Within | None) -> Select[Any]:
    named = (_meeting.c.framework == sought.framework, _meeting.c.kind.in_(sorted(sought.meetings)))
    if within is None:
        return select(_meeting).where(*named)
    about = sorted(subject.meeting for subject in within.subjects if subject.meeting)
    theirs = or_(_meeting.c.id.in_(about), _meeting.c.author.in_(sorted(within.authors)))
    return select(_meeting).where(*named, theirs)


def _meetings(uow: Uow, sought: Sought, within: Within | None) -> Iterator[Occasion]:
    """On its day, both when it is open and when it was ended: nobody asks when the button was pressed."""
    for row in uow.run(_meetings_wanted(sought, within)) if sought.meetings else ():
        subject = Subject("meeting", row.id)
        yield Occasion(row.id, "meeting", row.kind, subject, row.day, "opened", author=row.author)
        if row.state == CLOSED:
            yield Occasion(row.id, "meeting", row.kind, subject, row.day, author=row.author)


def _surveys(uow: Uow, sought: Sought) -> Iterator[Occasion]:
    """Those that were closed and counted."""
    if not sought.surveys:
        return
    named = (_wave.c.framework == sought.framework, _wave.c.checklist.in_(sorted(sought.surveys)))
    for row in uow.run(select(_wave).where(*named, _wave.c.state == "counted")):
        yield Occasion(row.id, "survey", row.checklist, Subject("service"), row.closes_on, author=row.opened_by)


def _actions(uow: Uow, zone: ZoneInfo, sought: Sought, within: Within | None) -> Iterator[Occasion]:
    """Those with a day, agreed in submitted checks: they are agreed once the check is handed in."""
    if not sought.actions_of:
        return
    columns = (_action.c.id.label("action"), _action.c.owner, _action.c.due, _action.c.state.label("stands"))
    wanted = (
        _RUNS.join(_action, _action.c.run == _run.c.id)
        .outerjoin(_step, and_(_step.c.action == _action.c.id, _step.c.revision == _action.c.revision))
        .add_columns(*columns, _step.c.at.label("ended_at"))
        .where(_run.c.submitted_at.is_not(None), _action.c.due.is_not(None), _action.c.state != DROPPED)
        .where(*_are(sought.framework, sought.actions_of), *_within(within, _run))
    )
    for row in uow.run(wanted):
        agreed = _day(row.submitted_at, zone)
        ends = [("opened", agreed)]
        ends += [("done", _day(row.ended_at, zone))] if row.stands == DONE and row.ended_at else []
        for state, day in ends:
            yield Occasion(
                id=row.action,
                kind="action",
                name=row.checklist,
                subject=subject_of(row),
                day=day,
                state=state,
                about=row.action,
                author=row.owner,
                team=row.team,
                due=row.due,
            )


def _before(uow: Uow, sought: Sought, within: Within | None) -> Iterator[Occasion]:
    """What a file told of the time before go-live."""
    if not sought.rules:
        return
    named = _last_done.c.rule.in_(sorted(sought.rules))
    keys = None if within is None else [*within.authors, *within.teams, *(_key(there) for there in within.subjects)]
    limits = [] if keys is None else [func.coalesce(_last_done.c.subject_key, "").in_(sorted(keys))]
    for row in uow.run(select(_last_done).where(named, *limits)):
        subject = Subject(row.subject_kind, row.subject_key).spelled
        yield Occasion(row.id, "before", row.rule, subject, row.day, about=row.about)


def _are(framework: str, checklists: Iterable[str]) -> tuple[ColumnElement[bool], ...]:
    return (_version.c.framework == framework, _version.c.checklist.in_(sorted(checklists)))


def _within(within: Within | None, table: Table) -> Iterator[ColumnElement[bool]]:
    """Of runs or facts. Each way in has its own index: SQLite would rather read all than put an OR together."""
    if within is None:
        return
    there = _THERE[table.name]
    ways = [select(there.c.id).where(way) for way in _ways(within, there)]
    yield table.c.id.in_(union(*ways)) if ways else false()


def _ways(within: Within, there: FromClause) -> Iterator[ColumnElement[bool]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for subject in within.subjects:
        by_kind[subject.kind].append(subject.key or "")
    plain = there.c.get("subject_plain", there.c.get("subject_key"))
    for kind, keys in sorted(by_kind.items()):
        column = there.c.get(f"subject_{kind}")
        if kind == "reference" and plain is not None:
            yield and_(plain.in_(sorted(key.casefold() for key in keys)), there.c.subject_kind == kind)
        elif column is not None:
            yield column.in_(sorted(keys))
        else:
            yield there.c.subject_kind == kind
    for column, ids in ((there.c.author, within.authors), (there.c.team, within.teams)):
        if ids:
            yield column.in_(sorted(ids))


def _key(subject: Subject) -> str:
    return subject.spelled.key or ""


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
