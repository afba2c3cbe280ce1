"""Charts as pictures: bars, shares and runs. They read in black and white, and every number stands beside its mark."""

from itertools import pairwise

from bot.domain.papers import Bars, Run, Shares
from bot.reports.drawing import SMALL, WIDTH, Dot, Line, Mark, Rect, Text, drawn, stacked, width_of, wrapped

Chart = Bars | Shares | Run

_FILLS = ("solid", "hatched", "dotted", "white", "grey", "crossed")
_LEFT, _RIGHT, _TOP = 34.0, 6.0, 34.0
_TALL = 120.0
_MOST_COLUMNS = 14
_SHORT = 70.0
"""Longer names than this stand beside bars that lie."""
_NAMES = 170.0
_ROW = 26.0
_LEGEND = 20.0


def svg(chart: Chart) -> str:
    match chart:
        case Shares():
            return _shares(chart)
        case Run():
            return _run(chart)
        case Bars() if _fits_columns(chart):
            return _columns(chart)
    return _rows(chart)


def figure(value: float | None, unit: str = "") -> str:
    """A number as it is written beside its mark."""
    if value is None:
        return "–"
    said = f"{value:g}" if value == round(value, 1) else f"{value:.1f}"
    return f"{said} {unit}".strip()


def _fits_columns(chart: Bars) -> bool:
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(chart.labels))
    return len(chart.labels) <= _MOST_COLUMNS and all(width_of(label) <= min(room, _SHORT) for label in chart.labels)


def _expected(chart: Bars) -> tuple[float | None, ...]:
    return chart.of or (None,) * len(chart.values)


def _told(chart: Bars, value: float | None, of: float | None) -> str:
    if value is None or of is None:
        return figure(value, chart.unit)
    return f"{figure(value)} of {figure(of, chart.unit)}"


def _ceiling(values: tuple[float | None, ...]) -> float:
    """A round number at or above them all, of which a half and a quarter are easily read."""
    most = max([value for value in values if value is not None], default=0)
    step = 1.0
    while True:
        for times in (4, 8, 20):
            if most <= times * step:
                return times * step
        step *= 10


def _scale(top: float, unit: str) -> list[Mark]:
    """Lines across, each with its number."""
    marks: list[Mark] = []
    for part in (0.0, 0.5, 1.0):
        y = _TOP + _TALL * (1 - part)
        marks.append(Line(_LEFT, y, WIDTH - _RIGHT, y, "grid"))
        marks.append(Text(_LEFT - 5, y + SMALL * 0.33, figure(top * part, unit.strip()), "end", "faint"))
    return marks


def _key(has_expected: bool) -> list[Mark]:
    if not has_expected:
        return []
    return [
        Rect(_LEFT, 4, 9, 9, "solid"),
        Text(_LEFT + 13, 11.5, "done"),
        Line(_LEFT + 46, 8.5, _LEFT + 62, 8.5, "expected"),
        Text(_LEFT + 67, 11.5, "expected"),
    ]


def _columns(chart: Bars) -> str:
    expected = _expected(chart)
    top = _ceiling((*chart.values, *expected))
    step = (WIDTH - _LEFT - _RIGHT) / max(1, len(chart.labels))
    wide = min(34.0, step * 0.55)
    marks = [*_scale(top, chart.unit), *_key(any(of is not None for of in expected))]
    lines = [wrapped(label, step, 2) for label in chart.labels]
    for n, (value, of) in enumerate(zip(chart.values, expected, strict=True)):
        middle = _LEFT + step * (n + 0.5)
        high = _TALL * (value or 0) / top
        marks.append(Rect(middle - wide / 2, _TOP + _TALL - high, wide, high, "solid"))
        peak = max(high, _TALL * (of or 0) / top)
        if of is not None:
            across = _TOP + _TALL * (1 - of / top)
            marks.append(Line(middle - wide / 2 - 4, across, middle + wide / 2 + 4, across, "expected"))
        marks.append(Text(middle, _TOP + _TALL - peak - 5, _told(chart, value, of), "middle", "strong"))
        marks += stacked(middle, _TOP + _TALL + 12, lines[n][:1], "middle")
        marks += stacked(middle, _TOP + _TALL + 12 + SMALL * 1.2, lines[n][1:], "middle")
    return drawn(_TOP + _TALL + 34, marks)


def _rows(chart: Bars) -> str:
    """Names take room: the bars lie."""
    expected = _expected(chart)
    top = _ceiling((*chart.values, *expected))
    room = WIDTH - _NAMES - 70
    marks = _key(any(of is not None for of in expected))
    for n, (label, value, of) in enumerate(zip(chart.labels, chart.values, expected, strict=True)):
        middle = _LEGEND + _ROW * (n + 0.5)
        marks += stacked(_NAMES - 8, middle, wrapped(label, _NAMES - 8, 2), "end")
        marks.append(Rect(_NAMES, middle - 6, room * (value or 0) / top, 12, "solid"))
        if of is not None:
            marks.append(Line(_NAMES + room * of / top, middle - 9, _NAMES + room * of / top, middle + 9, "expected"))
        end = _NAMES + room * max(value or 0, of or 0) / top + 7
        marks.append(Text(end, middle + SMALL * 0.33, _told(chart, value, of), style="strong"))
    return drawn(_LEGEND + _ROW * len(chart.labels) + 4, marks)


def _shares(chart: Shares) -> str:
    marks: list[Mark] = []
    x = 0.0
    for name, fill in zip(chart.parts, _FILLS, strict=False):
        marks += [Rect(x, 4, 12, 9, fill), Text(x + 16, 11.5, name)]
        x += 16 + width_of(name) + 16
    names = WIDTH * 0.48
    for n, (label, values) in enumerate(zip(chart.labels, chart.values, strict=True)):
        middle = _LEGEND + 34 * (n + 0.5)
        marks += stacked(0, middle, wrapped(label, names - 8, 3), "start")
        marks += _cut(names, middle, values)
        marks.append(Text(WIDTH, middle + SMALL * 0.33, str(sum(values)), "end", "faint"))
    return drawn(_LEGEND + 34 * len(chart.labels) + 2, marks)


def _cut(x: float, middle: float, values: tuple[int, ...]) -> list[Mark]:
    """One bar in its pieces, with how many are in each where it is wide enough to say so."""
    room, whole = WIDTH - x - 26, sum(values)
    marks: list[Mark] = []
    for value, fill in zip(values, _FILLS, strict=False):
        if not value:
            continue
        wide = room * value / whole
        marks.append(Rect(x, middle - 8, wide, 16, fill))
        label = width_of(str(value)) + 5
        if wide > label + 2:
            marks.append(Rect(x + (wide - label) / 2, middle - 5.5, label, 11, "label"))
            marks.append(Text(x + wide / 2, middle + SMALL * 0.33, str(value), "middle", "strong"))
        x += wide
    return marks


def _run(chart: Run) -> str:
    top = 100.0 if chart.unit == "%" else _ceiling((*chart.values, chart.median))
    room = WIDTH - _LEFT - 70
    step = room / max(1, len(chart.values))
    places = [
        None if value is None else (_LEFT + step * (n + 0.5), _TOP + _TALL * (1 - value / top))
        for n, value in enumerate(chart.values)
    ]
    marks = _scale(top, chart.unit)
    if chart.median is not None:
        y = _TOP + _TALL * (1 - chart.median / top)
        marks.append(Line(_LEFT, y, _LEFT + room, y, "median"))
        marks.append(Text(_LEFT + room + 4, y + SMALL * 0.33, f"median {figure(chart.median, chart.unit)}"))
    marks += [Line(*one, *two, "run") for one, two in pairwise(places) if one and two]
    every = max(1, round(len(places) * 34 / room + 0.49))
    for n, (place, label) in enumerate(zip(places, chart.labels, strict=True)):
        if n % every == 0:
            marks.append(Text(_LEFT + step * (n + 0.5), _TOP + _TALL + 14, label, "middle"))
        if place:
            is_signal = n in chart.signals
            marks.append(Dot(*place, is_signal))
            if is_signal or len(places) <= _MOST_COLUMNS:
                marks.append(Text(place[0], place[1] - 8, figure(chart.values[n]), "middle", "strong"))
    return drawn(_TOP + _TALL + 22, marks)
