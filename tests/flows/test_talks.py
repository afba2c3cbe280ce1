"""Two who have agreed when they meet next are both reminded of it, with what there is to talk about."""

from datetime import date, timedelta

import pytest

from bot.blocks.digest import digest_message
from bot.domain.duties import Status
from bot.domain.shifts import Shift
from bot.errors import NotAllowedError
from bot.flows.actions import agree_action
from bot.flows.due.storing import store_shifts
from bot.flows.finish import submit_run
from bot.flows.rhythm.absences import end_absence, record_absence
from bot.flows.rhythm.agreed import record_meeting
from bot.storage import rhythm
from bot.storage.duties import load_duty
from bot.storage.tables import people as tables
from bot.storage.tables import table_of
from tests.council import TODAY, Council
from tests.duties import go_live, keep, owe, people
from tests.flows.test_digests import DAY, make, page, send, turn_to

TUESDAY, FRIDAY = date(2026, 12, 1), date(2026, 12, 4)


def agree(council: Council, day: date | None, about: str = "Ade", by: str = "Sam") -> None:
    record_meeting(council.office, council.actor(by), council.ids[about], day)


def days(council: Council, first: date, last: date) -> dict[date, set[str]]:
    """Who is reminded on each day from one to another, as time goes by; days without anybody are left out."""
    found: dict[date, set[str]] = {}
    for ahead in range((last - first).days + 1):
        turn_to(council, first + ahead * DAY)
        for name in (got := make(council)):
            send(council, name)
        found |= {first + ahead * DAY: got} if got else {}
    return found


def says(council: Council, name: str) -> list[str]:
    """What the newest reminder says of meetings: first its greeting."""
    blocks = digest_message(page(council, name, is_sent=True)).blocks
    return [text for block in blocks if (text := block.get("text", {}).get("text", "")) and "meet" in text.lower()]


@pytest.mark.parametrize(
    ("day", "reminded"),
    [
        (FRIDAY, TUESDAY),
        (date(2026, 12, 7), date(2026, 12, 2)),
        (date(2026, 12, 6), date(2026, 12, 2)),  # a Sunday, counted from the Friday before
        (date(2026, 12, 29), date(2026, 12, 22)),  # Christmas and Boxing Day, which is had on the Monday, lie between
    ],
)
def test_both_are_reminded_once_three_working_days_before(council: Council, day: date, reminded: date) -> None:
    agree(council, day)
    assert days(council, date(2026, 11, 30), day + 3 * DAY) == {reminded: {"Ade", "Sam"}}


def test_it_says_whom_they_meet_and_when_and_what_to_talk_about(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    sam, run = council.actor("Sam"), council.work_look()
    for ahead in (4, 30):
        agree_action(council.office, sam, run, "ACT3", "Write plainer records", TODAY + ahead * DAY)
    submit_run(council.office, sam, run)
    owe(council, due=date(2026, 12, 31), notices=(TUESDAY,))
    owe(council, "WIL-2", "Ade", "Ade", status=Status.LATE, due=TODAY, notices=(TODAY,))
    owe(council, "own-6", "Ade", "Ade", due=FRIDAY, notices=(TUESDAY,))
    agree(council, FRIDAY)
    turn_to(council, TUESDAY)
    make(council)
    send(council, "Sam")
    send(council, "Ade")
    _, said = says(council, "Sam")
    assert said.splitlines() == [
        "You meet Ade on Fri 4 Dec",
        "To talk about:",
        "• Own look · past its date: was due Mon 23 Nov · Ade is to do it",
        "• Quarterly sample · by Thu 31 Dec",
        "• Two actions of Ade are open, one past its date",
    ]
    greeting, said = says(council, "Ade")
    assert greeting.startswith("Good morning Ade. Two checks and one action are waiting.")
    assert greeting.endswith("You meet Sam on Fri 4 Dec.")
    assert said.splitlines() == [
        "You meet Sam on Fri 4 Dec",
        "To talk about:",
        "• Own look · past its date: was due Mon 23 Nov",
        "• Two actions of yours are open, one past its date",
    ]


def test_whom_a_check_has_still_to_cover_is_talked_about_with_them_alone(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    for name in ("Ade", "Bea"):
        agree(council, FRIDAY, name)
    owe(council, "WIL-3", "Sam", "Sam", missing=people(council, "Bea"), notices=(TUESDAY,))
    turn_to(council, TUESDAY)
    make(council)
    send(council, "Sam")
    greeting, *talks = [said.splitlines() for said in says(council, "Sam")]
    assert greeting == ["Good morning Sam. One check is waiting. You meet two people soon."]
    assert [len(talk) for talk in sorted(talks)] == [2, 3]
    assert "No check is due and no action is open." in sorted(talks)[0]


def test_a_stand_in_hears_of_it_and_nobody_in_place_of_whoever_is_supervised(council: Council) -> None:
    """Sam is away until Friday, and Sid stands in; Bea, with whom nobody stands in, is away too."""
    for name in ("Ade", "Bea"):
        agree(council, TODAY + 3 * DAY, name)
    record_absence(council.office, council.actor("Bea"), None, TODAY, TODAY + 2 * DAY)
    assert make(council) == {"Ade", "Sid"}
    send(council, "Sid")
    said = {said.splitlines()[0] for said in says(council, "Sid")}
    assert said == {"Sam meets Ade on Thu 26 Nov", "Sam meets Bea on Thu 26 Nov"}
    assert {line.instead_of for line in page(council, "Sid", is_sent=True).lines} == {"Sam"}


def test_without_a_stand_in_nobody_above_hears_of_it(council: Council) -> None:
    agree(council, TODAY + 3 * DAY)
    with council.office.store.look() as uow:
        (absence,) = rhythm.load_ever_away(uow, council.ids["Sam"])
    end_absence(council.office, council.actor("Sam"), absence.id)
    record_absence(council.office, council.actor("Sam"), None, TODAY, TODAY + 2 * DAY)
    assert make(council) == {"Ade"}


def test_a_day_that_changes_is_shown_in_the_same_message_and_told_again_when_it_comes(council: Council) -> None:
    agree(council, FRIDAY)
    assert days(council, TUESDAY, TUESDAY) == {TUESDAY: {"Ade", "Sam"}}
    agree(council, date(2026, 12, 3))
    assert says(council, "Ade")[-1].startswith("You meet Sam on Thu 3 Dec")
    agree(council, date(2026, 12, 17))
    assert [line.over for line in page(council, "Ade", is_sent=True).lines] == ["put to a later day"]
    assert page(council, "Ade", is_sent=True).digest.revision == 3
    assert days(council, TUESDAY + DAY, date(2026, 12, 17)) == {date(2026, 12, 14): {"Ade", "Sam"}}
    agree(council, None)
    assert [line.over for line in page(council, "Ade", is_sent=True).lines] == ["no day is agreed any more"]


def test_a_day_that_was_called_off_is_not_sent(council: Council) -> None:
    agree(council, FRIDAY)
    turn_to(council, TUESDAY)
    make(council)
    agree(council, None)
    for name in ("Ade", "Sam"):
        with pytest.raises(NotAllowedError):
            page(council, name)


def test_it_is_nobodys_once_somebody_else_supervises_them(council: Council) -> None:
    agree(council, FRIDAY)
    assert days(council, TUESDAY, TUESDAY) == {TUESDAY: {"Ade", "Sam"}}
    reports_to = table_of(tables.ReportsTo)
    with council.office.store.work() as uow:
        row = reports_to.c.person == council.ids["Ade"]
        uow.run(reports_to.update().where(row).values(supervisor=council.ids["Max"]))
    assert [line.over for line in page(council, "Sam", is_sent=True).lines] == ["not yours any more"]
    assert days(council, TUESDAY + DAY, FRIDAY + 3 * DAY) == {}


def test_what_is_done_meanwhile_is_no_longer_to_be_talked_about(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    duty = owe(council, status=Status.DUE, notices=(TODAY + 20 * DAY,))
    agree(council, FRIDAY)
    assert days(council, TUESDAY, TUESDAY) == {TUESDAY: {"Ade", "Sam"}}
    assert "Quarterly sample" in says(council, "Sam")[-1]
    done = keep(council, duty)
    with council.office.store.work() as uow:
        before = load_duty(uow, done.id)
        assert before
        store_shifts(uow, [Shift(before, None)])
    again = page(council, "Sam", is_sent=True)
    assert again.digest.revision == 2
    assert "Quarterly sample" not in says(council, "Sam")[-1]


def test_its_day_goes_by(council: Council) -> None:
    agree(council, FRIDAY)
    days(council, TUESDAY, TUESDAY)
    turn_to(council, FRIDAY)
    assert says(council, "Ade")[-1].startswith("You meet Sam today")
    turn_to(council, FRIDAY + timedelta(days=1))
    assert [line.over for line in page(council, "Ade", is_sent=True).lines] == ["its day has passed"]
