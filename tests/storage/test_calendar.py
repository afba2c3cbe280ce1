"""The calendar on both databases: kept, seen by others, only forward, and never in the way of real time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from bot.clock import LONDON, Clock
from bot.domain.cards import Card
from bot.domain.values import Value
from bot.errors import UnusableValueError
from bot.flows.actions import agree_action
from bot.flows.finish import correct_answer, read_answers, share_run, submit_run
from bot.flows.office import OPERATOR
from bot.flows.walk import answer_item, load_view
from bot.storage import calendar, outbox
from bot.storage.calendar import MORNING, catch_up, move_calendar
from bot.storage.proof import prove
from bot.storage.store import Store
from bot.storage.tables import actions, log, runs, slack, table_of
from tests.council import TODAY, Council, FixedClock

YEARS_END = date(2026, 12, 31)
MIDDLE, YES = 1, 2
WHEN = {"started_at", "submitted_at", "shared_at", "at", "replaced_at", "last_at", "first_used_at"}


@dataclass(frozen=True)
class StillClock(Clock):
    """A clock that stands, at one instant."""

    stands: datetime = datetime(2026, 11, 21, 10, 41, tzinfo=UTC)

    def instant(self) -> datetime:
        return self.stands


def days(store: Store, model: type[SQLModel], names: set[str]) -> set[date]:
    """The days that stand in these columns of a table."""
    with store.look() as uow:
        rows = [row._mapping for row in uow.run(select(table_of(model)))]
    return {row[name].date() for row in rows for name in names & set(row) if row[name]}


def test_nobody_has_moved_a_new_calendar(store: Store) -> None:
    before = store.clock
    catch_up(store)
    assert store.clock == before
    with store.look() as uow:
        assert timedelta(0) <= store.clock.now() - uow.now < timedelta(seconds=5)
        assert abs(uow.now - uow.instant) < timedelta(seconds=1)
        assert uow.today == TODAY


def test_a_moved_calendar_begins_in_the_morning_and_goes_on(store: Store) -> None:
    move_calendar(store, YEARS_END, OPERATOR)
    with store.work() as uow:
        began = datetime.combine(YEARS_END, MORNING, LONDON)
        assert timedelta(0) <= uow.now - began < timedelta(seconds=30)
        assert uow.now.tzinfo is UTC
        assert uow.today == store.clock.today() == YEARS_END
        assert uow.instant.date() == TODAY


def test_another_process_sees_it_when_it_looks_again_or_opens(store: Store, address: str) -> None:
    other = Store(address, FixedClock())
    move_calendar(store, YEARS_END, OPERATOR)
    assert other.clock.today() == TODAY
    catch_up(other)
    assert other.clock.today() == YEARS_END
    other.close()


def test_a_store_goes_by_the_clock_that_it_is_handed(store: Store, address: str) -> None:
    """As whoever writes down a history does: its own lag, whatever the calendar says."""
    move_calendar(store, YEARS_END, OPERATOR)
    earlier = Store(address, FixedClock(ahead=timedelta(days=-30)))
    with earlier.look() as uow:
        assert uow.today == TODAY - timedelta(days=30)
    catch_up(earlier)
    with earlier.look() as uow:
        assert uow.today == YEARS_END - timedelta(days=30)
    earlier.close()


def test_whoever_has_read_slowly_does_not_turn_it_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else moves it between the reading and the going by it."""
    moved_meanwhile = [lambda: move_calendar(store, YEARS_END, OPERATOR)]
    go_by = calendar._go_by

    def late(there: Store, moved: timedelta) -> None:
        while moved_meanwhile:
            moved_meanwhile.pop()()
        go_by(there, moved)

    monkeypatch.setattr(calendar, "_go_by", late)
    catch_up(store)
    assert store.clock.today() == YEARS_END


@pytest.mark.parametrize("to", [TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=900)])
def test_a_refused_day_moves_nothing(store: Store, to: date) -> None:
    with pytest.raises(UnusableValueError):
        move_calendar(store, to, OPERATOR)
    catch_up(store)
    assert store.clock.moved == timedelta(0)
    assert days(store, log.Entry, {"at"}) == set()


def test_it_never_goes_back_although_another_was_first(store: Store, address: str) -> None:
    other = Store(address, FixedClock())
    move_calendar(store, YEARS_END, OPERATOR)
    with pytest.raises(UnusableValueError, match="past"):
        move_calendar(other, TODAY + timedelta(days=1), OPERATOR)
    other.close()


def test_two_at_once_go_there_once(store: Store, address: str) -> None:
    other = Store(address, FixedClock())

    def move(there: Store) -> bool:
        try:
            move_calendar(there, YEARS_END, OPERATOR)
        except UnusableValueError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(move, (store, other))) == [False, True]
    for each in (store, other):
        catch_up(each)
    assert store.clock.today() == other.clock.today() == YEARS_END
    other.close()


@pytest.mark.parametrize(
    ("begin", "to"),
    [
        # Into summer time, out of it, and on the very days of the change.
        (datetime(2027, 3, 27, 12, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), date(2027, 3, 29)),
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 10, 24, 12, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 3)),  # in London it is the 2nd already
    ],
)
def test_it_is_half_past_nine_in_london_whatever_the_clocks_do(store: Store, begin: datetime, to: date) -> None:
    store.clock = StillClock(stands=begin)
    move_calendar(store, to, OPERATOR)
    assert store.clock.now().replace(tzinfo=None) == datetime.combine(to, time(9, 30))


def test_step_by_step_it_stays_in_the_morning(store: Store) -> None:
    store.clock = StillClock()
    for day in range(1, 200, 13):
        move_calendar(store, TODAY + timedelta(days=day), OPERATOR)
        assert store.clock.now().time() == MORNING


def test_peoples_work_is_dated_by_the_calendar_and_the_log_by_real_time(council: Council) -> None:
    store, sam = council.office.store, council.actor("Sam")
    move_calendar(store, YEARS_END, OPERATOR)
    run = council.work_look("Ade", "Sam")
    answer_item(council.office, sam, council.press(run, "S1"), Value(choice=MIDDLE))
    agree_action(council.office, sam, run, "S1", "Visit again", YEARS_END)
    submit_run(council.office, sam, run)
    share_run(council.office, sam, run)
    read_answers(council.office, council.actor("Ade"), run)
    correct_answer(council.office, sam, council.press(run, "S1", 1), "A slip", Value(choice=YES))
    for model in (runs.Version, runs.Run, runs.Answer, actions.Action, runs.Superseded, runs.Reading):
        assert days(store, model, WHEN) == {YEARS_END}, model
    assert days(store, runs.Answer, {"acted_at"}) == {TODAY}
    assert days(store, log.Entry, {"at"}) == {TODAY}
    assert days(store, slack.Message, {"owed_at", "next_try_at"}) == {TODAY}
    with store.look() as uow:
        assert not prove(uow, []).broken


def test_an_agreed_action_is_something_saved(council: Council) -> None:
    run, sam = council.work_look("Ade", "Sam"), council.actor("Sam")
    answer_item(council.office, sam, council.press(run, "S1"), Value(choice=MIDDLE))
    answered, agreed = saved_at(council, run), agree_action(council.office, sam, run, "S1", "Visit again", TODAY)
    assert answered < saved_at(council, run) == agreed.at


def test_cards_that_show_a_time_of_an_earlier_day_are_drawn_again(council: Council) -> None:
    store, ade = council.office.store, council.actor("Ade")
    answered, untouched = council.own_look("K7-3Q"), council.own_look("K7-4R")
    answer_item(council.office, ade, council.press(answered, "A1"), Value(choice=1))
    with store.work() as uow:
        for owed in outbox.claim(uow, 9, timedelta(seconds=60)):
            outbox.record_stands(uow, owed, "D1", f"{owed.run}", 99)
        uow.run(table_of(runs.Answer).update().where(table_of(runs.Answer).c.run == untouched).values(at=long_ago()))
        since, until = midnight(TODAY), midnight(TODAY + timedelta(days=1))
        assert outbox.mark_outdated(uow, since, until, finished_too=False) == [answered]
        assert outbox.mark_outdated(uow, until, until + timedelta(days=1), finished_too=False) == []
        assert outbox.load_behind(uow) == [answered]
    submit_run(council.office, ade, answered)
    with store.work() as uow:
        assert outbox.mark_outdated(uow, since, until, finished_too=False) == []
        assert outbox.mark_outdated(uow, since, until, finished_too=True) == [answered]


def test_what_waits_for_later_is_not_under_way(council: Council) -> None:
    store = council.office.store
    council.own_look()
    with store.work() as uow:
        assert outbox.count_under_way(uow) == 1
        (owed,) = outbox.claim(uow, 9, timedelta(seconds=60))
        assert outbox.count_under_way(uow) == 1
        outbox.release(uow, owed, uow.instant + timedelta(hours=1))
        assert outbox.count_under_way(uow) == 0


def saved_at(council: Council, run: str) -> datetime:
    view = load_view(council.office, council.actor("Sam"), run)
    assert isinstance(view, Card)
    assert view.saved_at
    return view.saved_at


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def long_ago() -> datetime:
    return midnight(TODAY) - timedelta(days=9)
