"""`verify`: proves the log, or names the first broken entry; keeps the chain's heads in a file elsewhere if asked.

`verify draw`: does one draw over as well, as verify_draw.py says.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.verify_draw import do_over
from bot.clock import Deadline
from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.storage.chain import Head

_PATIENCE = 3600.0


def verify(
    what: Annotated[str, typer.Argument(help="draw: one draw, done over; nothing for the log alone")] = "",
    reference: Annotated[str, typer.Argument(help="Of the draw, such as 8F2KQ7")] = "",
    heads: Annotated[
        Path | None, typer.Option(help="A file kept elsewhere: its heads must stand, today's is added")
    ] = None,
    database: Annotated[str, typer.Option(help="The database's address, instead of QA_DATABASE_URL")] = "",
) -> None:
    """Prove that no entry was changed, taken out or put in, and that every answer is the one that was logged."""
    from bot.app import open_store
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.proof import prove_log

    settings = Settings()
    if what not in ("", "draw") or bool(what) != bool(reference):
        raise ShownError("Say `verify` alone for the log, or `verify draw` and the reference of a draw.")
    address = database or settings.database_url
    refuse_missing(address)
    kept = _kept(heads)
    store = open_store(address, settings.timezone)
    owner = Actor(OPERATOR, Deadline.after(_PATIENCE))
    proof = prove_log(store, owner, kept)
    said = do_over(store, owner, reference) if reference and not proof.broken else ""
    store.close()
    if proof.broken:
        raise ShownError(f"The log is broken: {proof.broken}.")
    if heads:
        _keep(heads, str(proof.head))
    if said:
        typer.echo(said)
    typer.echo(f"The log is whole: {proof.entries} entries, and all {proof.answers} answers are as they were logged.")
    typer.echo(f"Its head is {proof.head}")


def refuse_missing(address: str) -> None:
    """Opening a SQLite file that is not there would make one, and an empty log proves nothing."""
    kind, _, path = address.partition(":///")
    if kind == "sqlite" and not Path(path).exists():
        raise ShownError(f"There is no database {path}. Name one with --database, or set QA_DATABASE_URL.")


def _kept(heads: Path | None) -> "list[Head]":
    from bot.flows.proof import head_from

    try:
        return [head_from(line) for line in heads.read_text().splitlines()] if heads and heads.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise ShownError(f"The file {heads} cannot be read, so nothing was proved.") from error


def _keep(heads: Path, head: str) -> None:
    try:
        with heads.open("a") as file:
            file.write(f"{head}\n")
    except OSError as error:
        raise ShownError(f"The log is whole, but its head could not be written to {heads}.") from error
