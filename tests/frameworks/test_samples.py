"""Samples in a schedule: what they name has to be there, and has to be able to take what was drawn."""

import shutil
from pathlib import Path

import pytest

from bot.frameworks.library import load_library

LINDEN = Path(__file__).parents[1] / "data/checklists/linden"

SPOILT = {
    "no such field": (
        "count: 2, fills: own-sampled",
        "count: 2, fills: own-nothing",
        "names no header field for words or a person",
    ),
    "a field in a part": ("count: 2, fills: own-sampled", "count: 2, fills: G1", "names no header field"),
    "no meeting": ("sample: {of: own,", "sample: {of: meeting,", "is a meeting, and the check is about none"),
    "no check": (
        "done_by: [{check: board-sheet}]",
        "done_by: [{meeting: board}]",
        "is for what a check discharges",
    ),
    "too many": ("count: 3}", "count: 51}", "count"),
    "no question": (', ask: "Which files has the team?"', "", "ask"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_does_not_fit_is_named_with_its_line(tmp_path: Path, case: str) -> None:
    before, after, wrong = SPOILT[case]
    shutil.copytree(LINDEN, tmp_path / "linden")
    path = tmp_path / "linden/schedule.yaml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
    problems = [problem for problem in load_library(tmp_path).problems if not problem.is_advice]
    assert [problem.file.endswith("schedule.yaml") for problem in problems] == [True]
    assert wrong in str(problems[0])


def test_the_file_as_it_is_has_no_fault() -> None:
    assert load_library(LINDEN.parent).is_sound
