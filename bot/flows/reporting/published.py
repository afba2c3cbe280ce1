"""Figures that anybody may read: none from 1 to 7, all others rounded to 5. What people wrote stays. Pure.

Numbers within quotation marks are part of a question, and stay as well.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.papers import Bars, Block, Cell, Fact, Facts, Lines, Run, Shares, Table, Words

HIDDEN = "*"
NOTE = "Numbers from 1 to 7 are shown as *, all others to the nearest 5."
TOO_SMALL = "The figures that would stand here are too small to be published."
_LARGEST_HIDDEN = 7
_STEP = 5
_NUMBER = re.compile(r"“[^”]*”|\d+")
_FIGURE = re.compile(r"\d+( of \d+)?")


def published(blocks: Iterator[Block]) -> Iterator[Block]:
    """What was made of figures, as it may be published. A chart of shares would give away what its table hides."""
    for block in blocks:
        match block:
            case Table():
                rows = tuple(tuple(map(_cell, row)) for row in block.rows)
                yield replace(block, rows=rows, note=" ".join(filter(None, (block.note, _note(block, rows)))))
            case Facts():
                told = tuple(_large(block))
                yield Facts(told) if told or not block.facts else Words(TOO_SMALL)
            case Words():
                said = _said(block.text)
                is_new = HIDDEN in said and HIDDEN not in block.text
                yield replace(block, text=f"{said} {NOTE}" if is_new else said)
            case Lines():
                yield Lines(tuple(map(_said, block.lines)))
            case Bars():
                yield _bars(block)
            case Shares() | Run():
                continue


def _large(block: Facts) -> Iterator[Fact]:
    """Nothing stands large that is hidden, nor without what has to stand beside it."""
    for there in block.facts:
        fact = Fact(_said(there.figure), there.label, _said(there.beside))
        if HIDDEN not in fact.figure + fact.beside:
            yield fact


def _note(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> str:
    return NOTE if rows != table.rows else ""


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return as_published(cell)
    return _rounded(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def as_published(cell: str) -> str:
    """A figure that stands as text, such as 3 of 12; words stay."""
    return _said(cell) if _FIGURE.fullmatch(cell) else cell


def _rounded(number: int) -> int | str:
    """Half a step goes up."""
    if 0 < abs(number) <= _LARGEST_HIDDEN:
        return HIDDEN
    return (number + _STEP // 2) // _STEP * _STEP


def _said(text: str) -> str:
    return _NUMBER.sub(lambda found: str(_rounded(int(found[0]))) if found[0].isdigit() else found[0], text)


def _bars(bars: Bars) -> Bars:
    values, expected = (tuple(map(_bar, numbers)) for numbers in (bars.values, bars.of))
    told = [_told(value) for value in values]
    if expected:
        told = [f"{one} of {_told(other)}" for one, other in zip(told, expected, strict=True)]
    alt = "; ".join(f"{label}: {said}" for label, said in zip(bars.labels, told, strict=True))
    return replace(bars, alt=f"{alt}.", values=values, of=expected)


def _bar(value: float | None) -> float | None:
    rounded = None if value is None else _rounded(int(value))
    return float(rounded) if isinstance(rounded, int) else None


def _told(value: float | None) -> str:
    return HIDDEN if value is None else f"{value:g}"
