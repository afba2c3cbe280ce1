"""`make bench`: figures taken side by side in one run. It exits with 1 when a row falls short."""

import sys

from tests.benchmarks import clicks, render
from tests.benchmarks.ground import real_disk
from tests.benchmarks.report import machine, say


def main() -> int:
    say(machine() + "\n")
    all_hold = True
    with real_disk() as folder:
        for row in (render.row(folder), *clicks.rows(folder)):
            say(row)
            all_hold &= row.holds
    return 0 if all_hold else 1


if __name__ == "__main__":
    sys.exit(main())
