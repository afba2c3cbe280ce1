"""Of which time a report tells and when it is owed: calendar windows, named months, meetings, and none at all."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.periods import Period
from bot.frameworks.report_days import last_whole, occasions
from bot.frameworks.reports import Report
from tests.frameworks.test_reports import LIBRARY, PLAIN_REPORT

SINCE, UNTIL = date(2026, 4, 1), date(2026, 12, 31)
MEETINGS = [date(2026, 6, 10), date(2026, 9, 9), date(2027, 1, 13)]

CASES: dict[str, tuple[dict[str, Any], str]] = {
    "quarter": (
        {"due": {"each": "quarter"}},
        "Apr–Jun 2026 by 2026-07-30, Jul–Sep 2026 by 2026-10-30",
    ),
    "half-year, four weeks": (
        {"due": {"each": "half-year", "due_after": "4 weeks"}},
        "Apr–Sep 2026 by 2026-10-28",
    ),
    "named months, over the turn of the year": (
        {"due": {"in": ["April", "October to December"], "due_after": "5 working days"}},
        "Apr 2026 by 2026-05-08",
    ),
    "after a meeting": (
        {"due": {"meeting": "fair", "within": "10 working days"}, "covers": "quarter"},
        "Jan–Mar 2026 by 2026-06-24, Apr–Jun 2026 by 2026-09-23",
    ),
    "before a meeting": (
        {"due": {"meeting": "fair", "within": "-2 weeks"}, "covers": "month"},
        "Apr 2026 by 2026-05-27, Jul 2026 by 2026-08-26, Nov 2026 by 2026-12-30",
    ),
    "whenever it is asked for": ({}, ""),
}


def told(changed: dict[str, Any]) -> str:
    report = Report.model_validate({**PLAIN_REPORT, **changed})
    found = occasions(report, SINCE, UNTIL, meetings=MEETINGS)
    return ", ".join(f"{occasion.period.name} by {occasion.due}" for occasion in found)


@pytest.mark.parametrize("case", CASES)
def test_when_a_report_is_owed_and_of_which_time(case: str) -> None:
    changed, wanted = CASES[case]
    assert told(changed) == wanted


def test_a_report_by_a_meeting_says_which() -> None:
    report = Report.model_validate({**PLAIN_REPORT, "due": {"meeting": "fair", "within": "2 days"}})
    assert [there.meeting for there in occasions(report, SINCE, UNTIL, meetings=MEETINGS)] == MEETINGS[:2]


def test_a_time_that_is_not_over_has_no_report() -> None:
    report = Report.model_validate({**PLAIN_REPORT, "due": {"each": "quarter"}})
    assert list(occasions(report, date(2026, 7, 1), date(2026, 9, 30))) == []
    [only] = occasions(report, date(2026, 7, 1), date(2026, 10, 1))
    assert only.period == Period(date(2026, 7, 1), date(2026, 9, 30))


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.sampled_from(["month", "quarter", "half-year", "financial-year"])
)
def test_the_last_whole_one_is_over_and_the_next_is_not(day: date, length: Any) -> None:
    period = last_whole(length, day)
    assert period.is_whole_months
    assert period.last < day
    following = last_whole(length, period.last + timedelta(days=1))
    assert following == period


@pytest.mark.parametrize(
    "number", [number for number, (_, report) in LIBRARY.reports.items() if not report.is_asked_for]
)
def test_every_shipped_report_that_is_owed_comes_up_within_a_year(number: str) -> None:
    _, report = LIBRARY.reports[number]
    found = list(occasions(report, date(2026, 4, 1), date(2027, 4, 1), meetings=MEETINGS))
    assert found
    assert len({occasion.period for occasion in found}) == len(found)
