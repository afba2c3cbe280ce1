"""The whole year of the invented council, once: it is as its files tell, its log is whole, and figures equal a recount.

The recount here goes over the rows with plain SQL and shares no code with what it is compared with.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.cli.year.council import with_year
from bot.cli.year.quarters import begins
from bot.clock import Clock
from bot.domain.figures import Figures, Node, Scope
from bot.domain.papers import Bars, Facts, Table
from bot.domain.periods import Period
from bot.flows.figures.live import load_figures
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import quarter_of
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.reporting.at_terminal import print_report
from bot.flows.reporting.lists import load_reports
from bot.storage.people import load_standing
from tests.thornmere import LIBRARY, THORNMERE, Thornmere, thornmere_at

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 20)
CLOCK = Clock(ahead=datetime(2026, 11, 20, 10, tzinfo=UTC) - datetime.now(UTC))
FIRST = begins(TODAY)
LAST = quarter_of(quarter_of(TODAY).first - timedelta(days=1))
WINTER, SUMMER = quarter_of(date(2025, 11, 1)), quarter_of(date(2026, 8, 1))
GROWN = with_year(THORNMERE)
WORK = ("What was owed and done", "What was done")
DONE, ENDED = ("done", "done late"), ("excused", "nothing to check")
ACTIONS = {rule.id for _, rule in LIBRARY.rules.values() if rule.per == "action"}
"""What was agreed is counted as actions and not as checks."""


@pytest.fixture(scope="module")
def lived(shared_path: Path) -> Iterator[tuple[Thornmere, Path]]:
    with thornmere_at(f"sqlite:///{shared_path}", CLOCK, GROWN) as council:
        yield council, shared_path


@pytest.fixture
def council(lived: tuple[Thornmere, Path]) -> Thornmere:
    return lived[0]


@pytest.fixture
def rows(lived: tuple[Thornmere, Path]) -> "Rows":
    return Rows(lived[1])


class Rows:
    def __init__(self, path: Path) -> None:
        self._path = path

    def of(self, query: str, *values: Any) -> list[Any]:
        with sqlite3.connect(self._path) as connection:
            return connection.execute(query, values).fetchall()

    def statuses(self, framework: str, node: Node, period: Period) -> Counter[str]:
        """How everything stands that was due in this time at these teams."""
        query = "SELECT status, team, rule FROM duty WHERE framework = ? AND due BETWEEN ? AND ?"
        found = [
            (status, team) for status, team, rule in self.of(query, framework, *told(period)) if rule not in ACTIONS
        ]
        return Counter(status for status, team in found if node.id is None or team in node.teams)

    def kept(self, period: Period) -> float:
        """Which share of what was owed in a time was done on its day."""
        found = Counter(
            status for (status,) in self.of("SELECT status FROM duty WHERE due BETWEEN ? AND ?", *told(period))
        )
        return found["done"] / found.total()


def told(period: Period) -> tuple[str, str]:
    return period.first.isoformat(), period.last.isoformat()


def nodes(council: Thornmere) -> tuple[Node, ...]:
    with council.office.store.look() as uow:
        return load_nodes(uow, LAST.last)


def test_nothing_of_it_is_refused_and_the_log_is_whole(council: Thornmere) -> None:
    proof = prove_log(council.office.store, Actor(OPERATOR), [])
    assert proof.broken is None or proof.broken == ""
    assert proof.answers > 5000


def test_there_is_something_of_everything(rows: Rows) -> None:
    statuses = {status for (status,) in rows.of("SELECT DISTINCT status FROM duty")}
    assert statuses >= {"done", "done late", "late", "missed", "excused", "nothing to check", "planned", "due"}
    assert {state for (state,) in rows.of("SELECT DISTINCT state FROM action")} >= {"open", "done"}
    for table, least in (
        ("draw", 20),
        ("meeting", 20),
        ("mark_theme", 200),
        ("fact", 300),
        ("risk", 3),
        ("report_entry", 1),
        ("sheet", 10),
        ("away WHERE stand_in IS NOT NULL", 3),
        ("draw_pick WHERE state = 'swapped'", 3),
        ("draw_pick WHERE state = 'redrawn'", 2),
        ("draw WHERE rule LIKE 'FOS-%'", 3),
    ):
        ((many,),) = rows.of(f"SELECT count(*) FROM {table}")
        assert many >= least, table
    frameworks = {name for (name,) in rows.of("SELECT DISTINCT framework FROM duty WHERE status = 'done'")}
    assert frameworks == set(LIBRARY.plans)


def test_it_begins_with_the_financial_year_and_each_quarter_has_its_share(rows: Rows) -> None:
    ((first,),) = rows.of("SELECT min(started_at) FROM run")
    assert FIRST - timedelta(days=20) <= date.fromisoformat(first[:10]) <= FIRST + timedelta(days=30)
    quarters = Counter(quarter_of(date.fromisoformat(at[:10])).first for (at,) in rows.of("SELECT started_at FROM run"))
    assert all(quarters[start] > 50 for start in quarters if FIRST < start < LAST.last)


def test_the_winter_went_badly_and_after_it_things_were_better(rows: Rows) -> None:
    assert rows.kept(WINTER) < 0.65 < 0.75 < rows.kept(SUMMER)


def test_what_the_files_leave_open_is_still_open(rows: Rows) -> None:
    checks = [past for file in GROWN.histories.values() for past in file.history]
    left = sum(past.finished is None and past.withdrawn is None for past in checks)
    assert rows.of("SELECT count(*) FROM run WHERE state = 'open'") == [(left,)]


def test_the_present_stays_sensible(rows: Rows) -> None:
    late = Counter(owner for (owner,) in rows.of("SELECT owner FROM duty WHERE status = 'late'"))
    assert 3 < late.total() < 60
    assert max(late.values()) <= 12
    waiting = rows.of("SELECT count(*) FROM message WHERE state = 'pending'")
    assert waiting[0][0] < 100  # people have read long ago what was sent in the year


def test_what_a_summary_counts_equals_a_recount_of_all_rows(council: Thornmere, rows: Rows) -> None:
    compared = 0
    for framework in LIBRARY.plans:
        for node in nodes(council):
            for period in (LAST, WINTER, Period(FIRST, FIRST.replace(year=FIRST.year + 1) - timedelta(days=1))):
                figures = live(council, Scope(node, period, framework))
                statuses = rows.statuses(framework, node, period)
                now = [row.now for row in figures.work]
                expected = sum(many for status, many in statuses.items() if status not in (*ENDED, "paused"))
                assert sum(tally.done for tally in now) == sum(statuses[status] for status in DONE)
                assert sum(tally.expected or 0 for tally in now) == expected
                assert sum(tally.missed or 0 for tally in now) == statuses["missed"]
                assert sum(tally.excused or 0 for tally in now) == statuses["excused"]
                compared += expected
    assert compared > 2000


def test_what_is_told_of_answers_equals_a_recount_of_all_rows(council: Thornmere, rows: Rows) -> None:
    organisation, compared = nodes(council)[0], 0
    figures = live(council, Scope(organisation, LAST))
    for item in figures.answers:
        if item.told and item.good is not None:
            codes = {
                choice.label: choice.code for choice in LIBRARY.forms[item.form].checklist.by_id[item.item].choices
            }
            found = rows.of(
                "SELECT answer.choice, count(*) FROM answer JOIN run ON run.id = answer.run "
                "JOIN version ON version.digest = run.version WHERE version.checklist = ? AND run.state = 'submitted' "
                "AND (answer.item = ? OR answer.item LIKE ? || '~%') AND answer.not_applicable = 0 "
                "AND date(run.submitted_at) BETWEEN ? AND ? GROUP BY 1",
                item.form, item.item, item.item, *told(LAST),
            )  # fmt: skip
            by_code = dict(found)
            counted = {label: many for label, many in item.counts if label in codes}
            assert counted == {label: by_code.get(code, 0) for label, code in codes.items()}, item
            compared += 1
    assert compared > 20


def test_the_quarterly_report_counts_what_was_done_as_a_recount_does(council: Thornmere, rows: Rows) -> None:
    organisation = nodes(council)[0]
    for number, framework in (("R-ADU-1", "coventry-adults"), ("R-KCA-1", "knowsley-case-audit")):
        paper, _ = print_report(council.office, Actor(OPERATOR), number, "last quarter")
        done = sum(rows.statuses(framework, organisation, LAST)[status] for status in DONE)
        blocks = [block for section in paper.sections for block in section.blocks]
        facts = [fact for block in blocks if isinstance(block, Facts) for fact in block.facts]
        assert next(fact.figure for fact in facts if fact.label == "checks done") == str(done)
        bars = next(block for block in blocks if isinstance(block, Bars))
        assert sum(value or 0 for value in bars.values) == done
        tables = [block for block in blocks if isinstance(block, Table) and block.caption in WORK]
        cells = [row[table.columns.index("Done")] for table in tables for row in table.rows]
        assert sum(cell for cell in cells if isinstance(cell, int)) == done


def test_somebody_is_away_today_and_another_stands_in(council: Thornmere) -> None:
    with council.office.store.look() as uow:
        for who, others in (("bryn", {"noor"}), ("jude", set())):
            standing = load_standing(uow, council.ids[who], TODAY)
            assert standing
            assert standing.stands_in_for == {council.ids[other] for other in others}


def test_the_adults_quarterly_report_tells_what_was_answered(council: Thornmere) -> None:
    paper, _ = print_report(council.office, Actor(OPERATOR), "R-ADU-1", "last quarter")
    answered = next(section for section in paper.sections if section.title == "What the checks show")
    assert any(isinstance(block, Table) for block in answered.blocks)


def test_shared_figures_are_there_at_once_and_tell_no_more_done_than_a_recount(council: Thornmere, rows: Rows) -> None:
    for framework in LIBRARY.plans:
        with council.office.store.look() as uow:
            shared = load_shared(uow, council.office, Scope(nodes(council)[0], LAST, framework))
        statuses = rows.statuses(framework, nodes(council)[0], LAST)
        assert sum(row.now.done for row in shared.work) == sum(statuses[status] for status in DONE)


def test_reports_of_the_quarter_before_are_approved_and_that_of_the_last_is_to_be_made(council: Thornmere) -> None:
    listed = load_reports(council.office, council.actor("wren"))
    assert any(row.title == "Quarterly quality report" for row in listed.to_make)
    approved = {name for (name,) in Rows(_path_of(council)).of("SELECT report FROM report WHERE state = 'approved'")}
    assert approved == {there.report for file in GROWN.histories.values() if file.year for there in file.year.approved}


def test_average_caseloads_of_the_year_are_such_as_people_have(council: Thornmere) -> None:
    paper, _ = print_report(council.office, Actor(OPERATOR), "R-ADU-6", "2025-Q3")
    tables = [block for section in paper.sections for block in section.blocks if isinstance(block, Table)]
    averages = next(table.rows for table in tables if table.columns[1:] == ("Average",))
    told = [figure for _, figure in averages if figure is not None]
    assert len(told) >= 2 and all(isinstance(figure, float) and 12 <= figure <= 17 for figure in told)


def _path_of(council: Thornmere) -> Path:
    return Path(str(council.office.store.database.engine.url.database))


def live(council: Thornmere, scope: Scope) -> Figures:
    with council.office.store.look() as uow:
        return load_figures(uow, council.office, scope)
