"""What a report shows over several times, from figures that were counted for sharing."""

from datetime import date

import pytest

from bot.domain.figures import Node, Scope
from bot.domain.papers import Block, Run, Table, Words
from bot.domain.periods import Period
from bot.flows.figures.making import make_months
from bot.flows.office import OPERATOR, Actor
from bot.flows.reporting.moving import came_back, moved
from bot.frameworks.report_sections import Source, Trends
from bot.storage.tables import people as tables
from tests.council import START, Council, add
from tests.flows.test_trend_points import TIDY, TIMELY, looked

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
WHOLE = Node(None, "All", frozenset())


def month_in_east(council: Council, on: date, good: int) -> None:
    """Five checks of three people's work in one team, so that the month is told by itself."""
    for n, about in enumerate(["Ade", "Bea", "Kim", "Ade", "Bea"]):
        looked(council, about, on, 2 if n < good else 1)


def join_east(council: Council, name: str) -> None:
    with council.office.store.work() as uow:
        key = add(uow, tables.Person, name=name, email=f"{name.lower()}@example.org")
        add(uow, tables.Employed, person=key, since=START)
        add(uow, tables.Belongs, person=key, team=council.ids["East"], since=START)
        add(uow, tables.ReportsTo, person=key, supervisor=council.ids["Sam"], since=START)
    council.ids[name] = key


@pytest.fixture
def counted(sqlite_council: Council) -> Council:
    council = sqlite_council
    join_east(council, "Kim")
    month_in_east(council, date(2026, 7, 6), 1)
    month_in_east(council, date(2026, 9, 6), 4)
    month_in_east(council, date(2026, 10, 6), 5)
    make_months(council.office, Actor(OPERATOR))
    return council


def charts(council: Council, items: list[str], along: str = "months") -> list[Block]:
    of = [Source(check="work-look", items=items)]
    section = Trends.model_validate({"kind": "trends", "name": "t", "title": "T", "of": of, "along": along})
    with council.office.store.look() as uow:
        return moved(uow, council.office, section, Scope(WHOLE, QUARTER, "maple"))


def test_a_chart_of_the_check_and_of_each_question_that_is_named(counted: Council) -> None:
    (alone,) = charts(counted, [])
    whole, question = charts(counted, ["S1"])
    assert isinstance(alone, Run)
    assert isinstance(question, Run)
    assert (alone, question.title) == (whole, "Are the records clear")
    assert alone.title == "Work look: good answers"
    assert alone.labels == ("Jul 26", "Aug 26", "Sep 26")  # what came after its time is in none
    assert alone.values == (20.0, None, 80.0)
    assert (alone.median, alone.signals) == (None, ())
    assert alone.said.startswith("2 of 10 points so far")


def test_without_a_meeting_or_a_month_it_says_so(counted: Council) -> None:
    assert charts(counted, [], "meetings") == [Words("There is no month yet of which enough was answered.")]
    assert charts(counted, ["S2"])[1:] == []


def test_themes_of_two_quarters_came_back(sqlite_council: Council) -> None:
    council = sqlite_council
    join_east(council, "Kim")
    for month in (2, 5, 9):
        month_in_east(council, date(2026, month, 6), 3)
    looked(council, "Ade", date(2026, 5, 7), 2, [TIDY, TIMELY])
    looked(council, "Ade", date(2026, 9, 7), 2, [TIDY])
    make_months(council.office, Actor(OPERATOR))
    with council.office.store.look() as uow:
        found = came_back(uow, council.office, "maple", WHOLE, QUARTER)
        before = came_back(uow, council.office, "maple", WHOLE, Period(date(2026, 4, 1), date(2026, 6, 30)))
    (table,) = found
    assert isinstance(table, Table)
    assert table.columns == ("Theme", "Oct–Dec 2025", "Jan–Mar 2026", "Apr–Jun 2026", "Jul–Sep 2026")
    assert table.rows == (("Tidiness", 0, 0, 1, 1),)
    assert before == []
