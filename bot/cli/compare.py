"""`check --against`: what changed files mean to those who use them. The words are in frameworks/difference.py."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Deadline
from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.frameworks.library import Library
    from bot.frameworks.model import Checklist
    from bot.frameworks.register import Register

LIVE = "live"
_PATIENCE = 60.0


def told_against(library: "Library", against: str) -> Iterator[str]:
    """Each checklist and register of the files beside the same one as it is in use, or as another folder has it."""
    from bot.frameworks.difference import differences
    from bot.frameworks.model import Checklist

    older = _live() if against == LIVE else _in_folder(Path(against))
    newer = _shapes(library)
    for name in sorted({*newer, *older}):
        if name not in newer:
            yield f"{name}: is not in these files. {_GONE[isinstance(older[name], Checklist)]}"
        elif name not in older:
            yield f"{name}: is new."
        else:
            found = list(differences(older[name], newer[name]))
            yield from (f"{name}: {line}" for line in found or ["says the same."])


def _live() -> "Mapping[str, Checklist | Register]":
    from bot.app import open_store
    from bot.cli.verify import refuse_missing
    from bot.flows.office import OPERATOR, Actor
    from bot.flows.versions import load_live

    settings = Settings()
    refuse_missing(settings.database_url)
    store = open_store(settings.database_url, settings.timezone)
    try:
        return load_live(store, Actor(OPERATOR, Deadline.after(_PATIENCE)))
    finally:
        store.close()


def _in_folder(folder: Path) -> "Mapping[str, Checklist | Register]":
    from bot.frameworks.library import load_library

    other = load_library(folder)
    if not other.forms:
        raise ShownError(f"{folder} holds no checklists to compare with. Name their folder, or write: --against {LIVE}")
    return _shapes(other)


def _shapes(library: "Library") -> "Mapping[str, Checklist | Register]":
    forms = {name: form.checklist for name, form in library.forms.items()}
    return forms | {name: book.register for name, book in library.books.items()}


_GONE = {
    True: "Checks already begun can be finished; none can be started.",
    False: "What was recorded stays; nothing can be added.",
}
