"""Averages over the whole organisation, as the items of a check work them out, for reports that others may read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.domain.papers import Table
from bot.domain.periods import Period
from bot.domain.values import Answer, Value
from bot.flows import path
from bot.flows.office import Office
from bot.frameworks.averages import Share, average_code, shared_out
from bot.frameworks.item import Average, Item
from bot.frameworks.library import Form
from bot.frameworks.model import Checklist
from bot.frameworks.report_sections import Source
from bot.storage.answers import load_answers
from bot.storage.pools import load_handed_in
from bot.storage.store import Uow

TOTAL = "All together"
_MEASURED = "Average"

Sheet = tuple[Checklist, dict[str, Answer]]
"""A check by the form as it was then."""


def load_averages(uow: Uow, office: Office, sources: Sequence[Source], period: Period) -> tuple[Table, ...]:
    """A table for each average of these items; of checks handed in in this time in which the item was asked.

    Hidden is what rests on fewer than the item allows in any one of these checks: together they may count the same
    people twice.
    """
    forms = [(office.library.forms[source.check], source) for source in sources if source.check in office.library.forms]
    return tuple(table for form, source in forms for table in _tables(uow, office, form, source, period))


def _tables(uow: Uow, office: Office, form: Form, source: Source, period: Period) -> Iterator[Table]:
    sheets = list(_sheets(uow, office, form, period))
    wanted = source.items or [item.id for item in form.checklist.items]
    for item in (form.checklist.by_id[name] for name in wanted if name in form.checklist.by_id):
        asked = [sheet for sheet in sheets if _is_asked(sheet, item)]
        for average in item.averages:
            table = _table(form.checklist, average, asked)
            if table.rows:
                yield table


def _sheets(uow: Uow, office: Office, form: Form, period: Period) -> Iterator[Sheet]:
    for there in load_handed_in(uow, form.framework, form.name):
        if period.holds(there.at.astimezone(office.store.clock.zone).date()):
            yield office.version(uow, there.version), load_answers(uow, there.run)


def _is_asked(sheet: Sheet, item: Item) -> bool:
    then, answers = sheet
    asked = then.by_id.get(item.id)
    return asked is not None and path.is_asked(then, answers, asked)


def _table(form: Checklist, average: Average, sheets: Sequence[Sheet]) -> Table:
    sums: defaultdict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for then, answers in sheets:
        alike = [name for name in (average.of, average.over) if name and _is_alike(form, then, name)]
        for label, of, over in _shares(form, average, {name: answers[name] for name in alike if name in answers}):
            sums[label or TOTAL] += [(of, over)] if over else []
    rows = tuple((label, _average(found, average.fewest)) for label, found in sums.items() if found)
    few = f"Not shown where fewer than {average.fewest} are counted." if average.fewest > 1 else ""
    called = average.called[:1].upper() + average.called[1:]
    return Table(called, ("", _MEASURED), rows, few)


def _is_alike(form: Checklist, then: Checklist, name: str) -> bool:
    """Whether it meant the same then as now."""
    return name in then.by_id and then.by_id[name].measure == form.by_id[name].measure


def _shares(form: Checklist, average: Average, answers: dict[str, Answer]) -> list[Share]:
    of, over = (answers[name].value if name in answers else Value() for name in (average.of, average.over or ""))
    if average.over is None:
        return average_code(of)
    return shared_out(form.by_id[average.of], of, form.by_id[average.over], over)


def _average(found: Sequence[tuple[Decimal, Decimal]], fewest: int) -> float | None:
    if any(over < fewest for _, over in found):
        return None
    return float(round(sum((of for of, _ in found), Decimal(0)) / sum((over for _, over in found), Decimal(0)), 1))
