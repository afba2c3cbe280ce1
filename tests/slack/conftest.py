"""A town for each way in which Slack reaches the bot, and one on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.slack.town import Town, town_at


@pytest.fixture(autouse=True)
def _brisk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Conversations do not wait for the pace that holds back bursts; security and faults keep it."""
    if request.path.parent == Path(__file__).parent:
        monkeypatch.setattr("bot.delivery.post._PACE", 0.02)


@pytest.fixture
def town(sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, "socket") as town:
        yield town


@pytest.fixture(params=["socket", "http"])
def either_town(request: pytest.FixtureRequest, sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, request.param) as town:
        yield town
