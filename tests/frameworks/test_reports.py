"""The reports in the files: every one that the sources ask for is there, and what is wrong with one is said."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.frameworks.library import Library, load_library
from bot.frameworks.report_sections import Method, UnderHeading
from bot.frameworks.reports import Report
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, lay, spoilt
from tests.frameworks.test_schedule import PLAIN, REGISTER

ROOT = Path(__file__).parents[2]
LIBRARY = load_library(ROOT / "checklists")
with (ROOT / "tests/data/reports.tsv").open() as _rows:
    WANTED = {row["report"]: row for row in csv.DictReader(_rows, delimiter="\t")}

FORUM = "meetings:\n  - {name: fair, title: Garden fair, held_by: [visitor]}\n"
HEADED = f"{FRAMEWORK}{FORUM}headings:\n  - {{name: growth, title: What grows}}\n"
SHEET = CHECKLIST.replace("who_sees: [author, visitor@team]", "answered_for: a neighbour\nwho_sees: [author]").replace(
    "kind: reference", "kind: service"
)
ALONE = CHECKLIST.replace("who_sees: [author, visitor@team]", "who_sees: [author]")
ABOUT_ONE = CHECKLIST.replace("kind: reference", "kind: person")
KEPT_CLOSE = CHECKLIST.replace("filled_in_by: [visitor]", "filled_in_by: [qa-lead]").replace(
    "visitor@team", "qa-lead@team"
)
PART: dict[str, Any] = {"name": "done", "title": "What was done", "kind": "work"}
PLAIN_REPORT: dict[str, Any] = {
    "id": "R-1",
    "title": "Visits",
    "short_title": "Visits",
    "why": "Managers see what was done.",
    "by": ["visitor"],
    "sections": [PART],
}


def of(kind: str, check: str = "visit", *items: str, **more: Any) -> dict[str, Any]:
    """A report with one section that shows answers of a check."""
    source = {"check": check, **({"items": [*items]} if items else {})}
    return {"sections": [{**PART, "kind": kind, "of": [source], **more}]}


def section(**changed: Any) -> dict[str, Any]:
    return {"sections": [{**PART, **changed}]}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "id": ({"id": "own-1"}, "id: does not fit own"),
    "own": ({"own": True}, "id: does not fit own"),
    "by": ({"by": ["digger"]}, "by: names the unknown post digger"),
    "to": ({"to": ["digger"]}, "to: names the unknown post digger"),
    "two days": ({"due": {"each": "month", "in": ["May"]}}, "due: does not say when in one way"),
    "meeting alone": ({"due": {"meeting": "fair"}}, "within: goes together with meeting"),
    "within alone": ({"due": {"each": "month", "within": "2 days"}}, "within: goes together with meeting"),
    "meeting": ({"due": {"meeting": "show", "within": "2 days"}}, "meeting: names the unknown kind of meeting show"),
    "after nothing": ({"due": {"due_after": "2 weeks"}}, "due_after: is for each and in"),
    "a team's meeting": (
        {"per": "team", "due": {"meeting": "fair", "within": "2 days"}},
        "per: is team, and a meeting",
    ),
    "a channel": ({"channels": ["Visits"]}, "channels: is not of the right form, write own, the id of a channel"),
    "one twice": ({"channels": ["#visits", "#visits"]}, "channels: names #visits twice"),
    "whose own": ({"channels": ["own"]}, "channels: is own, and the report is about no single team"),
    "all in one": ({"per": "team", "channels": ["#visits"]}, "channels: is one channel for the reports of all teams"),
    "rule": ({"rule": "V-9"}, "rule: names V-9, which is no rule of schedule.yaml"),
    "two names": ({"sections": [PART, {**PART, "title": "Else"}]}, "gives the name done to two sections"),
    "two titles": ({"sections": [PART, {**PART, "name": "else"}]}, "gives the title What was done to two sections"),
    "kind": (section(kind="poem"), "kind: is not one of the words allowed here"),
    "a key of another kind": (section(heading="growth"), "heading: is not a key of this place"),
    "nothing to fill in": (section(kind="fill-in"), "ask: is missing"),
    "words for nothing": (section(begins_with=[{"check": "visit"}]), "begins_with: is for words, and none are asked"),
    "left out": (section(optional=True), "optional: is for words, and none are asked"),
    "checks": (section(checks=["digging"]), "checks: names the unknown checklist digging"),
    "check": (of("answers", "digging"), "check: names the unknown checklist digging"),
    "item": (of("answers", "visit", "V9"), "items: names V9, which is no item of visit with answers to count"),
    "not counted": (of("answers", "visit", "V3"), "items: names V3, which is no item of visit with answers to count"),
    "not said": (of("words", "visit", "V1"), "items: names V1, which is no item of visit that holds words"),
    "no dates": (of("dates", "visit", "V1"), "items: names V1, which is no item of visit that holds a date"),
    "no averages": (of("averages"), "check: names visit, which has no item that works out averages"),
    "never good": (of("trends", "visit", "V2"), "items: names V2, which is no item of visit that says which answers"),
    "no meeting": (of("trends", "visit", "V1", along="meetings"), "check: names visit, which is not about a meeting"),
    "no survey": (of("survey"), "check: names visit, which is no survey and no feedback sheet"),
    "begins with a tick": (
        section(ask="What else?", begins_with=[{"check": "visit", "items": ["V1"]}]),
        "items: names V1, which is no item of visit that holds words",
    ),
    "heading": (section(kind="heading", heading="grwth"), "heading: names the unknown heading grwth"),
    "register": (section(kind="register", register="sheds"), "register: names no register of this framework"),
    "fact": (section(kind="register", register="gardens", facts=["raked"]), "facts: names raked, which is no fact"),
    "one by one": (
        section(kind="actions", checks=["visit"], each=True) | {"published": True},
        "shows single records in a report",
    ),
    "all one by one": (section(kind="actions", each=True), "checks: is missing, name the checks whose actions"),
    "shares": (of("trends", "visit", "V1") | {"published": True}, "shows shares of figures that are hidden"),
    "by team": (section(by_team=True) | {"published": True}, "shows single records in a report that is published"),
    "risks": (section(kind="risks") | {"published": True}, "shows single records in a report that is published"),
}
OF_A_FORM: dict[str, tuple[str, dict[str, Any], str]] = {
    "answers of one": (ALONE, of("answers"), "whose answers only their author reads"),
    "words of one": (ALONE, of("words"), "whose answers only their author reads"),
    "words of one to begin with": (
        ALONE,
        section(ask="What else?", begins_with=[{"check": "visit"}]),
        "whose answers only their author reads",
    ),
    "sheets one by one": (SHEET, of("answers"), "whose sheets are only shown all together"),
    "trend of sheets": (SHEET, of("trends"), "whose sheets are only shown all together"),
    "results for nobody": (
        SHEET.replace("who_sees", "pooled_for: [qa-lead]\nwho_sees"),
        of("survey"),
        "which nobody who makes this report may see",
    ),
    "apart by a date": (SHEET, of("survey", by="H1"), "by: names H1, which is no header field"),
    "words of others": (KEPT_CLOSE, of("words"), "shows words of visit, which nobody who makes this report may read"),
    "words to begin with": (
        KEPT_CLOSE,
        section(ask="What else?", begins_with=[{"check": "visit"}]),
        "shows words of visit, which nobody who makes this report may read",
    ),
    "actions of others": (
        KEPT_CLOSE,
        section(kind="actions", checks=["visit"], each=True),
        "shows words of visit, which nobody who makes this report may read",
    ),
    "actions about somebody": (
        ABOUT_ONE,
        section(kind="actions", checks=["visit"], each=True),
        "lists actions of visit, which is about somebody",
    ),
    "words about somebody": (ABOUT_ONE, of("words", "visit", "V3"), "about somebody who is not asked"),
}
FINE: dict[str, dict[str, Any]] = {
    "as it is": {},
    "each": {"due": {"each": "term", "due_after": "10 working days"}, "per": "team", "to": ["anyone"]},
    "after a meeting": {"due": {"meeting": "fair", "within": "-2 working days"}, "covers": "month"},
    "channels": {"channels": ["#visits", "C0123456789"]},
    "the team's channel": {"per": "team", "channels": ["own"]},
    "named months": {"due": {"in": ["October to December"]}, "rule": "V-1"},
    "answers": of("answers", "visit", "V1", "V2", show="ends", by_team=True),
    "trend": of("trends"),
    "dates": of("dates", "visit", "H1"),
    "words": of("words", ask="What do you make of it?"),
    "register": section(kind="register", register="gardens"),
    "entries": section(kind="entries", called="leave", number="beds", explained="Why?"),
    "published": section(kind="answers", of=[{"check": "visit"}]) | {"published": True},
}


def library(folder: Path, *reports: dict[str, Any], form: str = CHECKLIST, framework: str = HEADED) -> Library:
    place = lay(folder, form, framework).parent
    (place / "gardens.register.yaml").write_text(REGISTER)
    (place / "schedule.yaml").write_text(json.dumps({"rules": [PLAIN]}))
    (place / "reports.yaml").write_text(json.dumps({"reports": reports}, indent=1))
    return load_library(folder)


def problems(folder: Path, *reports: dict[str, Any], form: str = CHECKLIST) -> list[str]:
    found = [problem for problem in library(folder, *reports, form=form).problems if not problem.is_advice]
    assert {Path(problem.file).name for problem in found} <= {"reports.yaml"}, found
    return [str(problem) for problem in found]


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_report_is_said(tmp_path: Path, case: str) -> None:
    changed, wrong = WRONG[case]
    found = problems(tmp_path, {**PLAIN_REPORT, **changed})
    assert any(wrong in problem for problem in found), found


@pytest.mark.parametrize("case", OF_A_FORM)
def test_a_report_opens_nothing_that_was_not_open_before(tmp_path: Path, case: str) -> None:
    form, changed, wrong = OF_A_FORM[case]
    found = problems(tmp_path, {**PLAIN_REPORT, **changed}, form=form)
    assert any(wrong in problem for problem in found), found


@pytest.mark.parametrize("case", FINE)
def test_a_report_that_fits_is_taken(tmp_path: Path, case: str) -> None:
    assert problems(tmp_path, {**PLAIN_REPORT, **FINE[case]}) == []


@pytest.mark.parametrize("pooled", ["visitor", "anyone"])
def test_who_sees_all_sheets_together_can_report_them(tmp_path: Path, pooled: str) -> None:
    form = SHEET.replace("who_sees", f"pooled_for: [{pooled}]\nwho_sees")
    assert problems(tmp_path, {**PLAIN_REPORT, **of("survey", "visit", "V1")}, form=form) == []


def test_a_number_is_given_once_by_whatever_name(tmp_path: Path) -> None:
    [found] = problems(tmp_path, PLAIN_REPORT, {**PLAIN_REPORT, "id": "R-2", "also": ["R-1"]})
    assert "gives the number R-1 to two reports" in found


def test_two_frameworks_do_not_share_a_number(tmp_path: Path) -> None:
    library(tmp_path, PLAIN_REPORT)
    shutil.copytree(tmp_path / "garden", tmp_path / "orchard")
    for name in ("visit.yaml", "gardens.register.yaml"):
        (tmp_path / "orchard" / name).rename(tmp_path / "orchard" / f"orchard-{name}")
    found = {(Path(there.file).name, there.wrong) for there in load_library(tmp_path).problems if there.key == "id"}
    assert ("reports.yaml", "gives the number R-1, which garden gives too") in found


def test_an_item_names_a_heading_that_there_is(tmp_path: Path) -> None:
    fed = spoilt("            kind: narrative", "            kind: narrative\n            feeds: [growing]")
    found = library(tmp_path, PLAIN_REPORT, form=fed).problems
    assert any("feeds: names the unknown heading growing, write one of growth" in str(problem) for problem in found)


def test_what_only_its_author_reads_feeds_no_heading(tmp_path: Path) -> None:
    fed = spoilt("            kind: narrative", "            kind: narrative\n            feeds: [growth]", ALONE)
    found = library(tmp_path, PLAIN_REPORT, form=fed).problems
    assert any("feeds: is in a form whose answers only their author reads" in str(problem) for problem in found)


def test_a_heading_that_nothing_feeds_is_told(tmp_path: Path) -> None:
    report = {**PLAIN_REPORT, **section(kind="heading", heading="growth")}
    assert any("which no item feeds" in str(problem) for problem in library(tmp_path, report).problems)
    fed = spoilt("            kind: narrative", "            kind: narrative\n            feeds: [growth]")
    assert not any("feeds" in str(problem) for problem in library(tmp_path, report, form=fed).problems)


def test_two_headings_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = HEADED + "  - {name: growth, title: What grows too}\n"
    assert any("has two named growth" in str(there) for there in library(tmp_path, framework=twice).problems)


def test_reports_that_have_gone_bad_leave_the_last_good_ones(tmp_path: Path) -> None:
    before = library(tmp_path, PLAIN_REPORT)
    (tmp_path / "garden/reports.yaml").write_text("reports: []\n")
    after = load_library(tmp_path, before)
    assert (after.is_sound, [*after.reports]) == (False, ["R-1"])
    assert after.reports["R-1"] == ("garden", before.reports["R-1"][1])


def test_reports_of_the_same_words_have_the_same_version(tmp_path: Path) -> None:
    first = library(tmp_path, PLAIN_REPORT).reporting["garden"].version
    assert library(tmp_path, dict(reversed(PLAIN_REPORT.items()))).reporting["garden"].version == first
    assert library(tmp_path, {**PLAIN_REPORT, "why": "Else."}).reporting["garden"].version != first


def when(report: Report) -> str:
    """When a report is owed, as the list of the sources has it."""
    by_meeting = f"meeting {report.due.meeting}" if report.due.meeting else ""
    owed = report.due.each or " ".join(report.due.in_) or by_meeting or "asked"
    return f"{owed} published" if report.published else owed


@pytest.mark.parametrize("number", WANTED)
def test_every_report_of_the_sources_is_there(number: str) -> None:
    wanted, (framework, report) = WANTED[number], LIBRARY.reports[number]
    assert (framework, when(report)) == (wanted["framework"], wanted["when"])
    assert set(wanted["by"].split()) <= set(report.by)
    assert set(wanted["to"].split()) <= {*report.to, *(["outside"] if report.outside else [])}
    assert set(wanted["shows"].split()) <= {section.kind for section in report.sections}


def test_no_report_is_there_that_no_source_asks_for() -> None:
    assert {name for name, (_, report) in LIBRARY.reports.items() if not report.own} == set(WANTED)
    assert len(WANTED) == 33


def test_the_six_headings_are_fed_and_shown_in_both_reports() -> None:
    six = {heading.name for heading in LIBRARY.frameworks["coventry-adults"].headings}
    assert len(six) == 6
    for number in ("R-ADU-1", "R-ADU-2"):
        _, report = LIBRARY.reports[number]
        assert {part.heading for part in report.sections if isinstance(part, UnderHeading)} == six


@pytest.mark.parametrize("number", [name for name, (_, there) in LIBRARY.reports.items() if there.sections])
def test_a_report_with_figures_says_how_they_were_counted(number: str) -> None:
    _, report = LIBRARY.reports[number]
    kinds = {type(section) for section in report.sections}
    counted = {section.kind for section in report.sections} & {"work", "survey", "trends", "averages", "register"}
    assert Method in kinds or not counted
