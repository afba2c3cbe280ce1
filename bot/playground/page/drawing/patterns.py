"""How the lines and parts of a chart are told apart: a hue, and always a pattern, a dash or a marker besides.

Hues are classes of blocks.css, so that they follow light and dark.
"""

from __future__ import annotations

from markupsafe import Markup

from bot.playground.page.drawing.markup import joined, tag

HUES = 4
_SIZE = 8
_HATCHES = (
    "",
    "M0 8L8 0M-2 2L2 -2M6 10L10 6",
    "M0 4H8",
    "M3 3h2v2h-2z",
    "M4 0V8",
    "M0 0L8 8M0 8L8 0",
)
_MARKERS = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "M-4 -4H4V4H-4z", "M0 -5L5 4H-5z", "M0 -5L5 0L0 5L-5 0z")


def hue(n: int) -> str:
    return f"tint-{n % HUES}"


def patterns(id_: str, count: int) -> Markup:
    """Twelve that differ: four hues with six hatches between them."""
    return joined(_pattern(id_, n) for n in range(count))


def _pattern(id_: str, n: int) -> Markup:
    ground = tag("rect", width=_SIZE, height=_SIZE, class_=f"ground {hue(n)}")
    hatch = tag("path", d=_HATCHES[n % len(_HATCHES)], class_="hatch")
    size = {"width": _SIZE, "height": _SIZE, "patternUnits": "userSpaceOnUse"}
    return tag("pattern", ground, hatch, id=f"{id_}-p{n}", **size)


def filled(id_: str, n: int) -> str:
    return f"url(#{id_}-p{n})"


def dash(n: int) -> str | None:
    return (None, "7 4", "2 4", "10 3 2 3", "14 4", "4 2")[n % 6]


def marker(n: int, x: float, y: float, said: str = "") -> Markup:
    title = tag("title", said) if said else ""
    shape = _MARKERS[n % len(_MARKERS)]
    return tag("path", title, d=shape, transform=f"translate({x:.1f} {y:.1f})", class_=f"marker {hue(n)}")


def key_swatch(kind: str, id_: str, n: int) -> Markup:
    if kind == "line":
        stroke = tag("path", d="M0 8H28", class_=f"line {hue(n)}", stroke_dasharray=dash(n))
        inside = joined([stroke, marker(n, 14, 8)])
    else:
        inside = tag("rect", width="28", height="16", fill=filled(id_, n), class_="part")
    return tag("svg", inside, viewBox="0 0 28 16", class_="key", aria_hidden="true")


def shown_value(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:.3g}"
