"""How a check is marked, in the words of its framework. Marking it is in themes.py, counting in theme_counts.py."""

from collections.abc import Mapping

from bot.domain.runs import Run
from bot.domain.themes import Marks
from bot.flows.office import Office
from bot.frameworks.library import Library
from bot.frameworks.model import Checklist
from bot.storage.store import Uow
from bot.storage.themes import load_marks

GOOD_PRACTICE = "Good practice"


def themes_of(library: Library, framework: str) -> dict[str, str]:
    """Those of the short list, by name, in its order."""
    found = library.frameworks.get(framework)
    return {theme.name: theme.title for theme in found.themes} if found else {}


def can_be_marked(library: Library, run: Run, checklist: Checklist) -> bool:
    """What nobody but its author reads is counted nowhere, and so marked with nothing."""
    return bool(themes_of(library, run.framework)) and not checklist.is_private and run.state != "withdrawn"


def title_of(themes: Mapping[str, str], name: str) -> str:
    """A theme that was taken off the list is still called by its name."""
    return themes.get(name) or name.replace("-", " ").capitalize()


def in_titles(themes: Mapping[str, str], marks: Marks) -> tuple[str, ...]:
    """In the order of the list; what was taken off it behind, and good practice last."""
    places = {name: place for place, name in enumerate(themes)}
    names = sorted(marks.themes, key=lambda name: (places.get(name, len(places)), name))
    return (*(title_of(themes, name) for name in names), *((GOOD_PRACTICE,) if marks.good else ()))


def load_said(uow: Uow, office: Office, run: Run) -> dict[str | None, tuple[str, ...]]:
    """What each answer that is marked is marked with; the whole check under none."""
    themes = themes_of(office.library, run.framework)
    return {item: in_titles(themes, there.marks) for item, there in load_marks(uow, run.id).items() if there.marks}
