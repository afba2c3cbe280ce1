"""C28: many reminders at once, while Slack asks for a pause at each third call."""

import os
import threading
import time
from collections.abc import Iterator

import pytest

from bot.playground.driver import Act
from tests.duties import go_live
from tests.slack.faults.test_bursts import hire
from tests.slack.faults.test_reminders import remind
from tests.slack.town import Town, reminders, town_at

pytestmark = pytest.mark.slow

PEOPLE, PAUSE = 200, float(os.environ.get("QA_HELD_UP", "2"))
"""With the seven seconds that Slack may ask for it takes ten minutes; what is to hold is the same."""
A_MINUTE = 3000
"""So that our own pace does not spare Slack from saying no."""
UNDER_WAY = 0.7
"""Seconds for which a call that was begun before the no may still be on its way."""


@pytest.fixture
def asleep() -> set[str]:
    """Which threads slept for longer than one waits for a busy database."""
    return set()


@pytest.fixture
def town(sqlite_address: str, monkeypatch: pytest.MonkeyPatch, asleep: set[str]) -> Iterator[Town]:
    sleep = time.sleep

    def noted(seconds: float) -> None:
        if seconds >= PAUSE / 4:
            asleep.add(threading.current_thread().name)
        sleep(seconds)

    monkeypatch.setattr("bot.app._pace", lambda _: A_MINUTE)
    monkeypatch.setattr("bot.storage.pace._NEW_A_MINUTE", A_MINUTE)
    with town_at(sqlite_address, "socket") as town:
        go_live(town.council)
        monkeypatch.setattr(time, "sleep", noted)
        yield town


def test_c28_everybody_gets_one_other_calls_go_on_and_nobody_waits(town: Town, asleep: set[str]) -> None:
    people, ade = hire(town, PEOPLE), town.ade
    town.begin(ade, words="look at my own work")
    card = ade.card()
    town.slack.forget()
    town.slack.fault("chat.postMessage", "429", seconds=PAUSE, times=10 * PEOPLE, every=3)
    remind(town, people)
    assert town.bot
    town.bot.post.sweep()
    acts: list[Act] = []
    while len(_posted(town)) < PEOPLE:
        acts += [ade.press(f"answer/{len(acts) % 2}", message=card)]
        threading.Event().wait(1.5)
        assert len(acts) < PEOPLE * PAUSE, f"{len(_posted(town))} reminders stand by now"
    town.slack.settled()
    assert all(len(reminders(person)) == 1 for person in people)
    assert len(acts) > 10
    assert [(at, act) for at, act in enumerate(acts) if not act.acked or act.warned or act.took >= 3] == []
    assert _pauses_are_kept(town)
    assert town.slack.calls("response_url")
    assert not {name for name in asleep if name.startswith(("sender", "post", "aside", "socket-door"))}


def _posted(town: Town) -> list[dict[str, object]]:
    return [call for call in town.slack.calls("chat.postMessage") if "fault" not in call]


def _pauses_are_kept(town: Town) -> bool:
    calls = town.slack.calls("chat.postMessage")
    asked = [call["at"] for call in calls if call.get("fault") == "429"]
    assert len(asked) >= 10
    return not any(at + UNDER_WAY < call["at"] < at + PAUSE - 0.1 for at in asked for call in calls)
