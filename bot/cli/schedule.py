"""`schedule`: from which day a framework's checks are owed, and what other schedules would mean for people."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import Deadline
from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.domain.changes import Changed
    from bot.flows.go_live import GoneLive

schedule_app = typer.Typer(no_args_is_help=True, help="What is owed: from when on, and what a change would mean.")


@schedule_app.command("go-live")
def go_live_command(
    framework: Annotated[str, typer.Argument(help="The framework, by the name of its folder")],
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The first day, such as 2026-12-01")],
    last_done: Annotated[
        Path | None, typer.Option(help="A CSV file: who or reference, tool, date of when each was last done")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be set, and set nothing")] = False,
) -> None:
    """Let a framework's checks be owed from that day on. Nothing is late for time before it."""
    from bot.app import open_office
    from bot.flows.go_live import PATIENCE, set_go_live
    from bot.flows.office import OPERATOR, Actor

    office = open_office(Settings())
    actor = Actor(OPERATOR, Deadline.after(PATIENCE))
    try:
        gone = set_go_live(office, actor, framework, day.date(), last_done, dry_run=dry_run)
    finally:
        office.store.close()
    _print(gone, dry_run)


@schedule_app.command("compare")
def compare_command(
    folder: Annotated[Path, typer.Argument(help="The folder of frameworks that is to be tried")],
) -> None:
    """Say what the schedules of that folder would mean for what people owe today. Nothing is changed."""
    from bot.app import open_office
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.planning.comparing import PATIENCE, compare_schedules
    from bot.frameworks.library import load_library

    other = load_library(folder)
    if not other.is_sound:
        problems = "\n".join(str(problem) for problem in other.problems if not problem.is_advice)
        raise ShownError(f"{problems}\nNothing was compared. Mend these first.")
    office = open_office(Settings())
    try:
        changes = compare_schedules(office, Actor(OPERATOR, Deadline.after(PATIENCE)), other)
    finally:
        office.store.close()
    for change in changes:
        typer.echo(f"{change.rule} {change.title}: {_counted(change)}.")
    typer.echo(f"In all: {_counted(*changes)}." if changes else "Nothing that is owed today would change.")


def _counted(*changes: "Changed") -> str:
    """Such as adds 14, removes 3, moves 5."""
    adds, removes = sum(change.adds for change in changes), sum(change.removes for change in changes)
    moves, passes_on = sum(change.moves for change in changes), sum(change.passes_on for change in changes)
    more = f", {passes_on} with somebody else" if passes_on else ""
    return f"adds {adds}, removes {removes}, moves {moves}{more}"


def _print(gone: "GoneLive", dry_run: bool) -> None:
    for problem in gone.told.problems:
        typer.echo(str(problem), err=True)
    taken = _many(len(gone.told.last), "last time") + (" would be taken" if dry_run else " taken")
    bad = gone.told.bad_lines
    if bad:
        typer.echo(f"{taken if dry_run else 'Nothing was set'}; {_many(bad, 'line')} cannot be read.", err=True)
        raise typer.Exit(1)
    if gone.told.problems:
        typer.echo("Nothing was set.", err=True)
        raise typer.Exit(1)
    if gone.told.lines:
        typer.echo(f"{taken}.")
    typer.echo(_day_words(gone, dry_run))


def _day_words(gone: "GoneLive", dry_run: bool) -> str:
    moved = f" instead of {_said(gone.before)}" if gone.before and gone.before != gone.day else ""
    would = " would go live" if dry_run else " goes live"
    return f"{gone.title}{would} on {_said(gone.day)}{moved}{' (dry run)' if dry_run else ''}."


def _said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
