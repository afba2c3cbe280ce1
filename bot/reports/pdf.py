"""A paper as a PDF that screen readers can read: tagged, its charts told in words, or refused. The layout is paper.typ.

The same paper makes the same bytes. Fonts come with what is installed, so that every machine sets it alike.
"""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from bot.domain.papers import Asked, Bars, Block, Cell, Facts, Lines, Paper, Run, Section, Shares, Table, Words
from bot.reports.charts import svg
from bot.reports.glyphs import spelt, unknown_in

_LAYOUT = Path(__file__).parent / "paper.typ"
_READABLE: Literal["ua-1"] = "ua-1"
_FIGURE = re.compile(r"[-–*]|\d[\d,.]*( ?%| of \d+)?")
_LONG = 14
"""A column with longer words than this, in a cell or as its name, shares the room that is left."""
_MANY = 7
_MOST_TRIES = 30
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def pdf(paper: Paper) -> bytes:
    """With its cover, if it has one, as a page of its own before the first."""
    unknown: frozenset[str] = frozenset()
    for _ in range(_MOST_TRIES):
        try:
            return _set(spelt(paper, unknown))
        except _typst_error() as error:
            found = unknown_in(str(error)) - unknown
            if not found:
                raise
            unknown |= found
    raise ValueError("a text of this paper cannot be set")


def body(paper: Paper) -> bytes:
    """What stands after the cover: the same bytes whoever asks for it, whenever."""
    return pdf(replace(paper, cover=()))


def _typst_error() -> type[Exception]:
    import typst

    return typst.TypstError


def _set(paper: Paper) -> bytes:
    import typst  # what it stands on takes a while to load and much room, and most days nobody wants a file

    return typst.compile(
        str(_LAYOUT),
        format="pdf",
        pdf_standards=_READABLE,
        timestamp=int((paper.made_at or _EPOCH).timestamp()),
        ignore_system_fonts=True,
        font_paths=[str(files("font_source_sans_pro") / "files")],
        sys_inputs={"paper": json.dumps(_paper(paper), ensure_ascii=False)},
    )


def _paper(paper: Paper) -> dict[str, Any]:
    return {
        "title": paper.title,
        "about": paper.about,
        "cover": paper.cover,
        "contents": paper.has_contents,
        "confidential": paper.confidential,
        "sections": [_section(section) for section in paper.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "blocks": [_block(block) for block in section.blocks if _is_something(block)]}


def _is_something(block: Block) -> bool:
    return bool(block.lines if isinstance(block, Lines) else block.facts if isinstance(block, Facts) else True)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Words():
            return {"kind": "words", "text": block.text, "by": block.by}
        case Lines():
            return {"kind": "lines", "lines": block.lines}
        case Asked():
            return {"kind": "asked", "ask": block.ask, "said": block.said, "beside": block.beside}
        case Facts():
            facts = [{"figure": fact.figure, "label": fact.label, "beside": fact.beside} for fact in block.facts]
            return {"kind": "facts", "facts": facts}
        case Table():
            return _table(block)
        case Bars() | Shares() | Run():
            said = block.said if isinstance(block, Run) else ""
            return {"kind": "chart", "title": block.title, "alt": block.alt, "svg": svg(block), "said": said}


def _table(table: Table) -> dict[str, Any]:
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    columns = [[row[n] for row in rows] for n in range(len(table.columns))]
    hidden = "– stands for a figure that is not shown." if any(cell is None for row in rows for cell in row) else ""
    numeric = [all(cell is None or _FIGURE.fullmatch(cell) for cell in column) for column in columns]
    widths = [_width(name, column, len(columns)) for name, column in zip(table.columns, columns, strict=True)]
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": table.columns,
        "rows": rows,
        "numeric": numeric,
        "widths": _widths(widths, numeric),
        "note": "\n".join(line for line in (table.note, hidden) if line),
    }


def _widths(widths: list[int], numeric: list[bool]) -> list[int]:
    """What figures are of has most of the room, so that none of them stands far from its name."""
    shares = [is_figure for width, is_figure in zip(widths, numeric, strict=True) if width]
    return [max(widths[0], 3), *widths[1:]] if shares and all(shares) else widths


def _width(name: str, column: list[str | None], beside: int) -> int:
    """Nought where it is as wide as what stands in it; else its part of the room: words get more than figures.

    Where many columns leave little room, a long heading gets more of it.
    """
    longest = max((len(cell) for cell in column if cell), default=0)
    if longest > _LONG:
        return min(6, 3 + longest // 40)
    return 0 if len(name) <= _LONG else 2 if beside > _MANY else 1


def _cell(cell: Cell) -> str | None:
    if isinstance(cell, float):
        return f"{cell:,.1f}".removesuffix(".0")
    return f"{cell:,}" if isinstance(cell, int) else cell
