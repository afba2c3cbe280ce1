"""Two bots, each a process, on one PostgreSQL: payloads go to either, and one of them is killed in the middle."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from tests.slack.faults.process import Process, town_with_process
from tests.slack.town import Town, done

pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


@pytest.fixture
def pair(address: str, tmp_path: Path) -> Iterator[tuple[Town, Process]]:
    with town_with_process(address, tmp_path) as (town, first):
        second = first.twin()
        try:
            second.start()
            town.slack.wait(lambda: town.slack.connections() == 2)
            yield town, second
        finally:
            second.kill()


@pytest.mark.slow
def test_a_whole_check_with_one_of_two_killed_on_the_way_ends_with_one_true_receipt(pair: tuple[Town, Process]) -> None:
    (town, second), ade = pair, pair[0].ade
    town.begin(ade)
    act = ade.click("Yes", times=4)
    assert all(each.acked for each in (act, *act.repeats))
    town.shows(ade, "2 of 6")
    second.kill()
    town.slack.wait(lambda: town.slack.connections() == 1)
    done(ade.click("Yes"))
    town.slack.wait(lambda: "3 of 6" in ade.card().plain, timeout=40)
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 2 of 6 done")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ", "2 yes · 4 not answered")
    town.slack.settled(quiet=0.5)
    assert len(ade.dm()) == 1
    assert len(town.slack.calls("chat.postMessage")) == 1
    assert not prove_log(town.council.office.store, Actor(OPERATOR), []).broken
