"""C35: the socket is refreshed, reset or switched off while people click all the time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest

from bot.playground.driver import Act, Driver
from bot.storage.tables.runs import Answer
from tests.council import Council
from tests.doors.conftest import Log
from tests.slack.sight import rows
from tests.slack.town import Town

pytestmark = pytest.mark.slow

PACE = 0.1


class Clicking:
    """Somebody who presses Yes in one check after the other, every tenth of a second, whatever happens."""

    def __init__(self, town: Town, number: int) -> None:
        assert town.bot
        council = Council(town.bot.office, town.council.ids)
        town.begin(town.ade)
        self.town, self.card = town, town.ade.card()
        self.runs = [council.own_look(f"R-{at}") for at in range(number)]

    def press(self, run: str) -> Act:
        return self.town.ade.press("answer/0", value=f"{run} A1 0 1", message=self.card)

    def go(self, meanwhile: Callable[[Driver], None]) -> dict[str, Act]:
        """What became of each click; `meanwhile` happens after a third of them."""
        acts: dict[str, Future[Act]] = {}
        with ThreadPoolExecutor(40) as fingers:
            for at, run in enumerate(self.runs):
                acts[run] = fingers.submit(self.press, run)
                if at == len(self.runs) // 3:
                    meanwhile(self.town.slack)
                Event().wait(PACE)
        return {run: act.result() for run, act in acts.items()}

    def stored(self) -> dict[str, int]:
        return {row["run"]: row["revision"] for row in rows(self.town, Answer) if row["item"] == "A1"}


def refresh(slack: Driver) -> None:
    slack.delivery("disconnect", reason="refresh_requested")


def warn(slack: Driver) -> None:
    slack.delivery("disconnect", reason="warning")


def reset(slack: Driver) -> None:
    slack.delivery("drop-socket")


def reset_and_429(slack: Driver) -> None:
    slack.fault("apps.connections.open", "429", seconds=1)
    slack.delivery("drop-socket")


@pytest.mark.parametrize("meanwhile", [warn, refresh, reset, reset_and_429], ids=lambda each: each.__name__)
def test_c35_no_acknowledged_click_is_lost_and_none_counts_twice(
    town: Town, meanwhile: Callable[[Driver], None]
) -> None:
    clicking = Clicking(town, 24)
    acts = clicking.go(meanwhile)
    town.slack.wait(lambda: town.slack.connections() >= 1)
    stored = clicking.stored()
    acked = {run for run, act in acts.items() if act.acked}
    assert acked <= stored.keys()
    assert set(stored.values()) == {1}
    if meanwhile is warn:
        assert len(acked) == 24  # the old socket is listened to until the new one is there
    # What was never delivered can be pressed again.
    for run in stored.keys() ^ set(clicking.runs):
        assert clicking.press(run).acked
    assert clicking.stored() == dict.fromkeys(clicking.runs, 1)
    assert len(town.slack.calls("apps.connections.open")) <= 4
    assert town.slack.connected() >= 2


def test_c35_link_disabled_ends_it_without_a_hot_loop_and_says_so(town: Town, log: Log) -> None:
    town.slack.delivery("disconnect", reason="link_disabled")
    town.slack.wait(lambda: town.bot and not town.bot.door.is_open())
    town.slack.settled(quiet=1.5)
    assert len(town.slack.calls("apps.connections.open")) <= 2
    assert any("switched Socket Mode off" in entry["event"] for entry in log.events)
    town.slack.clear_faults()
