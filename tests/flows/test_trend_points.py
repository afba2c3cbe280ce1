"""Themes and good answers counted from checks that are really there, month by month, on both databases."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from bot.blocks.trends import came_up_blocks, trend_blocks
from bot.domain.figures import Node, Scope
from bot.domain.periods import Period
from bot.domain.themes import Marked, Marks
from bot.domain.values import Value
from bot.flows.figures.live import load_figures
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.theme_counts import load_theme_counts, recurring
from bot.flows.themes import mark_check
from bot.flows.trend_points import load_came_up, load_trend_of, load_trends, on_paper
from bot.flows.walk import answer_item
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from tests.council import TODAY, Council

TIDY, TIMELY = Marks(frozenset({"tidiness"})), Marks(frozenset({"time"}), good=True)
OCTOBER, NOVEMBER = Period(date(2026, 10, 1), date(2026, 10, 31)), Period(date(2026, 11, 1), date(2026, 11, 30))
_LINE = {"Ade": "Sam", "Bea": "Sam", "Kim": "Sam", "Sam": "Robin", "Sid": "Max"}


def looked(council: Council, about: str, on: date, choice: int, marks: Sequence[Marks] = ()) -> str:
    """A check of somebody's work, handed in at noon of that day, and marked."""
    who = council.actor(_LINE[about])
    run = council.work_look(about, _LINE[about])
    answer_item(council.office, who, council.press(run, "S1"), Value(choice=choice))
    for marked, item in zip(marks, (None, "S1"), strict=False):
        mark_check(council.office, who, run, Marked(item, marked))
    submit_run(council.office, who, run)
    run_table, at = table_of(tables.Run), datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    with council.office.store.work() as uow:
        uow.run(update(run_table).where(run_table.c.id == run).values(submitted_at=at))
    return run


def month_of_looks(council: Council, on: date, good: int, marks: Sequence[Marks] = ()) -> None:
    """Five checks about four people, so many of them with the good answer."""
    for n, about in enumerate(["Ade", "Bea", "Sam", "Sid", "Ade"]):
        looked(council, about, on, 2 if n < good else 1, marks if n == 0 else ())


def scope(council: Council, period: Period, *, team: str = "", form: str | None = None) -> Scope:
    teams = frozenset([council.ids[team]]) if team else frozenset()
    return Scope(Node(council.ids[team] if team else None, team or "All", teams), period, form=form)


def test_themes_are_counted_by_checks_not_by_marks(council: Council) -> None:
    month_of_looks(council, date(2026, 11, 3), 3, [TIDY, TIDY])
    looked(council, "Bea", date(2026, 11, 4), 1, [Marks(frozenset({"tidiness", "time"})), TIMELY])
    withdraw_run(council.office, council.actor("Sam"), council.work_look())
    with council.office.store.look() as uow:
        found = load_theme_counts(uow, council.office, scope(council, NOVEMBER))
        assert found is not None
        assert [(there.title, there.many, there.good_practice) for there in found] == [
            ("Tidiness", 2, False),
            ("Time", 1, False),
            ("Time", 1, True),
        ]
        assert load_theme_counts(uow, council.office, scope(council, OCTOBER)) == ()


def test_of_too_few_checks_or_people_no_theme_is_told(sqlite_council: Council) -> None:
    council = sqlite_council
    for _ in range(5):
        looked(council, "Ade", date(2026, 11, 3), 2, [TIDY])
    with council.office.store.look() as uow:
        assert load_theme_counts(uow, council.office, scope(council, NOVEMBER)) is None
    looked(council, "Bea", date(2026, 11, 3), 2)
    looked(council, "Sid", date(2026, 11, 3), 2)
    with council.office.store.look() as uow:
        assert [there.title for there in load_figures(uow, council.office, scope(council, NOVEMBER)).themes] == [
            "Tidiness"
        ]
        east = load_figures(uow, council.office, scope(council, NOVEMBER, team="East"))
        assert (east.themes, "Themes" in [there.what for there in east.withheld]) == ((), True)
        assert load_theme_counts(uow, council.office, scope(council, NOVEMBER, team="East")) is None


def test_good_practice_of_no_theme_is_counted_too(sqlite_council: Council) -> None:
    council = sqlite_council
    month_of_looks(council, date(2026, 11, 3), 3, [Marks(good=True)])
    with council.office.store.look() as uow:
        (found,) = load_theme_counts(uow, council.office, scope(council, NOVEMBER)) or ()
    assert (found.theme, found.title, found.many, found.good_practice) == ("", "Without a theme", 1, True)


def test_what_came_up_in_two_periods_recurs(sqlite_council: Council) -> None:
    council = sqlite_council
    month_of_looks(council, date(2026, 10, 6), 3, [TIDY, TIMELY])
    month_of_looks(council, date(2026, 11, 3), 3, [TIDY])
    with council.office.store.look() as uow:
        told = [load_theme_counts(uow, council.office, scope(council, month)) or () for month in (OCTOBER, NOVEMBER)]
    assert [(there.title, there.counts) for there in recurring(told)] == [("Tidiness", (1, 1))]
    assert recurring([]) == recurring(told[:1]) == ()


def test_a_theme_broken_down_says_whether_it_came_back(sqlite_council: Council) -> None:
    council = sqlite_council
    month_of_looks(council, date(2026, 9, 3), 3, [TIDY])
    looked(council, "Ade", date(2026, 10, 6), 3 - 1, [TIDY])
    month_of_looks(council, date(2026, 11, 3), 3, [TIDY, TIMELY])
    with council.office.store.look() as uow:
        where = scope(council, NOVEMBER)
        tidy = load_came_up(uow, council.office, where, "theme/tidiness/all/Tidiness")
        time = load_came_up(uow, council.office, where, "theme/time/good/Time")
        assert load_came_up(uow, council.office, where, "work") == ()
    assert tidy == (("Aug 2026", 0), ("Sep 2026", 1), ("Oct 2026", None), ("Nov 2026", 1))
    assert "It came up in 2 of these 4 times." in str(came_up_blocks(tidy))
    assert "Oct 2026: too few to tell" in str(came_up_blocks(tidy))
    assert "It did not come up before." in str(came_up_blocks(time))
    assert came_up_blocks(()) == []


def test_a_question_is_charted_by_month_with_gaps_where_too_few_were_asked(council: Council) -> None:
    month_of_looks(council, date(2026, 9, 1), 1)
    month_of_looks(council, date(2026, 9, 30), 2)
    looked(council, "Ade", date(2026, 10, 6), 2)
    month_of_looks(council, date(2026, 11, 3), 4)
    with council.office.store.look() as uow:
        whole, question = load_trends(uow, council.office, scope(council, NOVEMBER, form="work-look"))
        assert load_trends(uow, council.office, scope(council, NOVEMBER, form="own-look")) == ()
        assert load_trends(uow, council.office, scope(council, NOVEMBER)) == ()
    assert [(point.good, point.of) for point in question.points[-3:]] == [(3, 10), (None, None), (4, 5)]
    assert (len(question.points), question.item, whole.item) == (24, "S1", None)
    assert whole.points == question.points
    assert question.said.startswith("2 of 10 points so far")
    drawn = on_paper(question)
    assert drawn.values[-3:] == (30.0, None, 80.0)
    assert drawn.labels[-1] == "Nov 26"
    assert "Sep 26 3 of 10, Nov 26 4 of 5" in drawn.alt


def test_a_figure_of_a_summary_opens_its_own_chart(sqlite_council: Council) -> None:
    council = sqlite_council
    month_of_looks(council, date(2026, 11, 3), 4)
    with council.office.store.look() as uow:
        where = scope(council, NOVEMBER)
        found = {
            key: load_trend_of(uow, council.office, where, key)
            for key in ("answer/work-look/S1", "work/work-look", "work", "work/R-1", "answer/work-look/S2", "actions")
        }
    assert {key for key, there in found.items() if there} == {"answer/work-look/S1", "work/work-look"}
    shown = str(trend_blocks(found["answer/work-look/S1"]))
    assert "Nov 2026: 4 of 5 (80 %)" in shown
    assert "1 of 10 points so far" in shown
    assert "Median" not in shown


@pytest.mark.parametrize(("at", "month"), [(datetime(2026, 6, 30, 23, 30, tzinfo=UTC), 7), (None, 11)])
def test_an_evening_belongs_to_the_day_where_people_work(
    sqlite_council: Council, at: datetime | None, month: int
) -> None:
    council, run_table = sqlite_council, table_of(tables.Run)
    month_of_looks(council, TODAY, 5)
    if at:
        with council.office.store.work() as uow:
            uow.run(update(run_table).values(submitted_at=at))
    with council.office.store.look() as uow:
        _, question = load_trends(uow, council.office, scope(council, NOVEMBER, form="work-look"))
    assert [point.month.month for point in question.points if point.of] == [month]
