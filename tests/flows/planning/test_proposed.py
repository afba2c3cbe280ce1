"""Proposed months stand in a reminder when the year begins and when a framework does, once, until they are chosen."""

from datetime import date

import pytest

from bot.blocks.digest import digest_message
from bot.domain.digests import Kind
from bot.domain.duty_views import Which
from bot.flows.due.keeping import work_out_all
from bot.flows.due.lists import load_due
from bot.flows.office import OPERATOR, Actor
from bot.flows.planning.months import accept_months, load_yearly, propose_months
from bot.storage.go_live import record_go_live
from tests.council import TODAY, Council
from tests.flows.due.scene import scheduled
from tests.flows.test_digests import DAY, make, page, send, turn_to
from tests.schedules import YEARLY

WHO = Actor(OPERATOR)


def begun(council: Council) -> Council:
    """Months are proposed, and the framework begins today; of what is owed then all stands as it was."""
    found = scheduled(council, YEARLY)
    work_out_all(found.office)
    propose_months(found.office, WHO)
    with found.office.store.work() as uow:
        for framework in found.office.library.plans:
            record_go_live(uow, framework, TODAY, found.ids["Quinn"])
    turn_to(found, TODAY)
    return found


def kinds(council: Council, name: str = "Robin") -> list[Kind]:
    return [line.kind for line in load_due(council.office, council.actor(name), Which.MINE).lines]


def test_they_are_told_once_and_struck_out_when_they_are_chosen(council: Council) -> None:
    """Sam, who owes them, is away until Saturday; a month is nobody else's to choose by a reminder."""
    council = begun(council)
    assert "Sid" not in make(council)
    turn_to(council, TODAY + 7 * DAY)
    assert "Sam" in make(council)
    message = str(digest_message(send(council, "Sam")).blocks)
    assert "Months are proposed for 2 yearly checks of yours" in message
    assert "plan/" in message
    turn_to(council, TODAY + 8 * DAY)
    assert "Sam" not in make(council)
    sam = council.actor("Sam")
    accept_months(council.office, sam, {there.duty: there.months[0] for there in load_yearly(council.office, sam)})
    (line,) = [line for line in page(council, "Sam", is_sent=True).lines if line.kind is Kind.MONTHS]
    assert line.over == "chosen"


@pytest.mark.parametrize(("ahead", "shown"), [(0, True), (29, True), (30, False), (60, False)])
def test_they_are_not_repeated_all_year(sqlite_council: Council, ahead: int, shown: bool) -> None:
    council = begun(sqlite_council)
    turn_to(council, TODAY + ahead * DAY)
    assert (Kind.MONTHS in kinds(council, "Sam")) is shown


def test_in_april_they_come_again(sqlite_council: Council) -> None:
    council = begun(sqlite_council)
    turn_to(council, date(2027, 4, 1))
    work_out_all(council.office)
    propose_months(council.office, WHO)
    assert Kind.MONTHS in kinds(council, "Sam")
