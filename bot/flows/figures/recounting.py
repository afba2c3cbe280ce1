"""Counting the blocks of a time anew: what is in them stays, how it is answered or done may have changed since."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.periods import Period
from bot.flows.figures.blocks import is_enough
from bot.flows.figures.gathering import Infos, Spot, gather, limit_at, together
from bot.flows.figures.making import unit_of
from bot.flows.figures.times import months_in
from bot.flows.office import Office
from bot.storage import blocks as stored
from bot.storage.blocks import ANSWERS, Cell, Stored
from bot.storage.store import Uow

Place = tuple[str, date]


def recount(uow: Uow, office: Office, framework: str, period: Period) -> None:
    """A block in which too few are left by now is told no more."""
    known = set(stored.load_months(uow))
    infos = {month: gather(uow, office, month) for month in months_in(period) if month in known}
    cells = [cell for cell in stored.load_cells(uow, period.first, period.last) if cell.framework == framework]
    for cell in _as_they_are(cells, infos, framework):
        stored.recount_cell(uow, cell)
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for cell in cells:
        places[cell.block or ""].append((cell.team, cell.month))
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for part in stored.load_parts(uow, period.first, period.last):
        parts[part.block or ""].append(part.part)
    for block in stored.load_blocks(uow, period.first, period.last):
        if block.framework == framework:
            inside = places[block.id] or [place for part in parts[block.id] for place in places[part]]
            _recount(uow, office, block, inside, infos)


def _as_they_are(cells: list[Cell], infos: Mapping[date, Infos], framework: str) -> Iterator[Cell]:
    gone = {(cell.kind, cell.key, cell.team, cell.month) for cell in cells}
    for month, found in infos.items():
        for spot, info in found.items():
            if spot.kind != ANSWERS and info.framework == framework:
                gone.discard((spot.kind, spot.key, spot.team, month))
                yield Cell(spot.kind, framework, spot.key, spot.team, month, info.records, info.done)
    yield from (Cell(kind, framework, key, team, month, 0, 0) for kind, key, team, month in sorted(gone))


def _recount(uow: Uow, office: Office, block: Stored, inside: list[Place], infos: Mapping[date, Infos]) -> None:
    found = {
        (team, month): info
        for team, month in inside
        if (info := infos.get(month, {}).get(Spot(block.kind, block.key, team))) and info.records
    }
    units = [unit_of(block.kind, block.key, team, month, info) for (team, month), info in found.items()]
    if units and is_enough(units, limit_at(office.library, block.kind, block.key), block.node):
        whole = together(iter(found.values()))
        stored.recount_block(uow, block.id, whole.records, whole.values)
    else:
        stored.recount_block(uow, block.id, 0, {})
