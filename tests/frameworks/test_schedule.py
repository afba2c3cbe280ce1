"""What is wrong with a schedule is said in words, with the rule and the key it is wrong in."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.frameworks.library import load_library
from bot.frameworks.schedule import LATE_AFTER
from tests.frameworks.samples import lay

REGISTER = """\
title: Gardens
short_title: Gardens
purpose: When each was dug.
kept_by: [visitor]
who_sees: [author]
used_for: Learning.
kept_for: 3 years
subject: {kind: reference, called: Garden, ask: "Which garden?"}
facts:
  - {id: dug, called: Dug, ask: "When was it dug?"}
  - id: sown
    called: Sown
    ask: When was it sown?
    outcomes: [{name: beans, code: 1, label: Beans}, {name: peas, code: 2, label: Peas}]
"""
DUG = {"register": "gardens", "fact": "dug"}
PLAIN: dict[str, Any] = {
    "id": "V-1",
    "title": "Monthly visit",
    "why": "Every month somebody visits.",
    "owed_by": ["visitor"],
    "per": "self",
    "each": "month",
    "done_by": [{"check": "visit"}],
}
AFTER = {"each": None, "within": "5 days", "after": DUG, "per": "subject", "done_by": [DUG]}
ROLLING = {"each": None, "every": "3 months"}

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "id": ({"id": "own-1"}, "id: does not fit own"),
    "own": ({"own": True}, "id: does not fit own"),
    "two ways": ({"every": "1 month"}, "does not say how often in one way"),
    "no way": ({"each": None}, "does not say how often in one way"),
    "within alone": ({"each": None, "within": "5 days"}, "after: goes together with within"),
    "after alone": ({"after": DUG}, "after: goes together with within"),
    "anniversary of nothing": ({"each": "anniversary"}, "starts: is missing"),
    "once after nothing": ({"each": None, "once": "1 year"}, "starts: is missing"),
    "limits": ({"limits": {"beans": "1 year"}}, "limits: is for once after a fact"),
    "first too long": ({**ROLLING, "first": "4 months"}, "first: is for a first one that is due sooner"),
    "times": ({**ROLLING, "times": 2}, "times: is for windows"),
    "paced": ({**ROLLING, "paced": True}, "times: is for windows"),
    "due after": ({**ROLLING, "due_after": "1 month"}, "due_after: is for windows"),
    "which references": ({"per": "subject"}, "known: is missing"),
    "references of somebody": ({"known": DUG}, "known: is for a rule per subject"),
    "inside somebody": ({"per_about": True}, "known: is for a rule per subject"),
    "of": ({"of": ["visitor"]}, "of: is for supervisees and members of a meeting"),
    "a meeting without one": ({"per": "meeting"}, "after: has to be a kind of meeting"),
    "an action without a check": ({"per": "action", "each": None}, "after: has to name checks"),
    "an action with windows": ({"per": "action", "after": {"actions_of": ["visit"]}}, "does not say how often"),
    "member of nothing": ({"owed_by": ["member"]}, "owed_by: names the members of a meeting"),
    "post": ({"owed_by": ["digger"]}, "owed_by: names the unknown post digger"),
    "told": ({"with": ["owner"]}, "with: names the unknown post owner"),
    "late": ({"late_to": ["subject"]}, "late_to: names the unknown post subject"),
    "check": ({"done_by": [{"check": "digging"}]}, "check: names the unknown checklist digging"),
    "part": ({"done_by": [{"check": "visit", "part": "last"}]}, "part: names no part of visit"),
    "nothing happens": ({"done_by": [{"part": "all"}]}, "does not name one thing"),
    "two things happen": ({"done_by": [{"check": "visit", **DUG}]}, "does not name one thing"),
    "meeting": ({"done_by": [{"meeting": "fair"}]}, "meeting: names the unknown kind of meeting fair"),
    "survey": ({"done_by": [{"survey": "poll"}]}, "survey: names the unknown checklist poll"),
    "register": ({"done_by": [{"register": "sheds", "fact": "dug"}]}, "register: names no register"),
    "fact": ({**AFTER, "after": {"register": "gardens", "fact": "raked"}}, "fact: names no fact of gardens"),
    "outcome": ({"done_by": [{**DUG, "fact": "sown", "outcomes": ["figs"]}]}, "outcomes: names no outcome of sown"),
    "actions discharge": ({"done_by": [{"actions_of": ["visit"]}]}, "is a clock only"),
    "covers": ({"covers": "V9"}, "covers: names no item of the check"),
    "length": ({"each": None, "every": "90"}, "write a number and days"),
    "months": ({"each": None, "in": ["Octember"]}, "write a month"),
}
FINE: dict[str, dict[str, Any]] = {
    "as it is": {},
    "rolling": {**ROLLING, "first": "1 month"},
    "follows": AFTER,
    "before": {**AFTER, "within": "-1 working day"},
    "known": {**ROLLING, "per": "subject", "known": {**DUG, "until": "sown"}},
    "once": {"each": None, "once": "1 year", "per": "subject", "starts": {**DUG, "fact": "sown"},
             "limits": {"beans": "6 months"}},
    "supervisees": {"per": "supervisee", "owed_by": ["supervisor"], "of": ["visitor", "supervisor"]},
}  # fmt: skip


def problems(folder: Path, *rules: dict[str, Any], **more: Any) -> list[str]:
    place = lay(folder).parent
    (place / "gardens.register.yaml").write_text(REGISTER)
    said = [{key: value for key, value in rule.items() if value is not None} for rule in rules]
    (place / "schedule.yaml").write_text(json.dumps({"rules": said, **more}, indent=1))
    found = [problem for problem in load_library(folder).problems if not problem.is_advice]
    assert {Path(problem.file).name for problem in found} <= {"schedule.yaml"}
    return [str(problem) for problem in found]


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_rule_is_said(tmp_path: Path, case: str) -> None:
    spoilt, wrong = WRONG[case]
    found = problems(tmp_path, {**PLAIN, **spoilt})
    assert any(wrong in problem for problem in found), found


@pytest.mark.parametrize("case", FINE)
def test_a_rule_that_fits_is_taken(tmp_path: Path, case: str) -> None:
    assert problems(tmp_path, {**PLAIN, **FINE[case]}) == []


def test_a_number_is_given_once_by_whatever_name(tmp_path: Path) -> None:
    [found] = problems(tmp_path, PLAIN, {**PLAIN, "id": "V-2", "also": ["V-1"]})
    assert "gives the number V-1 to two rules" in found


@pytest.mark.parametrize(
    "days", [["2026-09-07", "2026-09-07"], ["2026-09-01", "2026-12-20", "2026-12-20", "2027-03-25"]]
)
def test_terms_stand_in_order(tmp_path: Path, days: list[str]) -> None:
    terms = [{"first": first, "last": last} for first, last in zip(days[::2], days[1::2], strict=True)]
    [found] = problems(tmp_path, PLAIN, terms=terms)
    assert "is not in order" in found


def test_a_schedule_that_has_gone_bad_leaves_the_last_good_one(tmp_path: Path) -> None:
    assert problems(tmp_path, PLAIN) == []
    before = load_library(tmp_path)
    (tmp_path / "garden/schedule.yaml").write_text("rules: []\n")
    after = load_library(tmp_path, before)
    assert (list(after.rules), after.is_sound) == (["V-1"], False)
    assert after.rules["V-1"][1].late_after == LATE_AFTER
