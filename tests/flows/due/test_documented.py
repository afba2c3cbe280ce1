"""docs/what-is-due.md says how days are counted: its examples and its words are held against what is counted."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from bot.domain.duties import Status
from bot.frameworks.spans import after
from bot.frameworks.windows import windows

PAGE = (Path(__file__).parents[3] / "docs/what-is-due.md").read_text()
DAY = r"\d+ [A-Z][a-z]{2} \d{4}"


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the table below a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    for line in re.findall(r"^\|(.+)\|$", section, re.MULTILINE)[2:]:
        yield [cell.strip() for cell in line.split("|")]


def day(text: str) -> date:
    return datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007 (a day has no zone)


LENGTHS = [cells[2] for cells in rows("Days") if " and " in cells[2]]
WINDOWS = [(cells[0], cells[2]) for cells in rows("Days") if ": to " in cells[2]]
EACH = {
    "quarters": "quarter",
    "half-years": "half-year",
    "financial years": "financial-year",
    "school terms": "term",
}


@pytest.mark.parametrize("example", LENGTHS)
def test_an_example_of_a_length_is_true(example: str) -> None:
    start, length, end = re.fullmatch(rf"({DAY}) and (.+): ({DAY})", example).groups()  # type: ignore[union-attr]
    assert after(day(start), length) == day(end)


@pytest.mark.parametrize(("counted", "example"), WINDOWS)
def test_an_example_of_a_window_is_true(counted: str, example: str) -> None:
    start, end = re.fullmatch(rf"({DAY}): to ({DAY})", example).groups()  # type: ignore[union-attr]
    assert next(windows(EACH[counted], day(start))).last == day(end)


def test_there_is_an_example_of_each_and_a_line_for_every_word() -> None:
    assert len(LENGTHS) == 4
    assert {counted for counted, _ in WINDOWS} == set(EACH)
    assert [cells[0] for cells in rows("How it stands")] == [status.value for status in Status]
