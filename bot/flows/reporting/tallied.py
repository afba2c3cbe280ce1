"""Tallies of what was owed and done as tables: beside each other, added up, and told only as far as they may be. Pure.

Which of them stand in a report, and what is said around them, is in telling.py.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.domain.figures import Tally, WorkRow
from bot.domain.papers import Block, Cell, Fact, Table

COLUMNS = ("Expected", "Done", "Done late", "Past its date", "Missed", "Excused", "Nothing to check")
_AMONG = "Done of those expected"
_IN_PART = (
    "Where part of a check rests on fewer than three people, all that was done is told, and every other figure is of "
    "the rest of it."
)
_BARE = "Fewer than three people owe each of these: it is told what was done, and not what is past its date or missed."
_NO_MORE = "No more than this may be told: fewer than three people are behind the rest."
_OWED = "Owed"
_AMONG_OWED = "what was excused is among those owed"
_WITH_EXCUSED = "What was excused or had nothing to check is owed, and not expected."


def done_fact(tallies: Sequence[Tally]) -> Fact:
    """Of how many, where that may be told; else of the part of which it may."""
    done, shares = sum(tally.done for tally in tallies), [tally.share for tally in tallies if tally.share]
    among, of = sum(part for part, _ in shares), sum(whole for _, whole in shares)
    if not of:
        return Fact(str(done), "checks done")
    if among == done and len(shares) == len(tallies):
        beside = _AMONG_OWED if any(tally.owed is not None for tally in tallies) else ""
        return Fact(f"{done} of {of}", "checks done", beside)
    owed = " owed, what was excused among them," if any(tally.owed is not None for tally in tallies) else ""
    return Fact(str(done), "checks done", f"{among} of {of}{owed} where that may be told")


def is_any(row: WorkRow) -> bool:
    return any(there is not None and is_some(there) for there in (row.now, row.before))


def is_some(tally: Tally) -> bool:
    """Whether anything was owed or done, or it may not be told that nothing was."""
    return bool(tally.done or tally.owed) or (tally.expected, tally.excused, tally.nothing) != (0, 0, 0)


def in_tables(rows: Sequence[WorkRow]) -> Iterator[Block]:
    """Those of which no more may be told than what was done stand apart, so that none is of dashes or noughts."""
    told = [row for row in rows if row.now.share is not None]
    now = [(row.title, row.now) for row in told if is_some(row.now)]
    bare = [row for row in rows if row.now.share is None]
    if now:
        yield counted("What was owed and done", "Check", now, COLUMNS)
    before = [(row.title, row.before) for row in told if row.before]
    if before:
        yield counted("The time before", "Check", before, COLUMNS[:2])
    if bare:
        lines = tuple((row.title, row.now.done, row.before.done if row.before else None) for row in bare)
        yield Table("What was done", ("Check", "Done", "The time before"), lines, _BARE).as_told


def counted(caption: str, of: str, named: Sequence[tuple[str, Tally]], columns: Sequence[str]) -> Table:
    """With a column for what was done of those expected, where that is not all that was done; and for all owed."""
    tallies, notes = [tally for _, tally in named], []
    heads, rows = list(columns), [[name, *_cells(tally)[: len(columns)]] for name, tally in named]
    if any(tally.among is not None for tally in tallies):
        _insert(heads, rows, 2, _AMONG, map(_among, tallies))
        notes.append(_IN_PART)
    if any(tally.owed is not None for tally in tallies):
        _insert(heads, rows, 0, _OWED, map(_owed, tallies))
        notes.append(_WITH_EXCUSED)
    table = Table(caption, (of, *heads), tuple(map(tuple, rows)))
    notes += [_NO_MORE] if table.as_told != table else []
    return replace(table.as_told, note=" ".join(notes))


def _insert(heads: list[str], rows: Sequence[list[Cell]], at: int, head: str, cells: Iterable[Cell]) -> None:
    heads.insert(at, head)
    for row, cell in zip(rows, cells, strict=True):
        row.insert(at + 1, cell)


def _cells(tally: Tally) -> tuple[Cell, ...]:
    return (tally.expected, tally.done, tally.done_late, tally.late, tally.missed, tally.excused, tally.nothing)


def _among(tally: Tally) -> int | None:
    return None if tally.expected is None else tally.done if tally.among is None else tally.among


def _owed(tally: Tally) -> int | None:
    return _sum([tally.expected, tally.excused, tally.nothing]) if tally.is_whole else tally.owed


def together(tallies: Sequence[Tally]) -> Tally:
    """What is told of some checks but not of all of them is told of those, as of a part of one check."""
    told = [tally for tally in tallies if tally.expected is not None]
    done, among = sum(tally.done for tally in tallies), sum(_among(tally) or 0 for tally in told)
    if tallies and not told:
        return Tally(done, None, None, None, None, None, None, owed=_sum([_owed(tally) for tally in tallies]))
    columns = zip(*map(_cells, told), strict=True) if told else [()] * len(COLUMNS)
    expected, _, done_late, late, missed, excused, nothing = map(_sum, columns)
    whole = Tally(done, expected, done_late, late, missed, excused, nothing)
    if all(tally.is_whole for tally in tallies):
        return whole
    return replace(whole, among=among, owed=_sum([_owed(tally) for tally in tallies]))


def _sum(column: Sequence[Cell]) -> int | None:
    """Not told as soon as one of them is not."""
    numbers = [cell for cell in column if isinstance(cell, int)]
    return sum(numbers) if len(numbers) == len(column) else None
