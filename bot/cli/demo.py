"""`demo`: fills an empty database with the invented council, its people and what they have done, all of it or nothing.

The same day gives the same council, but for random ids and references. What it is like is said in demo.yaml files.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.frameworks.demo import Demo


def demo(
    size: Annotated[int | None, typer.Option(help="Make about so many people, for load", min=1)] = None,
    no_year: Annotated[
        bool, typer.Option("--no-year", help="Leave out the financial year that it has behind it")
    ] = False,
    files: Annotated[Path | None, typer.Option(help="Write the people and teams files and the scene there too")] = None,
) -> None:
    """Fill an empty database with the invented council: people, teams, posts and checks."""
    from bot.app import open_office
    from bot.cli.filling import fill_demo
    from bot.cli.growth import grown
    from bot.cli.scene import demo_of, write_files, write_scene
    from bot.cli.year.council import with_year
    from bot.frameworks.library import load_library

    settings = Settings()
    library = load_library(settings.checklists)
    council = demo_of(settings.checklists, library)
    council = grown(council, size) if size else council if no_year else with_year(council)
    if files:
        write_files(council, files)
        typer.echo(f"Wrote {write_scene(council, files).parent}")
    office = open_office(settings, library)
    try:
        fill_demo(office, council, _say_how_far)
    finally:
        office.store.close()
    typer.echo(_summary(council))


def _say_how_far(number: int, of: int, what: str) -> None:
    if what == "months" or number % 100 == 0 or number == of:
        typer.echo(f"{number} of {of} {what}")


def _summary(council: "Demo") -> str:
    listed = sum(bool(person.team) for person in council.council.people.values())
    checks = sum(len(file.history) for file in council.histories.values())
    return f"{council.council.title} is there: {listed} people in {len(council.council.teams)} teams, {checks} checks."
