"""What happened, as it is found to decide what is owed: of what kind, on which day, about whom, by whom."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.actions import Seen
from bot.domain.duties import Occasion, Stint, TeamStint
from bot.domain.facts import Said
from bot.domain.go_live import LastDone
from bot.domain.runs import Subject
from bot.domain.sought import Sought, Within
from bot.domain.values import Value
from bot.flows.actions import agree_action
from bot.flows.finish import submit_run
from bot.flows.meetings import Change, close_meeting, end_seat, load_page, set_up
from bot.flows.parts import hand_in_part
from bot.flows.registers.record import correct_fact, withdraw_fact
from bot.flows.upkeep import close_action
from bot.flows.walk import answer_item
from bot.storage.actions import load_actions
from bot.storage.council import load_stints, load_team_stints
from bot.storage.duty_acts import remember_start
from bot.storage.go_live import record_last_done
from bot.storage.occasions import load_occasions, load_seats, load_turned
from tests.council import START, TODAY, Council
from tests.flows.due.scene import begin, own_look, scheduled, tree, work_look

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
LOOKS = Sought("maple", checks=frozenset({"own-look", "work-look"}))
DATES = Sought("maple", facts={("tree-dates", "T2"): {1: "light", 2: "hard"}, ("tree-dates", "T3"): {}})


@pytest.fixture
def town(council: Council) -> Council:
    return scheduled(council)


def found(town: Council, sought: Sought, within: Within | None = None) -> list[Occasion]:
    with town.office.store.look() as uow:
        every = load_occasions(uow, LONDON, sought, within)
    assert all(one.noted for one in every if one.kind == "fact" or (one.kind == "check" and "/" not in one.name))
    return [replace(one, noted=None) for one in every]


def test_a_submitted_check_tells_whom_it_was_about_and_from_which_duty_it_was_begun(town: Council) -> None:
    begin(town, "Ade", "own-look", Subject("reference", "K1-1A"))
    run = begin(town, "Sam", "work-look", Subject("person", town.ids["Ade"]))
    with town.office.store.work() as uow:
        remember_start(uow, run, "aduty")
    submit_run(town.office, town.actor("Sam"), run)
    ids = town.ids
    assert found(town, LOOKS) == [
        Occasion(
            run, "check", "work-look", Subject("person", ids["Ade"]), TODAY, author=ids["Sam"], team=ids["East"],
            duty="aduty",
        )
    ]  # fmt: skip
    assert found(town, replace(LOOKS, framework="hazel")) == []
    assert found(town, Sought("maple", checks=frozenset({"own-look"}))) == []


def test_the_day_is_that_of_the_place_and_not_of_greenwich(town: Council) -> None:
    run = own_look(town)
    with town.office.store.work() as uow:
        late = "2026-07-01 23:30:00.000000" + ("" if uow.connection.dialect.name == "sqlite" else "+00")
        uow.connection.exec_driver_sql(f"UPDATE run SET submitted_at = '{late}' WHERE id = '{run}'")
    assert [one.day for one in found(town, LOOKS)] == [date(2026, 7, 2)]


def test_who_is_named_in_a_check_is_covered_by_it(town: Council) -> None:
    run = begin(town, "Ade", "own-look", Subject("reference", "K1-1A"))
    press = town.press(run, "B4")
    answer_item(town.office, town.actor("Ade"), press, Value(person=town.ids["Bea"]))
    submit_run(town.office, town.actor("Ade"), run)
    other = work_look(town)
    named = {one.id: one.covers for one in found(town, replace(LOOKS, covers={"own-look": "B4"}))}
    assert named == {run: town.ids["Bea"], other: None}


def ways(town: Council) -> dict[str, Within]:
    ids = town.ids
    return {
        "about Ade": Within(subjects=frozenset({Subject("person", ids["Ade"])})),
        "about a case, however typed": Within(subjects=frozenset({Subject("reference", "k7-3q")})),
        "by Ade": Within(authors=frozenset({ids["Ade"]})),
        "about Ade or by Bea": Within(frozenset({Subject("person", ids["Ade"])}), frozenset({ids["Bea"]})),
        "in West": Within(teams=frozenset({ids["West"]})),
        "nothing": Within(),
    }


def test_it_is_looked_no_further_than_is_asked(town: Council) -> None:
    runs = {own_look(town, "Ade"): "Ade's", own_look(town, "Bea", "K9-1A"): "Bea's", work_look(town): "about Ade"}
    seen = {way: {runs[one.id] for one in found(town, LOOKS, within)} for way, within in ways(town).items()}
    assert seen == {
        "about Ade": {"about Ade"},
        "about a case, however typed": {"Ade's"},
        "by Ade": {"Ade's"},
        "about Ade or by Bea": {"about Ade", "Bea's"},
        "in West": set(),
        "nothing": set(),
    }
    assert {runs[one.id] for one in found(town, LOOKS)} == set(runs.values())


def test_a_fact_that_was_corrected_is_still_the_same_event(town: Council) -> None:
    first = fact = tree(town, "T2", date(2026, 3, 1), "Bea")
    for day in (2, 3):
        said = Said("T2", Subject("reference", "TR-1"), date(2026, 3, day), outcome=2)
        name = "Bea" if day == 2 else "Ade"
        fact = correct_fact(town.office, town.actor(name), fact, said, "The day was wrong").id
    gone = tree(town, "T3", date(2026, 5, 1), about="Low one")
    withdraw_fact(town.office, town.actor("Ade"), gone, "Another tree")
    (one,) = found(town, DATES)
    assert (one.id, one.name, one.day, one.outcome) == (first, "tree-dates/T2", date(2026, 3, 3), "hard")
    assert one.author == town.ids["Ade"]
    for way in ("by Ade", "about a case, however typed"):
        theirs = found(town, DATES, ways(town)[way])
        assert [there.id for there in theirs] == ([first] if way == "by Ade" else [])
    assert fact != first


def test_what_was_named_inside_a_subject_comes_along(town: Council) -> None:
    tree(town, "T3", date(2026, 5, 1), about="Low one", of="tr-7")
    (one,) = found(town, DATES)
    assert (one.subject, one.about, one.outcome) == (Subject("reference", "TR-7"), "Low one", None)


def test_parts_are_told_with_their_days(town: Council) -> None:
    sought = Sought("hazel", parts=frozenset({"case-look"}))
    run = begin(town, "Ade", "case-look", Subject("reference", "K7-3Q"))
    with town.office.store.look() as uow:
        (turned,) = load_turned(uow, LONDON, sought)
    assert (turned.begun, turned.handed_in, turned.submitted) == (TODAY, {}, None)
    hand_in_part(town.office, town.actor("Ade"), run, "mine")
    hand_in_part(town.office, town.actor("Sam"), run, "theirs")
    with town.office.store.look() as uow:
        (turned,) = load_turned(uow, LONDON, sought, Within(authors=frozenset({town.ids["Ade"]})))
        assert load_turned(uow, LONDON, sought, Within(authors=frozenset({town.ids["Sam"]}))) == []
        assert load_turned(uow, LONDON, Sought("hazel", checks=frozenset({"case-look"}))) == []
    assert (turned.handed_in, turned.submitted) == ({"mine": TODAY, "theirs": TODAY}, TODAY)
    assert turned.subject == Subject("reference", "K7-3Q")


def test_a_meeting_opens_on_its_day_and_is_done_when_it_was_ended(town: Council) -> None:
    sought, ids = Sought("rowan", meetings=frozenset({"circle"})), town.ids
    change = Change("Circle", TODAY + DAY, "K7-3Q", (ids["Ade"], ids["Bea"]))
    meeting = set_up(town.office, town.actor("Robin"), "rowan", "circle", change)
    assert [(one.id, one.state, one.day) for one in found(town, sought)] == [(meeting, "opened", TODAY + DAY)]
    seats = load_page(town.office, town.actor("Robin"), meeting).meeting.seats
    bea = next(seat.id for seat in seats if seat.person == ids["Bea"])
    end_seat(town.office, town.actor("Robin"), meeting, bea)
    close_meeting(town.office, town.actor("Robin"), meeting)
    states = [one.state for one in found(town, sought, Within(subjects=frozenset({Subject("meeting", meeting)})))]
    assert states == ["done", "opened"]
    with town.office.store.look() as uow:
        (there,) = load_seats(uow, sought)
    assert (there.members, there.keeper, there.kind) == ((ids["Ade"],), ids["Robin"], "circle")
    assert found(town, replace(sought, framework="maple")) == []


def test_an_action_opens_with_the_check_and_is_done_when_it_is_closed(town: Council) -> None:
    sought, ids = Sought("maple", actions_of=frozenset({"work-look"})), town.ids
    run = begin(town, "Sam", "work-look", Subject("person", ids["Ade"]))
    agree_action(town.office, town.actor("Sam"), run, "ACT3", "Something better", TODAY + 9 * DAY)
    agree_action(town.office, town.actor("Sam"), run, "ACT3", "Some time", "soon")
    assert found(town, sought) == []
    submit_run(town.office, town.actor("Sam"), run)
    (one,) = found(town, sought)
    assert (one.state, one.day, one.due, one.author) == ("opened", TODAY, TODAY + 9 * DAY, ids["Ade"])
    assert one.id == one.about
    with town.office.store.look() as uow:
        action = next(there for there in load_actions(uow, run) if there.id == one.id)
    close_action(town.office, town.actor("Ade"), Seen(action.id, action.revision), "It shows")
    assert [(there.state, there.day) for there in found(town, sought)] == [("done", TODAY), ("opened", TODAY)]


def test_what_a_file_told_of_the_time_before_counts_as_done_then(town: Council) -> None:
    told = LastDone("M-4", Subject("reference", "tr-9"), date(2025, 7, 1))
    with town.office.store.work() as uow:
        record_last_done(uow, [told])
    (one,) = found(town, Sought("maple", rules=frozenset({"M-4"})))
    assert (one.kind, one.name, one.day, one.subject) == ("before", "M-4", told.day, Subject("reference", "TR-9"))
    assert found(town, Sought("maple", rules=frozenset({"M-5"}))) == []
    for subject, many in ((Subject("reference", "Tr-9"), 1), (Subject("reference", "TR-8"), 0)):
        within = Within(subjects=frozenset({subject}))
        assert len(found(town, Sought("maple", rules=frozenset({"M-4"})), within)) == many


def test_everybody_and_every_team_of_all_times_is_there(town: Council) -> None:
    ids = town.ids
    with town.office.store.look() as uow:
        stints, teams = load_stints(uow), load_team_stints(uow)
    gone = TODAY
    assert Stint(ids["Lou"], "works", START, gone) in stints
    assert Stint(ids["Ade"], "team", START, None, ids["East"]) in stints
    assert Stint(ids["Ade"], "reports-to", START, None, ids["Sam"]) in stints
    assert Stint(ids["Ade"], "post", START, None, "worker", ids["East"]) in stints
    assert Stint(ids["Sam"], "away", TODAY, TODAY + 5 * DAY, ids["Sid"]) in stints
    assert TeamStint(ids["East"], "part-of", START, None, ids["Service"]) in teams
    assert TeamStint(ids["Service"], "uses", START, None, "maple") in teams
