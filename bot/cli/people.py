"""`people import`: reads the people and teams files and prints what changes, one sentence a line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import Deadline
from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.flows.roster.imports import ImportResult

people_app = typer.Typer(no_args_is_help=True, help="Who works here: people, teams, lines and posts.")


@people_app.callback()
def _group() -> None:
    """Keeps `import` a command of its own while it is the only one."""


@people_app.command("import")
def import_command(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The people CSV, else QA_PEOPLE_FILE")] = None,
    teams: Annotated[Path | None, typer.Option(help="The teams file, instead of QA_TEAMS_FILE")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing")] = False,
    ends: Annotated[int | None, typer.Option(help="Confirm that so many people leave")] = None,
) -> None:
    """Make people, teams, lines and posts what the files say, from today on."""
    from bot.app import open_office
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.roster.imports import PATIENCE, import_people

    settings = Settings()
    people = file or settings.people_file
    if people is None:
        raise ShownError("Name the people file, or set QA_PEOPLE_FILE.")
    office = open_office(settings)
    actor = Actor(OPERATOR, Deadline.after(PATIENCE))
    try:
        result = import_people(office, actor, people, teams or settings.teams_file, dry_run, ends)
    finally:
        office.store.close()
    _print(result, dry_run)


def _print(result: "ImportResult", dry_run: bool) -> None:
    if result.problems:
        for problem in result.problems:
            typer.echo(str(problem), err=True)
        typer.echo("Nothing was imported.", err=True)
        raise typer.Exit(1)
    for change in result.changes:
        typer.echo(change.sentence)
    typer.echo(_summary(result.count, dry_run))


def _summary(count: int, dry_run: bool) -> str:
    if count == 0:
        return "Nothing to change."
    if dry_run:
        return "Nothing was changed (dry run)."
    return "1 change made." if count == 1 else f"{count} changes made."
