"""Stretches of time and how they are called."""

from datetime import date

import pytest

from bot.domain.periods import Period


@pytest.mark.parametrize(
    ("first", "last", "name", "whole"),
    [
        (date(2026, 10, 1), date(2026, 12, 31), "Oct–Dec 2026", True),
        (date(2026, 4, 1), date(2027, 3, 31), "Apr 2026–Mar 2027", True),
        (date(2028, 2, 1), date(2028, 2, 29), "Feb 2028", True),
        (date(2028, 2, 1), date(2028, 2, 28), "1 Feb–28 Feb 2028", False),
        (date(2025, 12, 3), date(2026, 1, 2), "3 Dec 2025–2 Jan 2026", False),
        (date(2026, 10, 5), date(2026, 10, 5), "5 Oct 2026", False),
    ],
)
def test_a_period_says_what_it_is(first: date, last: date, name: str, whole: bool) -> None:
    period = Period(first, last)
    assert (period.name, period.is_whole_months) == (name, whole)
