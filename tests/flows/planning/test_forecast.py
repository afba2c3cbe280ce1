"""What will fall due in the months ahead: windows again, rolling ones one after another, chosen months."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.duties import Duty, Status
from bot.domain.runs import Subject
from bot.flows.planning.forecast import forecast, last_day, months_ahead
from tests.council import TODAY
from tests.schedules import OWN, PANELS, TEAMS, YEARLY, library_with

MONTHLY = {**TEAMS, "id": "M-6", "each": "month", "times": 2}
LIBRARY = library_with(OWN, YEARLY, TEAMS, PANELS, MONTHLY)
UNTIL = last_day(months_ahead(TODAY, 12))


def duty(rule: str, opens: str, due: str, status: Status = Status.PLANNED, **more: Any) -> Duty:
    day = date.fromisoformat
    values: dict[str, Any] = {
        "framework": "maple",
        "version": "v1",
        "subject": Subject("person", "p" * 13),
        "about": None,
        "period": opens,
        "owner": "o" * 13,
        "owner_since": None,
        "others": (),
        "late_to": (),
        "team": "t" * 13,
        "count": 1,
        "done": 0,
        "paid_by": (),
        "done_on": None,
        "missing": (),
        "notices": (),
        "next_change_on": None,
    }
    return Duty(rule=rule, opens=day(opens), due=day(due), status=status, **{**values, **more})


def days(*duties: Duty, months: Mapping[str, date] | None = None) -> list[tuple[str, int]]:
    found = forecast(duties, LIBRARY.rules, months or {}, TODAY, UNTIL)
    return [(there.due.isoformat(), there.count) for there in sorted(found, key=lambda there: there.due)]


def test_a_year_is_this_month_and_eleven_more() -> None:
    months = months_ahead(TODAY, 12)
    assert (months[0], months[-1], last_day(months)) == (date(2026, 11, 1), date(2027, 10, 1), date(2027, 10, 31))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # Rolling: what is open, then every three months.
        (
            duty("own-look", "2026-10-01", "2026-12-31"),
            ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"],
        ),
        # Late: now, and then from today on.
        (
            duty("own-look", "2026-06-01", "2026-09-01", Status.LATE),
            ["2026-11-23", "2027-02-23", "2027-05-23", "2027-08-23"],
        ),
        # A year's window that is done comes again only after the year that is shown.
        (duty("M-2", "2026-04-01", "2027-03-31", Status.DONE), []),
        (duty("M-2", "2026-04-01", "2027-03-31"), ["2027-03-31"]),
        (duty("M-3", "2026-10-01", "2026-12-31", Status.DONE), ["2027-03-31", "2027-06-30", "2027-09-30"]),
        (duty("M-5", "2026-10-01", "2026-12-31", Status.EXCUSED), []),
        (duty("gone", "2026-10-01", "2026-12-31"), []),
    ],
)
def test_what_comes(given: Duty, expected: list[str]) -> None:
    assert [day for day, _ in days(given)] == expected


def test_of_several_only_what_is_left_counts_now_and_all_of_them_later() -> None:
    found = days(duty("M-6", "2026-11-01", "2026-11-30", count=2, done=1))
    assert found[:3] == [("2026-11-30", 1), ("2026-12-31", 2), ("2027-01-31", 2)]
    assert len(found) == 12


def test_only_the_last_of_several_windows_is_followed_by_more() -> None:
    this, next_one = duty("M-3", "2026-10-01", "2026-12-31"), duty("M-3", "2027-01-01", "2027-03-31")
    assert [day for day, _ in days(next_one, this)] == ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"]


@pytest.mark.parametrize(
    ("month", "shown"),
    [(date(2027, 1, 1), "2027-01-01"), (date(2026, 6, 1), "2026-11-23"), (date(2027, 8, 1), "2027-03-31")],
)
def test_a_chosen_month_is_where_it_is_shown(month: date, shown: str) -> None:
    there = duty("M-2", "2026-04-01", "2027-03-31")
    assert days(there, months={there.id: month}) == [(shown, 1)]


@given(
    st.sampled_from(["own-look", "M-2", "M-3", "M-5", "M-6"]),
    st.dates(TODAY - timedelta(days=300), TODAY + timedelta(days=300)),
    st.sampled_from(list(Status)),
)
def test_nothing_is_shown_for_days_that_are_over_or_twice(rule: str, opens: date, status: Status) -> None:
    due = opens + timedelta(days=90)
    found = forecast([duty(rule, opens.isoformat(), due.isoformat(), status)], LIBRARY.rules, {}, TODAY, UNTIL)
    later = [there for there in found if there.duty is None]
    assert all(TODAY <= there.due <= UNTIL for there in found if there.duty)
    assert len({there.due for there in later}) == len(later)
