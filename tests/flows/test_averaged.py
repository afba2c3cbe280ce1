"""Averages for a report: of the checks in which they are asked, and none for a role that too few people have."""

from datetime import date
from pathlib import Path

import pytest

from bot.domain.papers import Table
from bot.domain.periods import Period
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.flows.averaged import load_averages
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.office import Office
from bot.flows.start import start_run
from bot.flows.walk import answer_item
from bot.frameworks.kinds import several
from bot.frameworks.library import load_library
from bot.frameworks.report_sections import Source
from tests.council import Council
from tests.frameworks.samples import CHECKLIST, FRAMEWORK, lay

OPTIONS = "options: [{name: a, code: 1, label: Gardeners}, {name: b, code: 2, label: Pickers}]"
FORM = (
    CHECKLIST[: CHECKLIST.index("header:")].replace("[visitor]", "[anyone]").replace("kind: reference", "kind: service")
    + f"""\
parts:
  - name: all
    title: All of it
    sections:
      - title: First
        items:
          - {{id: W, kind: yes-no, ask: Is it for all?}}
          - {{id: P, kind: tally, ask: How many people?, {OPTIONS}}}
          - {{id: C, kind: tally, ask: How many beds?, {OPTIONS}}}
          - id: "N"
            kind: narrative
            ask: What of it?
            show_if: [{{item: W, is: [yes]}}]
            averages: [{{of: C, over: P, called: beds for each, fewest: 5}}]
"""
)
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def garden(sqlite_council: Council, tmp_path: Path) -> Council:
    return using(sqlite_council, tmp_path, FORM)


@pytest.fixture
def gardens(sqlite_council: Council, tmp_path: Path) -> Council:
    """Where each team tells of itself."""
    return using(sqlite_council, tmp_path, FORM.replace("kind: service", "kind: team").replace("[anyone]", "[lead]"))


def using(council: Council, folder: Path, form: str) -> Council:
    lay(folder, form, FRAMEWORK.replace("posts:\n", "posts:\n  - {name: lead, title: Lead}\n"))
    council.use("garden")
    library = load_library(folder)
    assert library.is_sound, [str(problem) for problem in library.problems]
    return Council(Office(council.office.store, library), council.ids)


def sheet(
    garden: Council, people: dict[int, int], beds: dict[int, int], *, whole: bool = True, team: str | None = None
) -> str:
    who, subject = (
        garden.actor("Robin" if team else "Ade"),
        Subject("team", garden.ids[team]) if team else Subject("service"),
    )
    run = start_run(garden.office, who, "visit", subject, {}).run
    for item, value in (("W", Value(choice=int(whole))), ("P", several(people)), ("C", several(beds))):
        answer_item(garden.office, who, garden.press(run, item), value)
    submit_run(garden.office, who, run)
    return run


def averages(garden: Council, period: Period = NOVEMBER, items: tuple[str, ...] = ("N",)) -> tuple[Table, ...]:
    with garden.office.store.look() as uow:
        return load_averages(uow, garden.office, [Source(check="visit", items=list(items))], period)


def test_an_average_by_role_and_none_where_too_few_have_it(garden: Council) -> None:
    sheet(garden, {1: 8, 2: 4}, {1: 100, 2: 90})
    sheet(garden, {1: 3, 2: 30}, {1: 9, 2: 9}, whole=False)  # not asked there
    (table,) = averages(garden)
    assert table.caption == "Beds for each"
    assert table.rows == (("Gardeners", 12.5), ("Pickers", None))
    assert table.note == "Not shown where fewer than 5 are counted."
    assert averages(garden, items=()) == (table,)


def test_a_second_sheet_lifts_nobody_over_the_limit(garden: Council) -> None:
    sheet(garden, {1: 8, 2: 4}, {1: 100, 2: 90})
    sheet(garden, {1: 12, 2: 4}, {1: 100, 2: 90})
    assert averages(garden)[0].rows == (("Gardeners", 10.0), ("Pickers", None))


def test_without_a_sheet_in_the_time_there_is_no_table(garden: Council) -> None:
    run = start_run(garden.office, garden.actor("Ade"), "visit", Subject("service"), {}).run
    withdraw_run(garden.office, garden.actor("Ade"), run)
    sheet(garden, {1: 0, 2: 0}, {1: 0, 2: 0})
    assert averages(garden) == ()
    sheet(garden, {1: 8, 2: 9}, {1: 8, 2: 9})
    assert averages(garden, Period(date(2026, 10, 1), date(2026, 10, 31))) == ()
    assert averages(garden, items=("nowhere",)) == ()


def test_teams_that_have_too_few_each_are_told_together(gardens: Council) -> None:
    sheet(gardens, {1: 2, 2: 2}, {1: 20, 2: 8}, whole=False, team="East")
    sheet(gardens, {1: 4, 2: 2}, {1: 16, 2: 8}, whole=False, team="West")
    (table,) = averages(gardens)
    assert table.rows == (("Gardeners", 6.0), ("Pickers", None))
    assert table.note == "From 2 teams. Not shown where fewer than 5 are counted."


def test_of_each_team_the_last_sheet_counts_and_nobody_counts_twice(gardens: Council) -> None:
    for _ in range(3):
        sheet(gardens, {1: 4, 2: 5}, {1: 8, 2: 10}, whole=False, team="East")
    assert averages(gardens)[0].rows == (("Gardeners", None), ("Pickers", 2.0))
    sheet(gardens, {1: 6, 2: 5}, {1: 30, 2: 5}, team="Service")  # of the service with all its parts
    assert averages(gardens)[0].rows == (("Gardeners", 5.0), ("Pickers", 1.0))
    assert averages(gardens)[0].note.startswith("From 1 team. ")
