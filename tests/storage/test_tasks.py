"""What time does, claimed by one process at a time; on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.storage.store import Store, Uow
from bot.storage.tasks import Turn, claim_task, hasten, record_done

LEASE = timedelta(minutes=5)


def later(uow: Uow, **by: int) -> Uow:
    return replace(uow, instant=uow.instant + timedelta(**by), now=uow.now + timedelta(**by))


def claimed(uow: Uow) -> Turn:
    turn = claim_task(uow, "digests", LEASE)
    assert turn
    return turn


def test_one_at_a_time_has_it_until_it_is_done(store: Store) -> None:
    with store.work() as uow:
        turn = claimed(uow)
        assert turn.ran_at is None
        assert claim_task(uow, "digests", LEASE) is None
        assert claim_task(uow, "other", LEASE)
        record_done(uow, turn, uow.instant + timedelta(minutes=15))
        assert claim_task(uow, "digests", LEASE) is None
        assert claimed(later(uow, minutes=15)).ran_at == uow.now


def test_what_somebody_died_with_is_taken_up_and_they_settle_nothing_any_more(store: Store) -> None:
    with store.work() as uow:
        paused = claimed(uow)
        assert claim_task(later(uow, minutes=4), "digests", LEASE) is None
        mine = claimed(later(uow, minutes=5))
        record_done(later(uow, minutes=6), paused, uow.instant + timedelta(minutes=50))
        assert claim_task(later(uow, minutes=6), "digests", LEASE) is None
        record_done(later(uow, minutes=6), mine, uow.instant + timedelta(minutes=7))
        assert claim_task(later(uow, minutes=7), "digests", LEASE)


def test_it_can_be_asked_for_at_once(store: Store) -> None:
    with store.work() as uow:
        record_done(uow, claimed(uow), uow.instant + timedelta(minutes=30))
        hasten(uow, "digests")
        assert claim_task(uow, "digests", LEASE)


def test_a_clock_that_was_set_back_an_hour_holds_nothing_up(store: Store) -> None:
    with store.work() as uow:
        record_done(later(uow, hours=2), claimed(later(uow, hours=2)), uow.instant + timedelta(hours=2, minutes=15))
        turn = claimed(uow)
        assert turn
        assert claim_task(later(uow, minutes=-90), "digests", LEASE)
