"""A paper as a spreadsheet: a summary as it reads, a sheet for each table of data, and notes. Words never are formulas.

The same paper makes the same bytes.
"""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.papers import Asked, Bars, Block, Cell, Facts, Lines, Paper, Run, Section, Shares, Table, Words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_NAME_LENGTH = 31
_CELL_LENGTH = 32_767
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WIDEST = 60
_RESERVED = ("Summary", "Notes")

Row = tuple[str, tuple[Cell, ...]]
"""How a row is set, and its cells."""


def xlsx(paper: Paper) -> bytes:
    from xlsxwriter.workbook import Workbook  # nobody needs it until somebody wants a file

    held = io.BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = (paper.made_at or _EPOCH).astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": paper.title, "subject": paper.about, "created": made})
    styles = _styles(book)
    _summary(book.add_worksheet("Summary"), paper, styles)
    for name, table in zip(_names([table.caption for table in paper.data]), paper.data, strict=True):
        _data(book.add_worksheet(name), table, styles)
    _fill(book.add_worksheet("Notes"), list(_notes(paper)), styles)
    book.close()
    return held.getvalue()


def _styles(book: "Workbook") -> dict[str, "Format"]:
    wrapped = {"text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "section": book.add_format({"bold": True, "font_size": 13, "bottom": 1}),
        "head": book.add_format({**wrapped, "bold": True, "bottom": 1}),
        "plain": book.add_format(wrapped),
    }


def _summary(sheet: "Worksheet", paper: Paper, styles: dict[str, "Format"]) -> None:
    rows: list[Row] = [("title", (paper.title,)), ("plain", (paper.about,))]
    rows += [("plain", line) for line in paper.cover]
    rows += [row for section in paper.sections for row in _section(section)]
    _fill(sheet, rows, styles)


def _section(section: Section) -> Iterator[Row]:
    yield "plain", ()
    yield "section", (section.title,)
    for block in section.blocks:
        yield from _rows(block)


def _rows(block: Block) -> Iterator[Row]:
    match block:
        case Words():
            yield "plain", (block.text, block.by) if block.by else (block.text,)
        case Lines():
            yield from (("plain", (line,)) for line in block.lines)
        case Asked():
            yield "plain", (block.ask, block.said, *block.beside)
        case Facts():
            yield from (("plain", (fact.label, fact.figure, fact.beside)) for fact in block.facts)
        case Table():
            yield from _table(block.caption, block.columns, block.rows)
        case Bars():
            columns = ("", "Figure", "Expected") if block.of else ("", "Figure")
            beside = (block.values, block.of) if block.of else (block.values,)
            yield from _table(block.title, columns, _beside(block.labels, *beside))
        case Shares():
            yield from _table(block.title, ("", *block.parts), _beside(block.labels, *zip(*block.values, strict=True)))
        case Run():
            yield from _table(block.title, ("", "Figure"), _beside(block.labels, block.values))


def _beside(*columns: Sequence[Cell]) -> list[tuple[Cell, ...]]:
    return list(zip(*columns, strict=True))


def _table(caption: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> Iterator[Row]:
    yield "plain", ()
    yield "head", (caption,)
    yield "head", columns
    yield from (("plain", row) for row in rows)


def _notes(paper: Paper) -> Iterator[Row]:
    yield "head", ("Of", "Note")
    yield "plain", (paper.title, "An empty cell stands for a figure that is not shown.")
    if paper.confidential:
        yield "plain", (paper.title, paper.confidential)
    for block in (block for section in paper.sections for block in section.blocks):
        if isinstance(block, Table) and block.note:
            yield "plain", (block.caption, block.note)
        elif isinstance(block, Bars | Shares | Run):
            yield "plain", (block.title, block.alt)
            if isinstance(block, Run) and block.said:
                yield "plain", (block.title, block.said)
    yield from (("plain", (table.caption, table.note)) for table in paper.data if table.note)


def _data(sheet: "Worksheet", table: Table, styles: dict[str, "Format"]) -> None:
    """Nothing but a header and rows, as other programs like to read it."""
    _fill(sheet, [("head", table.columns), *(("plain", row) for row in table.rows)], styles)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _fill(sheet: "Worksheet", rows: list[Row], styles: dict[str, "Format"]) -> None:
    widths: dict[int, int] = {}
    for number, (style, cells) in enumerate(rows):
        for column, cell in enumerate(cells):
            _write(sheet, number, column, cell, styles[style])
            widths[column] = max(widths.get(column, 8), _length(cell) if style in ("plain", "head") else 0)
    for column, wide in widths.items():
        sheet.set_column(column, column, min(_WIDEST, wide + 2))


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, style: "Format") -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell if len(cell) <= _CELL_LENGTH else f"{cell[: _CELL_LENGTH - 1]}…", style)
    elif cell is not None:
        sheet.write_number(row, column, cell, style)


def _length(cell: Cell) -> int:
    return max(map(len, str(cell).split("\n"))) if cell is not None else 0


def _names(captions: Sequence[str]) -> list[str]:
    """Names that a spreadsheet takes for its sheets: short, without its own signs, each only once."""
    taken = {name.lower() for name in (*_RESERVED, "history")}
    found = []
    for caption in captions:
        plain = _NOT_IN_NAMES.sub(" ", caption).strip("' ") or "Data"
        tries = (f"{plain[: _NAME_LENGTH - len(end)].rstrip()}{end}" for end in _endings())
        found.append(next(name for name in tries if name.lower() not in taken))
        taken.add(found[-1].lower())
    return found


def _endings() -> Iterator[str]:
    yield ""
    number = 2
    while True:
        yield f" {number}"
        number += 1
