"""The data visualization block: a drawing with a title, a key, and all its values as a table beneath.

The shapes themselves are in `plots` (over two axes) and `pie`.
"""

from __future__ import annotations

from itertools import zip_longest

from markupsafe import Markup

from bot.playground.page.drawing import pie, plots
from bot.playground.page.drawing.canvas import Spot
from bot.playground.page.drawing.markup import tag
from bot.playground.page.drawing.patterns import key_swatch, patterns, shown_value
from bot.playground.settings import Json

_KINDS = {"pie": "Pie chart", "bar": "Bar chart", "line": "Line chart", "area": "Area chart"}
_SAID = 24


def draw_chart(spot: Spot, block: Json) -> Markup:
    chart, id_ = block["chart"], spot.canvas.id(spot.block_id or spot.place, "chart")
    names = _names(chart)
    room = pie if chart["type"] == "pie" else plots
    drawing = tag(
        "svg",
        tag("title", block["title"], id=f"{id_}-title"),
        tag("desc", _description(chart), id=f"{id_}-desc"),
        tag("defs", patterns(id_, len(names))),
        room.shapes(chart, id_),
        viewBox=f"0 0 {room.WIDTH} {room.HEIGHT}",
        role="img",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-desc",
    )
    frame = tag("div", drawing, class_="chart-frame", tabindex="0", role="group", aria_label=f"{block['title']}, chart")
    title = tag("figcaption", block["title"])
    figure = (title, frame, _key(chart, id_, names), _values(chart))
    return tag("figure", *figure, class_=f"block-chart {chart['type']}-chart")


def _names(chart: Json) -> list[str]:
    if chart["type"] == "pie":
        return [each["label"] for each in chart["segments"]]
    return [each["name"] for each in chart["series"]]


def _key(chart: Json, id_: str, names: list[str]) -> Markup:
    """Of a pie the key has the figures too."""
    figures = [f": {value} ({share})" for _, value, share in _table(chart)[1:]] if chart["type"] == "pie" else []
    said = [f"{name}{figure}" for name, figure in zip_longest(names, figures, fillvalue="")]
    items = [tag("li", key_swatch(chart["type"], id_, n), tag("span", words)) for n, words in enumerate(said)]
    return tag("ul", *items, class_="chart-key")


def _table(chart: Json) -> list[list[str]]:
    """Heads first; one row for each category or segment."""
    if chart["type"] == "pie":
        shares = pie.shares(chart)
        rows = zip(chart["segments"], shares, strict=True)
        return [["Part", "Value", "Share"], *([s["label"], shown_value(s["value"]), share] for s, share in rows)]
    axes = chart["axis_config"]
    columns = [{point["label"]: shown_value(point["value"]) for point in each["data"]} for each in chart["series"]]
    rows_ = [[label, *(column.get(label, "") for column in columns)] for label in axes["categories"]]
    return [[axes.get("x_label") or "Category", *_names(chart)], *rows_]


def _description(chart: Json) -> str:
    """All values where they are few; the table has them anyway."""
    kind, (heads, *rows) = _KINDS[chart["type"]], _table(chart)
    if len(rows) * (len(heads) - 1) > _SAID:
        return f"{kind} with {len(heads) - 1} lines of {len(rows)} values. The values are in the table below."
    said = (f"{row[0]}: " + ", ".join(f"{h} {v}" for h, v in zip(heads[1:], row[1:], strict=True)) for row in rows)
    return f"{kind}. {'; '.join(said)}."


def _values(chart: Json) -> Markup:
    heads, *rows = _table(chart)
    head = tag("tr", *(tag("th", words, scope="col") for words in heads))
    body = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", v, class_="to-right") for v in row[1:])) for row in rows
    ]
    table = tag("table", tag("thead", head), tag("tbody", *body))
    frame = tag("div", table, class_="table-frame", tabindex="0", role="group", aria_label="Values")
    return tag("details", tag("summary", "Values as a table"), frame, class_="chart-values")
