"""Counting the blocks of a time anew: each keeps what was told of it, unless it has become another by enough records.

Whoever keeps every copy can take one from the other. So the difference has to be one that could be told by itself; and
since a third state could lie close to the first, a block is told anew once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.domain.periods import Period
from bot.flows.figures.blocks import is_enough
from bot.flows.figures.gathering import Info, Infos, Spot, gather, limit_at, together
from bot.flows.figures.limits import Limit
from bot.flows.figures.making import unit_of
from bot.flows.figures.times import months_in, year_of
from bot.flows.office import Office
from bot.storage import blocks as stored
from bot.storage.blocks import ANSWERS, WORK, Cell, Stored
from bot.storage.store import Uow

Place = tuple[str, date]
Values = Mapping[str, int]


def recount(uow: Uow, office: Office, framework: str, period: Period) -> None:
    """Every block that holds something of this time, even if it reaches beyond it; of cells what was done always."""
    now = _Now(uow, office)
    # Nothing is joined across financial years.
    years = year_of(period.first).first, year_of(period.last).last
    cells = [cell for cell in stored.load_cells(uow, *years) if cell.framework == framework]
    inside = [cell for cell in cells if period.holds(cell.month)]
    for cell in _as_they_are(inside, {month: now.of(month) for month in now.counted(period)}, framework):
        stored.recount_cell(uow, cell)
    places = _places(uow, cells, years)
    told = stored.load_values(uow, *years)
    for block in stored.load_blocks(uow, *years):
        holds = places.get(block.id, [])
        if any(period.holds(month) for _, month in holds):
            _recount(uow, office, block, now.within(block, holds), told.get(block.id, {}))


class _Now:
    """What there is by now, month by month as it is asked for."""

    def __init__(self, uow: Uow, office: Office) -> None:
        self._uow, self._office = uow, office
        self._known = set(stored.load_months(uow))
        self._infos: dict[date, Infos] = {}

    def counted(self, period: Period) -> list[date]:
        return [month for month in months_in(period) if month in self._known]

    def of(self, month: date) -> Infos:
        if month not in self._infos:
            self._infos[month] = gather(self._uow, self._office, month)
        return self._infos[month]

    def within(self, block: Stored, places: Sequence[Place]) -> dict[Place, Info]:
        spots = ((place, self.of(place[1]).get(Spot(block.kind, block.key, place[0]))) for place in places)
        return {place: info for place, info in spots if info and info.records}


def _places(uow: Uow, cells: Sequence[Cell], years: tuple[date, date]) -> dict[str, list[Place]]:
    """Teams and months by the block that they are told in; of answers by way of the blocks of checks."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for cell in cells:
        if cell.block:
            places[cell.block].append((cell.team, cell.month))
    for part in stored.load_parts(uow, *years):
        if part.block and part.part in places:
            places[part.block] += places[part.part]
    return dict(places)


def _as_they_are(cells: list[Cell], infos: Mapping[date, Infos], framework: str) -> Iterator[Cell]:
    """How many records a cell has stays as it is told of its block."""
    kept = {(cell.kind, cell.key, cell.team, cell.month): cell.records for cell in cells if cell.block}
    gone = {(cell.kind, cell.key, cell.team, cell.month) for cell in cells}
    for month, found in infos.items():
        for spot, info in found.items():
            if spot.kind != ANSWERS and info.framework == framework:
                key = (spot.kind, spot.key, spot.team, month)
                gone.discard(key)
                yield Cell(spot.kind, framework, spot.key, spot.team, month, kept.get(key, info.records), info.done)
    yield from (Cell(key[0], framework, *key[1:], kept.get(key, 0), 0) for key in sorted(gone))


def _recount(uow: Uow, office: Office, block: Stored, found: Mapping[Place, Info], told: Values) -> None:
    limit = limit_at(office.library, block.kind, block.key)
    units = [unit_of(block.kind, block.key, team, month, info) for (team, month), info in found.items()]
    whole = together(iter(found.values())) if found else Info(block.framework)
    values = {name: many for name, many in whole.values.items() if many}
    changed = _changes({"": block.records, **told}, {"": whole.records, **values})
    fewest = fewest_changed(block.kind, changed)
    if changed and is_enough(units, limit, block.node) and is_another(block, fewest, whole.of_two, limit):
        stored.tell_anew(uow, block, whole.records, values)
        for (team, month), info in found.items():
            if block.kind != ANSWERS:
                stored.recount_cell(
                    uow, Cell(block.kind, block.framework, block.key, team, month, info.records, info.done)
                )
    else:
        stored.keep_as_told(uow, block.id, differs=bool(changed))


def _changes(before: Values, after: Values) -> list[int]:
    """By how much each value differs that does. Without a name it is the number of records."""
    both = ((before.get(name, 0), after.get(name, 0)) for name in {*before, *after})
    return [abs(now - then) for then, now in both if now != then]


def fewest_changed(kind: str, changes: Sequence[int]) -> int:
    """How many records have surely changed. A single one holds each value once at most.

    Of what is owed it is known besides what was done, team by team. Whoever takes that away is left with the rest: so
    each of the values has to have changed by enough.
    """
    return (min if kind == WORK else max)(changes, default=0)


def is_another(block: Stored, fewest: int, of_two: int, limit: Limit) -> bool:
    """Whether more changed than two people can have, in what was told or in what is there now; and it is told once."""
    if block.of_two is None:
        return False
    people = limit.people if fewest > max(block.of_two, of_two) else 0
    return limit.is_met(fewest, people, is_whole=block.node is None)
