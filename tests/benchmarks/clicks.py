"""Storage alone: a stored click against the same transaction by hand, for one person and with many at once.

The whole way over HTTP is in over_http.py, which measures in the same rounds.
"""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from threading import Lock

from bot.clock import Deadline
from bot.storage.queue import WriteQueue
from tests.benchmarks import raw
from tests.benchmarks.ground import ITEMS, Ground, ground
from tests.benchmarks.report import Row, Target

ROUNDS = 11
CHECKS = {1: 3, 16: 2, 32: 1}
"""How many checks each thread clicks through in a round, by the number of threads."""
RATIO, P99, LONGEST = 0.3, 250.0, 3000.0
OURS = "flow"

Click = Callable[[str, int], None]
Way = Callable[[int], Click]
"""One way to store a click, made ready for the thread of that number."""


@dataclass(frozen=True)
class Measured:
    """One round of one way: clicks a second, and how many milliseconds each took."""

    speed: float
    took: list[float]

    @property
    def middle(self) -> float:
        return statistics.median(self.took)


def rows(folder: Path) -> Iterator[Row]:
    needed = sum(runs_needed(threads, checks, ROUNDS) for threads, checks in CHECKS.items())
    with ground(folder, needed) as ours:
        unused = iter(ours.runs)
        for threads in CHECKS:
            yield _row(threads, measure(_ways(ours, threads), unused, threads, CHECKS[threads], ROUNDS))


def _ways(ours: Ground, threads: int) -> dict[str, Way]:
    """Ours and those by hand, each on a database of its own; they begin alike."""
    ours.office.store.close()  # the last connection to close brings everything into the file that is copied
    copies = [ours.path.with_name(f"raw-{threads}-{number}.db") for number in range(2)]
    for copy in copies:
        shutil.copy(ours.path, copy)
    person = ours.actor.person
    ways: dict[str, Way] = {OURS: lambda _: ours.click}
    shared, lock, queue = raw.connect(copies[0]), Lock(), WriteQueue()
    if threads == 1:
        return ways | {"one connection": lambda _: _by_hand(shared, nullcontext, person)}
    return ways | {
        "one connection behind a lock": lambda _: _by_hand(shared, lambda: lock, person),
        "a connection each behind a queue": lambda _: _by_hand(
            raw.connect(copies[1]), lambda: queue.turn(Deadline.after(60)), person
        ),
    }


def _by_hand(connection: raw.Connection, turn: Callable[[], AbstractContextManager[object]], person: str) -> Click:
    def click(run: str, number: int) -> None:
        with turn():
            raw.click(connection, person, run, number)

    return click


def runs_needed(threads: int, checks: int, rounds: int) -> int:
    return threads * checks * (rounds + 1)


def measure(
    ways: Mapping[str, Way],
    unused: Iterator[str],
    threads: int,
    checks: int,
    rounds: int,
    rest: Callable[[], object] = lambda: None,
) -> dict[str, list[Measured]]:
    """Interleaved rounds, the first of them to warm up; in each, every thread clicks through so many checks."""
    ready = {name: [way(thread) for thread in range(threads)] for name, way in ways.items()}
    found: dict[str, list[Measured]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        runs = [list(islice(unused, checks)) for _ in range(threads)]
        for name, clicks in ready.items():
            found[name].append(_round(clicks, runs))
            rest()
    return {name: measured[1:] for name, measured in found.items()}


def _round(clicks: list[Click], runs: list[list[str]]) -> Measured:
    began = time.perf_counter()
    with ThreadPoolExecutor(len(clicks)) as pool:
        took = list(chain.from_iterable(pool.map(_walk, clicks, runs)))
    return Measured(len(took) / (time.perf_counter() - began), took)


def _walk(click: Click, runs: list[str]) -> list[float]:
    took = []
    for run in runs:
        for number in range(1, ITEMS + 1):
            began = time.perf_counter()
            click(run, number)
            took.append((time.perf_counter() - began) * 1000)
    return took


def _row(threads: int, found: dict[str, list[Measured]]) -> Row:
    speed = {name: statistics.median(one.speed for one in rounds) for name, rounds in found.items()}
    by_hand = max((name for name in found if name != OURS), key=speed.__getitem__)
    ratio = in_pairs(found[OURS], found[by_hand], lambda one: one.speed)
    targets = [Target(f"speed, of plain sqlite3 ({by_hand})", ratio, RATIO, at_least=True)]
    if threads > 1:
        targets += waits(all_took(found[OURS]))
    details = [detail(name, rounds) for name, rounds in found.items()]
    who = "one person" if threads == 1 else f"{threads} at once"
    meaning = (
        "How fast an answer is safely on disk, with access, revision, place and log, beside the least work possible."
    )
    return Row(f"A stored click, {who}", meaning, tuple(targets), tuple(details))


def waits(took: list[float]) -> list[Target]:
    return [Target("99 of 100 within", p99(took), P99, " ms"), Target("longest", took[-1], LONGEST, " ms")]


def detail(name: str, rounds: list[Measured]) -> str:
    took, speed = all_took(rounds), statistics.median(one.speed for one in rounds)
    middle = statistics.median(took)
    return f"{name}: {speed:,.0f} a second; ms: p50 {middle:.2f}, p99 {p99(took):.1f}, longest {took[-1]:.1f}"


def all_took(rounds: list[Measured]) -> list[float]:
    return sorted(chain.from_iterable(one.took for one in rounds))


def p99(took: list[float]) -> float:
    """Of sorted times."""
    return took[int(len(took) * 0.99)]


def in_pairs(ours: list[Measured], theirs: list[Measured], of: Callable[[Measured], float]) -> float:
    """The ratio in the middle of those round by round: what slows the machine for a while slows both."""
    return statistics.median(of(one) / of(other) for one, other in zip(ours, theirs, strict=True))
