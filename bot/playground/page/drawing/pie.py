"""A pie in SVG: each part with its pattern, and its share beside it. Its key, in `chart`, has the names.

Other charts are in `plots`.
"""

from __future__ import annotations

import math

from markupsafe import Markup

from bot.playground.page.drawing.markup import joined, tag
from bot.playground.page.drawing.patterns import filled, shown_value
from bot.playground.settings import Json

WIDTH, HEIGHT = 380, 320
_X, _Y, _RADIUS = 190.0, 160.0, 132.0
_NAMED = 0.03
"""The shares of smaller parts stand in the key and the table only."""


def shapes(chart: Json, id_: str) -> Markup:
    parts, at, drawn = _parts(chart), 0.0, []
    for n, (segment, part) in enumerate(zip(chart["segments"], parts, strict=True)):
        drawn.append(_slice(id_, n, at, part, f"{segment['label']}: {shown_value(segment['value'])}"))
        drawn += [_share(_percent(part), at + part / 2)] if part > _NAMED else []
        at += part
    return joined(drawn)


def shares(chart: Json) -> list[str]:
    return [_percent(part) for part in _parts(chart)]


def _parts(chart: Json) -> list[float]:
    """Divided by the largest first: the sum of very small or large figures would be nought or infinite."""
    values = [float(each["value"]) for each in chart["segments"]]
    largest = max(values)
    scaled = [value / largest for value in values]
    return [value / sum(scaled) for value in scaled]


def _percent(part: float) -> str:
    return f"{part:.0%}" if part >= 0.01 else "under 1%"


def _slice(id_: str, n: int, start: float, part: float, said: str) -> Markup:
    look = {"fill": filled(id_, n), "class_": "part"}
    title = tag("title", said)
    if part > 0.9999:
        return tag("circle", title, cx=_X, cy=_Y, r=_RADIUS, **look)
    far = int(part > 0.5)
    edge = f"A{_RADIUS} {_RADIUS} 0 {far} 1 {_at(start + part)}"
    return tag("path", title, d=f"M{_X} {_Y}L{_at(start)}{edge}Z", **look)


def _at(turn: float, radius: float = _RADIUS) -> str:
    angle = 2 * math.pi * turn
    return f"{_X + radius * math.sin(angle):.2f} {_Y - radius * math.cos(angle):.2f}"


def _share(percent: str, turn: float) -> Markup:
    x, y = _at(turn, _RADIUS + 12).split()
    return tag("text", percent, x=x, y=y, text_anchor="start" if turn < 0.5 else "end", dy="4")
