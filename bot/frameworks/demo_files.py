"""Reads the invented council from the folder of frameworks. What a framework leaves unsaid is filled in."""

from pathlib import Path

from bot.frameworks.demo import CouncilFile, Demo, HistoryFile
from bot.frameworks.demo_rules import faults_in_council, faults_in_history
from bot.frameworks.files import load_file
from bot.frameworks.library import DEMO_FILE, Library
from bot.frameworks.problems import Problem

_SINCE = 90
"""So many days ago a framework that does not say it went live."""


def load_demo(folder: Path, library: Library, problems: list[Problem], otherwise: Path | None = None) -> Demo | None:
    """The council; nothing where no file describes its people, or where something is wrong, which joins the problems.

    `otherwise` is another folder whose people will do where this one describes none.
    """
    places = [place / DEMO_FILE for place in (folder, otherwise) if place and (place / DEMO_FILE).exists()]
    council = load_file(CouncilFile, places[0], faults_in_council, problems) if places else None
    if council is None:
        return None
    histories = {
        name: _history(folder / name / DEMO_FILE, name, library, council, problems) for name in library.frameworks
    }
    sound = {name: file for name, file in histories.items() if file}
    return Demo(council, sound) if len(sound) == len(histories) else None


def _history(
    path: Path, name: str, library: Library, council: CouncilFile, problems: list[Problem]
) -> HistoryFile | None:
    framework = library.frameworks[name]
    if not path.exists():
        return everybody_may(council, [post.name for post in framework.posts], is_owed=name in library.plans)
    forms = {form.name: form for form in library.forms.values() if form.framework == name}
    books = {book.name: book for book in library.books.values() if book.framework == name}
    return load_file(
        HistoryFile, path, lambda file: faults_in_history(file, council, framework, forms, books), problems
    )


def everybody_may(council: CouncilFile, posts: list[str], *, is_owed: bool = False) -> HistoryFile:
    """For a framework that says nothing of the council: all work by it and hold every post, so that it can be tried."""
    listed = [key for key, person in council.people.items() if person.team]
    tops = [team.name for team in council.teams if team.part_of is None]
    go_live = _SINCE if is_owed else None
    return HistoryFile(teams=tops, posts={post: list(listed) for post in posts}, go_live=go_live)
