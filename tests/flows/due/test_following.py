"""Duties in the database: worked out with the day, in step with what people do, the same by whichever way."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from bot.clock import Deadline
from bot.domain.digests import Kind, Listed
from bot.domain.duties import Duty, Status
from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.domain.sought import Line
from bot.errors import NotSavedError
from bot.flows.due import following, keeping
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all, work_out_day
from bot.flows.due.looking import schedules_of
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.meetings import Change, close_meeting, set_up
from bot.flows.parts import hand_in_part
from bot.flows.registers.record import correct_fact, withdraw_fact
from bot.flows.rhythm.absences import record_absence
from bot.flows.rhythm.agreed import record_meeting
from bot.storage.digests import list_rows, load_digest, make_digest
from bot.storage.duty_acts import add_act
from bot.storage.followed import load_followed, record_followed
from bot.storage.store import Store
from bot.storage.tables import digests as tables
from bot.storage.tables import table_of
from tests.council import TODAY, Council, FixedClock
from tests.flows.due.scene import DAY, begin, library, own_look, scheduled, standing, stored, tree, work_look
from tests.schedules import YEARLY

DIGEST = table_of(tables.Digest)


@pytest.fixture
def town(council: Council) -> Council:
    there = scheduled(council)
    work_out_all(there.office)
    return there


@pytest.fixture
def quick(sqlite_council: Council) -> Council:
    """The same where the kind of database does not matter."""
    there = scheduled(sqlite_council)
    work_out_all(there.office)
    return there


def told(council: Council, people: frozenset[str]) -> set[str]:
    return {name for name, key in council.ids.items() if key in people}


def nothing_is_missed(council: Council) -> None:
    """Worked out from scratch it is the same."""
    before = stored(council.office)
    work_out_all(council.office)
    assert stored(council.office) == before


def test_a_check_that_is_submitted_pays_its_duty_and_starts_the_next(town: Council) -> None:
    assert [line.split()[2:] for line in standing(town, "own-look") if line.startswith("Ade")] == [["late", "Ade"]]
    own_look(town)
    assert "Ade" in told(town, follow(town.office))
    assert standing(town, "own-look")[-1] == "Ade 2027-02-23 planned Ade"
    assert standing(town, "M-6") == ["Ade 2026-12-07 planned Sam"]
    assert follow(town.office) == frozenset()
    nothing_is_missed(town)


@pytest.mark.parametrize("by", [None, Deadline.after(600)])
def test_whoever_follows_what_was_said_is_put_right(quick: Council, by: Deadline | None) -> None:
    """Before somebody looks at what is due, or by itself: what they were reminded of is done."""
    owed = [duty for duty in stored(quick.office).values() if duty.rule == "own-look" and duty.status is Status.LATE]
    duty = next(duty for duty in owed if duty.owner == quick.ids["Ade"])
    reminder = reminded(quick, "Ade", duty)
    own_look(quick)
    assert "Ade" in told(quick, follow(quick.office, by=by))
    with quick.office.store.look() as uow:
        assert uow.run(select(DIGEST.c.revision).where(DIGEST.c.id == reminder)).scalar() == 2


def reminded(council: Council, name: str, duty: Duty) -> str:
    """Of this, by a reminder of today."""
    with council.office.store.work() as uow:
        assert make_digest(uow, council.ids[name], TODAY, is_late=False)
        key = str(uow.run(select(DIGEST.c.id)).scalar())
        digest = load_digest(uow, key)
        assert digest
        list_rows(uow, digest, [Listed(Kind.DUTY, duty.id, TODAY, False)])
    return key


def test_what_was_begun_and_withdrawn_changes_nothing(quick: Council) -> None:
    before = stored(quick.office)
    run = begin(quick, "Ade", "own-look", Subject("reference", "K7-3Q"))
    assert follow(quick.office) == frozenset()
    withdraw_run(quick.office, quick.actor("Ade"), run)
    assert follow(quick.office) == frozenset()
    assert stored(quick.office) == before


def test_a_fact_that_is_corrected_or_withdrawn_takes_its_duties_along(town: Council) -> None:
    fact = tree(town, "T1", date(2026, 9, 1))
    follow(town.office)
    assert len(standing(town, "M-4")) == 1
    cut = tree(town, "T2", date(2026, 10, 1), of="tr-1")
    follow(town.office)
    assert standing(town, "M-4")[-1] == "TR-1 2027-10-01 planned Ade"
    later = tree(town, "T2", date(2026, 10, 1), of="TR-2")
    ids = {duty.id for duty in stored(town.office).values() if duty.rule == "M-4"}
    said = Said("T2", Subject("reference", "TR-1"), date(2026, 10, 5), outcome=2)
    correct_fact(town.office, town.actor("Ade"), cut, said, "The wrong day")
    follow(town.office)
    assert standing(town, "M-4")[-1] == "TR-1 2027-10-05 planned Ade"
    assert {duty.id for duty in stored(town.office).values() if duty.rule == "M-4"} == ids
    withdraw_fact(town.office, town.actor("Ade"), later, "Another tree")
    withdraw_fact(town.office, town.actor("Ade"), fact, "Another tree")
    follow(town.office)
    assert standing(town, "M-4") == []
    nothing_is_missed(town)


def test_only_the_first_of_somebody_counts_where_the_rule_says_so(quick: Council) -> None:
    own_look(quick, "Bea")
    follow(quick.office)
    own_look(quick, "Bea", "K9-1A")
    follow(quick.office)
    assert standing(quick, "M-6") == ["Bea 2026-12-07 planned Sam"]
    nothing_is_missed(quick)


def test_a_part_opens_a_duty_and_ends_it(town: Council) -> None:
    run = begin(town, "Ade", "case-look", Subject("reference", "K7-3Q"))
    follow(town.office)
    assert standing(town, "H-1") == []
    hand_in_part(town.office, town.actor("Ade"), run, "mine")
    follow(town.office)
    assert standing(town, "H-1") == ["K7-3Q 2026-11-30 planned Sam"]
    hand_in_part(town.office, town.actor("Sam"), run, "theirs")
    follow(town.office)
    assert standing(town, "H-1") == ["K7-3Q 2026-11-30 done Sam"]
    nothing_is_missed(town)


def test_a_meeting_is_owed_a_sheet_by_each_member(town: Council) -> None:
    members = tuple(town.ids[name] for name in ("Ade", "Bea"))
    change = Change("November circle", TODAY, "K7-3Q", members)
    meeting = set_up(town.office, town.actor("Robin"), "rowan", "circle", change)
    assert told(town, follow(town.office)) >= {"Ade", "Bea", "Robin"}
    lines = [line.replace(meeting, "It") for line in standing(town, "R-1")]
    assert sorted(lines) == ["It Ade 2026-11-30 planned Ade", "It Bea 2026-11-30 planned Bea"]
    run = begin(town, "Ade", "circle-sheet", Subject("meeting", meeting))
    submit_run(town.office, town.actor("Ade"), run)
    close_meeting(town.office, town.actor("Robin"), meeting)
    follow(town.office)
    lines = [line.replace(meeting, "It") for line in standing(town, "R-1")]
    assert sorted(lines) == ["It Ade 2026-11-30 done Ade", "It Bea 2026-11-30 missed Bea"]
    assert standing(town, "R-2") == [f"{meeting} 2026-11-24 done Robin"]
    nothing_is_missed(town)


def test_who_is_away_pauses_what_is_owed_about_them_and_coming_back_ends_it(town: Council) -> None:
    record_absence(town.office, town.actor("Ade"), None, TODAY - 20 * DAY, TODAY + 20 * DAY)
    follow(town.office)
    assert [duty.status for duty in stored(town.office).values() if duty.subject.key == town.ids["Ade"]].count(
        Status.PAUSED
    )
    nothing_is_missed(town)


def test_a_supervision_that_is_agreed_is_the_day_on_which_it_is_due(town: Council) -> None:
    work_look(town)
    follow(town.office)
    assert standing(town, "M-8") == ["Ade 2026-12-23 planned Sam"]
    record_meeting(town.office, town.actor("Sam"), town.ids["Ade"], date(2026, 12, 3))
    assert told(town, follow(town.office)) == {"Ade", "Sam"}
    assert standing(town, "M-8") == ["Ade 2026-12-03 planned Sam"]
    nothing_is_missed(town)


@pytest.mark.parametrize("rule", ["own-look", "M-2", "M-3", "M-9", "M-10", "R-1", "B-1"])
def test_what_is_said_of_a_duty_shows_in_it(quick: Council, rule: str) -> None:
    """Of a rule of every kind, where other things count for it too."""
    tree(quick, "T1", TODAY - 90 * DAY)
    for name in ("Ade", "Bea"):
        own_look(quick, name)
    members = tuple(quick.ids[name] for name in ("Ade", "Bea"))
    set_up(quick.office, quick.actor("Robin"), "rowan", "circle", Change("Circle", TODAY, "K7-3Q", members))
    follow(quick.office)
    duty = next(duty for duty in stored(quick.office).values() if duty.rule == rule and duty.status.is_open)
    with quick.office.store.work() as uow:
        add_act(uow, duty.id, "nothing", duty.owner or "")
    follow(quick.office)
    assert stored(quick.office)[duty.id].status is Status.NOTHING
    nothing_is_missed(quick)


def test_the_day_is_worked_out_once_and_anew_when_the_schedules_change(quick: Council) -> None:
    assert work_out_day(quick.office).sentences == []
    fewer = replace(quick.office, library=library({**YEARLY, "title": "Another look"}))
    assert follow(fewer, by=Deadline.after(9)) == frozenset()
    assert standing(quick, "M-3") != []


def test_the_log_is_not_read_where_all_is_worked_out_anyway(quick: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an update, when all of it would be new."""

    def read(*_: object) -> list[Line]:
        raise AssertionError("read")

    with quick.office.store.work() as uow:
        record_followed(uow, replace(load_followed(uow), schedules="as they were"))
    monkeypatch.setattr(following, "load_lines", read)
    follow(quick.office)
    with quick.office.store.look() as uow:
        assert load_followed(uow).schedules == schedules_of(quick.office.library)


def test_a_rule_that_is_gone_leaves_no_duties(quick: Council) -> None:
    office = replace(quick.office, library=library(YEARLY))
    work_out_all(office)
    assert {duty.rule for duty in stored(office).values() if duty.framework == "maple"} == {"M-2"}


def test_what_two_follow_at_once_is_done_once(quick: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process follows between our look and our writing."""
    own_look(quick)
    other = replace(quick.office)
    looked = following._shifts
    times: list[int] = []

    def meanwhile(*given: object) -> object:
        found = looked(*given)  # type: ignore[arg-type]
        if not times:
            times.append(1)
            monkeypatch.setattr(following, "_shifts", looked)
            follow(other)
        return found

    monkeypatch.setattr(following, "_shifts", meanwhile)
    follow(quick.office)
    assert times == [1]
    nothing_is_missed(quick)


def test_what_is_logged_while_all_is_worked_out_is_followed_afterwards(
    quick: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody submits, and another process follows that, while our older view is being written."""
    tree(quick, "T1", TODAY - 40 * DAY)
    stores = keeping._store

    def meanwhile(*given: object) -> None:
        monkeypatch.setattr(keeping, "_store", stores)
        own_look(quick)
        follow(replace(quick.office))
        stores(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(keeping, "_store", meanwhile)
    work_out_all(quick.office)
    follow(quick.office)
    nothing_is_missed(quick)


def test_a_crash_before_the_end_is_followed_again(quick: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    own_look(quick)
    with quick.office.store.look() as uow:
        before = load_followed(uow)

    def crash(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(following, "record_followed", crash)
        with pytest.raises(OSError):
            follow(quick.office)
    with quick.office.store.look() as uow:
        assert load_followed(uow) == before
    assert follow(quick.office)
    nothing_is_missed(quick)


def test_many_processes_at_once_come_to_the_same(town: Council) -> None:
    """Some follow and some work out all, each by a store of its own, while people go on."""
    address = town.office.store.database.engine.url.render_as_string(hide_password=False)
    others = [replace(town.office, store=Store(address, FixedClock())) for _ in range(3)]

    def people() -> None:
        own_look(town)
        work_look(town, "Bea")
        for days in (50, 20):
            tree(town, "T3", TODAY - days * DAY, about="Low one")
        tree(town, "T1", TODAY - 60 * DAY)

    with ThreadPoolExecutor(4) as threads:
        works: list[Callable[[], object]] = [people, *(partial(follow, office) for office in others[:2] * 4)]
        works.insert(3, partial(work_out_all, others[2]))
        for done in [threads.submit(work) for work in works]:
            with suppress(NotSavedError):  # two that waited for each other: the next beat does it
                done.result()
    for office in others:
        office.store.close()
    follow(town.office)
    nothing_is_missed(town)
