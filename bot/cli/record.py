"""`record`: reads dated facts from a CSV file into a register, or shows which columns such a file has."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import Deadline
from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.flows.registers.imports import FactsRead
    from bot.frameworks.register import Fact, Register


def record(
    register: Annotated[str, typer.Option(help="The register, by the name of its file")],
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The CSV file")] = None,
    recorded_by: Annotated[
        str | None, typer.Option(help="The e-mail address of whoever answers for lines that name nobody")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be recorded, and record nothing")] = False,
    template: Annotated[bool, typer.Option("--template", help="Print the first line of such a file")] = False,
) -> None:
    """Record every line of the file, or none of them. The same file twice adds nothing."""
    from bot.app import open_office
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.registers.imports import COLUMNS, PATIENCE, import_facts

    office = open_office(Settings())
    try:
        if template:
            typer.echo(",".join(COLUMNS))
            _explain(office.book(register).register)
            return
        if file is None:
            raise ShownError("Name the CSV file, or ask for its columns with --template.")
        actor = Actor(OPERATOR, Deadline.after(PATIENCE))
        _print(import_facts(office, actor, register, file, recorded_by, dry_run=dry_run), dry_run)
    finally:
        office.store.close()


def _explain(register: "Register") -> None:
    """Beside the template, so that the template itself can be kept as a file."""
    matter = register.subject
    what = {"person": "a colleague's e-mail address", "team": "a team's name", "service": "left empty"}
    typer.echo(f"subject: {what.get(matter.kind, f'a reference ({matter.called}), no name')}", err=True)
    typer.echo("authoriser, recorded_by: e-mail addresses of people on the QA list", err=True)
    for fact in register.facts:
        typer.echo(f"fact {fact.id}: {fact.called}{_asked(fact)}", err=True)


def _asked(fact: "Fact") -> str:
    asked = [f"about {fact.about}"] if fact.about else []
    asked += [f"outcome {' or '.join(outcome.name for outcome in fact.outcomes)}"] if fact.outcomes else []
    asked += [f"authoriser, a {fact.authoriser.replace('-', ' ')}"] if fact.authoriser else []
    asked += ["words if you like"] if fact.words == "offered" else []
    return f"; {', '.join(asked)}" if asked else ""


def _print(read: "FactsRead", dry_run: bool) -> None:
    if read.problems:
        for problem in read.problems:
            typer.echo(str(problem), err=True)
        typer.echo("Nothing was recorded.", err=True)
        raise typer.Exit(1)
    dates = f"{read.added} date{'' if read.added == 1 else 's'}"
    before = f" {read.before} recorded before, left as it is." if read.before else ""
    typer.echo(f"{dates} would be recorded (dry run).{before}" if dry_run else f"{dates} recorded.{before}")
