"""A town for each way in which Slack reaches the bot, and one on each kind of database."""

from collections.abc import Iterator

import pytest

from tests.slack.town import Town, town_at


@pytest.fixture
def town(sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, "socket") as town:
        yield town


@pytest.fixture(params=["socket", "http"])
def either_town(request: pytest.FixtureRequest, sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, request.param) as town:
        yield town
