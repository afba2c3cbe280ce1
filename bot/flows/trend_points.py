"""Run charts of what was answered to a check, counted month by month for those entitled; and drawn on paper."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.figures import Scope
from bot.domain.papers import Run
from bot.domain.periods import Period
from bot.domain.trends import Point, Trend
from bot.domain.values import Control
from bot.flows.figures.explaining import ANSWER, THEME, WORK, theme_key
from bot.flows.figures.limits import limit_of
from bot.flows.figures.times import before, month_of
from bot.flows.figures.tools import answered_forms
from bot.flows.office import Office
from bot.flows.theme_counts import load_theme_counts
from bot.flows.trends import trend
from bot.frameworks.agenda import base_of
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from bot.frameworks.spans import months_after
from bot.storage.figures import Where, load_versions
from bot.storage.months import MonthBase, MonthCount, count_month_bases, count_months
from bot.storage.store import Uow

MONTHS = 24
"""How far back a chart goes."""
TIMES = 4
"""In how many times, this one among them, it is looked whether a theme came back."""
_ONE_OF_A_FEW = (Control.CHOICE, Control.FOUND)


def load_trends(uow: Uow, office: Office, scope: Scope) -> tuple[Trend, ...]:
    """First of all the check's questions together, then of each that has good answers. Up to the period's last month.

    Whoever calls has asked who may see the node. A check that only its author reads has none.
    """
    form = answered_forms(office.library, scope).get(scope.form or "")
    if form is None:
        return ()
    months = _months_up_to(min(scope.period.last, uow.today))
    period = Period(months[0], min(month_of(months[-1]).last, uow.today))
    where = Where(None if scope.node.id is None else scope.node.teams, period, office.store.clock.zone)
    versions = [there.digest for there in load_versions(uow) if there.checklist == form.name]
    bases = _of_all_points(count_month_bases(uow, where, months, versions))
    found = count_months(uow, where, months, versions)
    counts = [there._replace(item=base_of(there.item)) for there in found]
    return tuple(_trends(form, months, _told(form, where, bases), _goods(form, counts), _applied(counts)))


def load_trend_of(uow: Uow, office: Office, scope: Scope, key: str) -> Trend | None:
    """Of one of a summary's figures, by its key: of a question, or of all questions of a check."""
    kind, _, rest = key.partition("/")
    form, _, item = rest.partition("/")
    if kind not in (WORK, ANSWER) or not form:
        return None
    found = load_trends(uow, office, replace(scope, form=form))
    return next((there for there in found if there.item == (item or None)), None)


def load_came_up(uow: Uow, office: Office, scope: Scope, key: str) -> tuple[tuple[str, int | None], ...]:
    """Of a theme among a summary's figures, by its key: in this time and in those before it, the earliest first."""
    if key.partition("/")[0] != THEME:
        return ()
    periods = [scope.period]
    while len(periods) < TIMES:
        periods.insert(0, before(periods[0]))
    counted = [load_theme_counts(uow, office, replace(scope, period=period)) for period in periods]
    many = [None if there is None else sum(one.many for one in there if theme_key(one) == key) for there in counted]
    return tuple(zip((period.name for period in periods), many, strict=True))


def _months_up_to(day: date) -> list[date]:
    last = day.replace(day=1)
    return [months_after(last, back - MONTHS + 1) for back in range(MONTHS)]


def shown_items(form: Form) -> list[Item]:
    """Those answered with one of a few, of which some are called good."""
    items = [item for item in form.checklist.items if item.control in _ONE_OF_A_FEW]
    return [item for item in items if getattr(item, "good", [])]


Key = tuple[int, str]
"""Which month, and which question."""


def _of_all_points(bases: Sequence[MonthBase]) -> list[MonthBase]:
    """What is asked about each point of an agenda is one question, answered by as many people as any one point."""
    found: dict[tuple[int, str, int], MonthBase] = {}
    for there in bases:
        key = (there.month, base_of(there.item), there.measure)
        records, workers = (found[key].records, found[key].workers) if key in found else (0, 0)
        found[key] = MonthBase(*key, records + there.records, max(workers, there.workers))
    return list(found.values())


def _told(form: Form, where: Where, bases: Sequence[MonthBase]) -> frozenset[Key]:
    """Where enough was answered, about enough people, in that month alone."""
    limit, measures = limit_of(form.checklist), {item.id: item.measure for item in shown_items(form)}
    meant = [base for base in bases if measures.get(base.item) == base.measure]
    is_whole = where.teams is None
    return frozenset(
        (base.month, base.item) for base in meant if limit.is_met(base.records, base.workers, is_whole=is_whole)
    )


def _goods(form: Form, counts: Sequence[MonthCount]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    codes = {item.id: _good_codes(item) for item in shown_items(form)}
    measures = {item.id: item.measure for item in shown_items(form)}
    for there in counts:
        if measures.get(there.item) == there.measure and there.code in codes[there.item]:
            found[there.month, there.item] += there.many
    return found


def _good_codes(item: Item) -> frozenset[int]:
    good = getattr(item, "good", [])
    return frozenset(choice.code for choice in item.choices if choice.name in good)


def _applied(counts: Sequence[MonthCount]) -> Mapping[tuple[int, str, int], int]:
    found: defaultdict[tuple[int, str, int], int] = defaultdict(int)
    for there in counts:
        found[there.month, there.item, there.measure] += there.many
    return found


def _trends(
    form: Form,
    months: Sequence[date],
    told: frozenset[Key],
    goods: Counter[Key],
    applied: Mapping[tuple[int, str, int], int],
) -> Iterator[Trend]:
    points: dict[str, list[Point]] = {}
    for item in shown_items(form):
        points[item.id] = [
            Point(month, goods[n, item.id], applied.get((n, item.id, item.measure), 0))
            if (n, item.id) in told
            else Point(month)
            for n, month in enumerate(months)
        ]
    yield trend(form.name, None, form.checklist.title, _pooled(months, list(points.values())))
    for item in shown_items(form):
        yield trend(form.name, item.id, item.ask, points[item.id])


def _pooled(months: Sequence[date], of_items: Sequence[Sequence[Point]]) -> list[Point]:
    """All questions of a month that can be told, together; nothing of a month in which none can."""
    found = []
    for n, month in enumerate(months):
        there = [points[n] for points in of_items if points[n].share is not None]
        sums = (sum(point.good or 0 for point in there), sum(point.of or 0 for point in there))
        found.append(Point(month, *sums) if there else Point(month))
    return found


def on_paper(found: Trend) -> Run:
    """The chart from the first month that can be told, and all that it says in words."""
    first = next((n for n, point in enumerate(found.points) if point.share is not None), 0)
    points = found.points[first:]
    labels = tuple(f"{point.month:%b} {point.month:%y}" for point in points)
    marked = {month for signal in found.signals for month in signal.months}
    return Run(
        title=found.title,
        alt=f"{found.title}: {_in_words(found, points, labels)} {found.said}",
        labels=labels,
        values=tuple(None if point.share is None else _percent(float(point.share)) for point in points),
        median=None if found.median is None else _percent(float(found.median)),
        signals=tuple(n for n, point in enumerate(points) if point.month in marked),
        said=found.said,
    )


def _in_words(found: Trend, points: Sequence[Point], labels: Sequence[str]) -> str:
    told = [
        f"{label} {point.good} of {point.of}"
        for label, point in zip(labels, points, strict=True)
        if point.share is not None
    ]
    if not told:
        return "no month can be told, because too few were asked in each."
    middle = f" Median {_percent(float(found.median)):g} %." if found.median is not None else ""
    return f"good answers by month: {', '.join(told)}.{middle}"


def _percent(share: float) -> float:
    return round(share * 100, 1)
