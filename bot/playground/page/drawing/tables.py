"""The table and data table blocks: the first row heads them, and each scrolls inside its own frame.

Charts are in `chart`.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from markupsafe import Markup

from bot.playground.page.drawing.canvas import Spot
from bot.playground.page.drawing.markup import NOTHING, broken, tag
from bot.playground.page.drawing.rich_text import draw_rich_text
from bot.playground.settings import Json
from bot.playground.world import World


def draw_table(spot: Spot, block: Json) -> Markup:
    settings = [each or {} for each in block.get("column_settings", [])]
    return _framed(spot, block["rows"], [_looks(each) for each in settings])


def draw_data_table(spot: Spot, block: Json) -> Markup:
    """All rows at once: Slack would show a page of them, and sort and filter."""
    caption, heads = block["caption"], block.get("row_header_column_index", 0)
    looks = ["to-right" if cell["type"] == "raw_number" else None for cell in block["rows"][1]]
    return _framed(spot, block["rows"], looks, caption=caption, heads=heads)


def _framed(spot: Spot, rows: list[list[Json]], looks: list[str | None], caption: str = "", heads: int = -1) -> Markup:
    world = spot.canvas.world
    head = tag("thead", _row(world, rows[0], looks, range(len(rows[0])), "col"))
    body = tag("tbody", *(_row(world, row, looks, range(heads, heads + 1), "row") for row in rows[1:]))
    title = tag("caption", caption) if caption else NOTHING
    table = tag("table", title, head, body)
    return tag("div", table, class_="table-frame", tabindex="0", role="group", aria_label=caption or "Table")


def _row(world: World, cells: list[Json], looks: list[str | None], heads: range, scope: str) -> Markup:
    """`heads` are the columns whose cells head the rest."""
    drawn = []
    for n, (cell, look) in enumerate(zip_longest(cells, looks[: len(cells)])):
        name, more = ("th", {"scope": scope}) if n in heads else ("td", {})
        drawn.append(tag(name, _cell(world, cell), class_=look, **more))
    return tag("tr", *drawn)


def _cell(world: World, cell: Json) -> Markup:
    return draw_rich_text(world, cell) if cell["type"] == "rich_text" else broken(str(cell["text"]))


def _looks(settings: Any) -> str | None:
    align = settings.get("align", "left")
    names = [f"to-{align}" if align != "left" else "", "wraps" if settings.get("is_wrapped") else ""]
    return " ".join(filter(None, names)) or None
