"""Imports of the people and teams files, one after another, as the days go by. All people here are invented."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.people import Post, Standing
from bot.errors import NotAllowedError
from bot.flows.arrivals import Profile, find_account, record_profile
from bot.flows.office import Office
from bot.storage import people
from bot.storage.store import Store
from bot.storage.tables import people as tables
from tests.council import LIBRARY, Council
from tests.flows.roster_desk import ADE, ALL, FRIDAY, JO, LEE, MONDAY, NEXT, SAM, SATURDAY, TEAMS, DayClock, Desk


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    desk = Desk(store, tmp_path)
    desk.on(MONDAY)
    return desk


def test_an_account_is_matched_anew_after_the_file_has_named_another(desk: Desk) -> None:
    desk.bring(*ALL)
    office = Office(desk.store, LIBRARY)
    jo = record_profile(office, Profile("U0JO", "jo@example.org", "member"))
    assert jo.person
    desk.bring(SAM, LEE, ADE, f"{JO}U0TEAL")
    known = find_account(office, "U0JO")
    assert known
    assert known.person is None
    # The address alone is not enough any more: the file says which account it is.
    assert record_profile(office, Profile("U0JO", "jo@example.org", "member")).person is None
    assert record_profile(office, Profile("U0TEAL", None, "member")).person == jo.person


def test_a_first_import_says_all_and_stores_it(desk: Desk) -> None:
    assert desk.told(*ALL) == [
        "Children's is a team from Mon 16 Nov 2026",
        "Children's works by maple from Mon 16 Nov 2026",
        "East is a team from Mon 16 Nov 2026",
        "East is part of Children's from Mon 16 Nov 2026",
        "West is a team from Mon 16 Nov 2026",
        "West is part of Children's from Mon 16 Nov 2026",
        "Sam Larkspur joins East from Mon 1 Jan 2024",
        "Sam Larkspur becomes manager at East from Mon 1 Jan 2024",
        "Lee Copperwood joins West from Mon 16 Nov 2026",
        "Lee Copperwood becomes manager at West from Mon 16 Nov 2026",
        "Lee Copperwood becomes qa-lead at Children's from Mon 16 Nov 2026",
        "Ade Fernhill joins East from Wed 1 May 2024",
        "Ade Fernhill reports to Sam Larkspur from Wed 1 May 2024",
        "Ade Fernhill becomes worker at East from Wed 1 May 2024",
        "Jo Teal joins East from Mon 16 Nov 2026",
        "Jo Teal reports to Sam Larkspur from Mon 16 Nov 2026",
        "Jo Teal becomes worker at East from Mon 16 Nov 2026",
        "Jo Teal becomes panel at West from Mon 16 Nov 2026",
    ]
    assert desk.standing("jo@example.org", MONDAY) == ("East", {"worker@East", "panel@West"}, "Sam Larkspur")
    assert desk.standing("ade@example.org", date(2024, 4, 30)) is None
    assert desk.standing("ade@example.org", date(2024, 5, 1)) == ("East", {"worker@East"}, "Sam Larkspur")
    assert desk.frameworks("jo@example.org", MONDAY) == {"maple"}


@pytest.mark.parametrize("day", [MONDAY, FRIDAY])
def test_the_same_files_again_change_nothing(desk: Desk, day: date) -> None:
    rows = [*ALL, "kit@example.org,Kit Rowan,West,jo@example.org,,2026-12-01,2027-01-31,"]
    desk.bring(*rows)
    entries = desk.logged()
    desk.on(day)
    assert desk.told(*rows) == []
    assert desk.told(*rows, teams=None) == []
    assert desk.logged() == entries


def test_a_dry_run_says_the_same_and_changes_nothing(desk: Desk) -> None:
    said = desk.told(*ALL, dry_run=True)
    assert (desk.rows(tables.Person), desk.rows(tables.Team), desk.logged()) == (0, 0, [])
    assert desk.told(*ALL) == said


def test_a_move_a_new_supervisor_and_other_posts(desk: Desk) -> None:
    desk.bring(*ALL)
    desk.on(FRIDAY)
    changed = "ade@example.org,Ade Fernhill,West,lee@example.org,panel,2024-05-01,,U0ADE"
    assert desk.told(SAM, LEE, changed, JO) == [
        "Ade Fernhill is no longer in East from Fri 20 Nov 2026",
        "Ade Fernhill joins West from Fri 20 Nov 2026",
        "Ade Fernhill no longer reports to Sam Larkspur from Fri 20 Nov 2026",
        "Ade Fernhill reports to Lee Copperwood from Fri 20 Nov 2026",
        "Ade Fernhill is no longer worker at East from Fri 20 Nov 2026",
        "Ade Fernhill becomes panel at West from Fri 20 Nov 2026",
    ]
    assert desk.standing("ade@example.org", date(2026, 11, 19)) == ("East", {"worker@East"}, "Sam Larkspur")
    assert desk.standing("ade@example.org", FRIDAY) == ("West", {"panel@West"}, "Lee Copperwood")


def test_what_began_today_is_amended_in_place(desk: Desk) -> None:
    desk.bring(*ALL)
    count = desk.rows(tables.Belongs)
    changed = "jo@example.org,Jo Teal,West,sam@example.org,worker,,,"
    assert desk.told(SAM, LEE, ADE, changed) == [
        "Jo Teal joins West from Mon 16 Nov 2026",
        "Jo Teal is no longer panel at West from Mon 16 Nov 2026",
        "Jo Teal is no longer worker at East from Mon 16 Nov 2026",
        "Jo Teal becomes worker at West from Mon 16 Nov 2026",
    ]
    assert desk.standing("jo@example.org", MONDAY) == ("West", {"worker@West"}, "Sam Larkspur")
    assert desk.rows(tables.Belongs) == count


def test_a_post_granted_by_mistake_is_gone_at_once(desk: Desk) -> None:
    desk.bring(SAM, LEE, "jo@example.org,Jo Teal,East,,qa-lead,,,")
    assert desk.told(SAM, LEE, "jo@example.org,Jo Teal,East,,,,,") == [
        "Jo Teal is no longer qa-lead at East from Mon 16 Nov 2026"
    ]
    for day in (MONDAY - timedelta(days=1), MONDAY, FRIDAY):
        found = desk.standing("jo@example.org", day)
        assert found is None or found[1] == set()


def test_a_leaver_works_until_the_end_of_the_last_day(desk: Desk) -> None:
    desk.bring(*ALL)
    leaving = JO.replace(",,,", f",,{FRIDAY:%d/%m/%Y},")
    assert desk.told(SAM, LEE, ADE, leaving) == ["Jo Teal leaves after Fri 20 Nov 2026"]
    assert desk.standing("jo@example.org", FRIDAY) == ("East", {"worker@East", "panel@West"}, "Sam Larkspur")
    assert desk.standing("jo@example.org", SATURDAY) is None
    assert desk.told(*ALL) == ["Jo Teal no longer leaves after Fri 20 Nov 2026"]
    assert desk.standing("jo@example.org", SATURDAY) is not None


def test_an_end_that_is_told_late_counts_from_its_day(desk: Desk) -> None:
    desk.bring(*ALL)
    desk.on(NEXT)
    leaving = JO.replace(",,,", f",,{FRIDAY},")
    assert desk.told(SAM, LEE, ADE, leaving) == ["Jo Teal leaves after Fri 20 Nov 2026"]
    assert desk.standing("jo@example.org", FRIDAY) is not None
    assert desk.standing("jo@example.org", SATURDAY) is None
    assert desk.told(SAM, LEE, ADE, leaving) == []


def test_whoever_is_not_in_the_file_has_left(desk: Desk) -> None:
    desk.bring(*ALL)
    desk.on(SATURDAY)
    assert desk.told(SAM, LEE, ADE) == ["Jo Teal leaves after Fri 20 Nov 2026"]
    assert desk.standing("jo@example.org", FRIDAY) is not None
    assert desk.standing("jo@example.org", SATURDAY) is None


def test_whoever_joined_today_by_mistake_never_did(desk: Desk) -> None:
    desk.bring(*ALL)
    assert desk.told(SAM, LEE, ADE) == ["Jo Teal does not join from Mon 16 Nov 2026"]
    assert [desk.standing("jo@example.org", day) for day in (MONDAY, FRIDAY)] == [None, None]
    assert desk.told(SAM, LEE, ADE) == []


def test_a_supervisor_who_leaves_is_told_of(desk: Desk) -> None:
    desk.bring(*ALL)
    leaving = SAM.removesuffix(",,") + f",{FRIDAY},"
    assert desk.told(leaving, LEE, ADE, JO) == [
        "Sam Larkspur leaves after Fri 20 Nov 2026",
        "Ade Fernhill no longer reports to Sam Larkspur from Sat 21 Nov 2026",
        "Nobody supervises Ade Fernhill from Sat 21 Nov 2026",
        "Jo Teal no longer reports to Sam Larkspur from Sat 21 Nov 2026",
        "Nobody supervises Jo Teal from Sat 21 Nov 2026",
    ]
    desk.on(NEXT)
    assert desk.told(leaving, LEE, ADE, JO) == []
    assert desk.wrong(LEE, ADE, JO) == [
        f"people.csv:{line}: supervisor_email: is nobody's address in this file, "
        "add a line for the supervisor or leave it empty"
        for line in (3, 4)
    ]


def test_a_file_that_was_cut_short_must_be_confirmed(desk: Desk) -> None:
    others = [f"p{n}@example.org,Person {n},East,,,2024-01-01,," for n in range(6)]
    desk.bring(*ALL, *others)
    desk.on(FRIDAY)
    assert desk.wrong(*ALL, *others[:2]) == [
        "people.csv:1: file: leaves out 4 of the 10 people who work here, and so ends their work today, "
        "add them, or confirm it with --ends 4"
    ]
    assert desk.wrong(*ALL, *others[:2], ends=5) != []
    assert len(desk.told(*ALL, *others[:3])) == 3
    assert len(desk.told(*ALL[:2], others[0], ends=4)) == 4


def test_a_returner_has_two_times(desk: Desk) -> None:
    desk.bring(*ALL)
    desk.on(FRIDAY)
    desk.bring(SAM, LEE, ADE)
    desk.on(NEXT)
    assert desk.told(*ALL)[0] == "Jo Teal joins East from Mon 23 Nov 2026"
    found = [desk.standing("jo@example.org", day) is not None for day in (MONDAY, FRIDAY, NEXT)]
    assert found == [True, False, True]
    assert desk.rows(tables.Person) == 4


def test_a_future_starter_starts_then(desk: Desk) -> None:
    desk.bring(SAM, LEE, ADE)
    starts = JO.replace(",,,", f",{NEXT},,")
    assert desk.told(SAM, LEE, ADE, starts)[0] == "Jo Teal joins East from Mon 23 Nov 2026"
    assert desk.standing("jo@example.org", SATURDAY) is None
    assert desk.standing("jo@example.org", NEXT) == ("East", {"worker@East", "panel@West"}, "Sam Larkspur")
    sooner = JO.replace(",,,", f",{FRIDAY},,")
    assert desk.told(SAM, LEE, ADE, sooner)[0] == "Jo Teal joins East from Fri 20 Nov 2026"
    assert desk.standing("jo@example.org", FRIDAY) is not None
    assert desk.told(SAM, LEE, ADE) == ["Jo Teal does not join from Fri 20 Nov 2026"]
    assert desk.standing("jo@example.org", NEXT) is None


def test_names_and_addresses_are_kept_current_by_slack_id(desk: Desk) -> None:
    desk.bring(*ALL)
    renamed = ADE.replace("ade@", "a.birch@").replace("Ade Fernhill", "Ade Birch")
    assert desk.told(SAM, LEE, renamed, JO) == [
        "Ade Fernhill is now called Ade Birch",
        "Ade Birch's e-mail address is corrected",
    ]
    assert desk.standing("ade@example.org", MONDAY) is None
    assert desk.standing("a.birch@example.org", date(2024, 5, 1)) == ("East", {"worker@East"}, "Sam Larkspur")
    assert desk.rows(tables.Person) == 4


def test_addresses_can_change_hands(desk: Desk) -> None:
    desk.bring(SAM, LEE, "a@example.org,Ade Fernhill,East,,,,,U0ADE", "b@example.org,Jo Teal,West,,,,,U0JO")
    swapped = ["b@example.org,Ade Fernhill,East,,,,,U0ADE", "a@example.org,Jo Teal,West,,,,,U0JO"]
    assert desk.told(SAM, LEE, *swapped) == [
        "Ade Fernhill's e-mail address is corrected",
        "Jo Teal's e-mail address is corrected",
    ]
    found = desk.standing("b@example.org", MONDAY)
    assert found and found[0] == "East"
    newcomer = "b@example.org,Kit Rowan,West,,,,,"
    renamed = "c@example.org,Ade Fernhill,East,b@example.org,,,,U0ADE"
    desk.told(SAM, LEE, renamed, swapped[1], newcomer)
    assert desk.standing("c@example.org", MONDAY) == ("East", set(), "Kit Rowan")


def test_what_the_file_leaves_empty_stays(desk: Desk) -> None:
    desk.bring(*ALL)
    assert desk.told(SAM, LEE, ADE.replace("U0ADE", ""), JO) == []
    assert desk.told(SAM, LEE, ADE.replace("ade@example.org", ""), JO) == []
    assert desk.told(*ALL, teams=TEAMS.replace("C1", "")) == []


def test_a_supervisor_may_be_named_by_the_address_known_until_now(desk: Desk) -> None:
    desk.bring(SAM + "U0SAM", LEE, ADE, JO)
    renamed = SAM.replace("sam@", "s.larkspur@") + "U0SAM"
    assert desk.told(renamed, LEE, ADE, JO) == ["Sam Larkspur's e-mail address is corrected"]
    assert desk.wrong(renamed, LEE, ADE, JO) != []


def test_teams_open_close_and_change(desk: Desk) -> None:
    desk.bring(*ALL)
    desk.on(FRIDAY)
    teams = "team,parent,frameworks,channel,nation\nChildren's,,,,SCT\nWest,,maple,C2,WLS\nNorth,West,,,\n"
    moved = [row.replace("East", "North") for row in (SAM, ADE, JO)]
    said = desk.told(*moved, LEE, teams=teams)
    assert said[:9] == [
        "Children's is in SCT",
        "Children's no longer works by maple from Fri 20 Nov 2026",
        "East is no longer a team from Fri 20 Nov 2026",
        "West has another channel",
        "West is no longer part of Children's from Fri 20 Nov 2026",
        "West works by maple from Fri 20 Nov 2026",
        "North is a team from Fri 20 Nov 2026",
        "North is part of West from Fri 20 Nov 2026",
        "Sam Larkspur is no longer in East from Fri 20 Nov 2026",
    ]
    assert desk.frameworks("jo@example.org", FRIDAY) == {"maple"}
    assert desk.wrong(SAM, ADE, JO, LEE, teams=None)[0] == (
        "people.csv:2: team: names the unknown team East, write one of Children's, North, West"
    )


def test_circles_are_named(desk: Desk) -> None:
    circle = [
        "sam@example.org,Sam Larkspur,East,jo@example.org,,,,",
        "ade@example.org,Ade Fernhill,East,sam@example.org,,,,",
        "jo@example.org,Jo Teal,East,ade@example.org,,,,",
        "lee@example.org,Lee Copperwood,East,jo@example.org,,,,",
    ]
    teams = "team,parent,frameworks,channel,nation\nEast,West,,,\nWest,East,,,\nNorth,North,,,\n"
    assert desk.wrong(*circle, teams=teams) == [
        "people.csv:2: supervisor_email: goes round in a circle: Sam Larkspur (line 2) → Jo Teal (line 4) → "
        "Ade Fernhill (line 3) → Sam Larkspur (line 2), let one of them report to somebody else",
        "teams.csv:2: parent: goes round in a circle: East (line 2) → West (line 3) → East (line 2), "
        "let one of them be part of another team or of none",
        "teams.csv:4: parent: is the team itself, write the team above it or leave it empty",
    ]
    assert desk.rows(tables.Person) == 0


def test_the_log_has_ids_and_a_digest_only(desk: Desk) -> None:
    desk.bring(*ALL)
    desk.on(FRIDAY)
    desk.bring(SAM, LEE, ADE)
    entries = desk.logged()
    assert sum('"verb":"people imported"' in entry for entry in entries) == 2
    assert '"verb":"left"' in entries[-1]
    for word in ("example.org", "Jo", "Teal", "U0ADE", "East"):
        assert not any(word in entry for entry in entries)


def test_only_a_qa_lead_may_import(council: Council, tmp_path: Path) -> None:
    for name in ("Ade", "Max", "Lou"):
        with pytest.raises(NotAllowedError):
            Desk(council.office.store, tmp_path, council.actor(name)).bring(SAM)
    assert Desk(council.office.store, tmp_path, council.actor("Quinn")).bring(SAM, ends=7, dry_run=True).changes


# What two imports leave behind.

_EMAILS = [f"p{n}@example.org" for n in range(4)]


@st.composite
def _file(draw: st.DrawFn) -> list[str]:
    """A few people in a line of supervision without circles. No end is told late: that is meant to change the past."""
    rows: list[str] = []
    for n in sorted(draw(st.sets(st.integers(0, 3), min_size=1))):
        team = draw(st.sampled_from(["", "East", "West"]))
        above = draw(st.sampled_from(["", *(row.split(",")[0] for row in rows)]))
        posts = ";".join(draw(st.sets(st.sampled_from(["worker", "panel@West", "qa-lead@Children's", "manager"]))))
        started = draw(st.sampled_from(["", "", str(SATURDAY), "2026-12-01"]))
        ended = draw(st.sampled_from(["", "", "2026-12-01", "2026-12-05"]))
        rows.append(f"{_EMAILS[n]},Person {n},{team},{above},{posts},{started},{ended},")
    return rows


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_file(), second=_file(), later=st.sampled_from([MONDAY, FRIDAY, NEXT, date(2026, 12, 2)]))
def test_the_last_file_is_the_whole_truth_and_the_past_stays(
    first: list[str], second: list[str], later: date, sqlite_base: Path, tmp_path: Path
) -> None:
    desks = []
    for _ in range(2):
        path = tmp_path / f"{uuid4().hex}.db"
        path.write_bytes(sqlite_base.read_bytes())
        desks.append(Desk(Store(f"sqlite:///{path}", DayClock()), tmp_path))
    both, alone = desks
    both.bring(*first)
    known = both.keys()
    before = {day: _standings(both, day, known) for day in _days(later)}
    for desk in desks:
        desk.on(later)
        desk.told(*second)
    assert {day: both.picture(day) for day in _coming(later)} == {day: alone.picture(day) for day in _coming(later)}
    assert {day: _standings(both, day, known) for day in _days(later)} == before
    assert both.told(*second) == []
    for desk in desks:
        desk.store.close()


def _coming(today: date) -> list[date]:
    return [today, *(day for day in (SATURDAY, NEXT, date(2026, 12, 2), date(2026, 12, 6)) if day > today)]


def _days(today: date) -> list[date]:
    """The days that are past when the second file comes."""
    return [day for day in (MONDAY, FRIDAY, SATURDAY, NEXT, date(2026, 12, 1)) if day < today]


def _standings(desk: Desk, day: date, keys: list[str]) -> dict[str, Standing | None]:
    with desk.store.look() as uow:
        return {key: people.load_standing(uow, key, day) for key in keys}


def test_a_post_without_scope_and_team_covers_nobody(desk: Desk) -> None:
    desk.bring("lee@example.org,Lee Copperwood,,,qa-lead,,,", teams=None)
    with desk.store.look() as uow:
        key = people.find_by_email(uow, "lee@example.org")
        found = people.load_standing(uow, str(key), MONDAY)
    assert found and replace(found, person="") == Standing("", None, frozenset({Post("qa-lead", None)}), frozenset())
