"""What a sheet asks about each point of a meeting's agenda is counted as one question, over all points and sheets."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update

from bot.domain.figures import Figures, Scope
from bot.domain.periods import Period
from bot.domain.values import Value
from bot.flows.figures.live import load_figures
from bot.flows.figures.making import make_months
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.finish import submit_run
from bot.flows.office import OPERATOR, Actor
from bot.flows.trend_points import load_trends
from bot.flows.walk import answer_item
from bot.storage.tables import runs, table_of
from tests.council import TODAY, Council
from tests.meetings import SHEET, circle, guest_seat, sheet, works_by_rowan

SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))
IN_SEPTEMBER = datetime(2026, 9, 10, 12, tzinfo=UTC)
YES, NO = 1, 0


@pytest.fixture
def house(council: Council) -> Council:
    return works_by_rowan(council)


def filled(house: Council, meeting: str, who: str, *said: int) -> None:
    """A sheet that answers the same question about each of two cases; Robin enters the one of the guest."""
    seat = guest_seat(house, meeting) if who == "Robin" else None
    run, actor = sheet(house, meeting, who, seat), house.actor(who)
    for point, code in enumerate(said, 1):
        answer_item(house.office, actor, house.press(run, f"R1~{point}"), Value(choice=code))
    submit_run(house.office, actor, run)
    there = table_of(runs.Run)
    with house.office.store.work() as uow:
        uow.run(update(there).where(there.c.id == run).values(submitted_at=IN_SEPTEMBER))


def asked(figures: Figures) -> tuple[bool, int, tuple[tuple[str, int], ...]]:
    (item,) = (there for there in figures.answers if there.item == "R1")
    return item.told, item.records, item.counts


def read(house: Council) -> tuple[Figures, Figures]:
    """As those entitled see it, and as it may be shared."""
    make_months(house.office, Actor(OPERATOR))
    with house.office.store.look() as uow:
        scope = Scope(load_nodes(uow, TODAY)[0], SUMMER, "rowan", SHEET)
        return load_figures(uow, house.office, scope), load_shared(uow, house.office, scope)


def test_every_point_counts_once_for_each_sheet(house: Council) -> None:
    meeting = circle(house)
    for who, *said in (("Ade", YES, NO), ("Bea", YES, YES), ("Robin", YES, YES)):
        filled(house, meeting, who, *said)
    live, shared = read(house)
    assert asked(live) == asked(shared) == (True, 6, (("Yes", 5), ("No", 1)))
    with house.office.store.look() as uow:
        trends = load_trends(uow, house.office, live.scope)
    (moved,) = (there for there in trends if there.item == "R1")
    assert [(point.good, point.of) for point in moved.points if point.share is not None] == [(5, 6)]


def test_many_points_of_two_people_s_sheets_are_too_few(house: Council) -> None:
    for name in ("September circle", "Another circle"):
        meeting = circle(house, name)
        filled(house, meeting, "Ade", YES, NO)
        filled(house, meeting, "Bea", YES, YES)
    for figures in read(house):
        assert asked(figures) == (False, 4, ())
