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

LIVE = "live"
_PATIENCE = 60.0


def told_against(library: "Library", against: str) -> Iterator[str]:
    """Each checklist of the files beside the same one as it is in use, or as another folder has it."""
    from bot.frameworks.difference import differences

    older = _live() if against == LIVE else _in_folder(Path(against))
    for name in sorted({*library.forms, *older}):
        form = library.forms.get(name)
        if form is None:
            yield f"{name}: is not in these files. Checks already begun can be finished; none can be started."
        elif name not in older:
            yield f"{name}: is new."
        else:
            found = list(differences(older[name], form.checklist))
            yield from (f"{name}: {line}" for line in found or ["says the same."])


def _live() -> "Mapping[str, Checklist]":
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


def _in_folder(folder: Path) -> "Mapping[str, Checklist]":
    from bot.frameworks.library import load_library

    other = load_library(folder)
    if not other.forms:
        raise ShownError(f"{folder} holds no checklists to compare with. Name their folder, or write: --against {LIVE}")
    return {name: form.checklist for name, form in other.forms.items()}
