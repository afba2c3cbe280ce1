"""A playground with the tiny app in it, over Socket Mode and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest

from bot.playground.driver import Driver, Person
from bot.playground.server import Playground
from tests.playground.tiny import QUICK, Address, Tiny, over_socket


@dataclass(frozen=True)
class Town:
    """One playground, its driver, the app and its people."""

    slack: Driver
    tiny: Tiny
    way: str

    @property
    def ade(self) -> Person:
        return self.slack.person("ade@example.org")

    @property
    def jo(self) -> Person:
        return self.slack.person("Jo")


@pytest.fixture(params=["socket", "http"])
def town(request: pytest.FixtureRequest) -> Iterator[Town]:
    yield from _town(request.param)


@pytest.fixture
def socket_town() -> Iterator[Town]:
    yield from _town("socket")


@pytest.fixture
def http_town() -> Iterator[Town]:
    yield from _town("http")


def _town(way: str) -> Iterator[Town]:
    with ExitStack() as stack:
        address = Address() if way == "http" else None
        settings = replace(QUICK, deliver_to=address.url if address else None)
        playground = stack.enter_context(Playground(settings))
        tiny = Tiny(playground.api_url, settings)
        if address:
            address.tiny = tiny
            stack.callback(address.close)
        else:
            stack.enter_context(over_socket(tiny, playground.api_url, settings))
        stack.callback(tiny.hold.set)
        slack = Driver(playground.url)
        slack.wait(lambda: way == "http" or slack.connections())
        yield Town(slack, tiny, way)
