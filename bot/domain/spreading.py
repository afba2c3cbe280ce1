"""Spreading work that is owed once a year over the months in which it may be done. Pure."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
_OVER_A_MONTH = timedelta(days=32)


@dataclass(frozen=True)
class Job(Generic[K]):
    """Something to be done once, from one month to another, both included."""

    key: K
    first: date
    last: date
    minutes: int

    @property
    def months(self) -> list[date]:
        return months_between(self.first, self.last)


def month_of(day: date) -> date:
    return day.replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of all months from one day's to another's."""
    month, months = month_of(first), [month_of(first)]
    while month < month_of(last):
        month = month_of(month + _OVER_A_MONTH)
        months.append(month)
    return months


def spread(jobs: Iterable[Job[K]], busy: Mapping[date, int] | None = None) -> dict[K, date]:
    """A month for each, so that no month can be relieved by moving one of them to an emptier one.

    `busy` has the minutes that stand in a month already. What has the least choice is placed first; jobs that could be
    placed alike come in the order in which they are given.
    """
    load = dict(busy or {})
    waiting = sorted(jobs, key=lambda job: (len(job.months), -job.minutes, job.first))
    placed: dict[K, date] = {}
    for job in waiting:
        placed[job.key] = month = min(job.months, key=lambda month: (load.get(month, 0), month))
        load[month] = load.get(month, 0) + job.minutes
    while any(_relieve(job, placed, load) for job in waiting):
        pass
    return placed


def _relieve(job: Job[K], placed: dict[K, date], load: dict[date, int]) -> bool:
    """Move it to the emptiest of its months, where that leaves both months less full than the fuller one was."""
    now, best = placed[job.key], min(job.months, key=lambda month: (load.get(month, 0), month))
    if load[now] - load.get(best, 0) <= job.minutes:
        return False
    load[now] -= job.minutes
    load[best] = load.get(best, 0) + job.minutes
    placed[job.key] = best
    return True
