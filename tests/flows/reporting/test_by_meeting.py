"""Reports that are owed by a meeting: a draft for each, whose words are of that meeting, and reminders of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.digests import Kind
from bot.domain.duty_views import Which
from bot.domain.papers import Lines
from bot.errors import UnusableValueError
from bot.flows.due.lists import load_due
from bot.flows.meeting_pack import take_pack
from bot.flows.reporting.drafts import approve_report, begin_report, load_page
from bot.flows.reporting.lists import load_reports
from bot.flows.reporting.taking import take_report
from bot.frameworks.library import Reporting
from bot.frameworks.reports import Report, Reports
from bot.storage import meetings
from bot.storage.go_live import record_go_live
from bot.storage.meetings import put_day
from bot.storage.reports import add_draft
from tests.council import LIBRARY, TODAY, Council
from tests.flows.reporting.test_owing import told
from tests.meetings import works_by_rowan

DAY = timedelta(days=1)
OCTOBER, NOVEMBER = date(2026, 11, 3), date(2026, 11, 19)
"""Both after the end of the same quarter."""
SUMMARY: dict[str, Any] = {
    "id": "ROW-1",
    "title": "What the circle said",
    "short_title": "Circle",
    "why": "After each circle everybody reads it.",
    "by": ["keeper"],
    "to": ["reader"],
    "due": {"meeting": "circle", "within": "10 working days"},
    "sections": [{"name": "method", "title": "How it was counted", "kind": "method"}],
}


@pytest.fixture
def circles(council: Council) -> tuple[Council, str, str]:
    """Two circles in one quarter; Robin keeps both and makes the report of each."""
    made = reporting(works_by_rowan(council), SUMMARY)
    with made.office.store.work() as uow:
        record_go_live(uow, "rowan", date(2026, 4, 1), made.ids["Quinn"])
    return made, held(made, OCTOBER), held(made, NOVEMBER)


def reporting(council: Council, *reports: dict[str, Any]) -> Council:
    there = Reporting("rowan", Reports(reports=[Report.model_validate(report) for report in reports]), "1")
    council.office.library = replace(LIBRARY, reporting={"rowan": there})
    return council


def held(council: Council, day: date) -> str:
    with council.office.store.work() as uow:
        return meetings.add_meeting(uow, "rowan", "circle", f"Circle of {day:%B}", day, council.ids["Robin"], None)


def rows(council: Council) -> list[tuple[str, date | None]]:
    return [(row.about, row.due) for row in load_reports(council.office, council.actor("Robin")).to_make]


def test_two_meetings_in_one_quarter_have_drafts_of_their_own(circles: tuple[Council, str, str]) -> None:
    council, first, second = circles
    robin = council.actor("Robin")
    assert rows(council) == [
        ("Whole organisation · Jul–Sep 2026 · meeting of 3 Nov", date(2026, 11, 17)),
        ("Whole organisation · Jul–Sep 2026 · meeting of 19 Nov", date(2026, 12, 3)),
    ]
    values = [row.value for row in load_reports(council.office, robin).to_make]
    assert values == [f"ROW-1 - {first}", f"ROW-1 - {second}"]
    one, other = (begin_report(council.office, robin, "ROW-1", None, meeting) for meeting in (first, second))
    assert one != other == begin_report(council.office, robin, "ROW-1")
    assert load_page(council.office, robin, one).due == date(2026, 11, 17)
    approve_report(council.office, robin, one)
    assert [about for about, _ in rows(council)] == ["Whole organisation · Jul–Sep 2026 · meeting of 19 Nov"]


def test_a_meeting_that_is_moved_keeps_its_draft(circles: tuple[Council, str, str]) -> None:
    council, first, _ = circles
    robin = council.actor("Robin")
    key = begin_report(council.office, robin, "ROW-1", None, first)
    with council.office.store.work() as uow:
        put_day(uow, first, OCTOBER + DAY, council.ids["Robin"])
    assert begin_report(council.office, robin, "ROW-1", None, first) == key
    page = load_page(council.office, robin, key)
    assert (page.draft.about.time, page.due) == ("Jul–Sep 2026 · meeting of 4 Nov", date(2026, 11, 18))


@pytest.mark.parametrize("meeting", ["a" * 13, "nonsense"])
def test_a_meeting_that_is_not_there_has_no_report(circles: tuple[Council, str, str], meeting: str) -> None:
    council, *_ = circles
    with pytest.raises(UnusableValueError, match="not owed by that meeting"):
        begin_report(council.office, council.actor("Robin"), "ROW-1", None, meeting)


def test_each_stands_in_the_list_of_what_is_due_until_it_is_approved(circles: tuple[Council, str, str]) -> None:
    council, first, second = circles
    robin = council.actor("Robin")

    def due() -> list[tuple[date, str]]:
        lines = load_due(council.office, robin, Which.MINE).lines
        return [(line.due, line.of.value) for line in lines if line.kind is Kind.REPORT]  # type: ignore[union-attr,misc]

    assert due() == [(date(2026, 11, 17), f"ROW-1 - {first}"), (date(2026, 12, 3), f"ROW-1 - {second}")]
    key = begin_report(council.office, robin, "ROW-1", None, first)
    approve_report(council.office, robin, key)
    assert due() == [(date(2026, 12, 3), f"ROW-1 - {second}")]


AFTER = {"meeting": "circle", "within": "20 working days"}
SOON = {"meeting": "circle", "within": "5 working days"}
BEFOREHAND = {"meeting": "circle", "within": "-5 working days"}


@pytest.mark.parametrize(
    ("due", "met", "day", "is_told"),
    [
        (AFTER, NOVEMBER, date(2026, 12, 2), False),  # eleven working days before its day
        (AFTER, NOVEMBER, date(2026, 12, 3), True),
        (SOON, NOVEMBER, NOVEMBER - DAY, False),  # not before the meeting, however near its day is
        (SOON, NOVEMBER, NOVEMBER, True),
        (BEFOREHAND, date(2026, 12, 17), date(2026, 11, 25), False),
        (BEFOREHAND, date(2026, 12, 17), date(2026, 11, 26), True),  # its day is 10 December
        (BEFOREHAND, date(2026, 10, 6), date(2026, 9, 22), True),  # by the end of September: of the quarter before
        (SOON, date(2026, 3, 31), date(2026, 3, 31), False),  # before it went live
    ],
)
def test_when_its_makers_are_reminded(
    sqlite_council: Council, due: dict[str, str], met: date, day: date, is_told: bool
) -> None:
    council = reporting(works_by_rowan(sqlite_council), {**SUMMARY, "due": due})
    with council.office.store.work() as uow:
        record_go_live(uow, "rowan", date(2026, 4, 1), council.ids["Quinn"])
    held(council, met)
    assert bool(told(council, day).get("Robin")) is is_told


def test_what_is_told_is_of_the_meeting_that_it_is_owed_by(sqlite_council: Council) -> None:
    """Also where a later one was held since; and of the one before where it is owed before its meeting."""
    from tests.flows.test_collation import met

    of_it = {"name": "said", "title": "What was said", "kind": "words", "of": [{"check": "circle-sheet"}]}
    council = works_by_rowan(sqlite_council)
    reporting(
        council, {**SUMMARY, "sections": [of_it]}, {**SUMMARY, "id": "ROW-2", "due": BEFOREHAND, "sections": [of_it]}
    )
    now, coming = met(council), held(council, TODAY + 7 * DAY)
    earlier = held(council, TODAY - 7 * DAY)
    robin = council.actor("Robin")

    def words(number: str, meeting: str) -> int:
        paper = take_report(council.office, robin, begin_report(council.office, robin, number, None, meeting))
        return sum(isinstance(block, Lines) for block in paper.sections[1].blocks)

    assert words("ROW-1", now) > 0
    assert words("ROW-1", earlier) == 0
    assert words("ROW-2", coming) == words("ROW-1", now)
    assert words("ROW-2", now) == 0


def test_the_pack_holds_what_is_approved_and_nothing_of_a_time_after_its_meeting(
    circles: tuple[Council, str, str],
) -> None:
    council, first, _ = circles
    robin, before = council.actor("Robin"), held(council, date(2026, 5, 5))
    key = begin_report(council.office, robin, "ROW-1", None, first)
    approve_report(council.office, robin, key)
    about = load_page(council.office, robin, key).draft.about
    with council.office.store.work() as uow:
        add_draft(uow, about.after, "rowan", robin.person)
    covers = [dict(take_pack(council.office, robin, meeting).cover)["Reports"] for meeting in (first, before)]
    assert covers == [f"What the circle said · Whole organisation · {about.time}", "None that is begun"]


def test_the_pack_of_a_meeting_holds_its_own_report(circles: tuple[Council, str, str]) -> None:
    council, first, second = circles
    robin = council.actor("Robin")
    for meeting in (first, second):
        begin_report(council.office, robin, "ROW-1", None, meeting)
    for meeting, day in ((first, "3 Nov"), (second, "19 Nov")):
        cover = dict(take_pack(council.office, robin, meeting).cover)
        assert (
            cover["Reports"] == f"What the circle said (a draft) · Whole organisation · Jul–Sep 2026 · meeting of {day}"
        )
