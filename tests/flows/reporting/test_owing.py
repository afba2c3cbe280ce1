"""Reports that are owed by a day, in the reminders of whoever makes them and in what is due for them."""

from datetime import date

import pytest

from bot.blocks.digest import digest_message
from bot.domain.digests import Kind
from bot.domain.duty_views import Which
from bot.flows.digests.gathering import Readers, gather
from bot.flows.due.lists import load_due
from bot.flows.reporting.drafts import approve_report, begin_report, write_section
from bot.storage.go_live import record_go_live
from tests.council import Council
from tests.flows.test_digests import DAY, make, page, send, turn_to

DUE = date(2026, 10, 30)
FIRST = date(2026, 10, 16)
"""Ten working days before."""


def live(council: Council, since: date = date(2026, 4, 1)) -> Council:
    with council.office.store.work() as uow:
        record_go_live(uow, "maple", since, council.ids["Quinn"])
    return council


def told(council: Council, day: date) -> dict[str, date | None]:
    """The stage to which it has come that day, by the name of whoever is reminded."""
    turn_to(council, day)
    names = {key: name for name, key in council.ids.items()}
    instead = {key: key for key in council.ids.values()}
    with council.office.store.look() as uow:
        found = gather(uow, council.office, Readers(instead, {}))
    return {names[who]: item.stage for who, items in found.items() for item in items if item.kind is Kind.REPORT}


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (FIRST - DAY, None),
        (FIRST, FIRST),
        (DUE - DAY, FIRST),
        (DUE, DUE),
        (date(2026, 11, 4), date(2026, 11, 2)),
        (date(2026, 11, 27), date(2026, 11, 23)),
        (date(2026, 11, 28), None),
    ],
)
def test_its_makers_are_told_before_its_day_on_it_and_on_mondays_for_four_weeks(
    sqlite_council: Council, day: date, stage: date | None
) -> None:
    """Robin and Max both hold the post that makes it."""
    expected = {"Robin": stage, "Max": stage} if stage else {}
    assert told(live(sqlite_council), day) == expected


@pytest.mark.parametrize("since", [None, date(2026, 10, 1)])
def test_nothing_is_owed_of_time_before_the_framework_began(sqlite_council: Council, since: date | None) -> None:
    council = live(sqlite_council, since) if since else sqlite_council
    assert told(council, DUE) == {}


def test_it_stands_in_the_reminder_and_the_list_until_it_is_approved(council: Council) -> None:
    council = live(council)
    turn_to(council, DUE)
    assert {"Robin", "Max"} <= set(make(council))
    message = str(digest_message(send(council, "Robin")).blocks)
    assert "One report is waiting." in message
    assert "Quarterly look back · Jul–Sep 2026\\nby Fri 30 Oct" in message
    robin = council.actor("Robin")
    (line,) = load_due(council.office, robin, Which.MINE).lines
    assert (line.kind, line.due) == (Kind.REPORT, DUE)
    key = begin_report(council.office, robin, "MAP-1")
    write_section(council.office, robin, key, ("learned", ""), "Plans are clearer.")
    (line,) = load_due(council.office, robin, Which.MINE).lines
    assert line.of.value == key  # type: ignore[union-attr]
    approve_report(council.office, robin, key)
    assert load_due(council.office, robin, Which.MINE).lines == ()
    (line,) = page(council, "Robin", is_sent=True).lines
    assert line.over == "approved"
