"""Messages owed, on both databases: once by key, claimed by one at a time, settled only by whoever holds them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.messages import Owed
from bot.storage import outbox
from bot.storage.digests import make_digest
from bot.storage.store import Store, Uow
from bot.storage.tables import slack, table_of
from tests.council import TODAY, Council, found

MESSAGE = table_of(slack.Message)
LEASE = timedelta(seconds=60)
OVER = timedelta(seconds=-1)


@pytest.fixture
def begun(store: Store) -> tuple[Council, str]:
    council = found(store)
    return council, council.own_look()


def row(uow: Uow) -> dict[str, object]:
    return dict(uow.run(select(MESSAGE)).mappings().one())


def claimed(uow: Uow, lease: timedelta = LEASE) -> Owed:
    (owed,) = outbox.claim(uow, 10, lease)
    return owed


def test_owing_the_same_twice_is_owing_it_once(begun: tuple[Council, str]) -> None:
    council, run = begun
    with council.office.store.work() as uow:
        outbox.owe_card(uow, run, council.ids["Ade"])
        outbox.owe_card(uow, run, council.ids["Ade"])
        assert uow.run(select(MESSAGE)).rowcount in (1, -1)
        assert row(uow)["state"] == "pending"


def test_what_is_claimed_is_nobody_elses_until_the_lease_is_over(begun: tuple[Council, str]) -> None:
    council, run = begun
    with council.office.store.work() as uow:
        assert not claimed(uow).may_stand
        assert outbox.claim(uow, 10, LEASE) == []
        assert outbox.claim(uow, 10, LEASE, [run]) == []
    with council.office.store.work() as uow:
        uow.run(MESSAGE.update().values(leased_until=uow.instant))
        again = claimed(uow)
    # It was claimed once and never settled: it may stand already.
    assert again.may_stand
    assert again.tries == 2


def test_a_card_waits_again_whenever_it_is_behind_its_run(begun: tuple[Council, str]) -> None:
    council, run = begun
    store = council.office.store
    with store.work() as uow:
        outbox.record_stands(uow, claimed(uow), "D1", "1.1", 1)
        assert outbox.claim(uow, 10, LEASE) == []
        uow.run(MESSAGE.update().values(shown=0))
        owed = claimed(uow)
        assert (owed.ts, owed.may_stand) == ("1.1", False)
        outbox.record_stands(uow, owed, "D1", "1.1", 1)
        outbox.mark_stale(uow, run, council.ids["Ade"])
        assert claimed(uow).ts == "1.1"


def test_who_has_lost_the_lease_settles_nothing(begun: tuple[Council, str]) -> None:
    council, _ = begun
    with council.office.store.work() as uow:
        late = claimed(uow, OVER)
        now = claimed(uow)
        outbox.record_stands(uow, late, "D1", "late", 1)
        outbox.record_failed(uow, late, "late")
        assert row(uow)["state"] == "claimed"
        outbox.record_stands(uow, now, "D1", "now", 1)
        assert (row(uow)["ts"], row(uow)["state"]) == ("now", "sent")


def test_a_card_brought_to_the_foot_is_not_put_back_by_a_redraw_under_way(begun: tuple[Council, str]) -> None:
    council, run = begun
    with council.office.store.work() as uow:
        outbox.record_stands(uow, claimed(uow), "D1", "old", 1)
        uow.run(MESSAGE.update().values(shown=0))
        redrawing = claimed(uow)
        outbox.bring_again(uow, run, council.ids["Ade"])
        outbox.record_stands(uow, redrawing, "D1", "old", 1)
        assert (row(uow)["ts"], row(uow)["retire_ts"], row(uow)["state"]) == (None, "old", "pending")
        anew = claimed(uow)
        assert (anew.ts, anew.retire_ts, anew.may_stand) == (None, "old", False)
        outbox.record_stands(uow, anew, "D1", "new", 1)
        outbox.record_retired(uow, anew)
        assert (row(uow)["ts"], row(uow)["retire_ts"]) == ("new", None)


def test_what_waits_is_left_alone_until_then_and_what_may_stand_stays_so(begun: tuple[Council, str]) -> None:
    council, _ = begun
    with council.office.store.work() as uow:
        outbox.put_off(uow, claimed(uow), uow.instant + LEASE, "timeout")
        assert outbox.claim(uow, 10, LEASE) == []
        assert outbox.first_due(uow) == uow.instant + LEASE
        uow.run(MESSAGE.update().values(next_try_at=uow.instant))
        assert claimed(uow).may_stand


def test_what_was_certainly_not_sent_is_not_looked_for(begun: tuple[Council, str]) -> None:
    council, _ = begun
    with council.office.store.work() as uow:
        outbox.release(uow, claimed(uow), uow.instant)
        assert not claimed(uow).may_stand


def test_what_failed_rests_until_it_is_brought_again(begun: tuple[Council, str]) -> None:
    council, run = begun
    with council.office.store.work() as uow:
        outbox.record_failed(uow, claimed(uow), "channel_not_found")
        assert outbox.count_failed(uow) == 1
        assert outbox.claim(uow, 10, LEASE) == []
        outbox.bring_again(uow, run, council.ids["Ade"])
        assert claimed(uow).ts is None


def test_reminders_are_redrawn_at_half_the_pace_after_all_else_and_it_says_when_the_next_may_be(
    begun: tuple[Council, str],
) -> None:
    council, run = begun
    with council.office.store.work() as uow:
        reminders_behind(uow, council.ids["Ade"], 20)
        outbox.owe_card(uow, run, council.ids["Ade"])
        first = outbox.claim(uow, 20, LEASE, a_minute=60)
        assert first[0].kind == "card"
        assert len(first) == 4  # with it what five idle seconds allow at thirty a minute
        again = outbox.first_redrawn(uow)
        assert again
        assert timedelta(0) < again - uow.instant <= timedelta(seconds=2)
        assert outbox.claim(uow, 20, LEASE, a_minute=60) == []
        (one,) = outbox.claim(replace(uow, instant=again), 20, LEASE, a_minute=60)
        assert one.kind == "digest"


def test_where_nobody_paces_all_are_redrawn_at_once(begun: tuple[Council, str]) -> None:
    council, _ = begun
    with council.office.store.work() as uow:
        reminders_behind(uow, council.ids["Ade"], 20)
        assert len([owed for owed in outbox.claim(uow, 50, LEASE) if owed.kind == "digest"]) == 20
        assert outbox.first_redrawn(uow) is None


def reminders_behind(uow: Uow, person: str, number: int) -> None:
    """They stand, and something in each was done."""
    for day in range(number):
        assert make_digest(uow, person, TODAY - timedelta(days=day), is_late=False)
    stands = {"state": "sent", "channel": "D1", "ts": "1.1", "shown": 0}
    uow.run(MESSAGE.update().where(MESSAGE.c.kind == "digest").values(**stands))
