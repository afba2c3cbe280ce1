"""What a report says of the samples of its time: how each was drawn, and nothing of what is on their lists."""

from datetime import date

import pytest

from bot.domain.draws import DRAWN
from bot.domain.papers import Block, Table, Words
from bot.domain.periods import Period
from bot.domain.reporting import DRAFT, Draft
from bot.domain.reporting import About as Of
from bot.flows.draws.drawing import draw_again, drop_list, swap
from bot.flows.draws.freezing import freeze
from bot.flows.figures.nodes import load_nodes
from bot.flows.reporting.besides import besides_of
from bot.flows.reporting.checks import About as Made
from bot.frameworks.reports import Report
from bot.storage import draws
from tests.council import TODAY, Council
from tests.draws import FILES, SERVICE, TEN, drawn, of_places, works_by_linden
from tests.frameworks.test_reports import PLAIN_REPORT

METHOD = {"name": "how", "title": "How", "kind": "method"}
NOVEMBER, OCTOBER = (Period(date(2026, month, 1), date(2026, month, 30)) for month in (11, 10))


@pytest.fixture
def linden(council: Council) -> Council:
    return works_by_linden(council)


def said(
    council: Council, period: Period = NOVEMBER, team: str | None = None, *, published: bool = False
) -> list[Block]:
    report = Report.model_validate({**PLAIN_REPORT, "published": published, "sections": [METHOD]})
    with council.office.store.look() as uow:
        node = next(there for there in load_nodes(uow, TODAY) if there.id == (council.ids[team] if team else None))
        draft = Draft("d", Of("R-1", period, node.id), "linden", DRAFT, council.ids["Robin"], uow.now)
        return [*besides_of(uow, council.office, Made(draft, report, node))["how"]]


def test_each_draw_stands_there_with_its_list_and_what_was_done_to_it(linden: Council) -> None:
    first, second = drawn(linden), drawn(linden, of_places(30, count=3), by="Bea")
    swap(linden.office, linden.actor("Ade"), first.draw, first.lines[0].position, "gone", "")
    draw_again(linden.office, linden.actor("Bea"), second.draw, second.round, "mistake", "")
    words, table = said(linden)
    assert isinstance(words, Words) and isinstance(table, Table)
    assert "chance: 2. Rows on their lists: 40, of which 5 were drawn." in words.text
    assert "Swapped with a reason: 1. Drawn anew with a reason: 1." in words.text
    with linden.office.store.look() as uow:
        known = [draws.load_draw(uow, there.draw) for there in (first, second)]
    digests = {there.reference: there.digest[:16] for there in known if there}
    by_name = {row[0]: row[1:] for row in table.rows}
    assert by_name[first.reference] == (first.title, 10, 2, 1, 0, digests[first.reference])
    assert by_name[second.reference] == (second.title, 30, 3, 0, 1, digests[second.reference])
    assert not [reference for reference in TEN.splitlines() if reference in str((words, table))]


def test_lists_that_were_thrown_away_are_counted_and_told_no_further(linden: Council) -> None:
    left, _ = freeze(linden.office, linden.actor("Ade"), *FILES, SERVICE, None)
    thrown, _ = freeze(linden.office, linden.actor("Ade"), *FILES, of_places(12), None)
    drop_list(linden.office, linden.actor("Ade"), thrown.id)
    assert left.state != DRAWN
    (words,) = said(linden)
    assert isinstance(words, Words)
    assert "thrown away before anything was drawn: 1. Lists from which nothing was drawn yet: 1." in words.text


def test_of_another_time_or_team_nothing_is_said(linden: Council) -> None:
    drawn(linden)
    nothing = [Words("No sample of records was drawn by chance in this time.")]
    assert said(linden, OCTOBER) == nothing == said(linden, team="West")
    assert len(said(linden, team="East")) == 2


def test_to_anybody_only_all_of_them_together_are_told(linden: Council) -> None:
    drawn(linden)
    (words,) = said(linden, published=True)
    assert isinstance(words, Words)
