"""What becomes of what is owed, on which days, and in which quarter how well: tables of cases, without a database."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.year.deciding import Fate, days_of, fate_of
from bot.cli.year.diary import Diary
from bot.cli.year.quarters import Quarters, begins, ends
from bot.cli.year.records import Records
from bot.frameworks.demo_year import Went, Year
from bot.frameworks.schedule import Rule
from tests.duties import PLAIN_DUTY

FIRST = date(2025, 4, 1)
DUTY = replace(PLAIN_DUTY, period="2025-07-01", opens=date(2025, 7, 1), due=date(2025, 9, 30))


def rule(**when: Any) -> Rule:
    told = {"id": "QA-1", "title": "A look", "why": "It is owed.", "owed_by": ["looker"], "per": "service"}
    return Rule.model_validate({**told, "done_by": [{"check": "a-look"}], **when})


QUARTERLY, ROLLING = rule(each="quarter"), rule(every="3 months")


def dice() -> Random:
    return Random(3)  # noqa: S311 (nothing secret)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 22), date(2025, 4, 1)),
        (date(2026, 3, 31), date(2024, 4, 1)),
        (date(2026, 4, 1), date(2025, 4, 1)),
        (date(2031, 1, 5), date(2029, 4, 1)),
    ],
)
def test_the_year_begins_with_the_last_whole_financial_year_whatever_day_it_is(today: date, first: date) -> None:
    assert begins(today) == first
    assert ends(today) == today - timedelta(days=8)


def test_fates_fall_as_the_quarter_went() -> None:
    went, toss = Went(in_time=60, late=20, excused=5, nothing=5), dice()
    fell = Counter(fate_of(went, toss) for _ in range(4000))
    wanted = {Fate.IN_TIME: 60, Fate.LATE: 20, Fate.EXCUSED: 5, Fate.NOTHING: 5, Fate.UNDONE: 10}
    assert all(abs(fell[fate] / 40 - share) < 3 for fate, share in wanted.items())


@given(st.integers(0, 10_000), st.integers(1, 4))
def test_what_is_done_in_time_is_done_in_its_window_once_for_each_time(seed: int, times: int) -> None:
    days = days_of(replace(DUTY, count=times), QUARTERLY, Fate.IN_TIME, Random(seed))  # noqa: S311 (nothing secret)
    assert len(days) == times
    assert all(DUTY.opens <= day <= DUTY.due for day in days)


def test_what_was_done_before_is_not_done_again() -> None:
    assert len(days_of(replace(DUTY, count=3, done=2), QUARTERLY, Fate.IN_TIME, dice())) == 1
    assert days_of(replace(DUTY, done=1), QUARTERLY, Fate.IN_TIME, dice()) == []


def test_what_comes_back_is_done_shortly_before_its_day() -> None:
    (day,) = days_of(DUTY, ROLLING, Fate.IN_TIME, dice())
    assert DUTY.due - timedelta(days=21) <= day <= DUTY.due


def test_late_is_within_a_week_of_working_days() -> None:
    (day,) = days_of(DUTY, QUARTERLY, Fate.LATE, dice())
    assert DUTY.due < day <= DUTY.due + timedelta(days=7)


def test_what_is_left_undone_is_missed_with_its_window_and_else_done_in_the_end() -> None:
    assert days_of(DUTY, QUARTERLY, Fate.UNDONE, dice()) == []
    (day,) = days_of(DUTY, ROLLING, Fate.UNDONE, dice())
    assert day > DUTY.due + timedelta(days=20)


def test_a_quarter_goes_as_its_rule_then_its_framework_then_the_council_say() -> None:
    council, ours, own = (Went(in_time=share) for share in (10, 20, 30))
    year = Year(quarters=[ours, ours], rules={"QA-2": [own]})
    quarters = Quarters(FIRST, year, [council])
    assert quarters.went(FIRST, "QA-1") == ours
    assert quarters.went(FIRST, "QA-2") == own
    assert Quarters(FIRST, Year(), [council]).went(FIRST) == council


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2025, 4, 1), 1),
        (date(2025, 6, 30), 1),
        (date(2025, 7, 1), 2),
        (date(2026, 1, 9), 3),
        (date(2027, 1, 1), 3),
    ],
)
def test_the_last_quarter_told_goes_on(day: date, found: int) -> None:
    assert Quarters(FIRST, Year(), []).of([1, 2, 3], day) == found


def test_a_diary_keeps_the_order_of_days_and_takes_in_what_comes_up_on_the_way() -> None:
    diary, lived = Diary(last=date(2025, 5, 1)), list[str]()

    def first(_: date) -> None:
        lived.append("first")
        diary.put(date(2025, 4, 1), lambda _: lived.append("written down later"))

    diary.put(date(2025, 4, 9), lambda _: lived.append("second"))
    diary.put(date(2025, 4, 2), first)
    diary.put(date(2025, 5, 2), lambda _: lived.append("in the present"))
    diary.put(date(2025, 5, 3), lambda _: lived.append("told"), is_told=True)
    diary.live_until(date(2025, 4, 9))
    assert lived == ["first", "written down later"]
    diary.live_until(date.max)
    assert lived[2:] == ["second", "told"]


def test_records_come_in_turns_with_their_month_and_are_invented_once_each() -> None:
    records = Records({"fact": ["A-{month}", "B"]}, dice())
    assert [records.about("fact", FIRST) for _ in range(3)] == ["A-2025-04", "B", "A-2025-04"]
    made = [records.about("other", FIRST) for _ in range(300)]
    assert len(set(made)) == 300
