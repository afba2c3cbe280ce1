"""`run` without Slack: the playground and the bot side by side, killed and back, stopped and started again."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.driver import Driver, Person

ROOT = Path(__file__).parents[2]
HISTORY = 7
"""Ade's three receipts and open check, word of two that Sam has shared, and of an action agreed in one of them."""


class Pair:
    """`python -m bot run` in a folder of its own; its council begins without a year unless a test is about that."""

    def __init__(self, folder: Path, *options: str, year: bool = False) -> None:
        options = options if year else (*options, "--no-year")
        dropped = ("QA_", "SLACK_", "PORT")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", *options],
            cwd=folder,
            env={**kept, "PYTHONPATH": str(ROOT), "QA_CHECKLISTS": str(ROOT / "checklists")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        self.read_until("Ctrl-C stops.")
        url = re.search(r"http://127\.0\.0\.1:\d+", self.said)
        assert url, self.said
        self.url = url[0]
        self.slack = Driver(self.url)

    def read_until(self, words: str) -> str:
        assert self.process.stdout
        heard = ""
        for line in self.process.stdout:
            self.said += line
            heard += line
            if words in line:
                return heard
        raise AssertionError(self.said)

    @property
    def ade(self) -> Person:
        return self.slack.person("ade@example.org")

    @property
    def bot(self) -> int:
        return int(re.findall(r"process (\d+)", self.said)[-1])

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(40) == 0
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    pair = Pair(tmp_path)
    yield pair
    if pair.process.poll() is None:
        pair.stop()


def begin(pair: Pair) -> Person:
    """A check of Ade's, begun; what the council did before stands above it."""
    ade = pair.ade
    pair.slack.wait(lambda: _cards(ade) == HISTORY, timeout=20)
    pair.slack.settled()
    assert ade.slash("/qa start self-check").acked
    ade.fill({"subject": "K7-3Q", "Are you new to the CAF, or experienced with it?": "I am experienced"})
    assert ade.submit().acked
    pair.slack.wait(lambda: "K7-3Q" in ade.card().plain)
    return ade


def _cards(person: Person) -> int:
    return len(person.dm())


@pytest.mark.slow
def test_the_issues_whole_story(pair: Pair, tmp_path: Path) -> None:
    """Start, kill -9, a double click, a stale click and a dropped connection on the way; a receipt that is true."""
    ade = begin(pair)
    old = ade.card()
    assert ade.click("Yes", times=2).acked
    pair.slack.wait(lambda: "2 of 27" in ade.card().plain)

    os.kill(pair.bot, signal.SIGKILL)
    pair.read_until("It is back")
    assert ade.click("Yes").acked
    pair.slack.wait(lambda: "3 of 27" in ade.card().plain)

    # No, on a picture of the card as it was: their own later word stands.
    assert ade.press("answer/1", message=old).acked
    pair.slack.settled()
    assert "3 of 27" in ade.card().plain

    pair.slack.delivery("drop-socket")
    pair.slack.wait(lambda: pair.slack.connections(), timeout=15)
    assert ade.click("Yes").acked
    pair.slack.wait(lambda: "4 of 27" in ade.card().plain)
    ade.choose("⋯", "Review what is done")
    pair.slack.wait(lambda: "Review" in ade.card().plain)
    assert ade.click("Submit").acked
    pair.slack.wait(lambda: "Submitted" in ade.card().plain)
    assert "2 yes · 1 no · 24 not answered" in ade.card().plain
    assert _cards(ade) == HISTORY + 1
    assert pair.slack.breaches() == []

    proof = [sys.executable, "-m", "bot", "verify", "--database", "sqlite:///data/playground/plumbline.db"]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(proof, cwd=tmp_path, env=here, capture_output=True, text=True)
    assert "The log is whole" in done.stdout, done.stderr


@pytest.mark.slow
def test_both_come_back_where_they_were_and_fresh_forgets(tmp_path: Path) -> None:
    first = Pair(tmp_path)
    ade = begin(first)
    first.slack.settled()
    stood = ade.card().ts
    first.stop()
    second = Pair(tmp_path)
    assert second.ade.card().ts == stood
    assert second.ade.click("Yes").acked
    second.slack.wait(lambda: "2 of 27" in second.ade.card().plain)
    second.stop()
    third = Pair(tmp_path, "--fresh")
    assert "K7-3Q" not in third.ade.transcript()
    third.stop()
