"""Rows 1 and 2: a stored click over HTTP, cards redrawn meanwhile, beside other listeners behind the same door.

Each server is its own process; the bot is the one of production.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.clicks import (
    Click,
    Measured,
    Way,
    all_took,
    detail,
    in_pairs,
    measure,
    runs_needed,
    waits,
)
from tests.benchmarks.crowd import Crowd, crowd
from tests.benchmarks.pressing import Line, Presses
from tests.benchmarks.report import Row, Target
from tests.benchmarks.servers import Server, bot, bot_settings, server, wait_open

ONE, MANY = 1, 16
CHECKS = {ONE: 3, MANY: 1}
"""How many checks each connection clicks through in a round, by the number of connections."""
OF_EMPTY, OF_DEFAULT, OF_BY_HAND, MEMORY = 5.0, 0.5, 0.8, 130.0
OURS, EMPTY, DEFAULT, BY_HAND = "bot", "empty", "default", "by-hand"
ACCOUNTS = {f"U0BENCH{n:02}": f"D0BENCH{n:02}" for n in range(MANY)}


@dataclass(frozen=True)
class Scene:
    """All servers, ready, and the checks to click through."""

    crowd: Crowd
    servers: Mapping[str, Server]
    presses: Presses
    slack: Server
    lines: ExitStack

    def way(self, name: str) -> Way:
        return lambda _: self._click(self.servers[name])

    def _click(self, server: Server) -> Click:
        line = self.lines.enter_context(closing(Line(server.port)))
        return lambda run, number: line.send(self.presses.body(run, number))

    def rest(self) -> dict[str, int]:
        """Until all redraws are done; how often each method has been called until now."""
        connection = HTTPConnection("127.0.0.1", self.slack.port, timeout=60)
        connection.request("GET", "/quiet")
        calls: dict[str, int] = json.loads(connection.getresponse().read())
        connection.close()
        return calls


def rows(folder: Path, rounds: int = 7) -> Iterator[Row]:
    needed = sum(runs_needed(lines, checks, rounds) for lines, checks in CHECKS.items())
    with _scene(folder, needed) as scene:
        unused = iter(scene.crowd.runs)
        scene.rest()
        yield _alone(_measured(scene, (OURS, EMPTY, DEFAULT), unused, ONE, rounds))
        yield _together(_measured(scene, (OURS, BY_HAND), unused, MANY, rounds), scene)


def _measured(
    scene: Scene, names: tuple[str, ...], unused: Iterator[str], lines: int, rounds: int
) -> dict[str, list[Measured]]:
    ways = {name: scene.way(name) for name in names}
    return measure(ways, unused, lines, CHECKS[lines], rounds, scene.rest)


@contextmanager
def _scene(folder: Path, runs: int) -> Iterator[Scene]:
    with ExitStack() as stack:
        slack = stack.enter_context(server("tests.benchmarks.always_ok"))
        address = f"http://127.0.0.1:{slack.port}"
        people = stack.enter_context(crowd(folder, ACCOUNTS, runs))
        people.office.store.close()  # the last connection to close brings everything into the file that is copied
        copy = shutil.copy(people.path, folder / "by-hand.db")
        settings = bot_settings(people, f"{address}/api/")
        ours = stack.enter_context(bot(settings, folder / "bot.log"))
        beside = {
            name: stack.enter_context(
                server("tests.benchmarks.behind_door", name, **settings, BENCH_DATABASE=str(copy))
            )
            for name in (EMPTY, DEFAULT, BY_HAND)
        }
        wait_open(ours)
        yield Scene(people, {OURS: ours, **beside}, Presses(people, address), slack, stack)


def _alone(found: dict[str, list[Measured]]) -> Row:
    to_empty, to_default = (in_pairs(found[OURS], found[name], lambda one: one.middle) for name in (EMPTY, DEFAULT))
    targets = (
        Target("time, of an empty listener", to_empty, OF_EMPTY),
        Target("time, of an empty listener as Bolt has it by default", to_default, OF_DEFAULT),
    )
    meaning = "From a signed click to its acknowledgement over one connection: how much the storing adds."
    return Row("A stored click over HTTP", meaning, targets, _details(found))


def _together(found: dict[str, list[Measured]], scene: Scene) -> Row:
    ratio = in_pairs(found[OURS], found[BY_HAND], lambda one: one.speed)
    memory, calls = scene.servers[OURS].resident, scene.rest()
    targets = (
        Target("speed, of plain sqlite3 in a listener", ratio, OF_BY_HAND, at_least=True),
        *waits(all_took(found[OURS])),
        Target("the bot's memory after it", memory, MEMORY, " MB"),
    )
    drawn = f"redrawn by response_url {calls['response_url']:,} times, by chat.update {calls.get('chat.update', 0):,}"
    meaning = "How many answers a second are stored and acknowledged, with their cards redrawn meanwhile."
    return Row(f"Stored clicks over HTTP, {MANY} connections", meaning, targets, (*_details(found), drawn))


def _details(found: dict[str, list[Measured]]) -> tuple[str, ...]:
    return tuple(detail(name, rounds) for name, rounds in found.items())
