"""Counting a month that is over, for good: its cells and the blocks that can be made with it are stored once.

How records are joined is blocks.py; what is read of the result is shared.py.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.clock import Deadline
from bot.domain.people import Verb
from bot.domain.periods import Period
from bot.flows import access
from bot.flows.due.clocks import LATE_DAYS
from bot.flows.figures.blocks import Above, Few, Joined, Unit, ends_quarter, join
from bot.flows.figures.gathering import Info, Infos, Spot, by_key, form_at, gather, limit_at, sides_of, together
from bot.flows.figures.times import month_of, months_in, quarter_of, year_of
from bot.flows.office import Actor, Office
from bot.frameworks.library import Library
from bot.frameworks.spans import months_after
from bot.frameworks.working_days import add_working_days
from bot.storage import blocks as stored
from bot.storage.blocks import ACTIONS, ANSWERS, CHECKS, COVERED, THEMES, WORK, Block, Cell, Part
from bot.storage.gathered import find_first_month
from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.teams import load_branches

_LONG = 600.0
_WAITS = (WORK, CHECKS, THEMES)
"""What is not enough in its month waits for the next ones; actions and people looked at are counted anew."""


def is_settled(month: date, today: date) -> bool:
    """So long after its end that what was done a little late has been done."""
    return today >= told_from(month_of(month).last)


def told_from(last: date) -> date:
    """The first day on which a month that ends then is counted."""
    return add_working_days(last, LATE_DAYS) + timedelta(days=1)


def months_told(uow: Uow, period: Period) -> list[date]:
    """Its months that were counted. Before anything ever happened there is nothing to count."""
    known = stored.load_months(uow)
    first = known[0] if known else find_first_month(uow)
    return [
        month
        for month in months_in(period)
        if month in known or (is_settled(month, uow.today) and (first is None or month < first))
    ]


def make_missing(uow: Uow, office: Office) -> None:
    """The same inside a transaction of somebody who needs the figures now."""
    for month in _to_make(uow):
        record_month(uow, month, make_month(uow, office, month))


def make_months(office: Office, actor: Actor) -> list[date]:
    """Count every month that is over and was not counted yet, one after another."""
    with office.store.look(Deadline.after(_LONG)) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        months = _to_make(uow)
    for month in months:
        with office.store.look(Deadline.after(_LONG)) as uow:
            made = make_month(uow, office, month)
        with office.store.work(Deadline.after(_LONG)) as uow:
            access.to_house(uow, actor, Verb.CONFIGURE)
            if month not in stored.load_months(uow):
                record_month(uow, month, made)
    return months


def _to_make(uow: Uow) -> list[date]:
    known = stored.load_months(uow)
    month = months_after(known[-1], 1) if known else find_first_month(uow)
    found = []
    while month and is_settled(month, uow.today):
        found.append(month)
        month = months_after(month, 1)
    return found


@dataclass
class Made:
    """What there is to store of a month. `parts` wait unless a block names them."""

    cells: list[Cell] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def record_month(uow: Uow, month: date, made: Made) -> None:
    stored.add_month(uow, month)
    stored.add_cells(uow, made.cells)
    checks, answers = _in_two(made.blocks)
    stored.add_blocks(uow, checks)
    stored.add_parts(uow, made.parts)
    stored.add_blocks(uow, answers)


def _in_two(blocks: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """Blocks of answers hold blocks of checks."""
    every = list(blocks)
    return [block for block in every if block.kind != ANSWERS], [block for block in every if block.kind == ANSWERS]


def make_month(uow: Uow, office: Office, month: date) -> Made:
    above = {branch.id: branch.above for branch in load_branches(uow, month_of(month).last)}
    there = _There(uow, office, month)
    made = Made([_cell(spot, info, month) for spot, info in sorted(there.new.items()) if spot.kind != ANSWERS])
    for kind in (WORK, CHECKS, ACTIONS, COVERED, THEMES):
        made.blocks += _blocks_of(there, kind, month, above, office.library)
    new = [block for block in made.blocks if block.kind == CHECKS]
    made.parts = [Part(key, block.id) for block in new for key in sorted(there.questions_in(block))]
    made.blocks += _answers(there, new, made.parts, month, above, office.library)
    return made


def _cell(spot: Spot, info: Info, month: date) -> Cell:
    return Cell(spot.kind, info.framework, spot.key, spot.team, month, info.records, info.done)


Questions = Mapping[tuple[str, str], set[str]]
"""The keys of what was answered, by check and team."""


class _There:
    """What happened in this month, and what waits from those before."""

    def __init__(self, uow: Uow, office: Office, month: date) -> None:
        since = year_of(month).first if ends_quarter(month) else quarter_of(month).first
        before = months_after(month, -1)
        self._uow, self._office = uow, office
        self._cells = stored.load_cells(uow, since, before)
        self.blocks = {block.id: block for block in stored.load_blocks(uow, since, before) if block.kind == CHECKS}
        self.parts = [part for part in stored.load_parts(uow, since, before) if part.block is None]
        self.waiting = [cell for cell in self._cells if cell.block is None and cell.kind in _WAITS]
        self.new = gather(uow, office, month)
        self._earlier: dict[date, Infos] = {month: self.new}
        self._wanted = self._what_waits()
        self._questions: dict[date, Questions] = {}

    def _what_waits(self) -> dict[date, set[Spot]]:
        """Nothing else of earlier months is looked at again."""
        wanted: defaultdict[date, set[Spot]] = defaultdict(set)
        for cell in self.waiting:
            wanted[cell.month].add(Spot(cell.kind, cell.key, cell.team))
        of_part: defaultdict[str, set[str]] = defaultdict(set)
        for part in self.parts:
            of_part[part.part].add(part.key)
        for cell in self._cells:
            for key in of_part.get(cell.block or "", ()):
                wanted[cell.month].add(Spot(ANSWERS, key, cell.team))
        # The questions of a check that waits are not known yet by name.
        for cell in self.waiting:
            if cell.kind == CHECKS:
                wanted[cell.month].add(Spot(ANSWERS, cell.key, cell.team))
        return dict(wanted)

    def at(self, spot: Spot, month: date) -> Info | None:
        return self._infos(month).get(spot)

    def _infos(self, month: date) -> Infos:
        if month not in self._earlier:
            wanted = self._wanted.get(month, set())
            self._earlier[month] = gather(
                self._uow, self._office, month, lambda there: there in wanted or _of_check(there) in wanted
            )
        return self._earlier[month]

    def cells_of(self, block: str) -> list[tuple[str, date]]:
        return [(cell.team, cell.month) for cell in self._cells if cell.block == block]

    def questions_in(self, block: Block) -> set[str]:
        """The keys of what was answered in it."""
        return {key for team, month in block.cells for key in self._asked(month).get((block.key, team), ())}

    def _asked(self, month: date) -> Questions:
        if month not in self._questions:
            found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
            for spot in self._infos(month):
                if spot.kind == ANSWERS:
                    found[spot.key.partition("/")[0], spot.team].add(spot.key)
            self._questions[month] = found
        return self._questions[month]

    def of_cells(self, key: str, cells: Sequence[tuple[str, date]]) -> Info | None:
        """What was answered to one question in all of these."""
        infos = [info for team, month in cells if (info := self.at(Spot(ANSWERS, key, team), month))]
        return together(iter(infos)) if infos else None


def _of_check(spot: Spot) -> Spot:
    """Of an answer the check that it was given in."""
    return Spot(ANSWERS, spot.key.partition("/")[0], spot.team) if spot.kind == ANSWERS else spot


def _blocks_of(there: _There, kind: str, month: date, above: Above, library: Library) -> Iterator[Block]:
    waiting: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in there.waiting:
        if cell.kind == kind:
            waiting[cell.key].append(cell)
    new = by_key(there.new, kind)
    for key in sorted({*new, *waiting}):
        spots = [(team, month) for team in new.get(key, {})] + [(cell.team, cell.month) for cell in waiting[key]]
        infos = {
            (team, day): info for team, day in spots if (info := there.at(Spot(kind, key, team), day)) and info.records
        }
        units = [unit_of(kind, key, team, day, info) for (team, day), info in sorted(infos.items())]
        for joined in join(units, month, above, limit_at(library, kind, key), _few(library, kind, key)):
            cells = tuple((unit.id[0], date.fromisoformat(unit.id[1])) for unit in joined.units)
            yield _block(kind, key, joined, together(infos[cell] for cell in cells), cells=cells)


def _few(library: Library, kind: str, key: str) -> Few:
    """Members of a meeting are of many teams, and what they say of it is wanted before the quarter's end."""
    if kind in (CHECKS, ANSWERS) and form_at(library, key).checklist.subject.kind == "meeting":
        return Few.GOES_UP
    return Few.IS_LEFT if kind == ACTIONS else Few.WAITS


def unit_of(kind: str, key: str, team: str, month: date, info: Info) -> Unit:
    first = quarter_of(month).first if kind == COVERED else month
    whom = (info.records, frozenset(info.people), sides_of(kind, key, info))
    return Unit((team, month.isoformat()), team or None, first, month, *whom)


def _block(
    kind: str,
    key: str,
    joined: Joined,
    info: Info,
    cells: tuple[tuple[str, date], ...] = (),
    parts: tuple[str, ...] = (),
) -> Block:
    values = {name: many for name, many in info.values.items() if many}
    span = (joined.node, joined.first, joined.last)
    return Block(kind, info.framework, key, *span, info.records, values, info.of_two, cells, parts, new_key())


def _answers(
    there: _There, new: Sequence[Block], parts: Sequence[Part], month: date, above: Above, library: Library
) -> Iterator[Block]:
    """The same of each question, whose smallest pieces are blocks of checks."""
    by_question: defaultdict[str, list[str]] = defaultdict(list)
    for part in (*there.parts, *parts):
        by_question[part.key].append(part.part)
    made = {block.id: block for block in new}
    for key, ids in sorted(by_question.items()):
        infos = {part: info for part in ids if (info := there.of_cells(key, _cells(there, made, part)))}
        units = [_part_unit(part, made.get(part) or there.blocks[part], info) for part, info in infos.items()]
        for joined in join(units, month, above, limit_at(library, ANSWERS, key), _few(library, ANSWERS, key)):
            inside = tuple(unit.id[0] for unit in joined.units)
            yield _block(ANSWERS, key, joined, together(infos[part] for part in inside), parts=inside)


def _cells(there: _There, made: Mapping[str, Block], part: str) -> Sequence[tuple[str, date]]:
    return made[part].cells if part in made else there.cells_of(part)


def _part_unit(part: str, block: Block | stored.Stored, info: Info) -> Unit:
    return Unit((part,), block.node, block.first, block.last, info.records, frozenset(info.people))
