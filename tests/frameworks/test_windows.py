"""Windows of the calendar and days that lie so long after others: month ends, leap days, bank holidays, terms."""

from datetime import date
from itertools import islice

import pytest

from bot.frameworks.schedule import Term
from bot.frameworks.spans import after
from bot.frameworks.windows import Window, anniversaries, named_windows, windows


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "ahead", "nation", "expected"),
    [
        ("2026-08-31", "6 months", "england", "2027-02-28"),
        ("2027-08-31", "6 months", "england", "2028-02-29"),
        ("2026-01-31", "1 month", "england", "2026-02-28"),
        ("2028-02-29", "1 year", "england", "2029-02-28"),
        ("2028-02-29", "4 years", "england", "2032-02-29"),
        ("2026-03-28", "2 days", "england", "2026-03-30"),  # over the change to summer time
        ("2026-10-24", "2 days", "england", "2026-10-26"),
        ("2026-04-02", "2 working days", "england", "2026-04-08"),  # Good Friday and Easter Monday
        ("2026-04-02", "2 working days", "scotland", "2026-04-07"),  # no holiday on Easter Monday
        ("2026-07-10", "1 working day", "northern-ireland", "2026-07-14"),
        ("2026-07-10", "1 working day", "england", "2026-07-13"),
        ("2026-12-24", "1 working day", "england", "2026-12-29"),  # Boxing Day is a Saturday
        ("2026-12-01", "-1 working day", "england", "2026-11-30"),
        ("2026-03-31", "-1 month", "england", "2026-02-28"),
        ("2026-05-05", "0 days", "england", "2026-05-05"),
        ("2026-05-05", "2 weeks", "england", "2026-05-19"),
    ],
)
def test_a_day_that_lies_so_long_after(start: str, ahead: str, nation: str, expected: str) -> None:
    assert after(day(start), ahead, nation) == day(expected)


@pytest.mark.parametrize(
    ("each", "since", "expected"),
    [
        ("month", "2028-02-10", [("2028-02-01", "2028-02-29"), ("2028-03-01", "2028-03-31")]),
        ("quarter", "2026-11-21", [("2026-10-01", "2026-12-31"), ("2027-01-01", "2027-03-31")]),
        ("half-year", "2026-11-21", [("2026-10-01", "2027-03-31"), ("2027-04-01", "2027-09-30")]),
        ("financial-year", "2027-03-31", [("2026-04-01", "2027-03-31"), ("2027-04-01", "2028-03-31")]),
        ("term", "2026-08-10", [("2026-09-01", "2026-12-31"), ("2027-01-01", "2027-03-25")]),
        ("term", "2026-04-02", [("2026-01-01", "2026-04-02"), ("2026-04-07", "2026-07-31")]),
    ],
)
def test_windows_follow_each_other(each: str, since: str, expected: list[tuple[str, str]]) -> None:
    found = list(islice(windows(each, day(since)), 2))
    assert found == [Window(day(first), day(last)) for first, last in expected]


def test_terms_that_are_given_come_before_the_usual_ones() -> None:
    given = [Term(first=day("2026-09-03"), last=day("2026-12-18"))]
    found = list(islice(windows("term", day("2026-08-10"), given), 2))
    assert found == [Window(day("2026-09-03"), day("2026-12-18")), Window(day("2027-01-01"), day("2027-03-25"))]


@pytest.mark.parametrize(
    ("spans", "since", "expected"),
    [
        (["October to December"], "2026-11-21", [("2026-10-01", "2026-12-31"), ("2027-10-01", "2027-12-31")]),
        (["April", "October"], "2026-05-01", [("2026-10-01", "2026-10-31"), ("2027-04-01", "2027-04-30")]),
        (["November to February"], "2028-01-15", [("2027-11-01", "2028-02-29"), ("2028-11-01", "2029-02-28")]),
    ],
)
def test_named_months_come_every_year(spans: list[str], since: str, expected: list[tuple[str, str]]) -> None:
    found = list(islice(named_windows(spans, day(since)), 2))
    assert found == [Window(day(first), day(last)) for first, last in expected]


def test_years_are_counted_from_a_day_even_if_it_is_a_leap_day() -> None:
    found = [(window.first, window.last) for window in islice(anniversaries(day("2024-02-29")), 5)]
    assert found[0] == (day("2024-02-29"), day("2025-02-27"))
    assert found[1] == (day("2025-02-28"), day("2026-02-27"))
    assert found[4] == (day("2028-02-29"), day("2029-02-27"))
