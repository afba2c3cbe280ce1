"""A paper as a Slack message: the same as its file, as far as a message has room for it. Files are made in reports.

What a picture shows stands in words beside it, so that the message can be sent again without its charts.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from bot.blocks.parts import (
    Block,
    Message,
    bold,
    clipped,
    context,
    divider,
    header,
    sections,
    standalone,
    units,
)
from bot.domain.papers import Asked, Bars, Cell, Facts, Lines, Paper, Run, Section, Shares, Table, Words
from bot.domain.papers import Block as Part

_MOST_BLOCKS = 46
_MOST_TEXT = 10_500
"""A message may hold 50 blocks and 12,000 characters: some room is left for whoever sends it."""
_MOST_CELLS = 8_000
_MOST_OF_A_TABLE = 3_000
_MOST_ROWS = 40
_CELL = 300
_MOST_CHARTS = 2
_MOST_POINTS = 20
_LABEL = 20
_TITLE = 50
_NOT_TOLD = "–"
_FOOT = 900


def paper_message(paper: Paper) -> Message:
    """Sections in their order until there is no room; then it says that the rest stands in the file."""
    top = [header(paper.title), context(paper.about)]
    blocks = [*top, *_fitting([_section(there) for there in paper.sections], _room(top))]
    foot = [*(f"{label}: {said}" for label, said in paper.cover), *([paper.confidential] if paper.confidential else [])]
    blocks += [context(clipped(" · ".join(foot), _FOOT))] if foot else []
    return Message(standalone(f"{paper.title}. {paper.about}.", *_spoken(paper)), blocks)


def without_charts(message: Message) -> Message:
    """For a Slack that does not take them."""
    return Message(message.text, [block for block in message.blocks if block["type"] != "data_visualization"])


class _Room:
    """How much more a message can hold."""

    def __init__(self, blocks: int, text: int) -> None:
        self.blocks, self.text, self.cells, self.charts = blocks, text, _MOST_CELLS, _MOST_CHARTS

    def takes(self, block: Block) -> bool:
        """Whether there is room, which then is taken."""
        text = _said(block)
        cells, charts = text * (block["type"] == "table"), int(block["type"] == "data_visualization")
        if self.blocks < 1 or text > self.text or cells > self.cells or charts > self.charts:
            return False
        self.blocks, self.text, self.cells, self.charts = (
            self.blocks - 1,
            self.text - text,
            self.cells - cells,
            self.charts - charts,
        )
        return True


def _room(used: Iterable[Block]) -> _Room:
    room = _Room(_MOST_BLOCKS, _MOST_TEXT)
    for block in used:
        room.takes(block)
    return room


def _said(value: object) -> int:
    """All characters in a block."""
    if isinstance(value, dict):
        return sum(_said(part) for part in value.values())
    if isinstance(value, list):
        return sum(_said(part) for part in value)
    return units(value) if isinstance(value, str) else 0


def _fitting(parts: Iterable[list[Block]], room: _Room) -> Iterator[Block]:
    """A picture for which there is no room is left out: its words are there. Anything else ends the message."""
    for blocks in parts:
        for block in blocks:
            if room.takes(block):
                yield block
            elif block["type"] != "data_visualization":
                yield context("There is more: the rest stands in the file.")
                return


def _section(there: Section) -> list[Block]:
    shown = (block for part in _told_once(there.blocks) for block in _blocks(part))
    return [divider(), bold(clipped(there.title, 300)), *shown]


def _told_once(parts: Sequence[Part]) -> Iterator[Part]:
    """Shares are a table in a message: without them where the table of the same figures follows."""
    for part, after in zip_longest(parts, parts[1:]):
        if not (isinstance(part, Shares) and isinstance(after, Table) and after.caption == part.title):
            yield part


def _blocks(part: Part) -> list[Block]:
    match part:
        case Words():
            return sections([part.text, *([part.by] if part.by else [])])
        case Lines():
            return sections(f"• {line}" for line in part.lines)
        case Asked():
            return [bold(clipped(part.ask, 1000)), *sections([part.said, *part.beside])]
        case Facts():
            return sections(_fact_lines(part))
        case Table():
            return _table(part)
        case Shares():
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (label, *values) for label, values in zip(part.labels, part.values, strict=True)
            )
            return _table(Table(part.title, ("", *part.parts), rows))
        case Bars() | Run():
            return _chart(part)


def _fact_lines(part: Facts) -> Iterator[str]:
    for fact in part.facts:
        beside = f" ({fact.beside})" if fact.beside else ""
        yield f"{fact.figure} {fact.label}{beside}"


def _table(table: Table) -> list[Block]:
    shown = list(_first_rows(table))
    rows = [[_cell(cell) for cell in row] for row in (table.columns, *shown)]
    numeric = [all(cell is None or not isinstance(cell, str) for cell in column) for column in zip(*shown, strict=True)]
    settings = [{"align": "right"} if is_numeric else {"is_wrapped": True} for is_numeric in numeric]
    notes = [f"And {len(table.rows) - len(shown)} more rows in the file."] if len(table.rows) > len(shown) else []
    notes += [table.note] if table.note else []
    drawn: Block = {"type": "table", "rows": rows}
    return [
        *sections([table.caption]),
        drawn | ({"column_settings": settings} if settings else {}),
        *([context(*notes)] if notes else []),
    ]


def _first_rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    """As many as leave room for what comes after the table."""
    room = _MOST_OF_A_TABLE
    for row in table.rows[:_MOST_ROWS]:
        room -= sum(units(_told(cell)) for cell in row)
        if room < 0:
            return
        yield row


def _cell(cell: Cell) -> Block:
    return {"type": "raw_text", "text": _told(cell) or " "}


def _told(cell: Cell) -> str:
    return clipped(_NOT_TOLD if cell is None else f"{cell:,}" if isinstance(cell, int) else str(cell), _CELL)


def _chart(chart: Bars | Run) -> list[Block]:
    """Points that are not told are left out, and so is whatever is not known for all the others."""
    told = [n for n, value in enumerate(chart.values) if value is not None][-_MOST_POINTS:]
    words = sections([clipped(f"{chart.title}. {chart.alt}", 2900), *([chart.said] if isinstance(chart, Run) else [])])
    if not told:
        return words
    labels = _labels([chart.labels[n] for n in told])
    series = [(_named(chart), [chart.values[n] for n in told]), *_beside(chart, told)]
    drawn = [{"name": name, "data": _points(labels, values)} for name, values in series]
    kind = "bar" if isinstance(chart, Bars) else "line"
    axes = {"categories": labels} | ({"y_label": chart.unit} if chart.unit else {})
    picture = {"type": kind, "series": drawn, "axis_config": axes}
    return [{"type": "data_visualization", "title": clipped(chart.title, _TITLE) or " ", "chart": picture}, *words]


def _named(chart: Bars | Run) -> str:
    return "Done" if isinstance(chart, Bars) and chart.of else "Figure"


def _beside(chart: Bars | Run, told: Sequence[int]) -> list[tuple[str, list[float | None]]]:
    if isinstance(chart, Run):
        return [("Median", [chart.median] * len(told))] if chart.median is not None else []
    of = [chart.of[n] for n in told] if chart.of else []
    return [("Expected", of)] if of and None not in of else []


def _points(labels: Sequence[str], values: Sequence[float | None]) -> list[Block]:
    return [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]


def _labels(names: Sequence[str]) -> list[str]:
    """Short, and no two alike."""
    short = [clipped(name, _LABEL) or " " for name in names]
    if len(set(short)) == len(short):
        return short
    return [clipped(f"{number} {name}", _LABEL) for number, name in enumerate(names, 1)]


def _spoken(paper: Paper) -> Iterator[str]:
    """What is told without looking: the figures, words and pictures, as far as there is room."""
    for part in (part for there in paper.sections for part in there.blocks):
        match part:
            case Asked():
                yield f"{part.ask} {part.said}."
            case Facts():
                yield f"{'; '.join(_fact_lines(part))}."
            case Words():
                yield part.text
            case Lines():
                yield f"{'; '.join(part.lines)}."
            case Table():
                yield f"{part.caption}: {'; '.join(_row(part, row) for row in part.rows[:_MOST_ROWS])}."
            case _:
                yield part.alt


def _row(table: Table, row: Sequence[Cell]) -> str:
    first, *rest = (_NOT_TOLD if cell is None else str(cell) for cell in row)
    return f"{first} {', '.join(f'{name} {cell}' for name, cell in zip(table.columns[1:], rest, strict=True))}".strip()
