"""`sheets`: hands in the sheets of people outside that some form tool has saved as a CSV file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.flows.sheet_file import Entered


def sheets(
    checklist: Annotated[str, typer.Option(help="The form that the sheets are of")],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The CSV, one sheet a line")] = None,
    entered_by: Annotated[str, typer.Option(help="The e-mail address of whoever enters them")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Look at every line, and enter nothing")] = False,
    columns: Annotated[bool, typer.Option("--columns", help="Say which columns the file can have")] = False,
) -> None:
    """Enter the sheets of people outside from a CSV file: all of them, or nothing and every bad line named."""
    from bot.app import open_office
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.sheet_file import columns_of, enter_sheets

    if not columns and (file is None or not entered_by):
        raise ShownError("Name the file, and with --entered-by the address of whoever enters the sheets.")
    office = open_office(Settings())
    try:
        if columns or file is None:
            for column, ask, answers in columns_of(office.form(checklist)):
                typer.echo(f"{column}: {ask} ({answers})")
            return
        result = enter_sheets(office, Actor(OPERATOR), file, checklist, entered_by, dry_run=dry_run)
    finally:
        office.store.close()
    _print(result, dry_run)


def _print(result: "Entered", dry_run: bool) -> None:
    if result.problems:
        for problem in result.problems:
            typer.echo(str(problem), err=True)
        typer.echo("Nothing was entered.", err=True)
        raise typer.Exit(1)
    if result.before:
        typer.echo("This file was entered before, so nothing was changed.")
        return
    said = "1 sheet" if result.sheets == 1 else f"{result.sheets} sheets"
    typer.echo(f"{said} would be entered; nothing was changed (dry run)." if dry_run else f"{said} entered.")
