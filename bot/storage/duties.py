"""Duties as they were last worked out: found by whom they concern, and brought up to date by what is owed now.

What is owed is worked out in flows/due; what people say of duties is in duty_acts.py.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, false, func, or_, select, text

from bot.domain.duties import Acts, Duty, Excused, Handed, Status
from bot.domain.runs import Subject
from bot.domain.shifts import Shift
from bot.storage.plan_months import load_accepted
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import duties as tables
from bot.storage.tables import table_of

TOLD, LATE = "told", "late"
"""How somebody besides its owner is concerned: reminded as well, or once it is late."""
OPEN = tuple(status for status in Status if status.is_open)

_duty = table_of(tables.Duty)
_concerned = table_of(tables.Concerned)
_act = table_of(tables.DutyAct)

_NAMES = tuple(column.name for column in _duty.columns)
_AT_ONCE = 500
_IN_ORDER = (_duty.c.due, _duty.c.id)
_ALL = select(_duty)
_ONE = Prepared(_ALL.where(_duty.c.id == bindparam("of")))
_OF_RULE = Prepared(_ALL.where(_duty.c.rule == bindparam("of")))
_SETS = ", ".join(f"{name} = excluded.{name}" for name in _NAMES if name != "id")
_PUT = text(
    f"INSERT INTO duty ({', '.join(_NAMES)}) VALUES ({', '.join(f':{name}' for name in _NAMES)}) "  # noqa: S608
    f"ON CONFLICT (id) DO UPDATE SET {_SETS}"
).bindparams(*(bindparam(column.name, type_=column.type) for column in _duty.columns))
_CONCERN = text("INSERT INTO concerned (duty, person, how) VALUES (:duty, :person, :how) ON CONFLICT DO NOTHING")


@dataclass(frozen=True)
class Scope:
    """The rows that were worked out together: those of a rule, or of a rule about some subjects."""

    rule: str
    subjects: frozenset[Subject] | None = None


def load_duty(uow: Uow, duty: str) -> Duty | None:
    return next((_duty_of(row) for row in uow.rows(_ONE, {"of": duty})), None)


def load_duties(uow: Uow, ids: Iterable[str]) -> dict[str, Duty]:
    """By id; those that are not there any more are left out."""
    return {duty.id: duty for some in _batches(sorted(set(ids))) for duty in _found(uow, _duty.c.id.in_(some))}


def load_owned(uow: Uow, people: Iterable[str], statuses: Iterable[Status] = OPEN) -> list[Duty]:
    """What these people owe themselves, the first to come first."""
    wanted = sorted(status.value for status in statuses)
    return _found(uow, _duty.c.owner.in_(sorted(people)), _duty.c.status.in_(wanted))


def load_concerned(
    uow: Uow, people: Iterable[str], how: str, statuses: Iterable[Status] = OPEN, since: date = date.min
) -> list[Duty]:
    """What others owe and these people are told of, at once or once it is late; due from that day on."""
    theirs = select(_concerned.c.duty).where(_concerned.c.person.in_(sorted(people)), _concerned.c.how == how)
    wanted = sorted(status.value for status in statuses)
    return _found(uow, _duty.c.id.in_(theirs), _duty.c.status.in_(wanted), _duty.c.due >= since)


def load_of_team(uow: Uow, teams: Iterable[str], since: date, until: date) -> list[Duty]:
    """All that is counted at these teams and due from one day to another, both included."""
    return _found(uow, _duty.c.team.in_(sorted(teams)), _duty.c.due.between(since, until))


def load_of_rules(uow: Uow, rules: Iterable[str], statuses: Iterable[Status] = OPEN) -> list[Duty]:
    """All that is owed by these rules, by whomever."""
    wanted = sorted(status.value for status in statuses)
    return _found(uow, _duty.c.rule.in_(sorted(rules)), _duty.c.status.in_(wanted))


def load_about(uow: Uow, subjects: Iterable[Subject], since: date) -> list[Duty]:
    """What is owed about one of these, by whomever: all that is open, and of the rest what was due since that day."""
    is_near = _duty.c.status.in_([status.value for status in OPEN]) | (_duty.c.due >= since)
    return [duty for some in _batches(_in_order(subjects)) for duty in _found(uow, _is_about_one(some), is_near)]


def count_late(uow: Uow) -> dict[tuple[str | None, str], int]:
    """How many are past their date, by team and rule."""
    late = select(_duty.c.team, _duty.c.rule, func.count().label("many")).where(_duty.c.status == Status.LATE.value)
    return {(row.team, row.rule): row.many for row in uow.run(late.group_by(_duty.c.team, _duty.c.rule))}


def find_open(uow: Uow, rule: str, subject: Subject) -> list[Duty]:
    """What is still to be done by this rule about this subject, the oldest first."""
    wanted = [status.value for status in OPEN]
    return _found(uow, _duty.c.rule == rule, _is_about(subject), _duty.c.status.in_(wanted))


def load_acts(uow: Uow, duties: Iterable[str] | None = None) -> Acts:
    """What was said and agreed of these duties, or of all: of each the last word."""
    duties = None if duties is None else sorted(set(duties))
    wanted = select(_act).where(_act.c.state == "given").order_by(_act.c.decided_at, _act.c.id)
    rows = (
        uow.run(wanted).fetchall()
        if duties is None
        else [row for some in _batches(duties) for row in uow.run(wanted.where(_act.c.duty.in_(some)))]
    )
    by_kind: dict[str, list[Any]] = {"excuse": [], "nothing": [], "handover": []}
    for row in rows:
        by_kind[row.kind].append(row)
    return Acts(
        excused={row.duty: Excused(row.duty, row.until) for row in by_kind["excuse"]},
        nothing=frozenset(row.duty for row in by_kind["nothing"]),
        handed={row.duty: Handed(row.duty, row.to, row.since) for row in by_kind["handover"]},
        months=load_accepted(uow, duties),
    )


def find_shifts(uow: Uow, scope: Scope, owed: Iterable[Duty]) -> list[Shift]:
    """How what is owed now differs from the rows of this scope."""
    before = {duty.id: duty for duty in _load_scope(uow, scope)}
    after = {duty.id: duty for duty in owed}
    changed = [Shift(before.get(key), duty) for key, duty in after.items() if before.get(key) != duty]
    return [*changed, *(Shift(duty, None) for key, duty in before.items() if key not in after)]


def record_shifts(uow: Uow, shifts: Sequence[Shift]) -> None:
    """Store how duties stand now. The same stored twice, or by two at once, is stored once."""
    gone = [shift.before.id for shift in shifts if shift.before and not shift.after]
    now = [shift.after for shift in shifts if shift.after]
    ids = [shift.before.id for shift in shifts if shift.before]
    for some in _batches(sorted({*ids, *(duty.id for duty in now)})):
        uow.run(delete(_concerned).where(_concerned.c.duty.in_(some)))
    for some in _batches(sorted(gone)):
        uow.run(delete(_duty).where(_duty.c.id.in_(some)))
    if now:
        uow.run(_PUT, [_row_of(duty) for duty in sorted(now, key=lambda duty: duty.id)])
    concerned = [row for duty in now for row in _concerned_in(duty)]
    if concerned:
        uow.run(_CONCERN, concerned)


def load_rules_stored(uow: Uow) -> frozenset[str]:
    """The rules by which something is stored."""
    return frozenset(uow.run(select(_duty.c.rule).distinct()).scalars())


def _load_scope(uow: Uow, scope: Scope) -> list[Duty]:
    if scope.subjects is None:
        return [_duty_of(row) for row in uow.rows(_OF_RULE, {"of": scope.rule})]
    return [
        duty
        for some in _batches(_in_order(scope.subjects))
        for duty in _found(uow, _duty.c.rule == scope.rule, _is_about_one(some))
    ]


def _in_order(subjects: Iterable[Subject]) -> list[Subject]:
    return sorted(set(subjects), key=lambda subject: (subject.kind, subject.key or ""))


def _is_about_one(subjects: Sequence[Subject]) -> ColumnElement[bool]:
    """By their keys, so that an index finds them; about nothing where there are none."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        keys[subject.kind] |= {subject.spelled.key} if subject.spelled.key is not None else set()
    named = [(_duty.c.subject_kind == kind) & _duty.c.subject_key.in_(sorted(some)) for kind, some in keys.items()]
    keyless = [_is_about(subject) for subject in subjects if subject.key is None]
    return or_(false(), *named, *keyless)


def _is_about(subject: Subject) -> ColumnElement[bool]:
    key = subject.spelled.key
    same = _duty.c.subject_key.is_(None) if key is None else _duty.c.subject_key == key
    return (_duty.c.subject_kind == subject.kind) & same


def _found(uow: Uow, *conditions: ColumnElement[bool]) -> list[Duty]:
    return [_duty_of(row) for row in uow.run(_ALL.where(*conditions).order_by(*_IN_ORDER))]


def _batches(things: Iterable[Any]) -> Iterator[list[Any]]:
    """No database takes any number of values at once."""
    left = iter(things)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def _concerned_in(duty: Duty) -> Iterator[Mapping[str, str]]:
    for how, people in ((TOLD, duty.others), (LATE, duty.late_to)):
        yield from ({"duty": duty.id, "person": person, "how": how} for person in people)


def _row_of(duty: Duty) -> dict[str, Any]:
    details = {
        "others": duty.others,
        "late_to": duty.late_to,
        "paid_by": duty.paid_by,
        "missing": duty.missing,
        "notices": [day.isoformat() for day in duty.notices],
    }
    given = {name: getattr(duty, name) for name in _NAMES if hasattr(duty, name)}
    return {
        **given,
        "status": duty.status.value,
        "subject_kind": duty.subject.kind,
        "subject_key": duty.subject.spelled.key,
        "details": json.dumps(details, separators=(",", ":")),
    }


def _duty_of(row: Any) -> Duty:
    details = json.loads(row.details)
    return Duty(
        rule=row.rule,
        framework=row.framework,
        version=row.version,
        subject=Subject(row.subject_kind, row.subject_key),
        about=row.about,
        period=row.period,
        opens=row.opens,
        due=row.due,
        status=Status(row.status),
        owner=row.owner,
        owner_since=row.owner_since,
        others=tuple(details["others"]),
        late_to=tuple(details["late_to"]),
        team=row.team,
        count=row.count,
        done=row.done,
        paid_by=tuple(details["paid_by"]),
        done_on=row.done_on,
        missing=tuple(details["missing"]),
        notices=tuple(map(date.fromisoformat, details["notices"])),
        next_change_on=row.next_change_on,
        grace_until=row.grace_until,
    )
