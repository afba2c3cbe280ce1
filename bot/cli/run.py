"""`run`: starts what there is to start. Until Plumbline meets Slack that is the terminal walk, and it says so."""

import typer

from bot.errors import ShownError
from bot.frameworks.library import Library, load_library
from bot.settings import Settings


def run() -> None:
    """Start Plumbline. So far: the first checklist that a practitioner may fill in, walked in this terminal."""
    from bot.cli.preview import walk_form

    settings = Settings()
    library = load_library(settings.checklists)
    typer.echo("Plumbline does not speak to Slack yet. This is the same conversation, in the terminal.\n")
    walk_form(settings, library, library.forms[_first(library)], name="", fresh=False)


def _first(library: Library) -> str:
    """The check that people do about their own work, or any: the one that the fewest others read."""
    if not library.forms:
        raise ShownError("No checklist could be loaded. `python -m bot check` says why.")
    return min(library.forms, key=lambda name: (len(library.forms[name].checklist.who_sees), name))
