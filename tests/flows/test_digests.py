"""Who gets a reminder when, once, and what it says as things are done; on both databases."""

import time as clock
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.blocks.digest import digest_message
from bot.clock import Deadline
from bot.domain.actions import ActionPlan
from bot.domain.digest_views import Page
from bot.domain.digests import Item, Kind
from bot.domain.duties import Duty, Status
from bot.domain.duty_views import DutyRow, Say
from bot.domain.runs import Subject
from bot.domain.shifts import Shift
from bot.domain.values import Value
from bot.errors import NotAllowedError
from bot.flows.actions import agree_action
from bot.flows.digests.editing import mark_changed
from bot.flows.digests.gathering import Readers, gather, readers_of
from bot.flows.digests.making import make_digests
from bot.flows.digests.page import load_page
from bot.flows.digests.snoozing import put_off
from bot.flows.due.acts import ask_to_be_excused
from bot.flows.due.beginning import load_beginning
from bot.flows.due.storing import store_shifts
from bot.flows.finish import submit_run
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.storage.actions import add_action
from bot.storage.digests import bump_about, load_digest, snooze, unmake_digest
from bot.storage.duties import record_shifts
from bot.storage.rhythm import load_cover
from bot.storage.store import Store, Uow
from bot.storage.tables import actions, rhythm, slack, table_of
from bot.storage.tables import digests as tables
from bot.storage.tables import people as people_tables
from tests.council import TODAY, Council, FixedClock, add
from tests.duties import LATER, WILLOW, go_live, keep, owe, people

DAY = timedelta(days=1)
DIGEST, ROW, MESSAGE = table_of(tables.Digest), table_of(tables.DigestRow), table_of(slack.Message)
ACTION = table_of(actions.Action)
WHO = Actor(OPERATOR)


@pytest.fixture
def willow(council: Council) -> Council:
    return go_live(council)


def turn_to(council: Council, day: date, at: time = time(10)) -> None:
    """However long the tests have been running."""
    store = council.office.store
    there = datetime.combine(day, at, store.clock.zone)
    store.clock = replace(store.clock, ahead=there - store.clock.instant())


def make(council: Council, since: datetime | None = None) -> set[str]:
    """Who gets one now."""
    before = owed(council)
    make_digests(council.office, WHO, since)
    return {name for name, _ in owed(council) - before}


def owed(council: Council) -> set[tuple[str, str]]:
    names = {key: name for name, key in council.ids.items()}
    with council.office.store.look() as uow:
        found = uow.run(select(MESSAGE.c.person, MESSAGE.c.item).where(MESSAGE.c.kind == "digest"))
        return {(names[row.person], row.item) for row in found}


def newest(council: Council, name: str) -> str:
    with council.office.store.look() as uow:
        of = select(DIGEST.c.id).where(DIGEST.c.person == council.ids[name]).order_by(DIGEST.c.day.desc())
        return str(uow.run(of).scalars().first())


def page(council: Council, name: str, *, is_sent: bool = False) -> Page:
    return load_page(council.office, council.actor(name), newest(council, name), is_sent=is_sent)


def send(council: Council, name: str) -> Page:
    """As delivery does it: drawn, then it stands."""
    drawn = page(council, name)
    stands = {"state": "sent", "ts": f"{TODAY}.1", "channel": "D1", "shown": 1}
    with council.office.store.work() as uow:
        uow.run(update(MESSAGE).where(MESSAGE.c.item == newest(council, name)).values(**stands))
    return drawn


def lines(page: Page) -> list[str]:
    said = []
    for line in page.lines:
        name = getattr(getattr(line.of, "name", None), "line", "") or getattr(line.of, "line", "") or line.kind.value
        said.append(f"{name}{f' ({line.over})' if line.over else ''}")
    return said


def own(council: Council, name: str = "Ade", **given: Any) -> Duty:
    return owe(council, "WIL-2", name, name, **given)


# --- who and when


@pytest.mark.parametrize(("first", "back"), [(time(9, 30), time(8, 30)), (time(10, 15), time(9, 15))])
def test_a_clock_that_is_set_back_an_hour_reminds_nobody_twice(willow: Council, first: time, back: time) -> None:
    own(willow)
    turn_to(willow, TODAY, first)
    assert make(willow) == {"Ade"}
    send(willow, "Ade")
    for at in (back, first):
        turn_to(willow, TODAY, at)
        assert make(willow) == set()
    assert len(owed(willow)) == 1


def test_whoever_owes_something_is_reminded_once_a_day(willow: Council) -> None:
    own(willow)
    assert make(willow) == {"Ade"}
    assert make(willow) == set()
    assert lines(send(willow, "Ade")) == ["Own look"]
    turn_to(willow, TODAY + DAY)
    assert make(willow) == set()  # nothing is new


def test_those_told_as_well_and_those_above_hear_of_it_in_their_turn(willow: Council) -> None:
    long_ago = TODAY - 14 * DAY
    owe(willow, "WIL-3", "Mia", "Robin", others=people(willow, "Mia"))
    owe(
        willow,
        "WIL-2",
        "Bea",
        "Bea",
        status=Status.LATE,
        due=long_ago,
        notices=(long_ago,),
        late_to=people(willow, "Max"),
    )
    assert make(willow) == {"Robin", "Mia", "Bea", "Max"}
    assert kinds(page(willow, "Max")) == ["late"]
    assert kinds(page(willow, "Mia")) == ["told"]


def test_a_stand_in_gets_what_is_of_somebody_away_and_without_one_their_supervisor(willow: Council) -> None:
    owe(willow)
    own(willow, "Bea")
    with willow.office.store.work() as uow:
        away = {"person": willow.ids["Bea"], "since": TODAY, "until": TODAY + 2 * DAY}
        add(uow, people_tables.Away, **away)
    assert make(willow) == {"Sid"}  # Sam is away, and supervises Bea
    assert {line.instead_of for line in page(willow, "Sid").lines} == {"Sam", "Bea"}


def test_in_somebodys_place_nothing_is_named_or_offered_that_is_theirs_alone(sqlite_council: Council) -> None:
    """Sid is reminded as the supervisor of Bea, with no stand-in: of what only Bea may read the reference is hidden."""
    council = private_looks(go_live(sqlite_council))
    duty = owe(council, "WIL-4", "PL-0123", "Bea")
    away(council, "Bea")
    assert make(council) == {"Sid"}
    (line,) = page(council, "Sid").lines
    assert isinstance(line.of, DutyRow)
    assert (line.of.name.line, line.of.button, line.of.says) == ("See the plot", "", (Say.WHY,))
    assert lines(send(council, "Sid")) == ["See the plot"]
    keep(council, replace(duty, status=Status.DONE))
    assert lines(page(council, "Sid", is_sent=True)) == ["See the plot (done)"]


def test_nobody_hears_in_somebodys_place_of_what_they_may_not_see(willow: Council) -> None:
    """Ade is told of what Max owes; Sid, who is reminded for Ade, has nothing to do with Max."""
    owe(willow, "WIL-4", "PL-1", "Max", others=people(willow, "Ade"))
    away(willow, "Ade")
    assert make(willow) == {"Max"}


def private_looks(council: Council) -> Council:
    """Plots are seen by a form that only its author may read."""
    library = council.office.library
    plan = library.plans[WILLOW]
    looks = {"done_by": library.rules["WIL-2"][1].done_by}
    rules = [rule.model_copy(update=looks if rule.id == "WIL-4" else {}) for rule in plan.schedule.rules]
    plan = replace(plan, schedule=plan.schedule.model_copy(update={"rules": rules}))
    library = replace(library, plans={**library.plans, WILLOW: plan})
    return replace(council, office=replace(council.office, library=library))


def away(council: Council, name: str) -> None:
    with council.office.store.work() as uow:
        add(uow, people_tables.Away, person=council.ids[name], since=TODAY, until=TODAY + 2 * DAY)


@pytest.mark.parametrize(
    ("day", "at", "expected"),
    [
        (TODAY, time(8, 59), set()),
        (TODAY, time(9), {"Ade"}),
        (TODAY, time(16, 59), {"Ade"}),
        (TODAY, time(17), set()),
        (date(2026, 11, 28), time(10), set()),  # Saturday
        (date(2026, 11, 29), time(10), set()),
        (date(2026, 12, 25), time(10), set()),
        (date(2026, 12, 28), time(10), set()),  # for Boxing Day, which is a Saturday
        (date(2026, 12, 29), time(10), {"Ade"}),
        (date(2027, 3, 26), time(10), set()),  # Good Friday
        (date(2027, 3, 29), time(9), set()),  # Easter Monday, the day after the clocks change
        (date(2027, 3, 30), time(9), {"Ade"}),
        (date(2027, 3, 30), time(8, 59), set()),
        (date(2027, 11, 1), time(9), {"Ade"}),  # the day after they change back
        (date(2027, 11, 1), time(8, 59), set()),
    ],
)
def test_it_comes_in_working_hours_on_working_days(
    sqlite_council: Council, day: date, at: time, expected: set[str]
) -> None:
    own(go_live(sqlite_council))
    turn_to(sqlite_council, day, at)
    assert make(sqlite_council) == expected


def test_hours_and_part_time_days_are_kept(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    own(council)
    own(council, "Bea")
    with council.office.store.work() as uow:
        hours = table_of(rhythm.Rhythm)
        uow.run(insert(hours), {"person": council.ids["Ade"], "hour": 14, "days": None})
        uow.run(insert(hours), {"person": council.ids["Bea"], "hour": None, "days": 0b00010})  # Tuesdays
    assert make(council) == set()
    turn_to(council, TODAY, time(14))
    assert make(council) == {"Ade"}
    turn_to(council, TODAY + DAY)
    assert make(council) == {"Bea"}


def test_what_came_on_a_weekend_comes_on_monday(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    saturday = TODAY + 5 * DAY
    own(council, notices=(saturday, saturday + 14 * DAY))
    assert make(council) == set()
    turn_to(council, saturday + 2 * DAY)
    assert make(council) == {"Ade"}


def test_those_above_hear_of_what_cannot_wait_on_its_day_and_then_on_mondays(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    due, late_to = TODAY + DAY, people(council, "Max")
    owe(council, "WIL-5", "PL-0123", "Ade", status=Status.LATE, due=due, notices=(due,), late_to=late_to)
    days = []
    for ahead in range(2, 9):
        turn_to(council, TODAY + ahead * DAY)
        if "Max" in make(council):
            days.append(ahead)
            send(council, "Max")
    assert days == [2, 7]


def test_while_something_is_late_it_comes_on_mondays_only(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    due = TODAY - 4 * DAY
    own(council, status=Status.LATE, due=due, notices=(due,))
    days = []
    for ahead in range(15):
        turn_to(council, TODAY + ahead * DAY)
        if make(council):
            days.append(ahead)
            send(council, "Ade")
    assert days == [0, 7, 14]


def test_what_was_put_off_brings_no_reminder_until_its_day(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    duty = own(council)
    with council.office.store.work() as uow:
        snooze(uow, council.ids["Ade"], duty.id, TODAY + 2 * DAY)
    assert make(council) == set()
    bed = owe(council, "WIL-4", "PL-1", "Ade")
    assert make(council) == {"Ade"}
    until = {line.put_off for line in send(council, "Ade").lines}
    assert until == {TODAY + 2 * DAY, None}
    keep(council, replace(bed, status=Status.DONE))
    turn_to(council, TODAY + 2 * DAY)
    assert make(council) == {"Ade"}


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        ([TODAY, TODAY + 30 * DAY], [0, 2]),  # until its own day nothing more is new
        ([TODAY, TODAY + 4 * DAY, TODAY + 30 * DAY], [0, 2, 4]),
        ([TODAY, TODAY + DAY, TODAY + 30 * DAY], [0, 2]),  # what it came to meanwhile is told with it
    ],
)
def test_what_was_put_off_comes_back_once(sqlite_council: Council, notices: list[date], expected: list[int]) -> None:
    council = go_live(sqlite_council)
    duty = own(council, notices=tuple(notices), due=notices[-1])
    days = []
    for ahead in range(12):
        turn_to(council, TODAY + ahead * DAY)
        if make(council):
            days.append(ahead)
            send(council, "Ade")
        if ahead == 0:
            put_off(council.office, council.actor("Ade"), duty.id, 2)
    assert days == expected


@pytest.mark.parametrize(
    ("since", "at", "late"),
    [
        (None, time(12), False),  # never done before
        (time(9), time(12), False),  # it was looked at at the hour; this is new since
        (time(8), time(9, 30), False),
        (time(8), time(12), True),
    ],
)
def test_after_a_time_when_nobody_was_there_it_says_that_it_is_late(
    sqlite_council: Council, since: time | None, at: time, late: bool
) -> None:
    council = go_live(sqlite_council)
    own(council)
    turn_to(council, TODAY, at)
    make(council, datetime.combine(TODAY, since, UTC) if since else None)
    assert page(council, "Ade").digest.is_late is late


def test_a_clock_that_is_set_back_an_hour_reminds_nobody_again(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    own(council)
    turn_to(council, TODAY, time(9, 20))
    assert make(council) == {"Ade"}
    for at in (time(8, 20), time(9, 20), time(10)):
        turn_to(council, TODAY, at)
        assert make(council) == set()


def test_somebody_for_whom_it_fails_keeps_nobody_else_waiting(
    sqlite_council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = go_live(sqlite_council)
    own(council)
    own(council, "Bea")

    def fails_for_bea(uow: Uow, office: Office, readers: Readers) -> dict[str, list[Item]]:
        if council.ids["Bea"] in readers.instead.values():
            raise KeyError("a row that nobody can read")
        return gather(uow, office, readers)

    monkeypatch.setattr("bot.flows.digests.making.gather", fails_for_bea)
    assert make(council) == {"Ade"}


def test_it_says_when_the_next_person_comes_into_their_hour(sqlite_council: Council) -> None:
    turn_to(sqlite_council, TODAY, time(7, 30))
    _, at = make_digests(sqlite_council.office, WHO, None)
    assert at == datetime.combine(TODAY, time(9), UTC)


# --- what it lists, looked at again when it is sent


def kinds(page: Page) -> list[str]:
    return [line.kind.value for line in page.lines]


def test_what_was_begun_and_left_is_brought_to_mind_once(willow: Council) -> None:
    willow.own_look()
    turn_to(willow, TODAY + 2 * DAY)
    assert make(willow) == set()
    turn_to(willow, TODAY + 3 * DAY)
    assert make(willow) == {"Ade"}
    assert kinds(send(willow, "Ade")) == ["draft"]
    turn_to(willow, TODAY + 7 * DAY)
    assert make(willow) == set()


def test_what_a_duty_is_carried_on_with_stands_there_once(willow: Council) -> None:
    row = Subject("reference", "ROW-12")
    run = start_run(willow.office, willow.actor("Ade"), "own-row", row, {}).run
    turn_to(willow, TODAY + 3 * DAY)
    make(willow)
    assert kinds(send(willow, "Ade")) == ["draft"]
    duty = own(willow, notices=(TODAY + 4 * DAY, LATER))
    turn_to(willow, TODAY + 4 * DAY)
    assert lines(page(willow, "Ade", is_sent=True)) == ["Own row · ROW-12 (carried on with)"]
    assert make(willow) == {"Ade"}
    (line,) = send(willow, "Ade").lines
    assert isinstance(line.of, DutyRow)
    assert (line.of.id, line.of.button) == (duty.id, "Carry on")
    assert run in str(load_beginning(willow.office, willow.actor("Ade"), duty.id))


def test_a_part_that_waits_for_somebody_stands_in_theirs_from_the_next_day(willow: Council) -> None:
    willow.use("hazel")
    subject = Subject("person", willow.ids["Ade"])
    start_run(willow.office, willow.actor("Sam"), "visit-look", subject, {"V1": Value(day=TODAY)})
    assert make(willow) == set()  # Ade was told at once
    turn_to(willow, TODAY + DAY)
    assert make(willow) == {"Ade"}
    assert kinds(send(willow, "Ade")) == ["turn"]


def test_an_action_is_its_owners_three_days_before_on_its_day_and_on_mondays_then_their_supervisors_too(
    willow: Council,
) -> None:
    """Sam, who supervises Ade, is away until Saturday; the action is due on Friday."""
    sam, run = willow.actor("Sam"), willow.work_look()
    agree_action(willow.office, sam, run, "ACT3", "Write plainer records", TODAY + 4 * DAY)
    submit_run(willow.office, sam, run)
    got = []
    for ahead in range(16):
        turn_to(willow, TODAY + ahead * DAY)
        for name in sorted(make(willow)):
            got.append((ahead, name, *kinds(send(willow, name))))
    mondays = [(7, "Ade", "action"), (14, "Ade", "action"), (14, "Sam", "led")]
    assert got == [(1, "Ade", "action"), (4, "Ade", "action"), *mondays]


def test_what_somebody_is_told_does_not_hang_on_who_else_is_looked_at_with_them(sqlite_council: Council) -> None:
    """Ade owes the action as a duty; Sam, who supervises Ade, hears of the action all the same."""
    council = go_live(sqlite_council)
    sam, run = council.actor("Sam"), council.work_look()
    agree_action(council.office, sam, run, "ACT3", "Write plainer records", TODAY + DAY)
    submit_run(council.office, sam, run)
    with council.office.store.look() as uow:
        action = uow.run(select(ACTION.c.id)).scalar_one()
    own(council, status=Status.LATE, due=TODAY + DAY, notices=(TODAY + DAY,), period=action)
    turn_to(council, TODAY + 28 * DAY)
    with council.office.store.look() as uow:
        readers = readers_of(load_cover(uow, uow.today))
        together, alone = (gather(uow, council.office, some) for some in (readers, readers.only({sam.person})))
    assert together[sam.person] == alone[sam.person]
    assert [item.kind for item in alone[sam.person]] == [Kind.LED]
    assert [item.kind for item in together[council.ids["Ade"]]] == [Kind.DUTY]


@pytest.mark.parametrize("status", [Status.EXCUSED, Status.PAUSED])
def test_of_an_action_that_somebody_is_let_off_or_that_rests_nobody_hears(willow: Council, status: Status) -> None:
    sam, run = willow.actor("Sam"), willow.work_look()
    agree_action(willow.office, sam, run, "ACT3", "Write plainer records", TODAY + DAY)
    submit_run(willow.office, sam, run)
    with willow.office.store.look() as uow:
        action = uow.run(select(ACTION.c.id)).scalar_one()
    duty = own(willow, status=status, due=TODAY + DAY, period=action)
    turn_to(willow, TODAY + 28 * DAY)
    assert make(willow) == set()
    keep(willow, replace(duty, status=Status.DONE))
    assert make(willow) == {"Ade", "Sam"}


def test_an_action_of_what_nobody_else_may_read_is_nobody_elses(willow: Council) -> None:
    ade, run = willow.actor("Ade"), willow.own_look()
    with willow.office.store.work() as uow:
        plan = ActionPlan("Look again", willow.ids["Ade"], TODAY + DAY)
        add_action(uow, run, "A1", plan, willow.ids["Ade"])
    submit_run(willow.office, ade, run)
    turn_to(willow, TODAY + 28 * DAY)
    assert make(willow) == {"Ade"}


def test_nothing_is_sent_where_it_was_done_meanwhile(willow: Council) -> None:
    duty = own(willow)
    make(willow)
    keep(willow, replace(duty, status=Status.DONE))
    with pytest.raises(NotAllowedError):
        page(willow, "Ade")


def test_what_comes_up_later_that_day_is_told_though_an_earlier_reminder_came_to_nothing(willow: Council) -> None:
    duty = own(willow)
    make(willow)
    keep(willow, replace(duty, status=Status.DONE))
    with pytest.raises(NotAllowedError):
        page(willow, "Ade")
    turn_to(willow, TODAY, time(14))
    assert make(willow) == set()
    owe(willow, "WIL-4", "PL-9", "Ade", due=TODAY, notices=(TODAY,))
    assert make(willow) == {"Ade"}
    assert lines(send(willow, "Ade")) == ["See the plot · PL-9"]
    assert make(willow) == set()


@pytest.mark.parametrize("later", [TODAY + DAY, TODAY])
def test_nothing_is_sent_when_its_day_or_hour_is_over(sqlite_council: Council, later: date) -> None:
    own(go_live(sqlite_council))
    make(sqlite_council)
    turn_to(sqlite_council, later, time(10) if later != TODAY else time(18))
    with pytest.raises(NotAllowedError):
        page(sqlite_council, "Ade")


def test_nothing_is_sent_to_whoever_has_left_or_went_away_since(willow: Council) -> None:
    own(willow)
    own(willow, "Bea")
    make(willow)
    with willow.office.store.work() as uow:
        employed = table_of(people_tables.Employed)
        uow.run(update(employed).where(employed.c.person == willow.ids["Ade"]).values(until=TODAY))
        away = {"person": willow.ids["Bea"], "since": TODAY, "until": TODAY + 9 * DAY}
        add(uow, people_tables.Away, **away)
    for name in ("Ade", "Bea"):
        with pytest.raises(NotAllowedError):
            page(willow, name)


def test_nobody_reads_anybody_elses(willow: Council) -> None:
    own(willow)
    make(willow)
    with pytest.raises(NotAllowedError):
        load_page(willow.office, willow.actor("Bea"), newest(willow, "Ade"), is_sent=True)


@pytest.mark.parametrize(
    ("become", "said"),
    [
        (Status.DONE, "Own look (done)"),
        (Status.EXCUSED, "Own look (excused)"),
        (Status.NOTHING, "Own look (nothing to check)"),
    ],
)
def test_what_is_done_is_struck_from_the_same_message(willow: Council, become: Status, said: str) -> None:
    duty, _ = own(willow), owe(willow, "WIL-4", "PL-1", "Ade")
    make(willow)
    assert sorted(lines(send(willow, "Ade"))) == ["Own look", "See the plot · PL-1"]
    assert mark_changed(willow.office, WHO) == 0
    keep(willow, replace(duty, status=become))
    assert mark_changed(willow.office, WHO) == 1
    again = page(willow, "Ade", is_sent=True)
    assert sorted(lines(again)) == [said, "See the plot · PL-1"]
    assert again.digest.revision == 2
    assert mark_changed(willow.office, WHO) == 0  # it shows that now


def test_what_was_asked_of_a_row_stands_in_the_same_message(willow: Council) -> None:
    duty = owe(willow, owner="Max")
    make(willow)
    send(willow, "Max")
    shown = page(willow, "Max", is_sent=True).digest.revision
    ask_to_be_excused(willow.office, willow.actor("Max"), duty.id, "No beds were dug.", TODAY + 30 * DAY)
    now = page(willow, "Max", is_sent=True)
    assert now.digest.revision > shown
    assert isinstance(now.lines[0].of, DutyRow)
    assert "You asked to be excused on Mon 23 Nov 2026" in now.lines[0].of.waits


def test_what_was_handed_over_is_no_longer_named(willow: Council) -> None:
    duty = owe(willow, "WIL-4", "PL-1", "Ade")
    make(willow)
    send(willow, "Ade")
    stand_otherwise(willow, duty, replace(duty, owner=willow.ids["Bea"]))
    again = page(willow, "Ade", is_sent=True)
    assert (lines(again), again.digest.revision) == (["duty (not yours any more)"], 2)


def stand_otherwise(council: Council, before: Duty, after: Duty | None) -> None:
    """As whoever follows the log stores it."""
    with council.office.store.work() as uow:
        store_shifts(uow, [Shift(before, after)])


def test_only_a_reminder_that_lists_it_is_drawn_again_and_not_for_what_time_does(willow: Council) -> None:
    duty, gone = own(willow), owe(willow, "WIL-4", "PL-1", "Bea")
    make(willow)
    for name in ("Ade", "Bea"):
        send(willow, name)
    stand_otherwise(willow, duty, replace(duty, status=Status.LATE))
    stand_otherwise(willow, gone, None)
    revisions = {name: page(willow, name, is_sent=True).digest.revision for name in ("Ade", "Bea")}
    assert revisions == {"Ade": 1, "Bea": 2}
    assert lines(page(willow, "Bea", is_sent=True)) == ["duty (not yours any more)"]


def head(council: Council, name: str = "Ade") -> str:
    """What the message says first, drawn anew."""
    return str(digest_message(page(council, name, is_sent=True)).blocks[0]["text"]["text"])


def test_what_was_left_and_is_carried_on_with_is_not_done_until_it_is_handed_in(willow: Council) -> None:
    ade, run = willow.actor("Ade"), willow.own_look()
    turn_to(willow, TODAY + 3 * DAY)
    make(willow)
    send(willow, "Ade")
    answer_item(willow.office, ade, willow.press(run, "A1"), Value(choice=1))
    (said,) = lines(page(willow, "Ade", is_sent=True))
    assert said.endswith("(carried on with)")
    assert head(willow).endswith("Ade. Nothing in this waits for you any more.")
    assert mark_changed(willow.office, WHO) == 0
    submit_run(willow.office, ade, run)
    assert mark_changed(willow.office, WHO) == 1
    assert "All of this is done." in head(willow)
    assert mark_changed(willow.office, WHO) == 0


def test_what_was_passed_on_in_it_stands_there_as_their_turn(willow: Council) -> None:
    """A row stays about what it is about, whatever it has become."""
    duty = owe(willow, "WIL-4", "PL-1", "Ade", others=people(willow, "Bea"))
    make(willow)
    assert kinds(send(willow, "Bea")) == ["told"]
    keep(willow, replace(duty, owner=willow.ids["Bea"], others=()))
    (line,) = page(willow, "Bea", is_sent=True).lines
    assert (line.kind, line.over) == (Kind.DUTY, "")


@pytest.mark.parametrize(
    ("become", "said"),
    [
        ({"due": TODAY + 30 * DAY}, "put to a later day"),
        ({"state": "to-confirm"}, "to be confirmed"),
        ({"state": "dropped"}, "dropped"),
        ({"owner": "Bea"}, "not yours any more"),
    ],
)
def test_an_action_that_waits_no_more_is_not_said_to_be_done(
    sqlite_council: Council, become: dict[str, Any], said: str
) -> None:
    council = go_live(sqlite_council)
    sam, run = council.actor("Sam"), council.work_look()
    agree_action(council.office, sam, run, "ACT3", "Write plainer records", TODAY + 2 * DAY)
    submit_run(council.office, sam, run)
    make(council)
    send(council, "Ade")
    changed = become | ({"owner": council.ids[become["owner"]]} if "owner" in become else {})
    with council.office.store.work() as uow:
        uow.run(update(ACTION).values(**changed))
    assert [line.over for line in page(council, "Ade", is_sent=True).lines] == [said]
    assert mark_changed(council.office, WHO) == 0
    with council.office.store.work() as uow:
        uow.run(update(ACTION).values(state="done", owner=council.ids["Ade"]))
    assert [line.over for line in page(council, "Ade", is_sent=True).lines] == ["done"]
    assert "All of this is done." in head(council)


@pytest.mark.parametrize("become", [{"status": Status.MISSED}, {"owner": "Bea"}, {"notices": (LATER,)}])
def test_nothing_is_said_to_be_done_that_is_not(sqlite_council: Council, become: dict[str, Any]) -> None:
    council = go_live(sqlite_council)
    duty = own(council)
    make(council)
    send(council, "Ade")
    keep(council, replace(duty, **(become | ({"owner": council.ids["Bea"]} if "owner" in become else {}))))
    assert head(council).endswith("Ade. Nothing in this waits for you any more.")


def test_what_is_taken_back_waits_again_and_is_struck_again_once_it_is_done(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    duty = own(council)
    make(council)
    send(council, "Ade")
    for status, said in ((Status.NOTHING, " (nothing to check)"), (Status.DUE, ""), (Status.DONE, " (done)")):
        keep(council, replace(duty, status=status))
        with council.office.store.work() as uow:
            bump_about(uow, [duty.id], TODAY)
        drawn = page(council, "Ade", is_sent=True)
        assert lines(drawn) == [f"Own look{said}"]
    assert drawn.digest.revision == 4


def test_what_was_missed_is_shown_for_its_week_and_drawn_once(willow: Council) -> None:
    due = TODAY - 10 * DAY
    owe(willow, "WIL-2", "Bea", "Bea", status=Status.MISSED, due=due, notices=(due,), late_to=people(willow, "Max"))
    assert make(willow) == {"Max"}
    assert lines(send(willow, "Max")) == ["Own look"]
    assert mark_changed(willow.office, WHO) == 0


def test_only_the_newest_is_brought_up_to_date(willow: Council) -> None:
    first = own(willow)
    make(willow)
    send(willow, "Ade")
    turn_to(willow, TODAY + DAY)
    owe(willow, "WIL-4", "PL-1", "Ade", notices=(TODAY + DAY, TODAY + 9 * DAY))
    make(willow)
    send(willow, "Ade")
    keep(willow, replace(first, status=Status.DONE))
    assert mark_changed(willow.office, WHO) == 1
    with willow.office.store.look() as uow:
        assert [row.revision for row in uow.run(select(DIGEST.c.revision).order_by(DIGEST.c.day))] == [1, 2]


def test_two_at_once_make_one(address: str, willow: Council) -> None:
    own(willow)
    other = Store(address, FixedClock())
    try:
        make_digests(Office(other, willow.office.library), WHO, None)
        make_digests(willow.office, WHO, None)
    finally:
        other.close()
    assert len(owed(willow)) == 1


def test_nobody_who_saves_waits_for_a_reminder_to_be_drawn_nor_it_for_them(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    own(council)
    make(council)
    send(council, "Ade")
    with ThreadPoolExecutor(1) as pool, council.office.store.work():
        assert lines(pool.submit(page, council, "Ade", is_sent=True).result(timeout=20)) == ["Own look"]


def test_what_is_done_while_it_is_drawn_is_struck_when_it_is_drawn_again(sqlite_council: Council) -> None:
    council = go_live(sqlite_council)
    duty, _ = own(council), owe(council, "WIL-4", "PL-1", "Ade")
    make(council)
    with ThreadPoolExecutor(1) as pool:
        with council.office.store.work(Deadline.after(20)) as uow:
            drawn = pool.submit(send, council, "Ade")
            clock.sleep(0.5)  # it has been read, and waits to be kept
            record_shifts(uow, [Shift(duty, replace(duty, status=Status.DONE))])
        shown = drawn.result(timeout=20)
    again = page(council, "Ade", is_sent=True)
    assert sorted(lines(shown)) == ["Own look", "See the plot · PL-1"]
    assert again.digest.revision > shown.digest.revision
    assert sorted(lines(again)) == ["Own look (done)", "See the plot · PL-1"]
    assert page(council, "Ade", is_sent=True).digest.revision == again.digest.revision


def test_a_reminder_that_was_changed_while_it_was_read_is_read_anew(sqlite_council: Council) -> None:
    """Somebody else has drawn it meanwhile and taken it away."""
    council = go_live(sqlite_council)
    duty = own(council)
    make(council)
    with ThreadPoolExecutor(1) as pool:
        with council.office.store.work(Deadline.after(20)) as uow:
            drawn = pool.submit(page, council, "Ade")
            clock.sleep(0.5)
            digest = load_digest(uow, newest(council, "Ade"), lock=True)
            assert digest
            unmake_digest(uow, digest)
            record_shifts(uow, [Shift(duty, replace(duty, status=Status.DONE))])
        with pytest.raises(NotAllowedError):
            drawn.result(timeout=20)
