"""When somebody can be reached: their hour and days, bank holidays of each nation, absences, changes of the clocks."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rhythm import FIRST_HOUR, LAST_HOUR, Absence, Rhythm
from bot.errors import UnusableValueError
from bot.flows.rhythm.hours import next_hour, quiet_until, works_on

USUAL = Rhythm()
LATE = Rhythm(hour=18)
PART_TIME = Rhythm(days=frozenset({0, 3}))
PARIS = Rhythm(zone=ZoneInfo("Europe/Paris"), hour=8)
SEATTLE = Rhythm(zone=ZoneInfo("America/Los_Angeles"))
_START = datetime(2025, 1, 1, tzinfo=UTC)
AUCKLAND = Rhythm(zone=ZoneInfo("Pacific/Auckland"))


def away(since: str, until: str | None) -> Rhythm:
    ends = date.fromisoformat(until) if until else None
    return Rhythm(away=(Absence("a", "p", date.fromisoformat(since), ends),))


@pytest.mark.parametrize(
    ("rhythm", "day", "works"),
    [
        (USUAL, "2026-11-20", True),
        (USUAL, "2026-11-21", False),  # a Saturday
        (USUAL, "2028-02-29", True),  # a Tuesday that not every year has
        (PART_TIME, "2026-11-23", True),
        (PART_TIME, "2026-11-24", False),
        (PART_TIME, "2026-11-26", True),
        (Rhythm(days=frozenset({5})), "2026-11-21", True),  # whoever works on Saturdays
        (Rhythm(days=frozenset({5})), "2026-12-26", False),
        (USUAL, "2026-12-25", False),
        (USUAL, "2026-12-28", False),  # for Boxing Day, a Saturday
        (Rhythm(nation="SCT"), "2026-11-30", False),  # St Andrew's Day
        (USUAL, "2026-11-30", True),
        (Rhythm(nation="WLS"), "2026-11-30", True),
        (Rhythm(nation="NIR"), "2026-03-17", False),  # St Patrick's Day
        (USUAL, "2026-03-17", True),
        (Rhythm(nation="SCT"), "2026-04-06", True),  # Easter Monday is none in Scotland
        (USUAL, "2026-04-06", False),
        (Rhythm(nation="WLS"), "2026-04-06", False),
        (away("2026-11-23", "2026-11-25"), "2026-11-20", True),
        (away("2026-11-23", "2026-11-25"), "2026-11-23", False),
        (away("2026-11-23", "2026-11-25"), "2026-11-24", False),
        (away("2026-11-23", "2026-11-25"), "2026-11-25", True),
        (away("2026-11-23", None), "2027-11-23", False),
    ],
)
def test_the_days_on_which_somebody_works(rhythm: Rhythm, day: str, works: bool) -> None:
    assert works_on(rhythm, date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        (USUAL, "2026-11-20T08:59:59Z", "2026-11-20T09:00Z"),
        (USUAL, "2026-11-20T09:00Z", "2026-11-20T09:00Z"),
        (USUAL, "2026-11-20T16:59:59Z", "2026-11-20T16:59:59Z"),
        (USUAL, "2026-11-20T17:00Z", "2026-11-23T09:00Z"),  # over the weekend
        (USUAL, "2026-12-24T18:00Z", "2026-12-29T09:00Z"),  # over Christmas
        (Rhythm(nation="SCT"), "2026-12-31T18:00Z", "2027-01-05T09:00Z"),  # 2 January is a holiday there, a Saturday
        (USUAL, "2026-12-31T18:00Z", "2027-01-04T09:00Z"),
        (LATE, "2026-11-20T12:00Z", "2026-11-20T18:00Z"),
        (LATE, "2026-11-20T18:30Z", "2026-11-20T18:30Z"),
        (LATE, "2026-11-20T19:00Z", "2026-11-23T18:00Z"),
        (PART_TIME, "2026-11-23T18:00Z", "2026-11-26T09:00Z"),
        (away("2026-11-23", "2026-12-05"), "2026-11-20T18:00Z", "2026-12-07T09:00Z"),
        (USUAL, "2028-02-28T18:00Z", "2028-02-29T09:00Z"),
        (PARIS, "2026-11-20T06:00Z", "2026-11-20T07:00Z"),
        (SEATTLE, "2026-11-20T12:00Z", "2026-11-20T17:00Z"),
        (SEATTLE, "2026-11-21T00:30Z", "2026-11-21T00:30Z"),  # still Friday afternoon there
        (AUCKLAND, "2026-11-19T12:00Z", "2026-11-19T20:00Z"),  # Friday morning there
        (AUCKLAND, "2026-11-20T05:00Z", "2026-11-22T20:00Z"),  # the weekend has begun there
        # The clocks go forward on Sunday 29 March, and back on Sunday 25 October.
        (USUAL, "2026-03-27T17:00Z", "2026-03-30T08:00Z"),
        (USUAL, "2026-03-29T00:59:59Z", "2026-03-30T08:00Z"),
        (USUAL, "2026-03-29T01:30Z", "2026-03-30T08:00Z"),
        (USUAL, "2026-10-23T15:59Z", "2026-10-23T15:59Z"),
        (USUAL, "2026-10-23T16:00Z", "2026-10-26T09:00Z"),
        (USUAL, "2026-10-25T00:30Z", "2026-10-26T09:00Z"),  # half past one, the first time
        (USUAL, "2026-10-25T01:30Z", "2026-10-26T09:00Z"),  # half past one, the second time
        (Rhythm(days=frozenset({6})), "2026-03-28T23:30Z", "2026-03-29T08:00Z"),
        (Rhythm(days=frozenset({6})), "2026-10-24T23:30Z", "2026-10-25T09:00Z"),
    ],
)
def test_the_next_moment_at_which_somebody_may_be_reminded(rhythm: Rhythm, after: str, expected: str) -> None:
    assert next_hour(rhythm, datetime.fromisoformat(after)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(("year", "days"), [(2026, 253), (2028, 252)])
def test_c40_each_working_day_of_a_year_has_one_beginning_at_nine_by_the_clock_on_the_wall(
    year: int, days: int
) -> None:
    at, begins = datetime(year, 1, 1, tzinfo=UTC), set[datetime]()
    while at.year == year:
        found = next_hour(USUAL, at)
        assert found
        begins |= {found} if found > at else set()
        at += timedelta(minutes=30)
    there = sorted(found.astimezone(USUAL.zone) for found in begins if found.year == year)
    assert {(found.hour, found.minute) for found in there} == {(9, 0)}
    assert len({found.date() for found in there}) == len(there) == days
    assert (date(2028, 2, 29) in {found.date() for found in there}) is (year == 2028)


def test_nobody_is_reminded_while_nobody_knows_when_they_are_back() -> None:
    assert next_hour(away("2026-11-20", None), datetime(2026, 11, 20, 12, tzinfo=UTC)) is None


@given(
    after=st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: _START + timedelta(minutes=minutes)),
    hour=st.integers(FIRST_HOUR, LAST_HOUR),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    nation=st.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
    zone=st.sampled_from(["Europe/London", "Europe/Dublin", "America/St_Johns", "Pacific/Chatham", "Pacific/Niue"]),
    gone=st.tuples(st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.integers(1, 40)),
)
def test_it_is_always_an_hour_at_which_they_work_and_the_first(
    after: datetime, hour: int, days: frozenset[int], nation: str, zone: str, gone: tuple[date, int]
) -> None:
    absence = Absence("a", "p", gone[0], gone[0] + timedelta(days=gone[1]))
    rhythm = Rhythm(ZoneInfo(zone), hour, days, nation, (absence,))
    found = next_hour(rhythm, after)
    assert found is not None
    assert found >= after
    there = found.astimezone(rhythm.zone)
    assert works_on(rhythm, there.date())
    assert hour <= there.hour < max(17, hour + 1)
    assert not 1 <= there.hour < 3
    assert next_hour(rhythm, found) == found
    just_before = found - timedelta(microseconds=1)
    assert found == after or next_hour(rhythm, just_before) == found != just_before


@pytest.mark.parametrize(
    ("on", "days", "nation", "shown_again"),
    [
        ("2026-11-20", 1, "ENG", "2026-11-23"),
        ("2026-11-20", 5, "ENG", "2026-11-27"),
        ("2026-11-20", 10, "ENG", "2026-12-04"),
        ("2026-11-20", 10, "SCT", "2026-12-07"),
        ("2026-12-24", 1, "ENG", "2026-12-29"),
        ("2028-02-28", 1, "ENG", "2028-02-29"),
    ],
)
def test_what_is_put_off_is_shown_again_after_so_many_working_days(
    on: str, days: int, nation: str, shown_again: str
) -> None:
    assert quiet_until(date.fromisoformat(on), days, nation) == date.fromisoformat(shown_again)


@pytest.mark.parametrize("days", [0, 11, -1])
def test_nothing_is_put_off_for_longer_than_ten_working_days(days: int) -> None:
    with pytest.raises(UnusableValueError, match="1 to 10 working days"):
        quiet_until(date(2026, 11, 20), days)
