"""A report that is made team by team: each belongs to whoever holds its posts over that team, and to nobody besides."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.messages import REPORT_READY
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.office import Office
from bot.flows.reporting.asked import find_report
from bot.flows.reporting.drafts import approve_report, begin_report, load_page, write_section
from bot.flows.reporting.entries import keep_entry
from bot.flows.reporting.lists import load_reports
from bot.flows.reporting.restating import restate_report
from bot.flows.reporting.taking import take_report
from bot.frameworks.library import load_library
from bot.storage.tables import people, slack, table_of
from tests.council import FORMS, Council

PLAN = """
  - id: MAP-2
    title: What our team takes on
    short_title: Team plan
    why: Each team says what it will do.
    by: [manager]
    per: team
    to: [lead]
    covers: quarter
    sections:
      - {name: plan, title: What we take on, kind: fill-in, ask: "What will you do?"}
      - {name: method, title: How it was counted, kind: method}
"""


@pytest.fixture
def council(sqlite_council: Council, tmp_path: Path) -> Council:
    """Mia manages East and Max West; Robin leads both, and Max only West."""
    shutil.copytree(FORMS, tmp_path / "checklists")
    with (tmp_path / "checklists/maple/reports.yaml").open("a") as file:
        file.write(PLAN)
    library = load_library(tmp_path / "checklists")
    assert library.is_sound, [str(problem) for problem in library.problems]
    return Council(Office(sqlite_council.office.store, library), sqlite_council.ids)


def begun(council: Council, who: str) -> str:
    key = begin_report(council.office, council.actor(who), "MAP-2")
    write_section(council.office, council.actor(who), key, ("plan", ""), "Plant two trees.")
    return key


def listed(council: Council, who: str) -> tuple[set[str], set[str], set[str]]:
    found = load_reports(council.office, council.actor(who))
    return tuple(  # type: ignore[return-value]
        {row.about.partition(" ·")[0] for row in rows if row.title == "What our team takes on"}
        for rows in (found.to_make, found.made, found.for_me)
    )


def test_each_manager_makes_that_of_their_team(council: Council) -> None:
    about = {who: load_page(council.office, council.actor(who), begun(council, who)).about for who in ("Mia", "Max")}
    assert about == {"Mia": "East · Jul–Sep 2026", "Max": "West · Jul–Sep 2026"}
    assert (listed(council, "Mia")[0], listed(council, "Max")[0]) == ({"East"}, {"West"})


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("team plan east", "East · Jul–Sep 2026"),
        ("East team plan", "East · Jul–Sep 2026"),
        ("West team, last quarter, team plan", "West · Jul–Sep 2026"),
        ("map-2 2026-Q1 west", "West · Apr–Jun 2026"),
        ("2026-Q1 west what our team takes on", "West · Apr–Jun 2026"),
        ("East takes on", "East · Jul–Sep 2026"),
    ],
)
def test_it_is_found_by_its_name_with_a_team_and_a_time_in_any_order(council: Council, words: str, about: str) -> None:
    quinn = council.actor("Quinn")
    found = find_report(council.office, quinn, words)
    key = begin_report(council.office, quinn, found.number, found.team, period=found.period)
    assert load_page(council.office, quinn, key).about == about


def test_part_of_the_name_of_a_team_is_enough_where_only_one_has_it(council: Council) -> None:
    with council.office.store.work() as uow:
        uow.run(
            update(table_of(people.Team))
            .where(table_of(people.Team).c.id == council.ids["East"])
            .values(name="Long Lane Team")
        )
    for words in ("team plan lane", "long lane team plan", "lane last quarter map-2"):
        assert find_report(council.office, council.actor("Quinn"), words).team == council.ids["East"]


@pytest.mark.parametrize(
    ("who", "words", "said"),
    [
        ("Mia", "team plan West", "You do not make this report of that team"),
        ("Robin", "look back East", "This report is about the whole service"),
        ("Mia", "East", "You make no report of that name"),
        ("Mia", "banana East", "You make no report of that name"),
    ],
)
def test_a_team_of_which_it_is_not_made_is_said(council: Council, who: str, words: str, said: str) -> None:
    with pytest.raises(UnusableValueError, match=said):
        find_report(council.office, council.actor(who), words)


ACTS: dict[str, Callable[..., Any]] = {
    "read": load_page,
    "take": take_report,
    "write": lambda office, actor, key: write_section(office, actor, key, ("plan", ""), "Nothing."),
    "approve": approve_report,
    "add to a list": lambda office, actor, key: keep_entry(office, actor, key, ("plan", ""), ("1", "So.", ""), None),
    "restate": restate_report,
}


@pytest.mark.parametrize("is_approved", [False, True])
@pytest.mark.parametrize("act", ACTS)
def test_the_manager_of_another_team_gets_nothing_of_it(council: Council, act: str, *, is_approved: bool) -> None:
    key = begun(council, "Mia")
    if is_approved:
        approve_report(council.office, council.actor("Mia"), key)
    with pytest.raises(NotAllowedError, match="made by manager"):
        ACTS[act](council.office, council.actor("Max"), key)
    to_make, made, for_max = listed(council, "Max")
    assert (to_make, made, for_max) == ({"West"}, set(), set())


def test_once_approved_it_goes_to_whoever_leads_that_team(council: Council) -> None:
    for who, key, readers in (
        ("Mia", begun(council, "Mia"), {"Robin"}),
        ("Max", begun(council, "Max"), {"Robin"}),
    ):
        assert approve_report(council.office, council.actor(who), key).readers == len(readers)
        told = {name for name in council.ids if _is_told(council, name, key)}
        assert told == readers
        assert take_report(council.office, council.actor("Robin"), key).title == "What our team takes on"
    assert listed(council, "Robin")[2] == {"East", "West"}
    assert listed(council, "Max")[1:] == ({"West"}, set())


def _is_told(council: Council, name: str, key: str) -> bool:
    with council.office.store.look() as uow:
        message = table_of(slack.Message)
        mine = (message.c.kind == REPORT_READY, message.c.item == key, message.c.person == council.ids[name])
        return uow.run(select(message.c.id).where(*mine)).first() is not None
