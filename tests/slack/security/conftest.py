"""A town that Slack reaches over HTTP, where anybody may knock, and a log of each test's own."""

from collections.abc import Iterator

import pytest

from tests.doors.conftest import Log
from tests.doors.conftest import log as log
from tests.slack.town import Town, town_at


@pytest.fixture(autouse=True)
def _apart(log: Log) -> None:
    """What goes wrong here on purpose stays out of the tests' own output."""


@pytest.fixture
def open_town(sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, "http") as town:
        yield town
