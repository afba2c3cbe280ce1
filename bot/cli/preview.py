"""`preview`: a checklist as the conversation it will be, printed, or walked by invented people in its own database."""

from typing import Annotated

import typer

from bot.settings import Settings


def preview(
    checklist: Annotated[str, typer.Argument(help="The file name of a checklist or a register, without what follows")],
    walk: Annotated[bool, typer.Option("--walk", help="Answer it at the keyboard")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Throw away what earlier walks stored")] = False,
    name: Annotated[str, typer.Option("--as", help="Walk as this person")] = "",
) -> None:
    """Show a checklist as a conversation, or walk through it."""
    from bot.cli.conversation import conversation, form_named, walk_form
    from bot.cli.register_words import register_in_words
    from bot.frameworks.library import load_library

    settings = Settings()
    library = load_library(settings.checklists)
    if checklist in library.books and not walk:
        typer.echo(register_in_words(library.books[checklist].register))
        return
    form = form_named(library, checklist)
    if walk:
        walk_form(settings, library, form, name=name, fresh=fresh)
    else:
        typer.echo(conversation(form.checklist))
