"""Lines, bars and areas over a row of categories, as SVG. Pies are in `pie`."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from bot.playground.page.drawing.markup import NOTHING, joined, tag
from bot.playground.page.drawing.patterns import dash, filled, hue, marker, shown_value
from bot.playground.settings import Json

WIDTH, HEIGHT = 640, 320
LEFT, RIGHT, TOP = 64, 12, 14
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """From values to places; `ticks` run from the lowest to the highest shown."""

    categories: tuple[str, ...]
    ticks: tuple[float, ...]

    @property
    def slanted(self) -> bool:
        """Labels that would run into each other."""
        return max(map(len, self.categories)) * 7 > self.step

    @property
    def bottom(self) -> float:
        return HEIGHT - (84 if self.slanted else 48)

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / len(self.categories)

    def x(self, position: float) -> float:
        return LEFT + self.step * (position + 0.5)

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        # Divided first, so that figures near the largest there are do not overflow.
        share = value / (high - low) - low / (high - low)
        return self.bottom - share * (self.bottom - TOP)


def shapes(chart: Json, id_: str) -> Markup:
    axes = chart["axis_config"]
    rows = [_in_order(each, axes["categories"]) for each in chart["series"]]
    scale = Scale(tuple(axes["categories"]), _ticks([value for row in rows for value in row]))
    names = [each["name"] for each in chart["series"]]
    draw = {"bar": _bars, "line": _line, "area": _area}[chart["type"]]
    drawn = [draw(scale, id_, n, row, (names[n], len(rows))) for n, row in enumerate(rows)]
    return joined([_grid(scale), _labels(scale), _titles(axes, scale), *drawn])


def _in_order(series: Json, categories: list[str]) -> list[float]:
    values = {point["label"]: float(point["value"]) for point in series["data"]}
    return [values.get(label, 0.0) for label in categories]


def _ticks(values: list[float]) -> tuple[float, ...]:
    """Four or five round figures that hold all values, and nought; whole ones where all values are whole."""
    finite = [value for value in values if math.isfinite(value) and abs(value) < 1e300]
    low, high = min([0.0, *finite]), max([0.0, *finite])
    span = (high - low) or 1.0
    size = 10.0 ** math.floor(math.log10(span / 4))
    whole = all(value.is_integer() for value in finite)
    steps = [size * each for each in _STEPS if not whole or (size * each).is_integer()]
    step = next((step for step in steps if step * 4 >= span), size * 10) or span / 4
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(step * n for n in range(first, max(last, first + 1) + 1))


def _grid(scale: Scale) -> Markup:
    lines = [_tick(scale, value) for value in scale.ticks]
    ground = tag("path", d=f"M{LEFT} {scale.y(0):.1f}H{WIDTH - RIGHT}", class_="axis")
    return tag("g", *lines, ground, aria_hidden="true")


def _tick(scale: Scale, value: float) -> Markup:
    y = scale.y(value)
    line = tag("path", d=f"M{LEFT} {y:.1f}H{WIDTH - RIGHT}", class_="grid")
    return joined([line, tag("text", shown_value(value), x=LEFT - 8, y=f"{y + 4:.1f}", text_anchor="end")])


def _labels(scale: Scale) -> Markup:
    return tag("g", *(_label(scale, label, scale.x(n)) for n, label in enumerate(scale.categories)))


def _label(scale: Scale, label: str, x: float) -> Markup:
    if not scale.slanted:
        return tag("text", label, x=f"{x:.1f}", y=f"{scale.bottom + 18:.0f}", text_anchor="middle")
    turned = f"translate({x + 4:.1f} {scale.bottom + 14:.0f}) rotate(-28)"
    return tag("text", label, text_anchor="end", transform=turned)


def _titles(axes: Json, scale: Scale) -> Markup:
    x, y = axes.get("x_label"), axes.get("y_label")
    middle = (scale.bottom + TOP) / 2
    below = tag("text", x, x=WIDTH - RIGHT, y=HEIGHT - 4, text_anchor="end", class_="axis-title") if x else NOTHING
    turned = f"translate(14 {middle:.0f}) rotate(-90)"
    beside = tag("text", y, transform=turned, text_anchor="middle", class_="axis-title") if y else NOTHING
    return joined([below, beside])


def _bars(scale: Scale, id_: str, n: int, row: list[float], more: tuple[str, int]) -> Markup:
    name, count = more
    width = scale.step * 0.8 / count
    bars = []
    for at, value in enumerate(row):
        top, bottom = sorted((scale.y(value), scale.y(0)))
        x = scale.x(at) - scale.step * 0.4 + width * n
        title = tag("title", _said(scale, name, at, value))
        place = {
            "x": f"{x:.1f}",
            "y": f"{top:.1f}",
            "width": f"{max(width - 2, 1):.1f}",
            "height": f"{bottom - top:.1f}",
        }
        bars.append(tag("rect", title, fill=filled(id_, n), class_="part", **place))
        bars.append(_value(x + width / 2, top - 4, value) if width > 22 else NOTHING)
    return tag("g", *bars)


def _value(x: float, y: float, value: float) -> Markup:
    return tag("text", shown_value(value), x=f"{x:.1f}", y=f"{y:.1f}", text_anchor="middle", class_="value")


def _line(scale: Scale, id_: str, n: int, row: list[float], more: tuple[str, int]) -> Markup:  # noqa: ARG001
    path = tag("path", d="M" + "L".join(_points(scale, row)), class_=f"line {hue(n)}", stroke_dasharray=dash(n))
    marks = [marker(n, scale.x(at), scale.y(value), _said(scale, more[0], at, value)) for at, value in enumerate(row)]
    return tag("g", path, *marks)


def _area(scale: Scale, id_: str, n: int, row: list[float], more: tuple[str, int]) -> Markup:
    ground = f"{scale.y(0):.1f}"
    edges = [f"{scale.x(0):.1f} {ground}", *_points(scale, row), f"{scale.x(len(row) - 1):.1f} {ground}"]
    shape = tag("path", d="M" + "L".join(edges) + "Z", fill=filled(id_, n), class_="area")
    return joined([shape, _line(scale, id_, n, row, more)])


def _points(scale: Scale, row: list[float]) -> Iterator[str]:
    return (f"{scale.x(at):.1f} {scale.y(value):.1f}" for at, value in enumerate(row))


def _said(scale: Scale, name: str, at: int, value: float) -> str:
    return f"{name}, {scale.categories[at]}: {shown_value(value)}"
