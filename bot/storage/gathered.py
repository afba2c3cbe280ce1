"""What happened in one month, team by team, with whom it concerns: what shared figures are made of. Once a month.

Figures that people ask for are counted in figures.py, and what is stored of a month is in blocks.py.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, extract, func, select

from bot.domain.actions import CLOSED, CONFIRMED, DONE, OPEN, TO_CONFIRM
from bot.domain.duties import Status
from bot.storage.figures import Where, count_of, has_value, worker_of
from bot.storage.store import Uow
from bot.storage.tables import actions, duties, runs, table_of, themes

_duty = table_of(duties.Duty)
_run = table_of(runs.Run)
_version = table_of(runs.Version)
_answer = table_of(runs.Answer)
_choice = table_of(runs.AnswerChoice)
_action = table_of(actions.Action)
_step = table_of(actions.ActionStep)
_mark = table_of(themes.Mark)
_theme = table_of(themes.MarkTheme)


class Owed(NamedTuple):
    rule: str
    team: str | None
    owner: str | None
    status: Status
    many: int


def gather_duties(uow: Uow, where: Where, rules: Collection[str]) -> list[Owed]:
    groups: list[Any] = [_duty.c.rule, _duty.c.team, _duty.c.owner, _duty.c.status]
    found = uow.run(
        select(*groups, func.count().label("many"))
        .where(_duty.c.due.between(where.period.first, where.period.last), _duty.c.rule.in_(sorted(rules)))
        .group_by(*groups)
    )
    return [Owed(row.rule, row.team, row.owner, Status(row.status), row.many) for row in found]


class Seen(NamedTuple):
    framework: str
    team: str | None
    person: str
    seen: bool


def gather_people_seen(uow: Uow, where: Where, rules: Collection[str]) -> list[Seen]:
    """Everybody whose work was to be looked at by these rules, and whether it was."""
    done = case((_duty.c.status.in_([Status.DONE.value, Status.DONE_LATE.value]), 1), else_=0)
    out = [Status.EXCUSED.value, Status.NOTHING.value, Status.PAUSED.value]
    groups: list[Any] = [_duty.c.framework, _duty.c.team, _duty.c.subject_key]
    found = uow.run(
        select(*groups, func.max(done).label("seen"))
        .where(
            _duty.c.due.between(where.period.first, where.period.last),
            _duty.c.rule.in_(sorted(rules)),
            _duty.c.subject_kind == "person",
            _duty.c.status.not_in(out),
        )
        .group_by(*groups)
    )
    return [Seen(row.framework, row.team, row.subject_key, bool(row.seen)) for row in found]


class Checked(NamedTuple):
    version: str
    team: str | None
    worker: str
    many: int


def gather_checks(uow: Uow, where: Where, versions: Collection[str]) -> list[Checked]:
    groups: list[Any] = [_run.c.version, _run.c.team, worker_of()]
    found = list(uow.run(select(*groups, func.count()).where(*_in_month(where, versions)).group_by(*groups)))
    return [Checked(*tuple(row)) for row in found]


class Answered(NamedTuple):
    version: str
    item: str
    measure: int
    team: str | None
    worker: str
    code: int | None
    not_applicable: bool
    many: int


def gather_answers(uow: Uow, where: Where, versions: Collection[str]) -> list[Answered]:
    said = [_answer.c.item, _answer.c.measure, _run.c.team, worker_of().label("worker")]
    groups: list[Any] = [_run.c.version, *said, _answer.c.choice, _answer.c.not_applicable]
    found = uow.run(
        select(*groups, func.count().label("many"))
        .select_from(_run.join(_answer, _answer.c.run == _run.c.id))
        .where(*_in_month(where, versions), has_value() | _answer.c.number.is_not(None))
        .group_by(*groups)
    )
    return [
        Answered(row.version, row.item, row.measure, row.team, row.worker, row.choice, row.not_applicable, row.many)
        for row in found
    ]


class Chosen(NamedTuple):
    version: str
    item: str
    measure: int
    team: str | None
    code: int
    many: int


def gather_choices(uow: Uow, where: Where, versions: Collection[str]) -> list[Chosen]:
    """Of what could be answered by choosing several."""
    groups: list[Any] = [_run.c.version, _answer.c.item, _answer.c.measure, _run.c.team, _choice.c.code]
    found = list(
        uow.run(
            select(*groups, func.count())
            .select_from(
                _run.join(_answer, _answer.c.run == _run.c.id).join(
                    _choice, (_choice.c.run == _answer.c.run) & (_choice.c.item == _answer.c.item)
                )
            )
            .where(*_in_month(where, versions), _answer.c.counted, _choice.c.many > 0)
            .group_by(*groups)
        )
    )
    return [Chosen(*tuple(row)) for row in found]


def _in_month(where: Where, versions: Collection[str]) -> list[Any]:
    return [
        _run.c.state == "submitted",
        _run.c.submitted_at >= where.start,
        _run.c.submitted_at < where.end,
        _run.c.version.in_(sorted(versions)),
    ]


class Marked(NamedTuple):
    framework: str
    team: str | None
    theme: str
    """Empty for good practice of no theme."""
    good: bool
    many: int


def gather_themes(uow: Uow, where: Where, versions: Collection[str]) -> list[Marked]:
    """In how many checks each theme was marked, and in how many as good practice."""
    groups: list[Any] = [_version.c.framework, _run.c.team, _theme.c.theme, _mark.c.good]
    found = uow.run(
        select(*groups, func.count(_run.c.id.distinct()).label("many"))
        .select_from(
            _run.join(_mark, _mark.c.run == _run.c.id)
            .join(_version, _version.c.digest == _run.c.version)
            .outerjoin(_theme, (_theme.c.run == _mark.c.run) & (_theme.c.item == _mark.c.item))
        )
        .where(*_in_month(where, versions), _theme.c.theme.is_not(None) | _mark.c.good)
        .group_by(*groups)
    )
    return [Marked(row.framework, row.team, row.theme or "", bool(row.good), row.many) for row in found]


class Agreed(NamedTuple):
    framework: str
    team: str | None
    owner: str
    closed: int
    opened: int
    late: int


def gather_actions(uow: Uow, where: Where, versions: Collection[str]) -> list[Agreed]:
    """Closed in the time; open when it was over, and of these past their date."""
    closed_at = (
        select(func.max(_step.c.at))
        .where(_step.c.action == _action.c.id, _step.c.verb.in_((CLOSED, CONFIRMED)))
        .scalar_subquery()
    )
    is_open = _action.c.state.in_((OPEN, TO_CONFIRM)) | ((_action.c.state == DONE) & (closed_at >= where.end))
    is_closed = (_action.c.state == DONE) & (closed_at >= where.start) & (closed_at < where.end)
    groups: list[Any] = [_version.c.framework, _run.c.team, _action.c.owner]
    found = uow.run(
        select(
            *groups,
            count_of(is_closed).label("closed"),
            count_of(is_open).label("opened"),
            count_of(is_open & (_action.c.due <= where.period.last)).label("late"),
        )
        .select_from(_action.join(_run, _run.c.id == _action.c.run).join(_version, _version.c.digest == _run.c.version))
        .where(_run.c.state == "submitted", _run.c.submitted_at < where.end, _run.c.version.in_(sorted(versions)))
        .group_by(*groups)
    )
    return [Agreed(row.framework, row.team, row.owner, row.closed, row.opened, row.late) for row in found]


def find_first_month(uow: Uow) -> date | None:
    """The month in which anything that counts happened first."""
    year, month = extract("year", func.min(_run.c.submitted_at)), extract("month", func.min(_run.c.submitted_at))
    handed_in = uow.run(select(year.label("year"), month.label("month")).where(_run.c.state == "submitted")).one()
    due = uow.run(select(func.min(_duty.c.due))).scalar()
    first = date(int(handed_in.year), int(handed_in.month), 1) if handed_in.year else None
    return min((there for there in (first, due.replace(day=1) if due else None) if there), default=None)
