"""Counting in SQL: duties, answers and actions of some teams in a time. What may be told of the counts is in flows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    extract,
    func,
    or_,
    select,
    text,
    true,
)

from bot.domain.actions import CLOSED, CONFIRMED, DONE, OPEN, TO_CONFIRM
from bot.domain.duties import Status
from bot.domain.periods import Period
from bot.storage.store import Uow
from bot.storage.tables import actions, duties, runs, table_of

_duty = table_of(duties.Duty)
_run = table_of(runs.Run)
_version = table_of(runs.Version)
_answer = table_of(runs.Answer)
_choice = table_of(runs.AnswerChoice)
_action = table_of(actions.Action)
_step = table_of(actions.ActionStep)

_OPEN = tuple(status.value for status in Status if status.is_open)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Where:
    """Which teams and days are counted: without `teams` the whole organisation."""

    teams: frozenset[str] | None
    period: Period
    zone: tzinfo

    @property
    def start(self) -> datetime:
        return datetime.combine(self.period.first, time(), self.zone)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.period.last + _DAY, time(), self.zone)

    def teams_of(self, column: Any) -> ColumnElement[bool]:
        return true() if self.teams is None else column.in_(sorted(self.teams))


class KeptVersion(NamedTuple):
    digest: str
    framework: str
    checklist: str


def load_versions(uow: Uow) -> list[KeptVersion]:
    """Every version of a checklist by which some check was begun."""
    found = uow.run(select(_version.c.digest, _version.c.framework, _version.c.checklist))
    return [KeptVersion(row.digest, row.framework, row.checklist) for row in found]


class DutyCount(NamedTuple):
    rule: str
    status: Status
    month: date
    team: str | None
    many: int


def count_duties(
    uow: Uow, where: Where, rules: Collection[str], unforeseen: Collection[str], *, by_team: bool = False
) -> list[DutyCount]:
    """By rule, how they stand, and the month in which they are due. What nobody may foresee counts from its day on."""
    year, month = extract("year", _duty.c.due), extract("month", _duty.c.due)
    team: Sequence[Any] = (_duty.c.team,) if by_team else ()
    groups: list[Any] = [_duty.c.rule, _duty.c.status, year, month, *team]
    found = _rows(
        uow,
        select(*groups, func.count())
        .where(
            _duty.c.due.between(where.period.first, where.period.last),
            where.teams_of(_duty.c.team),
            _duty.c.rule.in_(sorted(rules)),
            ~_is_unforeseen(unforeseen, uow.today),
        )
        .group_by(*groups),
    )
    return [
        DutyCount(row[0], Status(row[1]), date(int(row[2]), int(row[3]), 1), row[4] if by_team else None, row[-1])
        for row in found
    ]


def _is_unforeseen(rules: Collection[str], today: date) -> ColumnElement[bool]:
    return _duty.c.rule.in_(sorted(rules)) & _duty.c.status.in_(_OPEN) & (_duty.c.due > today)


class PersonSeen(NamedTuple):
    many: int
    seen: int


def count_people_seen(uow: Uow, where: Where, rules: Collection[str]) -> PersonSeen:
    """How many people something is owed about by these rules, and about how many of them it was done once at least."""
    done = case((_duty.c.status.in_([Status.DONE.value, Status.DONE_LATE.value]), 1), else_=0)
    out = [Status.EXCUSED.value, Status.NOTHING.value, Status.PAUSED.value]
    people = (
        select(func.max(done).label("seen"))
        .where(
            _duty.c.due.between(where.period.first, where.period.last),
            where.teams_of(_duty.c.team),
            _duty.c.rule.in_(sorted(rules)),
            _duty.c.subject_kind == "person",
            _duty.c.status.not_in(out),
        )
        .group_by(_duty.c.subject_key)
        .subquery()
    )
    counts: list[Any] = [func.count(), func.coalesce(func.sum(people.c.seen), 0)]
    (row,) = _rows(uow, select(*counts).select_from(people))
    return PersonSeen(int(row[0]), int(row[1]))


class AnswerCount(NamedTuple):
    version: str
    item: str
    measure: int
    code: int | None
    """None where it did not apply, or where several were chosen."""
    not_applicable: bool
    before: bool
    """Whether it was handed in before the time in question."""
    many: int


def count_answers(uow: Uow, where: Where, before: Period | None, versions: Collection[str]) -> list[AnswerCount]:
    """How often each answer was given in checks of these versions that were handed in; and in the time before."""
    order = tuple(sorted(versions))
    if not order:
        return []
    found: Sequence[Any] = uow.run(_answers_of(order, where.teams is not None), _bound(where, before, order)).all()
    return [_unpacked(item, int(packed), order, many) for item, packed, many in found]


@lru_cache(maxsize=32)
def _answers_of(order: tuple[str, ...], in_teams: bool) -> Select[Any]:
    """Databases group a million rows by a text and a whole number several times as fast as by what the number holds."""
    place = case({version: number for number, version in enumerate(order)}, value=_run.c.version, else_=0)
    numbered = select(_run.c.id, (place * 2 + _IS_BEFORE).label("number")).where(*_handed_in(in_teams))
    checks = numbered.cte("checks").prefix_with("MATERIALIZED")
    number = (checks.c.number * _MEASURES + _answer.c.measure) * _CODES + func.coalesce(_answer.c.choice + 1, 0)
    packed = number * 2 + case((_answer.c.not_applicable, 1), else_=0)
    return (
        select(_answer.c.item, packed.label("packed"), func.count().label("many"))
        .select_from(checks.join(_answer, _answer.c.run == checks.c.id))
        .where(has_value())
        .group_by(_answer.c.item, text("packed"))
    )


_MEASURES, _CODES = 1000, 101
"""More than there are measures of a question, and codes of its answers with none."""


def _unpacked(item: str, packed: int, order: Sequence[str], many: int) -> AnswerCount:
    rest, code = divmod(packed >> 1, _CODES)
    number, measure = divmod(rest, _MEASURES)
    not_applicable, is_before = packed & 1 == 1, number & 1 == 1
    return AnswerCount(order[number >> 1], item, measure, code - 1 if code else None, not_applicable, is_before, many)


def count_choices(uow: Uow, where: Where, before: Period | None, versions: Collection[str]) -> list[AnswerCount]:
    """The same of each choice where several could be chosen."""
    groups: list[Any] = [_run.c.version, _answer.c.item, _answer.c.measure, _choice.c.code, _IS_BEFORE.label("before")]
    counted = (
        select(*groups, func.count().label("many"))
        .select_from(
            _run.join(_answer, _answer.c.run == _run.c.id).join(
                _choice, (_choice.c.run == _answer.c.run) & (_choice.c.item == _answer.c.item)
            )
        )
        .where(*_handed_in(where.teams is not None), _answer.c.counted, _choice.c.many > 0)
        .group_by(*groups[:-1], text("before"))
    )
    found = uow.run(counted, _bound(where, before, versions))
    return [
        AnswerCount(row.version, row.item, row.measure, row.code, False, bool(row.before), row.many) for row in found
    ]


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=_run.c.submitted_at.type)


_IS_BEFORE: ColumnElement[int] = case((_run.c.submitted_at < _moment("start"), 1), else_=0)


def _handed_in(in_teams: bool) -> list[ColumnElement[bool]]:
    return [
        _run.c.state == "submitted",
        _run.c.submitted_at >= _moment("since"),
        _run.c.submitted_at < _moment("ends"),
        _run.c.version.in_(bindparam("versions", expanding=True)),
        *([_run.c.team.in_(bindparam("teams", expanding=True))] if in_teams else []),
    ]


def _bound(where: Where, before: Period | None, versions: Collection[str]) -> dict[str, Any]:
    since = Where(where.teams, before, where.zone).start if before else where.start
    teams = {} if where.teams is None else {"teams": sorted(where.teams)}
    return {"start": where.start, "since": since, "ends": where.end, "versions": sorted(versions), **teams}


def worker_of() -> ColumnElement[str]:
    """Whose practice a check is about: the person it is about, else who wrote it."""
    return func.coalesce(_run.c.subject_person, _run.c.author)


def has_value() -> ColumnElement[bool]:
    return or_(_answer.c.choice.is_not(None), _answer.c.not_applicable, _answer.c.counted)


class CheckCount(NamedTuple):
    checklist: str
    before: bool
    """Whether they were handed in before the time in question."""
    runs: int
    workers: int
    of_two: int
    """How many of them are about the two about whom there are most."""


def count_checks(uow: Uow, where: Where, before: Period | None, versions: Collection[str]) -> list[CheckCount]:
    """How many checks were handed in, and about how many workers, by checklist; and in the time before."""
    found = uow.run(_checks_of(where.teams is not None), _bound(where, before, versions))
    return [
        CheckCount(row.checklist, bool(row.before), int(row.runs), int(row.workers), int(row.of_two)) for row in found
    ]


@lru_cache(maxsize=2)
def _checks_of(in_teams: bool) -> Select[Any]:
    each = (
        select(
            _version.c.checklist, _IS_BEFORE.label("before"), worker_of().label("worker"), func.count().label("many")
        )
        .select_from(_run.join(_version, _version.c.digest == _run.c.version))
        .where(*_handed_in(in_teams))
        .group_by(_version.c.checklist, text("before"), worker_of())
        .subquery()
    )
    of: list[Any] = [each.c.checklist, each.c.before]
    rank = func.row_number().over(partition_by=of, order_by=each.c.many.desc()).label("rank")
    ranked = select(*of, each.c.many, rank).subquery()
    times: list[Any] = [ranked.c.checklist, ranked.c.before]
    of_two = func.sum(case((ranked.c.rank <= 2, ranked.c.many), else_=0)).label("of_two")
    sums = func.sum(ranked.c.many).label("runs"), func.count().label("workers"), of_two
    return select(*times, *sums).group_by(*times)


class WorkerCount(NamedTuple):
    checklist: str
    item: str
    measure: int
    workers: int


def count_workers(uow: Uow, where: Where, versions: Collection[str], items: Collection[str]) -> list[WorkerCount]:
    """About how many workers these questions were answered. Dear: asked only where it cannot be known otherwise."""
    groups: list[Any] = [_version.c.checklist, _answer.c.item, _answer.c.measure]
    counted = (
        select(*groups, func.count(worker_of().distinct()).label("workers"))
        .select_from(_run.join(_version, _version.c.digest == _run.c.version).join(_answer, _answer.c.run == _run.c.id))
        .where(*_handed_in(where.teams is not None), _answer.c.item.in_(sorted(items)), has_value())
        .group_by(*groups)
    )
    found = uow.run(counted, _bound(where, None, versions))
    return [WorkerCount(row.checklist, row.item, row.measure, row.workers) for row in found]


class ActionCount(NamedTuple):
    closed: int
    opened: int
    late: int


def count_actions(uow: Uow, where: Where, versions: Collection[str], late_on: date) -> ActionCount:
    """Agreed in checks of these versions: closed in the time; open at its end, and of these past their date by a day.

    One that was closed after the time counts as open.
    """
    closed_at = (
        select(func.max(_step.c.at))
        .where(_step.c.action == _action.c.id, _step.c.verb.in_((CLOSED, CONFIRMED)))
        .scalar_subquery()
    )
    is_open = _action.c.state.in_((OPEN, TO_CONFIRM)) | ((_action.c.state == DONE) & (closed_at >= where.end))
    found = uow.run(
        select(
            count_of((_action.c.state == DONE) & (closed_at >= where.start) & (closed_at < where.end)),
            count_of(is_open & (_run.c.submitted_at < where.end)),
            count_of(is_open & (_run.c.submitted_at < where.end) & (_action.c.due < late_on)),
        )
        .select_from(_action.join(_run, _run.c.id == _action.c.run))
        .where(_run.c.state == "submitted", where.teams_of(_run.c.team), _run.c.version.in_(sorted(versions)))
    ).one()
    return ActionCount(*(int(many) for many in found))


def _rows(uow: Uow, counted: Select[Any]) -> list[Any]:
    return list(uow.run(counted))


def count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(cast(case((condition, 1), else_=0), Integer)), 0)
