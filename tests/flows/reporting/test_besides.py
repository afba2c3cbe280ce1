"""What a report says of risks to quality, and nobody's name in it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from bot.domain.figures import Node
from bot.domain.papers import Block, Table, Words
from bot.domain.periods import Period
from bot.domain.reporting import DRAFT, About, Draft
from bot.flows.figures.nodes import load_nodes
from bot.flows.reporting.besides import besides_of
from bot.flows.reporting.checks import About as Made
from bot.flows.risks import decide_on_risk, raise_risk
from bot.frameworks.reports import Report
from bot.storage.tables import risks as tables
from bot.storage.tables import table_of
from tests.council import TODAY, Council
from tests.frameworks.test_reports import PLAIN_REPORT
from tests.meetings import works_by_rowan

AUTUMN = Period(date(2026, 10, 1), date(2026, 12, 31))
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
NONE = "No risk to quality was raised in this time, and none waited from before."


def shown(
    council: Council, kind: str, framework: str, period: Period = AUTUMN, team: str | None = None
) -> Sequence[Block]:
    report = Report.model_validate({**PLAIN_REPORT, "sections": [{"name": "it", "title": "It", "kind": kind}]})
    with council.office.store.work() as uow:
        node: Node = next(there for there in load_nodes(uow, TODAY) if there.name == (team or "Whole organisation"))
        draft = Draft("d", About("R-1", period, node.id), framework, DRAFT, council.ids["Robin"], uow.now)
        return besides_of(uow, council.office, Made(draft, report, node))["it"]


def words(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Words))


@pytest.fixture
def house(sqlite_council: Council) -> Council:
    return works_by_rowan(sqlite_council)


def raised(council: Council, about: str, at: date, decided: date | None = None) -> None:
    risk = raise_risk(council.office, council.actor("Ade"), "rowan", None, about)
    if decided:
        decide_on_risk(council.office, council.actor("Robin"), risk.id, f"{about}: two more.", TODAY)
    with council.office.store.work() as uow:
        there = table_of(tables.Risk)
        times = {"at": _noon(at), **({"decided_at": _noon(decided)} if decided else {})}
        uow.run(update(there).where(there.c.id == risk.id).values(**times))


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_risks_that_stood_in_the_time_and_what_was_decided(house: Council) -> None:
    assert words(shown(house, "risks", "rowan")) == NONE
    raised(house, "Rooms", date(2026, 8, 3), date(2026, 9, 1))
    raised(house, "Cars", date(2026, 8, 4), date(2026, 10, 9))
    raised(house, "Time", date(2026, 9, 3))
    raised(house, "Keys", date(2026, 11, 3))
    (autumn,), (summer,) = shown(house, "risks", "rowan"), shown(house, "risks", "rowan", SUMMER)
    assert isinstance(autumn, Table) and isinstance(summer, Table)
    assert autumn.rows == (
        ("Cars", "Aug 2026", "Cars: two more."),
        ("Time", "Sep 2026", "Waits for a decision"),
        ("Keys", "Nov 2026", "Waits for a decision"),
    )
    assert [row[0] for row in summer.rows] == ["Rooms", "Cars", "Time"]
    assert "Ade" not in repr(autumn) and "Robin" not in repr(autumn)


def test_a_team_s_report_has_the_risks_of_that_team_alone(house: Council) -> None:
    raised(house, "Rooms", date(2026, 11, 3))
    (east,) = shown(house, "risks", "rowan", team="East")
    assert isinstance(east, Table)
    assert [row[0] for row in east.rows] == ["Rooms"]
    assert words(shown(house, "risks", "rowan", team="West")) == NONE
