"""Row 5: from the command to the first answered click over HTTP, and the memory it takes."""

import statistics
import time
from contextlib import ExitStack, closing
from pathlib import Path

from tests.benchmarks.crowd import crowd
from tests.benchmarks.pressing import Line, Presses
from tests.benchmarks.report import Row, Target
from tests.benchmarks.servers import bot, bot_settings, server, wait_open

ROUNDS, SECONDS = 5, 2.5
ACCOUNTS = {"U0BENCH": "D0BENCH"}


def row(folder: Path, rounds: int = ROUNDS) -> Row:
    with ExitStack() as stack:
        slack = stack.enter_context(server("tests.benchmarks.always_ok"))
        people = stack.enter_context(crowd(folder, ACCOUNTS, rounds))
        address = f"http://127.0.0.1:{slack.port}"
        settings, presses = bot_settings(people, f"{address}/api/"), Presses(people, address)
        took, resident = zip(*(_once(settings, presses.body(run, 1), folder) for run in people.runs), strict=True)
    targets = (Target("first answer after", statistics.median(took), SECONDS, " s"),)
    details = (
        f"each: {', '.join(f'{each:.2f}' for each in took)} s",
        f"memory then: {statistics.median(resident):.0f} MB; after load see the row with many connections",
    )
    return Row(
        "Start", "From `python -m bot run` to the first click that is stored and acknowledged.", targets, details
    )


def _once(settings: dict[str, str], body: bytes, folder: Path) -> tuple[float, float]:
    """Seconds until a click was answered, and megabytes then."""
    began = time.perf_counter()
    with bot(settings, folder / "bot.log") as server:
        wait_open(server)
        with closing(Line(server.port)) as line:
            line.send(body)
        return time.perf_counter() - began, server.resident
