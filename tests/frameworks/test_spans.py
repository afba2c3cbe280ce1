"""When a length of time is over: days, working days, weeks, months and years from a day."""

from datetime import date

import pytest

from bot.errors import UnusableValueError
from bot.frameworks.spans import after


@pytest.mark.parametrize(
    ("first", "span", "last"),
    [
        (date(2026, 11, 23), "1 day", date(2026, 11, 24)),
        (date(2026, 11, 23), "4 weeks", date(2026, 12, 21)),
        (date(2026, 12, 23), "3 working days", date(2026, 12, 30)),
        (date(2027, 1, 31), "1 month", date(2027, 2, 28)),
        (date(2028, 2, 29), "1 year", date(2029, 2, 28)),
        (date(2026, 11, 23), "18 months", date(2028, 5, 23)),
        (date(2026, 12, 31), "12 months", date(2027, 12, 31)),
    ],
)
def test_when_it_is_over(first: date, span: str, last: date) -> None:
    assert after(first, span) == last


@pytest.mark.parametrize("span", ["999 years", "999 months", "999 weeks"])
def test_the_end_of_time_is_refused_in_words(span: str) -> None:
    with pytest.raises(UnusableValueError, match="too far away"):
        after(date(9990, 1, 1), span)
