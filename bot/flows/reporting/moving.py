"""What a report shows over several times: run charts, and themes that came back. All of it from shared figures."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.domain.figures import Figures, Node, Scope
from bot.domain.papers import Block, Cell, Table, Words
from bot.domain.periods import Period
from bot.domain.themes import Recurrence
from bot.domain.trends import Point
from bot.errors import UnusableValueError
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import month_of, quarter_of
from bot.flows.office import Office
from bot.flows.reporting.telling import hides_themes
from bot.flows.theme_counts import recurring
from bot.flows.trend_points import on_paper
from bot.flows.trends import MOST, trend
from bot.frameworks.library import Form
from bot.frameworks.report_sections import Source, Trends
from bot.frameworks.spans import months_after
from bot.storage.meetings import load_days
from bot.storage.store import Uow

_YEAR = 12
_QUARTERS = 4
_NO_MONTH = "There is no month yet of which enough was answered."
_BY_MEETING = "Each point is a month in which there was such a meeting."


def moved(uow: Uow, office: Office, section: Trends, scope: Scope) -> list[Block]:
    """A chart of each check, and of each of its questions that the section names; up to the end of the time."""
    told = _Told(uow, office, scope)
    charts = [chart for form, source in _forms(office, section) for chart in _charts(told, section, form, source)]
    about = [Words(_BY_MEETING)] if section.along == "meetings" and charts else []
    return [*about, *charts] or [Words(_NO_MONTH)]


class _Told:
    """The shared figures of each month, as far as it was counted; each is loaded once."""

    def __init__(self, uow: Uow, office: Office, scope: Scope) -> None:
        self.uow, self._office, self.scope = uow, office, scope
        self._known: dict[date, list[Figures]] = {}

    def of(self, months: Iterable[date]) -> list[Figures]:
        for month in months:
            if month not in self._known:
                about = Scope(self.scope.node, month_of(month), self.scope.framework)
                self._known[month] = _shared(self.uow, self._office, about)
        return [figures for month in months for figures in self._known[month]]


def _charts(told: _Told, section: Trends, form: Form, source: Source) -> Iterator[Block]:
    figures = told.of(_months(told.uow, section, form, told.scope.period))
    for item, title in _titles(form, source):
        points = [_point(form, source, item, there) for there in figures]
        if any(point.share is not None for point in points):
            yield on_paper(trend(form.name, item, title, points))


def _forms(office: Office, section: Trends) -> list[tuple[Form, Source]]:
    return [(office.form(source.check), source) for source in section.of]


def _titles(form: Form, source: Source) -> Iterator[tuple[str | None, str]]:
    """All of it together, then each question that is named."""
    yield None, f"{form.checklist.short_title}: good answers"
    yield from ((name, form.checklist.by_id[name].ask) for name in source.items if name in form.checklist.by_id)


def _months(uow: Uow, section: Trends, form: Form, period: Period) -> list[date]:
    """The year up to its end; or as many months, of those in which there was such a meeting."""
    last = period.last.replace(day=1)
    if section.along == "months":
        return [months_after(last, back - _YEAR + 1) for back in range(_YEAR)]
    days = load_days(uow, form.framework, form.checklist.subject.meetings)
    return sorted({day.replace(day=1) for day in days if day <= period.last})[-MOST:]


def _shared(uow: Uow, office: Office, scope: Scope) -> list[Figures]:
    try:
        return [load_shared(uow, office, scope)]
    except UnusableValueError:
        return []


def _point(form: Form, source: Source, item: str | None, figures: Figures) -> Point:
    """Of one question, or of all together that call some answer good."""
    wanted = {item} if item else set(source.items)
    there = [found for found in figures.answers if found.form == form.name and (not wanted or found.item in wanted)]
    told = [(found.good, found.of) for found in there if found.good is not None and found.of]
    month = figures.scope.period.first
    return Point(month, sum(good for good, _ in told), sum(of for _, of in told)) if told else Point(month)


def came_back(uow: Uow, office: Office, framework: str, node: Node, period: Period) -> list[Block]:
    """Themes of at least two of the quarters up to the end of the time."""
    last = quarter_of(period.last)
    firsts = [months_after(last.first, 3 * (back - _QUARTERS + 1)) for back in range(_QUARTERS)]
    quarters = [found for first in firsts for found in _shared(uow, office, Scope(node, quarter_of(first), framework))]
    again = recurring([there.themes for there in quarters])
    if not again:
        return []
    columns = ("Theme", *(there.scope.period.name for there in quarters))
    return [Table("What came back", columns, tuple(_row(there, quarters) for there in again), _COUNTED)]


_COUNTED = "In how many checks of each quarter it was marked. A dash: not shown, because too few checks were handed in."


def _row(there: Recurrence, quarters: Sequence[Figures]) -> tuple[Cell, ...]:
    title = f"{there.title}, as good practice" if there.good else there.title
    hidden = [not figures.themes and hides_themes(figures) for figures in quarters]
    counts = (None if is_hidden else count for count, is_hidden in zip(there.counts, hidden, strict=True))
    return (title, *counts)
