"""Working days: weekends and bank holidays of each nation, forwards and backwards."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UnusableValueError
from bot.frameworks.working_days import (
    add_working_days,
    is_working_day,
    next_working_day,
    working_days_between,
)

_DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
_NATIONS = st.sampled_from(["england", "wales", "scotland", "northern-ireland", "ENG", "WLS", "SCT", "NIR"])


@pytest.mark.parametrize(
    ("day", "nation", "works"),
    [
        (date(2026, 11, 20), "england", True),
        (date(2026, 11, 21), "england", False),
        (date(2026, 11, 22), "england", False),
        (date(2026, 12, 25), "england", False),
        (date(2026, 12, 28), "england", False),  # for Boxing Day, which is a Saturday
        (date(2026, 12, 29), "england", True),
        (date(2027, 3, 26), "england", False),
        (date(2027, 3, 29), "england", False),
        (date(2027, 3, 29), "scotland", True),
        (date(2026, 11, 30), "england", True),
        (date(2026, 11, 30), "scotland", False),
        (date(2026, 3, 17), "northern-ireland", False),
        (date(2026, 3, 17), "wales", True),
        (date(2026, 3, 17), "NIR", False),
    ],
)
def test_who_works_when(day: date, nation: str, works: bool) -> None:
    assert is_working_day(day, nation) is works


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 12, 25), date(2026, 12, 29)),
        (date(2027, 3, 26), date(2027, 3, 30)),
    ],
)
def test_the_next_working_day_may_be_the_day_itself(day: date, first: date) -> None:
    assert next_working_day(day) == first


@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 12, 23), 3, date(2026, 12, 30)),
        (date(2026, 12, 30), -3, date(2026, 12, 23)),
        (date(2026, 11, 22), -1, date(2026, 11, 20)),
    ],
)
def test_so_many_working_days_on(day: date, count: int, there: date) -> None:
    assert add_working_days(day, count) == there


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 20), date(2026, 11, 22), 0),
        (date(2026, 11, 23), date(2026, 11, 20), -1),
        (date(2026, 12, 23), date(2026, 12, 30), 3),
    ],
)
def test_working_days_between(first: date, last: date, count: int) -> None:
    assert working_days_between(first, last) == count


@given(_DAYS, st.integers(-60, 60), _NATIONS)
def test_counting_is_the_reverse_of_adding(day: date, count: int, nation: str) -> None:
    there = add_working_days(day, count, nation)
    assert working_days_between(day, there, nation) == count
    assert count == 0 or is_working_day(there, nation)


@given(_DAYS, _NATIONS)
def test_no_free_time_is_longer_than_a_week(day: date, nation: str) -> None:
    ahead = next_working_day(day, nation)
    assert timedelta(0) <= ahead - day <= timedelta(days=6)
    assert is_working_day(ahead, nation)


@pytest.mark.parametrize(("day", "count"), [(date.max, 1), (date.min, -1)])
def test_the_end_of_time_is_refused_in_words(day: date, count: int) -> None:
    with pytest.raises(UnusableValueError, match="too far away"):
        add_working_days(day, count)
