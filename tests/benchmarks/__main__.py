"""`make bench`: figures taken side by side in one run. It exits with 1 when a row falls short."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import clicks, figures, morning, over_http, owed, papers, render, start, walkers
from tests.benchmarks.ground import real_disk
from tests.benchmarks.report import Row, load, machine, say


def main() -> int:
    say(machine() + "\n")
    all_hold = True
    with real_disk() as folder:
        for row in _rows(folder):
            say(row)
            say(f"  {load()}")
            all_hold &= row.holds
    return 0 if all_hold else 1


def _rows(folder: Path) -> Iterator[Row]:
    """Each in a folder of its own."""
    yield render.row(folder / "render")
    yield from clicks.rows(folder / "clicks")
    yield from over_http.rows(folder / "http")
    yield from owed.rows(folder / "owed")
    yield morning.row(folder / "morning")
    yield papers.row()
    yield from figures.rows(folder / "figures")
    yield start.row(folder / "start")
    yield walkers.row(folder / "walkers")


if __name__ == "__main__":
    sys.exit(main())
