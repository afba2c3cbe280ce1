"""From how many duties stand how to what is told of a tool, and of each month. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.domain.duties import Status
from bot.domain.figures import Month, Tally, WorkRow
from bot.flows.figures.tools import Tool, by_rule
from bot.storage.figures import DutyCount

_DONE = (Status.DONE, Status.DONE_LATE)
_NOT_EXPECTED = (Status.EXCUSED, Status.NOTHING, Status.PAUSED)
Counts = Counter[Status]


def tally(counts: Mapping[Status, int]) -> Tally:
    """Excused, nothing to check and paused are not expected; what is to come in the same time is."""
    return Tally(
        done=sum(counts.get(status, 0) for status in _DONE),
        expected=sum(many for status, many in counts.items() if status not in _NOT_EXPECTED),
        done_late=counts.get(Status.DONE_LATE, 0),
        late=counts.get(Status.LATE, 0),
        missed=counts.get(Status.MISSED, 0),
        excused=counts.get(Status.EXCUSED, 0),
        nothing=counts.get(Status.NOTHING, 0),
    )


def by_tool(found: Iterable[DutyCount], tools: Sequence[Tool]) -> dict[str, Counts]:
    known = by_rule(tools)
    sums: defaultdict[str, Counts] = defaultdict(Counter)
    for there in found:
        sums[known[there.rule].key][there.status] += there.many
    return dict(sums)


def rows(now: Mapping[str, Counts], earlier: Mapping[str, Counts], tools: Sequence[Tool]) -> tuple[WorkRow, ...]:
    """Of every tool of which something was owed now or before."""
    return tuple(
        WorkRow(tool.key, tool.title, tally(now.get(tool.key, {})), _told(earlier.get(tool.key)))
        for tool in tools
        if tool.key in now or tool.key in earlier
    )


def _told(counts: Counts | None) -> Tally | None:
    return tally(counts) if counts else None


def by_month(found: Iterable[DutyCount], months: Iterable[date]) -> tuple[Month, ...]:
    sums: defaultdict[date, Counts] = defaultdict(Counter)
    for there in found:
        sums[there.month][there.status] += there.many
    tallies = ((month, tally(sums[month])) for month in months)
    return tuple(Month(month, there.done, there.expected) for month, there in tallies)
