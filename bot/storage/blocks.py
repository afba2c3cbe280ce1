"""What is stored of months that were counted: their blocks, what was done in them, and adding blocks up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, true, update

from bot.domain.periods import Period
from bot.storage.store import Uow
from bot.storage.tables import figures as tables
from bot.storage.tables import table_of

WORK, CHECKS, ANSWERS, ACTIONS, COVERED, THEMES = "work", "checks", "answers", "actions", "covered", "themes"
"""The kinds of what is counted."""

_month = table_of(tables.FigureMonth)
_block = table_of(tables.FigureBlock)
_cell = table_of(tables.FigureCell)
_part = table_of(tables.FigurePart)
_value = table_of(tables.FigureValue)
_AT_ONCE = 2000


@dataclass(frozen=True)
class Cell:
    """What there is of one key in one team and month. The team is empty for none."""

    kind: str
    framework: str
    key: str
    team: str
    month: date
    records: int
    done: int
    block: str | None = None


@dataclass(frozen=True)
class Block:
    """To be stored, with what is in it: cells by team and month, or blocks of checks by their ids."""

    kind: str
    framework: str
    key: str
    node: str | None
    first: date
    last: date
    records: int
    values: Mapping[str, int]
    of_two: int
    """The most records that two people have in it."""
    cells: tuple[tuple[str, date], ...]
    parts: tuple[str, ...]
    id: str


def load_months(uow: Uow) -> list[date]:
    """All that were counted, in order."""
    return list(uow.run(select(_month.c.month).order_by(_month.c.month)).scalars())


def add_month(uow: Uow, month: date) -> None:
    uow.run(insert(_month), {"month": month, "made_at": uow.now})


def load_made_at(uow: Uow, months: Collection[date]) -> datetime | None:
    """When the last of these was counted."""
    found: datetime | None = uow.run(select(func.max(_month.c.made_at)).where(_month.c.month.in_(months))).scalar()
    return found


def add_cells(uow: Uow, cells: Sequence[Cell]) -> None:
    for some in _batches([vars(cell) for cell in cells]):
        uow.run(insert(_cell), some)


def add_blocks(uow: Uow, blocks: Sequence[Block]) -> None:
    """With what is in them, in as few statements as that takes: whoever writes meanwhile waits for it."""
    for some in _batches([_row_of(block) for block in blocks]):
        uow.run(insert(_block), some)
    for some in _batches([row for block in blocks for row in _value_rows(block.id, block.values)]):
        uow.run(insert(_value), some)
    for some in _batches([row for block in blocks for row in _cell_rows(block)]):
        uow.run(_CELL_IN, some)
    for some in _batches([_named(key=block.key, part=part, in_=block.id) for block in blocks for part in block.parts]):
        uow.run(_PART_IN, some)


_CELL_IN = (
    update(_cell)
    .where(*(_cell.c[name] == bindparam(f"of_{name}") for name in ("kind", "key", "team", "month")))
    .values(block=bindparam("of_in_"))
)
_PART_IN = (
    update(_part)
    .where(*(_part.c[name] == bindparam(f"of_{name}") for name in ("key", "part")))
    .values(block=bindparam("of_in_"))
)


def _row_of(block: Block) -> dict[str, Any]:
    names = ("id", "kind", "framework", "key", "node", "first", "last", "records", "of_two")
    return {name: getattr(block, name) for name in names} | {"differs": False}


def _cell_rows(block: Block) -> list[dict[str, Any]]:
    of = {"kind": block.kind, "key": block.key, "in_": block.id}
    return [_named(**of, team=team, month=month) for team, month in block.cells]


def _named(**values: Any) -> dict[str, Any]:
    """Values to look something up by may not be called as its columns are."""
    return {f"of_{name}": value for name, value in values.items()}


def _value_rows(block: str, values: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"block": block, "name": name, "many": many} for name, many in sorted(values.items()) if many]


def tell_anew(uow: Uow, block: "Stored", records: int, values: Mapping[str, int]) -> None:
    """The same block with what it holds by now, for good."""
    uow.run(update(_block).where(_block.c.id == block.id).values(records=records, of_two=None, differs=False))
    uow.run(delete(_value).where(_value.c.block == block.id))
    rows = _value_rows(block.id, values)
    if rows:
        uow.run(insert(_value), rows)


def keep_as_told(uow: Uow, block: str, *, differs: bool) -> None:
    """With what was told of it, whether or not that is so still."""
    uow.run(update(_block).where(_block.c.id == block).values(differs=differs))


def recount_cell(uow: Uow, cell: Cell) -> None:
    """As it is by now, whatever block it stands in."""
    is_it = (_cell.c.kind == cell.kind) & (_cell.c.key == cell.key)
    is_it &= (_cell.c.team == cell.team) & (_cell.c.month == cell.month)
    if not uow.run(update(_cell).where(is_it).values(records=cell.records, done=cell.done)).rowcount:
        uow.run(insert(_cell), vars(cell))


def load_cells(uow: Uow, since: date, until: date) -> list[Cell]:
    """Those of these months, whether they are told or wait."""
    found = uow.run(select(_cell).where(_cell.c.month.between(since, until)))
    return [
        Cell(row.kind, row.framework, row.key, row.team, row.month, row.records, row.done, row.block) for row in found
    ]


class Stored(NamedTuple):
    id: str
    kind: str
    framework: str
    key: str
    node: str | None
    first: date
    last: date
    records: int
    of_two: int | None
    """None where nothing else is told of it any more."""


def _stored(row: Any) -> Stored:
    of = (row.id, row.kind, row.framework, row.key, row.node)
    return Stored(*of, row.first, row.last, row.records, row.of_two)


def load_blocks(uow: Uow, since: date, until: date) -> list[Stored]:
    """Those that lie in these months."""
    found = uow.run(select(_block).where(*_within(since, until)).order_by(_block.c.id))
    return [_stored(row) for row in found]


def load_values(uow: Uow, since: date, until: date) -> dict[str, dict[str, int]]:
    """Of the blocks that lie in these months, by block and name."""
    joined = select(_value).join(_block, _block.c.id == _value.c.block)
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in uow.run(joined.where(*_within(since, until))):
        found[row.block][row.name] = row.many
    return dict(found)


def load_kept_back(uow: Uow, teams: frozenset[str] | None, period: Period) -> list[Stored]:
    """Those that are still told as they were, though a few of their records are others by now."""
    inside = (*_within(period.first, period.last), _of(teams, _block.c.node))
    return [_stored(row) for row in uow.run(select(_block).where(_block.c.differs, *inside))]


def load_told(uow: Uow, kind: str, key: str, period: Period, teams: frozenset[str] | None) -> list[Stored]:
    """Those of one key that are told of these teams and this time, as `sum_blocks` adds them up."""
    inside = (*_within(period.first, period.last), _of(teams, _block.c.node))
    wanted = select(_block).where(_block.c.kind == kind, _block.c.key == key, _block.c.records > 0, *inside)
    return [_stored(row) for row in uow.run(wanted.order_by(_block.c.last, _block.c.id))]


def load_blocks_of(uow: Uow, kind: str, key: str) -> dict[tuple[str, date], str]:
    """In which block what happened in a team and month is told, as far as it is."""
    here = (_cell.c.kind == kind, _cell.c.key == key, _cell.c.block.is_not(None))
    found = uow.run(select(_cell.c.team, _cell.c.month, _cell.c.block).where(*here))
    return {(row.team, row.month): row.block for row in found}


class Part(NamedTuple):
    """The answers to one question in a block of checks; told nowhere yet where it has no block."""

    key: str
    part: str
    block: str | None = None


def load_parts(uow: Uow, since: date, until: date) -> list[Part]:
    """Those of blocks of checks that lie in these months."""
    joined = (
        select(_part)
        .join(_block, _block.c.id == _part.c.part)
        .where(*_within(since, until))
        .order_by(_part.c.key, _part.c.part)
    )
    return [Part(row.key, row.part, row.block) for row in uow.run(joined)]


def load_parts_of(uow: Uow, key: str) -> dict[str, list[str]]:
    """The blocks of checks in each block of answers to one question."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    wanted = select(_part).where(_part.c.key == key, _part.c.block.is_not(None))
    for row in uow.run(wanted.order_by(_part.c.part)):
        found[row.block].append(row.part)
    return found


def add_parts(uow: Uow, parts: Sequence[Part]) -> None:
    for some in _batches([part._asdict() for part in parts]):
        uow.run(insert(_part), some)


class Sum(NamedTuple):
    kind: str
    framework: str
    key: str
    name: str
    many: int


def sum_blocks(uow: Uow, teams: frozenset[str] | None, period: Period, framework: str | None) -> list[Sum]:
    """What the blocks of these teams that lie in the period hold together, of one framework or of all.

    Under an empty name how many records.
    """
    groups: list[Any] = [_block.c.kind, _block.c.framework, _block.c.key]
    inside = [*_within(period.first, period.last), _of(teams, _block.c.node), _by(framework, _block.c.framework)]
    inside.append(
        _block.c.records > 0
    )  # there may be some of which nothing is told, from before blocks were kept as told
    records = select(*groups, func.sum(_block.c.records).label("many")).where(*inside).group_by(*groups)
    values = (
        select(*groups, _value.c.name, func.sum(_value.c.many).label("many"))
        .join(_block, _block.c.id == _value.c.block)
        .where(*inside)
        .group_by(*groups, _value.c.name)
    )
    return [
        *(Sum(row.kind, row.framework, row.key, "", int(row.many)) for row in uow.run(records)),
        *(Sum(row.kind, row.framework, row.key, row.name, int(row.many)) for row in uow.run(values)),
    ]


class MonthSum(NamedTuple):
    month: date
    kind: str
    framework: str
    key: str
    records: int
    done: int


def sum_cells(uow: Uow, teams: frozenset[str] | None, period: Period, framework: str | None) -> list[MonthSum]:
    """What was done, month by month; and of how many records, which nobody is told."""
    groups: list[Any] = [_cell.c.month, _cell.c.kind, _cell.c.framework, _cell.c.key]
    sums = func.sum(_cell.c.records).label("records"), func.sum(_cell.c.done).label("done")
    found = uow.run(
        select(*groups, *sums)
        .where(
            _cell.c.month.between(period.first, period.last),
            _of(teams, _cell.c.team),
            _by(framework, _cell.c.framework),
        )
        .group_by(*groups)
    )
    return [MonthSum(row.month, row.kind, row.framework, row.key, int(row.records), int(row.done)) for row in found]


def sum_months(uow: Uow, teams: frozenset[str] | None, period: Period, kind: str) -> list[tuple[date, Sum]]:
    """The same as `sum_blocks`, of blocks that hold a single month."""
    groups: list[Any] = [_block.c.first, _block.c.framework, _block.c.key, _value.c.name]
    found = uow.run(
        select(*groups, func.sum(_value.c.many).label("many"))
        .join(_value, _value.c.block == _block.c.id)
        .where(
            _block.c.kind == kind,
            _block.c.first == _block.c.last,
            _block.c.first.between(period.first, period.last),
            _of(teams, _block.c.node),
        )
        .group_by(*groups)
    )
    return [(row.first, Sum(kind, row.framework, row.key, row.name, int(row.many))) for row in found]


def _of(teams: frozenset[str] | None, column: Any) -> ColumnElement[bool]:
    return true() if teams is None else column.in_(sorted(teams))


def _within(since: date, until: date) -> tuple[ColumnElement[bool], ...]:
    """No block ends before it begins; saying so keeps the index from going through all that came later."""
    return _block.c.first.between(since, until), _block.c.last <= until


def _by(framework: str | None, column: Any) -> ColumnElement[bool]:
    return true() if framework is None else column == framework


def _batches(rows: Sequence[Mapping[str, Any]]) -> Iterable[Sequence[Mapping[str, Any]]]:
    return (rows[start : start + _AT_ONCE] for start in range(0, len(rows), _AT_ONCE))
