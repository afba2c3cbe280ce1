"""Where the calendar of a playground may be moved to: three days on offer, only forward, not too far."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import FURTHEST, choices, day_from, refuse_day
from bot.errors import UnusableValueError

SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("today", "day", "week", "quarter"),
    [
        (SATURDAY, date(2026, 11, 22), date(2026, 11, 23), date(2026, 12, 31)),
        (date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 4), date(2027, 3, 31)),
        (date(2027, 3, 30), date(2027, 3, 31), date(2027, 4, 5), date(2027, 3, 31)),
        (date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 6), date(2028, 3, 31)),
    ],
)
def test_the_days_on_offer(today: date, day: date, week: date, quarter: date) -> None:
    assert [choice.to for choice in choices(today)] == [day, week, quarter]
    assert [choice.label for choice in choices(today)] == ["Next day", "Next week", "End of the quarter"]


@pytest.mark.parametrize(
    ("next_due", "is_offered"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 12, 31), True),
        (SATURDAY + FURTHEST, True),
        (None, False),
        (SATURDAY + FURTHEST + timedelta(days=1), False),
    ],
)
def test_the_next_due_date_is_on_offer_where_there_is_one(next_due: date | None, is_offered: bool) -> None:
    found = choices(SATURDAY, next_due)
    assert ([(choice.label, choice.to) for choice in found[:-3]] == [("Next due date", next_due)]) is is_offered
    assert found[-3:] == choices(SATURDAY)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_on_offer_may_be_moved_to(today: date) -> None:
    _, week, quarter = choices(today)
    for choice in choices(today):
        refuse_day(choice.to, today)
    assert week.to.weekday() == 0
    assert (quarter.to + timedelta(days=1)).day == 1
    assert (quarter.to.month, quarter.to - today <= timedelta(days=92)) in [(3, True), (6, True), (9, True), (12, True)]


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        (SATURDAY, "That is today"),
        (SATURDAY - timedelta(days=1), "That day is past. Time only moves forward here."),
        (SATURDAY + FURTHEST + timedelta(days=1), "too far ahead"),
        (date.max, "too far ahead"),
    ],
)
def test_a_day_that_is_not_ahead_or_too_far_is_refused(to: date, sentence: str) -> None:
    with pytest.raises(UnusableValueError, match=sentence):
        refuse_day(to, SATURDAY)


@pytest.mark.parametrize("given", ["", "tomorrow", "2026-02-30", "31/12/2026", None, 5, [], "2026-12-31T10:00"])
def test_what_is_no_day_is_refused(given: object) -> None:
    with pytest.raises(UnusableValueError, match="Please give a date"):
        day_from(given)


def test_a_day_is_read_as_forms_send_it() -> None:
    assert day_from("2026-12-31") == date(2026, 12, 31)
