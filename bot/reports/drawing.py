"""The marks that charts are made of, and one template that turns them into a picture. What is drawn is charts.py."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH = 480
"""As many points as a page is wide between its margins."""
SMALL = 8.5
_ADVANCE = 0.5
"""How wide a letter is on average, for its size."""


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str
    """The name of a pattern of the template."""
    kind: str = "rect"


@dataclass(frozen=True)
class Line:
    x: float
    y: float
    to_x: float
    to_y: float
    style: str
    kind: str = "line"


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    is_signal: bool = False
    kind: str = "dot"


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    anchor: str = "start"
    style: str = "said"
    kind: str = "text"


Mark = Rect | Line | Dot | Text


def drawn(height: float, marks: Iterable[Mark]) -> str:
    """The picture. Nothing in it but numbers and escaped text."""
    return _template().render(width=WIDTH, height=round(height, 1), marks=list(marks))


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # not before somebody wants a file

    folder = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("chart.svg")


def width_of(text: str, size: float = SMALL) -> float:
    return len(text) * size * _ADVANCE


def wrapped(text: str, width: float, most: int) -> list[str]:
    """In at most so many lines of this width; what does not fit in ends in a mark, and stands in words elsewhere."""
    lines: list[str] = []
    for word in text.split() or [""]:
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1]} …"]
    return lines


def stacked(x: float, middle: float, lines: list[str], anchor: str) -> list[Mark]:
    """Lines of text around a height."""
    first = middle - (len(lines) - 1) * SMALL * 0.6 + SMALL * 0.33
    return [Text(x, first + n * SMALL * 1.2, line, anchor) for n, line in enumerate(lines)]
