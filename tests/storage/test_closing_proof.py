"""What is kept of a closed time and of an approved report is what the log tells of; whatever was changed is found."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.periods import Period
from bot.domain.reporting import About
from bot.flows.figures.closing import close_period
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.storage import reports
from bot.storage.chain import START, hash_of
from bot.storage.proof import prove
from bot.storage.store import Store, Uow
from tests.council import FixedClock, found

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
OTHER, NEVER = "is not the one that the log tells of", "names a head that the log never had"


@pytest.fixture(scope="module")
def closed(shared_path: Path) -> Iterator[Store]:
    """A quarter that is closed, and two reports of it that are approved."""
    store = Store(f"sqlite:///{shared_path}", FixedClock())
    council = found(store)
    quinn = council.actor("Quinn")
    council.own_look()  # so that the closing's head is an entry of the log
    closing = close_period(council.office, quinn, "maple", QUARTER)
    with store.work() as uow:
        for number in ("M-1", "M-2"):
            draft = reports.add_draft(uow, About(number, QUARTER, None), "maple", quinn.person)
            digest = reports.approve(uow, draft.id, quinn.person, closing.id, "All that it says.")
            # As it was logged once, without what it says.
            uow.log("report approved", quinn.person, report=draft.id, **({"body": digest} if number == "M-1" else {}))
    yield store
    store.close()


class _UndoneError(Exception):
    pass


def test_what_was_closed_and_approved_proves_clean(closed: Store) -> None:
    assert prove_log(closed, Actor(OPERATOR), []).broken == ""


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        ("UPDATE closing SET body = replace(body, 'maple', 'rowan')", OTHER),
        ("UPDATE closing SET body = body || ' '", OTHER),
        ("UPDATE closing SET digest = 'another'", OTHER),
        ("UPDATE closing SET number = 2", OTHER),
        ("UPDATE closing SET last = '2026-10-31'", OTHER),
        ("DELETE FROM closing", OTHER),
        ("INSERT INTO closing SELECT 'aaaaaaaaaaaaa', framework, first, last, 2, body, digest, closed_by, closed_at "
         "FROM closing", OTHER),
        ("UPDATE report SET body = 'Something else.'", OTHER),
        ("DELETE FROM report WHERE report = 'M-1'", OTHER),
        ("DELETE FROM report WHERE report = 'M-2'", OTHER),
    ],
)  # fmt: skip
def test_whatever_is_changed_by_hand_is_found(closed: Store, tamper: str, said: str) -> None:
    with suppress(_UndoneError), closed.work() as uow:
        assert uow.run(text(tamper)).rowcount
        assert said in prove(uow, []).broken
        raise _UndoneError


def test_a_log_written_anew_is_found_by_the_head_that_a_closing_names(closed: Store) -> None:
    with suppress(_UndoneError), closed.work() as uow:
        for verb in ("UPDATE", "DELETE"):
            uow.connection.exec_driver_sql(f"DROP TRIGGER entry_no_{verb}")
        _written_anew(uow)
        assert NEVER in prove(uow, []).broken
        raise _UndoneError


def _written_anew(uow: Uow) -> None:
    """Each hash right, over a first entry that says something more."""
    last = START
    for row in uow.run(text("SELECT sequence, body FROM entry ORDER BY sequence")).all():
        body = row.body.replace("{", '{"more":1,', 1) if row.sequence == 1 else row.body
        last = hash_of(last, body)
        anew = text("UPDATE entry SET body = :body, hash = :hash WHERE sequence = :at")
        uow.run(anew, {"at": row.sequence, "body": body, "hash": last})
    uow.run(text("UPDATE log_head SET hash = :hash"), {"hash": last})
