"""`report`: one report of one time as files, for whoever runs Plumbline."""

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Deadline
from bot.errors import ShownError
from bot.reports.files import Kind
from bot.settings import Settings


def report(
    number: Annotated[str, typer.Argument(help="Which one, such as R-ADU-1; the files reports.yaml name them")],
    period: Annotated[str, typer.Argument(help="Of which time, such as 2026-Q2, 'last quarter' or October")],
    team: Annotated[str, typer.Option(help="Of one team and its parts, by its name")] = "",
    kind: Annotated[list[Kind], typer.Option("--as", help="As which kind of file; can be given more than once")] = [  # noqa: B006
        Kind.PDF
    ],
    to: Annotated[Path, typer.Option(help="The folder that the files are written to")] = Path(),
) -> None:
    """Write a report to files: what was approved, as it was then, or else what a draft would say now."""
    from bot.app import open_office
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.reporting.at_terminal import PATIENCE, print_report
    from bot.reports.files import files_of

    office = open_office(Settings())
    try:
        paper, said = print_report(office, Actor(OPERATOR, Deadline.after(PATIENCE)), number, period, team)
    finally:
        office.store.close()
    files = [file for each in kind for file in files_of(paper, each)]
    if not files:
        raise ShownError("This report has no table, so there is nothing to give as text. Ask for it as a PDF.")
    if said:
        typer.echo(said)
    for file in files:
        _write(to / file.name, file.content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise ShownError(f"{path} cannot be written: {error.strerror}.") from error
    typer.echo(f"{path} ({len(content) / 1000:.0f} kB)")
