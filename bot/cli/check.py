"""`check`: every mistake in the checklist files at once, each with its place and what to write instead."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.frameworks.demo import Demo
    from bot.frameworks.library import Library


def check(
    folder: Annotated[Path | None, typer.Argument(help="The folder of frameworks, instead of QA_CHECKLISTS")] = None,
    write_schema: Annotated[bool, typer.Option("--schema", help="Write the schemas for editors there first")] = False,
    against: Annotated[
        str, typer.Option(help="Say what differs from what people work by now (live), or from another folder")
    ] = "",
) -> None:
    """Name every mistake in the checklist files: its file, line and key, what is wrong, what to write instead."""
    from bot.cli.compare import told_against
    from bot.cli.drawn import faults_in_slack
    from bot.cli.drawn_registers import faults_in_book
    from bot.frameworks.demo_files import load_demo
    from bot.frameworks.library import load_library
    from bot.frameworks.schema import write_schemas

    place = folder or Settings().checklists
    if write_schema and place.is_dir():
        for path in write_schemas(place):
            typer.echo(f"Wrote {path}")
    library = load_library(place)
    problems = [*library.problems]
    demo = load_demo(place, library, problems)
    for problem in sorted(problems, key=lambda problem: (problem.file, problem.line)):
        typer.echo(f"advice: {problem}" if problem.is_advice else str(problem))
    refused = [fault for name in sorted(library.forms) for fault in faults_in_slack(library.forms[name])]
    refused += [fault for name in sorted(library.books) for fault in faults_in_book(library.books[name])]
    for fault in refused:
        typer.echo(f"Slack would refuse: {fault}")
    told = list(_faults_in_stories(demo)) if demo else []
    for fault in told:
        typer.echo(f"The playground would refuse: {fault}")
    for line in told_against(library, against) if against else ():
        typer.echo(line)
    wrong = sum(not problem.is_advice for problem in problems) + len(told)
    typer.echo(_closing(library, wrong))
    if refused or wrong:
        raise typer.Exit(1)


def _faults_in_stories(demo: "Demo") -> "Iterator[str]":
    from bot.cli.scene import demo_scene
    from bot.playground.settings import Settings as Slack
    from bot.playground.stories import StoryError, read_stories
    from bot.playground.world import first_world

    scene = demo_scene(demo)
    try:
        read_stories(scene["stories"], first_world(Slack(tuple(scene["people"]), tuple(scene["channels"]))))
    except StoryError as error:
        yield str(error)


def _closing(library: "Library", wrong: int) -> str:
    if wrong:
        return f"{_count(wrong, 'problem')}."
    held = {"checklist": len(library.forms), "register": len(library.books), "report": len(library.reports)}
    *most, last = [_count(number, noun) for noun, number in held.items() if number or noun == "checklist"]
    files = f"{', '.join(most)} and {last}" if most else last
    fine = "is fine" if sum(held.values()) == 1 else "are fine"
    return f"{files} in {_count(len(library.frameworks), 'framework')} {fine}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
