"""Averages over the whole organisation, as the items of a check work them out, for reports that others may read."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.papers import Table
from bot.domain.periods import Period
from bot.domain.values import Answer, Value
from bot.flows import path
from bot.flows.figures.nodes import load_nodes
from bot.flows.office import Office
from bot.frameworks.averages import Share, average_code, shared_out
from bot.frameworks.item import Average, Item
from bot.frameworks.library import Form
from bot.frameworks.model import Checklist
from bot.frameworks.report_sections import Source
from bot.storage.answers import load_answers
from bot.storage.pools import load_handed_in
from bot.storage.runs import load_run
from bot.storage.store import Uow

TOTAL = "All together"
_MEASURED = "Average"

Part = tuple[Decimal, Decimal]
"""How much there is, over how many."""


@dataclass(frozen=True)
class Sheet:
    """A check by the form as it was then, and the team that it is about."""

    checklist: Checklist
    answers: dict[str, Answer]
    team: str | None

    def asks(self, item: Item) -> bool:
        asked = self.checklist.by_id.get(item.id)
        return asked is not None and path.is_asked(self.checklist, self.answers, asked)


def load_averages(uow: Uow, office: Office, sources: Sequence[Source], period: Period) -> tuple[Table, ...]:
    """A table for each average of these items; of checks handed in in this time in which the item was asked.

    Hidden is what rests on fewer than the item allows in any one of these checks: together they may count the same
    people twice. Where each check is about a team, those of all teams are one: see `_team_by_team`.
    """
    forms = [(office.library.forms[source.check], source) for source in sources if source.check in office.library.forms]
    return tuple(table for form, source in forms for table in _tables(uow, office, form, source, period))


def _tables(uow: Uow, office: Office, form: Form, source: Source, period: Period) -> Iterator[Table]:
    sheets = list(_sheets(uow, office, form, period))
    below = {node.id: node.teams for node in load_nodes(uow, min(uow.today, period.last))}
    wanted = source.items or [item.id for item in form.checklist.items]
    for item in (form.checklist.by_id[name] for name in wanted if name in form.checklist.by_id):
        asked = [sheet for sheet in sheets if sheet.asks(item)]
        for average in item.averages:
            by_team = form.checklist.subject.kind == "team" and average.over is not None
            table = _table(form.checklist, average, _team_by_team(sheets, item, below) if by_team else asked, by_team)
            if table.rows:
                yield table


def _sheets(uow: Uow, office: Office, form: Form, period: Period) -> Iterator[Sheet]:
    for there in load_handed_in(uow, form.framework, form.name):
        run = load_run(uow, there.run) if period.holds(there.at.astimezone(office.store.clock.zone).date()) else None
        if run:
            yield Sheet(office.version(uow, there.version), load_answers(uow, there.run), run.subject.team)


def _team_by_team(sheets: Iterable[Sheet], item: Item, below: Mapping[str | None, Collection[str]]) -> list[Sheet]:
    """The last check of each team, so that nobody counts twice. One in which the item is asked is of all its parts."""
    last: dict[str | None, Sheet] = {}
    for sheet in sheets:
        if sheet.team not in last or sheet.asks(item) or not last[sheet.team].asks(item):
            last[sheet.team] = sheet
    told = {part for team, there in last.items() if there.asks(item) for part in below.get(team, ()) if part != team}
    return [there for team, there in last.items() if team not in told]


def _table(form: Checklist, average: Average, sheets: Sequence[Sheet], by_team: bool) -> Table:
    sums: defaultdict[str, list[Part]] = defaultdict(list)
    for sheet in sheets:
        alike = [name for name in (average.of, average.over) if name and _is_alike(form, sheet.checklist, name)]
        answers = {name: sheet.answers[name] for name in alike if name in sheet.answers}
        for label, of, over in _shares(form, average, answers):
            sums[label or TOTAL] += [(of, over)] if over else []
    summed = {label: [_together(found)] if by_team else found for label, found in sums.items() if found}
    rows = tuple((label, _average(found, average.fewest)) for label, found in summed.items())
    said = [f"From {len(sheets)} {'team' if len(sheets) == 1 else 'teams'}."] if by_team else []
    said += [f"Not shown where fewer than {average.fewest} are counted."] if average.fewest > 1 else []
    called = average.called[:1].upper() + average.called[1:]
    return Table(called, ("", _MEASURED), rows, " ".join(said))


def _is_alike(form: Checklist, then: Checklist, name: str) -> bool:
    """Whether it meant the same then as now."""
    return name in then.by_id and then.by_id[name].measure == form.by_id[name].measure


def _shares(form: Checklist, average: Average, answers: dict[str, Answer]) -> list[Share]:
    of, over = (answers[name].value if name in answers else Value() for name in (average.of, average.over or ""))
    if average.over is None:
        return average_code(of)
    return shared_out(form.by_id[average.of], of, form.by_id[average.over], over)


def _together(found: Sequence[Part]) -> Part:
    return sum((of for of, _ in found), Decimal(0)), sum((over for _, over in found), Decimal(0))


def _average(found: Sequence[Part], fewest: int) -> float | None:
    if any(over < fewest for _, over in found):
        return None
    of, over = _together(found)
    return float(round(of / over, 1))
