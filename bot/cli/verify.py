"""`verify`: proves the log, or names the first broken entry; keeps the chain's heads in a file elsewhere if asked."""

from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Deadline
from bot.errors import ShownError
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import head_from, prove_log
from bot.settings import Settings

_PATIENCE = 3600.0


def verify(
    heads: Annotated[
        Path | None, typer.Option(help="A file kept elsewhere: its heads must stand, today's is added")
    ] = None,
    database: Annotated[str, typer.Option(help="The database's address, instead of QA_DATABASE_URL")] = "",
) -> None:
    """Prove that no entry was changed, taken out or put in, and that every answer is the one that was logged."""
    from bot.app import open_store

    settings = Settings()
    store = open_store(database or settings.database_url, settings.timezone)
    kept = [head_from(line) for line in heads.read_text().splitlines()] if heads and heads.exists() else []
    proof = prove_log(store, Actor(OPERATOR, Deadline.after(_PATIENCE)), kept)
    store.close()
    if proof.broken:
        raise ShownError(f"The log is broken: {proof.broken}.")
    if heads:
        with heads.open("a") as file:
            file.write(f"{proof.head}\n")
    typer.echo(f"The log is whole: {proof.entries} entries, and all {proof.answers} answers are as they were logged.")
    typer.echo(f"Its head is {proof.head}")
