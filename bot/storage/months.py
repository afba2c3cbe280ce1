"""What was answered to each question of a check, month by month. What may be told of it is decided in flows."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from bot.storage.figures import Where
from bot.storage.store import Uow
from bot.storage.tables import runs, table_of

_run = table_of(runs.Run)
_answer = table_of(runs.Answer)


def handed_in(where: Where, versions: Collection[str]) -> list[ColumnElement[bool]]:
    """Of a run: submitted in the time, counted at these teams, by one of these versions."""
    return [
        _run.c.state == "submitted",
        _run.c.submitted_at >= where.start,
        _run.c.submitted_at < where.end,
        where.teams_of(_run.c.team),
        _run.c.version.in_(sorted(versions)),
    ]


def worker() -> ColumnElement[Any]:
    """Whose practice a check is about: the person it is about, else who wrote it."""
    return func.coalesce(_run.c.subject_person, _run.c.author)


class MonthCount(NamedTuple):
    month: int
    """Which of the months, the first being 0."""
    item: str
    measure: int
    code: int
    many: int


class MonthBase(NamedTuple):
    """In how many checks a question was answered with a choice, or did not apply, and about how many people."""

    month: int
    item: str
    measure: int
    records: int
    workers: int


def count_months(uow: Uow, where: Where, months: Sequence[date], versions: Collection[str]) -> list[MonthCount]:
    """How often each choice was given; where it did not apply, it counts nowhere."""
    groups: list[Any] = [_month(months, where.zone), _answer.c.item, _answer.c.measure, _answer.c.choice]
    found: Iterable[Any] = uow.run(
        select(*groups, func.count())
        .select_from(_run.join(_answer, _answer.c.run == _run.c.id))
        .where(*handed_in(where, versions), _answer.c.choice.is_not(None))
        .group_by(*groups)
    )
    return [MonthCount(*row) for row in found]


def count_month_bases(uow: Uow, where: Where, months: Sequence[date], versions: Collection[str]) -> list[MonthBase]:
    groups: list[Any] = [_month(months, where.zone), _answer.c.item, _answer.c.measure]
    found: Iterable[Any] = uow.run(
        select(*groups, func.count(), func.count(worker().distinct()))
        .select_from(_run.join(_answer, _answer.c.run == _run.c.id))
        .where(*handed_in(where, versions), _answer.c.choice.is_not(None) | _answer.c.not_applicable)
        .group_by(*groups)
    )
    return [MonthBase(*row) for row in found]


def _month(months: Sequence[date], zone: tzinfo) -> ColumnElement[int]:
    """Which month an instant falls into where people work; the same statement for either database."""
    begins = [datetime.combine(first, time(), zone) for first in months]
    whens = [(_run.c.submitted_at < begin, number) for number, begin in enumerate(begins[1:])]
    last = len(months) - 1
    return (case(*whens, else_=last) if whens else func.abs(last)).label("month")
