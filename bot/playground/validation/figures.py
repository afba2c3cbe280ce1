"""Blocks that show figures: table, data table and chart.

Pages: reference/block-kit/blocks/table-block, data-table-block, data-visualization-block.
"""

from typing import Any

from bot.playground.validation.between import at_least_one, distinct, things
from bot.playground.validation.objects import BLOCK_ID, shown
from bot.playground.validation.report import Report, join
from bot.playground.validation.rich_text import RICH_TEXT_BLOCK, WORDS
from bot.playground.validation.rules import Flag, Kinds, Listed, Number, OneOf, Rule, Tallied, shape

NUMBER = Number(whole=False)
CELLS = {"raw_text": shape({"text": WORDS}), "raw_number": shape({"value": NUMBER, "text": WORDS})}
CELL = Kinds({**CELLS, "rich_text": RICH_TEXT_BLOCK}, "a table's cell")
COLUMN = shape(
    {"align?": OneOf(("left", "center", "right")), "is_wrapped?": Flag()}, at_least_one("align", "is_wrapped")
)


def even_rows(value: dict[str, Any], path: str, report: Report) -> None:
    rows = value.get("rows")
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        report.add(join(path, "rows"), "must all have the same number of cells")


def plain_header(value: dict[str, Any], path: str, report: Report) -> None:
    rows = value.get("rows")
    header = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], list) else []
    if any(isinstance(cell, dict) and cell.get("type") == "rich_text" for cell in header):
        report.add(join(path, "rows[0]"), "is the header and may not hold rich text")


TABLE = shape(
    {
        "block_id?": BLOCK_ID,
        "rows": Tallied("table", Listed(Listed(CELL, 1, 20), 1, 100)),
        "column_settings?": Listed(COLUMN, 0, 20, gaps=True),
    },
    on="message home",
)
DATA_TABLE = shape(
    {
        "block_id?": BLOCK_ID,
        "caption": shown(3000),
        "rows": Tallied("data_table", Listed(Listed(CELL, 1, 20), 2, 201), apart=True),
        "page_size?": Number(1, 100),
        "row_header_column_index?": Number(0, 19),
    },
    even_rows,
    plain_header,
    on="message home",
)

POINT = shape({"label": shown(20), "value": NUMBER})
SEGMENT = shape({"label": shown(20), "value": Number(low=5e-324, whole=False)})
SERIES = shape({"name": shown(20), "data": Listed(POINT, 1, 20)}, distinct("data", "label"))
AXES = shape({"categories": Listed(shown(20), 1, 20), "x_label?": shown(50), "y_label?": shown(50)})
_LINES: dict[str, Rule] = {"series": Listed(SERIES, 1, 12), "axis_config": AXES}


def points_on_the_axis(value: dict[str, Any], path: str, report: Report) -> None:
    """Each series has exactly one point for each category."""
    axes = value.get("axis_config")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    for index, series in enumerate(things(value, "series")):
        labels = [point.get("label") for point in things(series, "data")]
        if isinstance(categories, list) and sorted(map(str, labels)) != sorted(map(str, categories)):
            report.add(f"{path}.series[{index}].data", "must have exactly one point for each category")


_LINE_CHART = shape(_LINES, distinct("series", "name"), points_on_the_axis)
CHART = Kinds(
    {"pie": shape({"segments": Listed(SEGMENT, 1, 12)}), **dict.fromkeys(("bar", "area", "line"), _LINE_CHART)},
    "a chart",
)
DATA_VISUALIZATION = shape({"block_id?": BLOCK_ID, "title": shown(50), "chart": CHART}, on="message")
