"""A large quarterly report as files, in a process of its own: how long the first takes, and what twenty more leave."""

import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from bot.domain.papers import Bars, Paper, Run, Section, Shares, Table
from bot.reports.files import Kind, files_of
from tests.benchmarks.report import Row, Target
from tests.reports.papers import FIGURES, paper

MOST, MOST_LEFT = 5.0, 12.0
_AGAIN = 20
_ITEMS, _TEAMS, _ACTIONS = 20, 24, 400


def row() -> Row:
    command = [sys.executable, "-m", "tests.benchmarks.papers"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    targets = (
        Target("first PDF", found["first"], MOST, " s"),
        Target("first spreadsheet", found["sheets"], MOST, " s"),
        Target(f"left in memory by {_AGAIN} more", found["left"], MOST_LEFT, " MB"),
    )
    detail = (
        f"{found['bytes'] / 1000:.0f} kB; each further PDF {found['again']:.2f} s; {found['resident']:.0f} MB in all"
    )
    return Row(
        "A quarterly report as a file", "From its figures to the whole file, fonts and charts too.", targets, (detail,)
    )


def large() -> Paper:
    """More than any quarter holds: tables by team, charts by question, and every action."""
    labels = tuple(f"Team {number} of a long name" for number in range(_TEAMS))
    work = Table("By team", ("Team", "Expected", "Done", "Late"), tuple((label, 20, 14, 3) for label in labels))
    bars = Bars("Done by team", "Each team has done 14 of 20.", labels, (14,) * _TEAMS, (20,) * _TEAMS)
    months = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
    runs = tuple(
        Run(f"Question {number}", "Between 50 and 80 per cent.", months, tuple(range(50, 74, 2)), 61.0)
        for number in range(_ITEMS)
    )
    asked = tuple(f"Question {number}, asked at some length about what was done" for number in range(_ITEMS))
    shares = Shares("All questions", "Mostly yes.", asked, ("Yes", "Partly", "No"), ((20, 6, 4),) * _ITEMS)
    actions = Table("Actions", ("What", "By"), tuple((f"Something to do, {n}", "12 Mar 2026") for n in range(_ACTIONS)))
    first = Section("At a glance", (FIGURES, work, bars))
    return replace(
        paper(), sections=(first, Section("Shares", (shares,)), Section("Runs", runs), Section("A", (actions,)))
    )


def main() -> None:
    whole = large()
    first, made = _took(whole, Kind.PDF)
    sheets, _ = _took(whole, Kind.XLSX)
    again = [_took(whole, Kind.PDF)[0] for _ in range(3)]
    before = _resident()
    again += [_took(whole, Kind.PDF)[0] for _ in range(_AGAIN)]
    after = _resident()
    found = {"first": first, "sheets": sheets, "again": sum(again) / len(again), "bytes": made}
    sys.stdout.write(json.dumps(found | {"left": after - before, "resident": after}))


def _took(whole: Paper, kind: Kind) -> tuple[float, int]:
    began = time.perf_counter()
    (made,) = files_of(whole, kind)
    return time.perf_counter() - began, len(made.content)


def _resident() -> float:
    """The most that this process has ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
