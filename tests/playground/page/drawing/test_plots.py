"""The figures along the side of a chart: round, few, and whole where what is counted comes whole."""

from __future__ import annotations

import re

import pytest

from bot.playground.page.drawing.plots import shapes


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((1, 0), ["0", "1"]),
        ((0, 0), ["0", "1"]),
        ((3, 2), ["0", "1", "2", "3"]),
        ((7, 9), ["0", "5", "10"]),
        ((57, 38), ["0", "20", "40", "60"]),
        ((1000, 0), ["0", "250", "500", "750", "1,000"]),
        ((0.5, 0.25), ["0", "0.2", "0.4", "0.6"]),
        ((2.5, 1), ["0", "1", "2", "3"]),
    ],
)
def test_the_axis_goes_in_round_steps_and_counts_of_whole_things_in_whole_ones(
    values: tuple[float, ...], ticks: list[str]
) -> None:
    labels = [f"Month {n}" for n, _ in enumerate(values)]
    points = [{"label": label, "value": value} for label, value in zip(labels, values, strict=True)]
    chart = {"type": "line", "series": [{"name": "Done", "data": points}], "axis_config": {"categories": labels}}
    drawn = re.search(r'<g aria-hidden="true">.*?</g>', str(shapes(chart, "chart")), re.DOTALL)
    assert drawn
    assert re.findall(r"<text[^>]*>([^<]+)</text>", drawn[0]) == ticks
