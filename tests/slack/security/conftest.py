"""A town that Slack reaches over HTTP, where anybody may knock, and a log of one test's own."""

from collections.abc import Iterator

import pytest

from tests.doors.conftest import log  # noqa: F401  # the same log of one test's own
from tests.slack.town import Town, town_at


@pytest.fixture
def open_town(sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, "http") as town:
        yield town
