"""`run`: serves the workspace that the settings name; without any Slack credentials, a playground of its own."""

from typing import Annotated

import typer

from bot.errors import ShownError
from bot.settings import Settings


def run(
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin the playground anew, forgetting all of it")] = False,
    no_year: Annotated[
        bool, typer.Option("--no-year", help="Begin the playground without the year that its council has behind it")
    ] = False,
) -> None:
    """Start Plumbline: in your Slack workspace, or without Slack credentials in a playground on this machine."""
    settings = Settings()
    if settings.is_without_slack:
        from bot.cli.tryout import try_out

        try_out(settings, fresh=fresh, year=not no_year)
        return
    if settings.missing_credentials:
        raise ShownError(
            f"Some Slack credentials are set, but not all: {' and '.join(settings.missing_credentials)} is missing. "
            "Set it too, or none of them to start the playground."
        )
    from bot.cli.serve import serve

    serve(settings)
