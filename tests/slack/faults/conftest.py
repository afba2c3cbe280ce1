"""A log of each test's own."""

import pytest

from tests.doors.conftest import Log
from tests.doors.conftest import log as log


@pytest.fixture(autouse=True)
def _apart(log: Log) -> None:
    """What goes wrong here on purpose stays out of the tests' own output."""
