"""How fast reminders go out, on both databases: by the minute, for all processes together, dearer for who is new."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Deadline
from bot.storage import pace
from bot.storage.store import Store, Uow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Owed:
    is_known: bool = True


def taken(uow: Uow, number: int, a_minute: int, *, at: datetime, is_known: bool = True) -> int:
    waiting = [Owed(is_known)] * number
    return len(pace.take(replace(uow, instant=at), "digest", waiting, a_minute, is_cheap=lambda owed: owed.is_known))


def sent_in(uow: Uow, minutes: int, a_minute: int, *, is_known: bool = True) -> list[int]:
    """How many in each second, where as many as one likes wait."""
    seconds = (NOW + timedelta(seconds=second) for second in range(minutes * 60))
    return [taken(uow, 1000, a_minute, at=at, is_known=is_known) for at in seconds]


@pytest.mark.parametrize(("a_minute", "is_known", "expected"), [(90, True, 90), (90, False, 45), (30, False, 30)])
def test_a_minute_holds_so_many_and_no_second_holds_a_burst(
    store: Store, a_minute: int, is_known: bool, expected: int
) -> None:
    with store.work(Deadline.after(60)) as uow:
        each = sent_in(uow, 4, a_minute, is_known=is_known)
        assert sum(each[60:120]) == sum(each[120:180]) == expected
        assert max(each[1:]) <= 2
        assert sum(each) <= 4 * expected + expected / 60 * 5 + 1


def test_nothing_more_goes_before_the_time_that_it_says(store: Store) -> None:
    with store.work() as uow:
        taken(uow, 1000, 60, at=NOW)
        free = pace.free_at(replace(uow, instant=NOW), "digest")
        assert taken(uow, 5, 60, at=free - timedelta(milliseconds=1)) == 0
        assert taken(uow, 5, 60, at=free) == 1


def test_five_thousand_take_an_hour_at_the_usual_pace(store: Store) -> None:
    with store.work(Deadline.after(60)) as uow:
        each = [taken(uow, 1000, 90, at=NOW + timedelta(seconds=second)) for second in range(0, 3600, 5)]
    assert 5000 <= sum(each) <= 5420


def test_a_clock_that_was_set_back_holds_nothing_up(store: Store) -> None:
    with store.work() as uow:
        taken(uow, 1, 1, at=NOW + timedelta(hours=1))
        assert taken(uow, 1, 1, at=NOW) == 1


def test_without_a_pace_all_go_at_once(store: Store) -> None:
    with store.work() as uow:
        assert taken(uow, 1000, pace.UNBOUND, at=NOW, is_known=False) == 1000
