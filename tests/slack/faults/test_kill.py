"""kill -9 of a real bot while something is under way: afterwards people see the truth, once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.playground.driver import Act
from bot.storage.tables.runs import Answer
from tests.slack.faults.process import Process, town_with_process
from tests.slack.sight import answers, rows, run_on
from tests.slack.town import Town

pytestmark = pytest.mark.slow

SECOND = "Was there agreement"
Served = tuple[Town, Process]


@pytest.fixture
def served(sqlite_address: str, tmp_path: Path) -> Iterator[Served]:
    with town_with_process(sqlite_address, tmp_path) as served:
        yield served


def shows(town: Town, asked: str) -> Callable[[], bool]:
    return lambda: bool(town.ade.dm()) and asked in town.ade.card().plain


def killed_during(served: Served, act: Callable[[], Act], method: str, kind: str) -> Act:
    """The process is killed while its call of this method waits for Slack's answer; then there is a new one."""
    town, process = served
    before = len(town.slack.calls(method))
    town.slack.fault(method, kind, seconds=6)
    with ThreadPoolExecutor(1) as finger:
        doing = finger.submit(act)
        town.slack.wait(lambda: len(town.slack.calls(method)) > before)
        if kind == "timeout" and method == "response_url":
            doing.result()  # it is acknowledged before it is drawn
        process.kill()
        done = doing.result()
    town.slack.clear_faults()
    process.start()
    return done


ROUNDS = pytest.mark.parametrize("_round", range(3))


@pytest.mark.slow
@ROUNDS
def test_killed_between_commit_and_ack_the_answer_is_there_and_the_card_shows_it(served: Served, _round: int) -> None:
    town, _ = served
    town.begin(town.ade)
    town.ade.click("Yes")
    town.slack.wait(shows(town, SECOND))
    act = killed_during(served, lambda: town.ade.click("No"), "views.open", "timeout")
    assert act.warned  # the person was not told that it was saved
    town.slack.wait(shows(town, "needs a note"))
    assert answers(town, run_on(town.ade.card()))["A2"] == 0
    assert len(town.ade.dm()) == 1
    # Pressing again, as Slack's warning says, changes nothing.
    assert town.ade.click("No, chosen").acked
    assert [row["revision"] for row in rows(town, Answer) if row["item"] == "A2"] == [1]


@pytest.mark.slow
@ROUNDS
def test_killed_between_ack_and_redraw_the_card_shows_what_was_saved(served: Served, _round: int) -> None:
    town, _ = served
    town.begin(town.ade)
    act = killed_during(served, lambda: town.ade.click("Yes"), "response_url", "timeout")
    assert act.acked
    town.slack.wait(shows(town, SECOND), timeout=90)
    assert answers(town, run_on(town.ade.card()))["A1"] == 1
    assert len(town.ade.dm()) == 1


@pytest.mark.slow
def test_killed_between_post_and_record_there_is_one_card_and_it_works(served: Served) -> None:
    town, _ = served
    ade = town.ade
    ade.slash("/qa start look at my own")
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    act = killed_during(served, ade.submit, "chat.postMessage", "slow")
    assert act.acked
    assert len(ade.dm()) == 1
    assert ade.click("Yes").acked
    town.slack.wait(shows(town, SECOND), timeout=90)
    town.slack.settled(quiet=1.0)
    assert len(ade.dm()) == 1
    assert len(town.slack.calls("chat.postMessage")) == 1


def test_asked_to_stop_it_finishes_the_click_in_hand(served: Served) -> None:
    town, process = served
    town.begin(town.ade)
    town.slack.fault("views.open", "slow", seconds=1)
    with ThreadPoolExecutor(1) as finger:
        doing = finger.submit(town.ade.click, "Add a note")
        town.slack.wait(lambda: town.slack.calls("views.open")[1:])
        process.ask_to_stop()
        assert doing.result().acked
    assert process.ended() == 0
    assert town.ade.view()


def test_asked_to_stop_it_writes_down_what_became_of_a_message_in_flight(served: Served) -> None:
    town, process = served
    ade = town.ade
    ade.slash("/qa start look at my own")
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    town.slack.fault("chat.postMessage", "slow", seconds=1)
    assert ade.submit().acked
    town.slack.wait(lambda: town.slack.calls("chat.postMessage"))
    process.ask_to_stop()
    assert process.ended() == 0
    process.start()
    assert ade.click("Yes").acked
    town.slack.wait(shows(town, SECOND))
    assert len(ade.dm()) == 1
