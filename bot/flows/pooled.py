"""What people outside told us, put together in the blocks in which figures are shared, and never which sheet said what.

Which sheets are told together is decided once, when a month is counted (figures/blocks.py): so nothing about fewer
follows from looking at a summary, at a report and at all sheets side by side.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.desk import Startable
from bot.domain.figures import Node
from bot.domain.periods import Period
from bot.domain.surveys import FEWEST, Results
from bot.domain.values import Value
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows import access
from bot.flows.counting import countable, counted
from bot.flows.figures.gathering import key_of
from bot.flows.finding import startable
from bot.flows.office import Actor, Office
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from bot.storage.answers import load_answers
from bot.storage.blocks import ANSWERS, CHECKS, load_blocks_of, load_parts_of, load_told
from bot.storage.pools import HandedIn, load_handed_in
from bot.storage.store import Uow

TOO_FEW = (
    "Fewer than five sheets are counted so far, so nothing is shown to anybody yet. A month is counted five working "
    "days after its end; where only a few came in it, they wait for more."
)
EVER = Period(date.min, date.max)

Sheet = Mapping[str, Value]


@dataclass(frozen=True)
class Pool:
    """Of a form: how many sheets are told together, up to which month, and to each question those that answered it.

    They stand in groups of five at least, of which each is told whole or not at all.
    """

    sheets: int
    until: date | None
    answered: Mapping[str, Sequence[Sequence[Sheet]]]

    def to(self, item: Item) -> list[Sheet]:
        return [sheet for together in self.answered.get(item.id, ()) for sheet in together]


def load_pooled(office: Office, actor: Actor, name: str) -> Results:
    """How often each answer was given; nothing below five, no words, and no month that fewer than five came with."""
    form = office.form(name)
    with office.store.look(actor.deadline) as uow:
        access.to_pool(uow, actor, form)
        items = countable(form.checklist)
        pool = load_pool(uow, office, form, items)
        if pool.until is None:
            raise UnusableValueError(TOO_FEW)
        return Results(
            title=form.checklist.title,
            of="All sheets",
            sheets=pool.sheets,
            until=pool.until,
            questions=tuple(counted(item, [sheet[item.id] for sheet in pool.to(item)]) for item in items),
        )


def pools_of(uow: Uow, office: Office, actor: Actor) -> list[Startable]:
    """The forms of which this person may see what all sheets together say."""
    forms = sorted(office.library.forms.values(), key=lambda form: form.checklist.title)
    return [startable(form) for form in forms if form.checklist.pooled_for and _may_see(uow, actor, form)]


def _may_see(uow: Uow, actor: Actor, form: Form) -> bool:
    try:
        access.to_pool(uow, actor, form)
    except NotAllowedError:
        return False
    return True


def load_pool(
    uow: Uow, office: Office, form: Form, items: Sequence[Item], period: Period = EVER, node: Node | None = None
) -> Pool:
    """Of all sheets; or of the blocks that lie in this time and at these teams."""
    teams = _teams(node)
    blocks = load_told(uow, CHECKS, form.name, period, teams)
    sheets = _sheets(uow, office, form)
    answered = {item.id: _answered(uow, form, item, sheets, period, teams) for item in items}
    many = sum(len(sheets[block.id]) for block in blocks)
    return Pool(many, max((block.last for block in blocks), default=None), answered)


def _sheets(uow: Uow, office: Office, form: Form) -> Mapping[str, list[Sheet]]:
    """By the block in which they are told."""
    items = [*form.checklist.header, *countable(form.checklist)]
    found: defaultdict[str, list[Sheet]] = defaultdict(list)
    for block, there in _in_blocks(uow, office, form):
        found[block].append(_comparable(uow, office, there, items))
    return found


def _in_blocks(uow: Uow, office: Office, form: Form) -> Iterator[tuple[str, HandedIn]]:
    block_of = load_blocks_of(uow, CHECKS, form.name)
    for there in load_handed_in(uow, form.framework, form.name):
        month = there.at.astimezone(office.store.clock.zone).date().replace(day=1)
        block = block_of.get((there.team or "", month))
        if block:
            yield block, there


def load_told_runs(uow: Uow, office: Office, form: Form, period: Period, node: Node) -> dict[str, str]:
    """The sheets of the blocks that are told of this time and these teams: by run, which block it is."""
    blocks = {block.id for block in load_told(uow, CHECKS, form.name, period, _teams(node))}
    return {there.run: block for block, there in _in_blocks(uow, office, form) if block in blocks}


def _teams(node: Node | None) -> frozenset[str] | None:
    return None if node is None or node.id is None else node.teams


def _answered(
    uow: Uow, form: Form, item: Item, sheets: Mapping[str, list[Sheet]], period: Period, teams: frozenset[str] | None
) -> list[list[Sheet]]:
    """Of each group those that answered, as far as there are still enough of them: some may have been withdrawn."""
    key = key_of(form.name, item.id, item.measure)
    told = [block.id for block in load_told(uow, ANSWERS, key, period, teams)]
    parts = load_parts_of(uow, key)
    groups = ([sheet for part in parts.get(block, ()) for sheet in sheets.get(part, ())] for block in told)
    given = ([sheet for sheet in group if item.id in sheet and not sheet[item.id].is_empty] for group in groups)
    return [group for group in given if len(group) >= FEWEST]


def _comparable(uow: Uow, office: Office, sheet: HandedIn, items: Sequence[Item]) -> dict[str, Value]:
    """Its answers to questions that still mean what they meant then."""
    asked = office.version(uow, sheet.version).by_id
    meant = {item.id for item in items if item.id in asked and asked[item.id].measure == item.measure}
    return {item: answer.value for item, answer in load_answers(uow, sheet.run).items() if item in meant}
