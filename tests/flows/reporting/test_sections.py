"""Which figures stand under a heading that names checks: also of what such a check is only one way to do."""

from datetime import UTC, date, datetime

from bot.domain.duties import Status
from bot.domain.figures import ActionFigures, Figures, Node, Scope, WorkRow
from bot.domain.papers import Table, Words
from bot.domain.periods import Period
from bot.flows.figures.tallies import tally
from bot.flows.figures.tools import tools_of
from bot.flows.reporting.sections import Gathered, sections_of
from tests.thornmere import LIBRARY

SCOPE = Scope(Node(None, "All", frozenset()), Period(date(2026, 7, 1), date(2026, 9, 30)))


def everything_done_once(framework: str) -> Gathered:
    rows = tuple(WorkRow(tool.key, tool.title, tally({Status.DONE: 1}), None) for tool in tools_of(LIBRARY, framework))
    made, agreed = datetime(2026, 10, 9, tzinfo=UTC), ActionFigures(3, 0, 0)
    figures = Figures(SCOPE, SCOPE.period.last, made, True, rows, (), None, (), agreed, (), ())
    return Gathered(figures, (), LIBRARY, framework, "")


def test_work_is_shown_of_all_rules_that_one_of_its_checks_can_meet() -> None:
    met_apart = 0
    for framework, report in LIBRARY.reports.values():
        shown = sections_of(report, everything_done_once(framework))[1:]
        for section, there in zip(report.sections, shown, strict=True):
            if section.kind != "work" or not section.checks:
                continue
            tables = [block for block in there.blocks if isinstance(block, Table)]
            titles = {row[0] for table in tables for row in table.rows}
            for rule in LIBRARY.plans[framework].schedule.rules:
                ways = [way.check for way in rule.done_by]
                if rule.per != "action" and len(ways) > 1 and set(ways) & set(section.checks):
                    met_apart += 1
                    assert rule.title in titles, (report.id, section.name)
    assert met_apart


def test_actions_that_are_not_told_of_single_checks_say_of_which_they_are() -> None:
    found = [
        there.blocks
        for framework, report in LIBRARY.reports.values()
        for section, there in zip(
            report.sections, sections_of(report, everything_done_once(framework))[1:], strict=True
        )
        if section.kind == "actions" and section.checks and not section.each
    ]
    assert found
    for blocks in found:
        table, said = blocks[-2:]
        assert isinstance(table, Table) and isinstance(said, Words) and "all other checks" in said.text
