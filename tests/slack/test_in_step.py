"""Keeping in step what is due keeps nobody from coming in, and where it fails all the rest is shown."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from threading import Event

import pytest

from bot.delivery import follower
from bot.ticks.days import Days
from tests.slack.town import Town, done


def is_answered(town: Town) -> bool:
    """Whether anybody who asks about our health gets an answer."""
    connection = HTTPConnection("127.0.0.1", town.settings.port or 0, timeout=2)
    with suppress(OSError), closing(connection):
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    return False


def test_people_come_in_while_what_came_up_before_is_still_being_worked_out(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.stop_bot()
    begun, ends = Event(), Event()

    def turn(_: Days) -> list[str]:
        begun.set()
        ends.wait(20)
        return []

    monkeypatch.setattr(Days, "turn", turn)
    with ThreadPoolExecutor(1) as pool:
        started = pool.submit(town.start_bot)
        try:
            assert begun.wait(10)
            town.slack.wait(lambda: is_answered(town), timeout=5)
            assert not started.done()
            done(town.ade.slash("/qa due"))
            town.form(town.ade, "due")
        finally:
            ends.set()
        started.result(10)


def test_a_mistake_in_working_out_what_is_due_takes_nothing_else_away(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> frozenset[str]:
        raise ZeroDivisionError

    monkeypatch.setattr(follower, "follow", fail)
    done(town.ade.open_home())
    town.home(town.ade, "Start something")
    done(town.ade.slash("/qa due"))
    town.form(town.ade, "due")
