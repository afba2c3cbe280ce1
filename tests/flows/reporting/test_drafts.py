"""A report from the list to the file: who may, what is asked, what it says. With the invented council's checks."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import Clock
from bot.domain.papers import Paper, Words
from bot.domain.reporting import Box
from bot.errors import IdentifyingTextError, NotAllowedError, ShownError, UnusableValueError, WrittenElsewhereError
from bot.flows.due.keeping import work_out_day
from bot.flows.figures.making import make_months
from bot.flows.office import OPERATOR, Actor
from bot.flows.reporting.asked import find_report
from bot.flows.reporting.drafts import approve_report, begin_report, empty_section, load_page, write_section
from bot.flows.reporting.kept import as_text, from_text
from bot.flows.reporting.lists import load_reports
from bot.flows.reporting.taking import take_report
from bot.frameworks.reports import Report
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry
from tests.thornmere import THORNMERE, Thornmere, thornmere_at

CLOCK = Clock(ahead=datetime(2026, 11, 20, 10, tzinfo=UTC) - datetime.now(UTC))


@pytest.fixture(scope="module")
def council(shared_path: Path) -> Iterator[Thornmere]:
    """One for all: each test has a report of its own."""
    with thornmere_at(f"sqlite:///{shared_path}", CLOCK) as council:
        work_out_day(council.office)
        make_months(council.office, Actor(OPERATOR))
        yield council


def begun(council: Thornmere, number: str, who: str = "wren") -> str:
    return begin_report(council.office, council.actor(who), number)


def words_of(paper: Paper, title: str) -> list[str]:
    section = next(there for there in paper.sections if there.title == title)
    return [block.text for block in section.blocks if isinstance(block, Words)]


def test_who_makes_reports_sees_the_last_time_that_is_over_and_by_when_it_is_owed(council: Thornmere) -> None:
    listed = load_reports(council.office, council.actor("wren"))
    quarterly = next(row for row in listed.to_make if row.title == "Quarterly quality report")
    assert quarterly.about == "Whole organisation · Jul–Sep 2026"
    assert quarterly.due is not None and quarterly.due.isoformat() == "2026-10-30"
    nobody = load_reports(council.office, council.actor("ade"))
    assert (nobody.to_make, nobody.made, nobody.for_me) == ((), (), ())


def test_of_time_before_its_framework_began_no_report_is_owed(council: Thornmere) -> None:
    listed = load_reports(council.office, council.actor("wren")).to_make
    caseloads = next(row for row in listed if row.title == "Average caseloads")
    assert (caseloads.about, caseloads.due) == ("Whole organisation · Oct–Dec 2025", None)
    owed = [row.due for row in listed]
    assert owed == sorted(owed, key=lambda due: (due is None, due))


def test_beginning_it_twice_is_one_draft(council: Thornmere) -> None:
    assert begun(council, "R-ADU-1") == begun(council, "R-ADU-1")


def box_of(council: Thornmere, key: str) -> Box:
    return next(there for there in load_page(council.office, council.actor("wren"), key).boxes if not there.optional)


def test_what_is_written_stands_in_the_file_and_can_be_changed_and_taken_out(council: Thornmere) -> None:
    wren, key = council.actor("wren"), begun(council, "R-ADU-1")
    for words in ("Recording came up in every team.", "Recording, and planning ahead."):
        box = box_of(council, key)
        write_section(council.office, wren, key, (box.section, box.revision), words)
        assert words in words_of(take_report(council.office, wren, key), box.title)
    page, box = load_page(council.office, wren, key), box_of(council, key)
    assert box.title not in page.missing
    for blank in ("", " \n", "\u200b"):
        with pytest.raises(UnusableValueError, match="only spaces"):
            write_section(council.office, wren, key, (box.section, box.revision), blank)
    assert box.title not in load_page(council.office, wren, key).missing
    empty_section(council.office, wren, key, (box.section, box.revision))
    assert box.title in load_page(council.office, wren, key).missing


def test_what_can_be_left_out_is_emptied_by_saving_nothing(council: Thornmere) -> None:
    wren, key = council.actor("wren"), begun(council, "R-ADU-1")
    name = next(box.section for box in load_page(council.office, wren, key).boxes if box.optional)
    for words in ("Said in passing.", " \u200b "):
        box = next(there for there in load_page(council.office, wren, key).boxes if there.section == name)
        write_section(council.office, wren, key, (name, box.revision), words)
    assert next(there.words for there in load_page(council.office, wren, key).boxes if there.section == name) == ""


def test_nobody_writes_over_what_they_have_not_seen(council: Thornmere) -> None:
    wren, key = council.actor("wren"), begun(council, "R-ADU-2")
    empty = box_of(council, key)
    write_section(council.office, wren, key, (empty.section, ""), "First.")
    stood = box_of(council, key)
    write_section(council.office, wren, key, (empty.section, stood.revision), "Second.")
    for seen in ("", stood.revision):
        with pytest.raises(WrittenElsewhereError):
            write_section(council.office, wren, key, (empty.section, seen), "Mine.")
        with pytest.raises(WrittenElsewhereError):
            empty_section(council.office, wren, key, (empty.section, seen))
        write_section(council.office, wren, key, (empty.section, seen), "Second.")
    assert box_of(council, key).words == "Second."


def test_words_that_seem_to_name_somebody_are_not_kept(council: Thornmere) -> None:
    wren, key = council.actor("wren"), begun(council, "R-ADU-1")
    box = load_page(council.office, wren, key).boxes[-1]
    with pytest.raises(IdentifyingTextError):
        write_section(council.office, wren, key, (box.section, ""), "Ring 07700 900123 about this.", None)
    assert load_page(council.office, wren, key).boxes[-1].words == ""


def test_who_has_no_part_in_it_gets_nothing(council: Thornmere) -> None:
    key = begun(council, "R-ADU-1")
    for who in ("ade", "kit"):
        actor = council.actor(who)
        with pytest.raises(NotAllowedError, match="made by"):
            begin_report(council.office, actor, "R-ADU-1")
        for act in (load_page, take_report):
            with pytest.raises(NotAllowedError):
                act(council.office, actor, key)
        with pytest.raises(NotAllowedError):
            write_section(council.office, actor, key, ("themes", ""), "Words")
        with pytest.raises(NotAllowedError):
            empty_section(council.office, actor, key, ("themes", ""))


def test_an_unknown_heading_or_report_is_a_sentence(council: Thornmere) -> None:
    wren, key = council.actor("wren"), begun(council, "R-ADU-1")
    with pytest.raises(UnusableValueError, match="not in the report any more"):
        write_section(council.office, wren, key, ("nowhere", ""), "Words")
    for forged in ("", "R-ADU-1", "aaaaaaaaaaaaa", "' or 1=1"):
        with pytest.raises(ShownError):
            load_page(council.office, wren, forged)


@pytest.mark.parametrize(
    ("words", "number", "time"),
    [
        ("quarterly quality", "R-ADU-1", ""),
        ("Monthly audits", "R-KCA-1", ""),
        ("r-adu-6", "R-ADU-6", ""),
        ("R-ADU-1 2026-Q2", "R-ADU-1", "Jul–Sep 2026"),
        ("last quarter quarterly quality report", "R-ADU-1", "Jul–Sep 2026"),
        ("monthly audits, October", "R-KCA-1", "Oct 2026"),
        ("summer term monthly audits", "R-KCA-1", "Apr–Jul 2026"),
        ("yearly practice 2025/26", "R-ADU-2", "Apr 2025–Mar 2026"),
    ],
)
def test_a_report_is_found_by_what_people_call_it(council: Thornmere, words: str, number: str, time: str) -> None:
    found = find_report(council.office, council.actor("wren"), words)
    assert (found.number, found.period.name if found.period else "", found.team) == (number, time, None)


def test_a_report_of_a_time_that_is_named_is_begun_and_found_again(council: Thornmere) -> None:
    wren = council.actor("wren")
    earlier = find_report(council.office, wren, "R-ADU-1 2026-Q1").period
    key = begin_report(council.office, wren, "R-ADU-1", period=earlier)
    assert load_page(council.office, wren, key).about.endswith("Apr–Jun 2026")
    assert begin_report(council.office, wren, "R-ADU-1", period=earlier) == key != begun(council, "R-ADU-1")
    for words in ("R-ADU-1 October", "R-ADU-1 this quarter"):
        with pytest.raises(UnusableValueError, match="made of other times"):
            begin_report(council.office, wren, "R-ADU-1", period=find_report(council.office, wren, words).period)


@pytest.mark.parametrize(("words", "said"), [("banana", "no report of that name"), ("report", "Several reports")])
def test_what_is_not_found_is_said(council: Thornmere, words: str, said: str) -> None:
    with pytest.raises(UnusableValueError, match=said):
        find_report(council.office, council.actor("wren"), words)


def maker_of(framework: str, report: Report) -> str:
    """The first who holds one of its posts; else the QA lead."""
    posts = THORNMERE.histories[framework].posts
    return next((holder for post in report.by for holder in posts.get(post, [])), "val")


def test_every_report_becomes_a_paper_without_names_that_is_kept_as_it_was(council: Thornmere) -> None:
    """But for those that are about one team."""
    made = 0
    people = {person.name for person in THORNMERE.council.people.values() if person.team}
    for number, (framework, report) in council.office.library.reports.items():
        who = maker_of(framework, report)
        if report.per == "team":
            continue
        paper = take_report(council.office, council.actor(who), begun(council, number, who))
        body = as_text(paper)
        assert as_text(from_text(body)) == body
        assert not [name for name in people if name in body]
        made += 1
    assert made > 20


def test_a_qa_lead_makes_every_report_without_what_stands_in_single_checks(council: Thornmere) -> None:
    val, wren, key = council.actor("val"), council.actor("wren"), begun(council, "R-ADU-1", "val")
    said = "What stands in single checks is left out here: only"
    assert said in as_text(take_report(council.office, val, key))
    assert said not in as_text(take_report(council.office, wren, key))
    assert said not in as_text(take_report(council.office, val, begun(council, "R-KCA-1", "val")))
    plans = [row for row in load_reports(council.office, val).to_make if row.title == "What our service will improve"]
    assert begin_report(council.office, val, *plans[0].value.split()[:2])


def test_who_approves_a_report_approves_what_they_saw(council: Thornmere) -> None:
    """Also where somebody else who may read more began it."""
    val, key = council.actor("val"), begun(council, "R-ADU-5", "wren")
    for box in load_page(council.office, val, key).boxes:
        write_section(council.office, val, key, (box.section, box.revision), "Nothing to add.")
    seen = take_report(council.office, val, key)
    approve_report(council.office, val, key)
    kept = take_report(council.office, council.actor("wren"), key)
    assert [section.blocks for section in kept.sections[:-1]] == [section.blocks for section in seen.sections[:-1]]
    assert exports(council, key)[-1]["rows"] == int(dict(kept.cover)["Lines in its tables"])


def exports(council: Thornmere, key: str) -> list[dict[str, Any]]:
    entry = table_of(Entry)
    with council.office.store.look() as uow:
        bodies = uow.run(select(entry.c.body).where(entry.c.verb == "export")).scalars()
        return [body for body in map(json.loads, bodies) if key in str(body)]


def test_the_cover_says_who_has_it_and_the_log_says_so_too(council: Thornmere) -> None:
    wren, key = council.actor("wren"), begun(council, "R-ADU-1")
    cover = dict(take_report(council.office, wren, key).cover)
    assert cover["Made for"].startswith("Wren")
    assert cover["State"] == "A draft: nobody has approved it"
    assert cover["Lines in its tables"].isdigit()
