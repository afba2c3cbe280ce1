"""Charts: well-formed pictures in which every number and name can be read, also of odd values."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.papers import Bars, Run, Shares
from bot.reports.charts import Chart, figure, svg
from tests.reports.papers import BARS, RUN, SHARES

SVG = "{http://www.w3.org/2000/svg}"


def said(chart: Chart) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg(chart)).iter(f"{SVG}text")]  # noqa: S314 -- our own


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        (BARS, ["Jul", "9 of 14", "10 of 15", "12", "done", "expected"]),
        (replace(BARS, of=()), ["9", "10", "12"]),
        (replace(BARS, values=(9, None, 12)), ["9 of 14", "–"]),
        (replace(BARS, labels=("A team with a long name", "East", "West")), ["A team with a long name", "9 of 14"]),
        (SHARES, ["Yes", "Partly", "No", "20", "26", "30"]),
        (RUN, ["Jul", "55", "70", "median 62.5 %", "100 %"]),
        (replace(RUN, median=None, values=(None, None, None), signals=()), ["Jul"]),
    ],
)
def test_what_a_chart_says(chart: Chart, words: list[str]) -> None:
    assert not set(words) - set(said(chart))


def test_nothing_typed_becomes_a_mark() -> None:
    typed = '<script>&"{{7*7}}'
    assert typed in said(replace(BARS, labels=(typed, "b", "c")))
    assert "<script" not in svg(replace(BARS, labels=(typed, "b", "c")))


NUMBERS = st.none() | st.integers(0, 10**7).map(float)


@given(st.lists(st.tuples(st.text(max_size=60), NUMBERS, NUMBERS), max_size=30))
def test_any_figures_can_be_drawn(points: list[tuple[str, float | None, float | None]]) -> None:
    labels = tuple("".join(sign for sign in label if sign.isprintable()) for label, _, _ in points)
    values, of = tuple(value for _, value, _ in points), tuple(of for _, _, of in points)
    counts = tuple((int(value or 0), int(more or 0)) for value, more in zip(values, of, strict=True))
    for chart in (
        Bars("t", "a", labels, values, of),
        Shares("t", "a", labels, ("Yes", "No"), counts),
        Run("t", "a", labels, values, None, unit=""),
    ):
        assert ElementTree.fromstring(svg(chart)).tag == f"{SVG}svg"  # noqa: S314 -- our own


@pytest.mark.parametrize(("value", "words"), [(3.0, "3"), (62.5, "62.5"), (66.6667, "66.7"), (None, "–")])
def test_a_number_is_written_shortly(value: float | None, words: str) -> None:
    assert figure(value) == words
