"""Short rounds of what `make bench` measures, without the ratios that a busy machine would spoil."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import figures, morning, over_http, owed, papers, start, walkers
from tests.benchmarks.ground import real_disk
from tests.benchmarks.report import Row, Target
from tests.yardstick import slowness


@pytest.fixture
def disk() -> Iterator[Path]:
    with real_disk() as folder:
        yield folder


def short_of(row: Row) -> list[str]:
    """What was not held, in words."""
    return [str(target) for target in row.targets if not is_near(target)]


def is_near(target: Target) -> bool:
    """Within what the machine takes longer just now; a rate as far below."""
    slower = slowness()
    return target.figure * slower >= target.target if target.at_least else target.figure <= target.target * slower


@pytest.mark.slow
def test_twenty_people_walking_at_once_lose_nothing_and_see_what_is_stored(disk: Path) -> None:
    row = walkers.row(disk, people=20, seconds=4, between=(0.4, 1.0))
    assert short_of(row) == []


@pytest.mark.slow
def test_a_large_report_is_made_in_seconds_and_leaves_no_memory_behind() -> None:
    row = papers.row()
    assert row.holds, row


@pytest.mark.slow
def test_the_bot_answers_soon_after_its_start(disk: Path) -> None:
    row = start.row(disk, rounds=3)
    assert short_of(row) == []


@pytest.mark.slow
def test_sixteen_connections_are_served_without_long_waits_or_much_memory(disk: Path) -> None:
    alone, together = over_http.rows(disk, rounds=1)
    assert short_of(alone) == []
    assert all(is_near(target) for target in together.targets if not target.name.startswith("speed")), together


@pytest.mark.slow
def test_what_is_owed_is_found_and_kept_in_step_whatever_lies_behind(disk: Path) -> None:
    changes, everything, one = owed.rows(disk, people=60, years=3, rounds=3)
    assert changes.targets[0].figure < 10, changes
    assert everything.holds, everything
    assert one.targets[0].figure < 4, one


@pytest.mark.slow
def test_reminders_for_everybody_keep_to_the_ceiling_and_come_once(disk: Path) -> None:
    row = morning.row(disk, people=60, new=6, a_minute=120)
    late = ("seconds",)
    assert all(target.holds for target in row.targets if not target.name.startswith(late)), row


@pytest.mark.slow
def test_figures_are_counted_on_both_databases_as_by_hand(disk: Path) -> None:
    for row in figures.rows(disk / "figures", answers=20_000, rounds=1):
        assert all(target.holds for target in row.targets if target.unit == " s"), row
