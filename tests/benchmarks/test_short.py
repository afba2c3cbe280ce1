"""Short rounds of what `make bench` measures, without the ratios that a busy machine would spoil."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import over_http, start, walkers
from tests.benchmarks.ground import real_disk


@pytest.fixture
def disk() -> Iterator[Path]:
    with real_disk() as folder:
        yield folder


@pytest.mark.slow
def test_twenty_people_walking_at_once_lose_nothing_and_see_what_is_stored(disk: Path) -> None:
    row = walkers.row(disk, people=20, seconds=4, between=(0.4, 1.0))
    assert row.holds, row


@pytest.mark.slow
def test_the_bot_answers_soon_after_its_start(disk: Path) -> None:
    row = start.row(disk, rounds=3)
    assert row.holds, row


@pytest.mark.slow
def test_sixteen_connections_are_served_without_long_waits_or_much_memory(disk: Path) -> None:
    alone, together = over_http.rows(disk, rounds=1)
    assert alone.holds, alone
    assert all(target.holds for target in together.targets if not target.name.startswith("speed")), together
