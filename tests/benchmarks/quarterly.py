"""The quarterly report of a large council, from what is stored of its months to the finished PDF."""

import statistics
import time

from sqlalchemy import text

from bot.clock import Deadline
from bot.flows.figures.making import make_months
from bot.flows.figures.times import before, quarter_of
from bot.flows.office import OPERATOR, Actor, Office
from bot.flows.reporting.at_terminal import print_report
from bot.frameworks.spans import months_after
from bot.reports.files import Kind, files_of
from bot.storage.blocks import add_month
from bot.storage.gathered import find_first_month
from tests.benchmarks.report import Row, Target

SECONDS = 5.0
_REPORT, _PERIOD = "R-ADU-1", "last quarter"
_LONG = 600.0


def row(name: str, office: Office, rounds: int) -> Row:
    """Months are counted as they end, long before anybody asks for a report."""
    _skip_what_is_older(office)
    began = time.perf_counter()
    make_months(office, _operator())
    counted = time.perf_counter() - began
    with office.store.work(Deadline.after(_LONG)) as uow:
        uow.run(text("ANALYZE"))  # as PostgreSQL does by itself, a minute after so much was stored
    took = [_print(office) for _ in range(rounds)]
    seconds = statistics.median(one for one, _ in took)
    details = (
        f"each: {', '.join(f'{one:.2f}' for one, _ in took)} s; {took[0][1] / 1000:.0f} kB",
        f"counting the months of two quarters, which happens once: {counted:.1f} s",
    )
    target = Target("from the figures to the PDF", seconds, SECONDS, " s")
    return Row(f"{_REPORT} of a quarter, {name}", "All teams beside each other, and the whole.", (target,), details)


def _skip_what_is_older(office: Office) -> None:
    """Than the quarter before the one that is reported: nothing of it is in the report."""
    with office.store.work(Deadline.after(_LONG)) as uow:
        month, until = find_first_month(uow), before(before(quarter_of(uow.today))).first
        while month and month < until:
            add_month(uow, month)
            month = months_after(month, 1)


def _print(office: Office) -> tuple[float, int]:
    """Seconds, and how long the file is."""
    began = time.perf_counter()
    paper, _ = print_report(office, _operator(), _REPORT, _PERIOD, "")
    (file,) = files_of(paper, Kind.PDF)
    return time.perf_counter() - began, len(file.content)


def _operator() -> Actor:
    return Actor(OPERATOR, Deadline.after(_LONG))
