"""Months for what is owed once a year: inside its time, even, and the same whenever it is asked again."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.spreading import Job, months_between, spread

APRIL = date(2026, 4, 1)
MARCH = date(2027, 3, 1)
YEAR = months_between(APRIL, MARCH)

months = st.sampled_from(YEAR)
windows = st.tuples(months, months).map(sorted)


@st.composite
def jobs(draw: st.DrawFn, minutes: st.SearchStrategy[int]) -> list[Job[int]]:
    given = draw(st.lists(st.tuples(windows, minutes), max_size=40))
    return [Job(number, first, last, long) for number, ((first, last), long) in enumerate(given)]


loads = st.dictionaries(months, st.integers(0, 3000))


@given(st.integers(0, 60))
def test_work_of_the_whole_year_is_even_within_one(many: int) -> None:
    counts = Counter(spread([Job(number, APRIL, MARCH, 60) for number in range(many)]).values())
    assert max(counts.values(), default=0) - min((counts[month] for month in YEAR), default=0) <= 1


@given(jobs(st.integers(5, 600)), loads)
def test_each_stays_inside_its_time(given: list[Job[int]], busy: dict[date, int]) -> None:
    placed = spread(given, busy)
    assert set(placed) == {job.key for job in given}
    assert all(job.first <= placed[job.key] <= job.last for job in given)


@given(jobs(st.integers(5, 600)), loads)
def test_no_month_can_be_relieved_by_moving_one(given: list[Job[int]], busy: dict[date, int]) -> None:
    placed = spread(given, busy)
    load = Counter(busy)
    for job in given:
        load[placed[job.key]] += job.minutes
    for job in given:
        assert load[placed[job.key]] - min(load[month] for month in job.months) <= job.minutes


@given(jobs(st.integers(5, 600)), loads)
def test_it_is_the_same_each_time(given: list[Job[int]], busy: dict[date, int]) -> None:
    assert spread(given, busy) == spread(given, busy)


@pytest.mark.parametrize(
    ("first", "last", "many"),
    [
        (date(2026, 4, 1), date(2026, 4, 30), 1),
        (date(2026, 4, 30), date(2026, 5, 1), 2),
        (date(2026, 11, 23), date(2027, 11, 22), 13),
        (date(2028, 2, 29), date(2028, 3, 1), 2),
    ],
)
def test_the_months_between_two_days(first: date, last: date, many: int) -> None:
    found = months_between(first, last)
    assert (len(found), found[0], found[-1]) == (many, first.replace(day=1), last.replace(day=1))


def test_what_stands_already_is_spread_around() -> None:
    busy = {month: 600 for month in YEAR if month.month not in (7, 8)}
    placed = spread([Job(number, APRIL, MARCH, 60) for number in range(4)], busy)
    assert Counter(month.month for month in placed.values()) == {7: 2, 8: 2}
