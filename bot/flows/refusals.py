"""Keeping a trace of what was refused: who tried what upon which check. The person is told without detail."""

from contextlib import suppress

from bot.errors import NotAllowedError, NotSavedError
from bot.flows.office import Office
from bot.storage.keys import is_key


def record_refusal(office: Office, error: NotAllowedError) -> None:
    """In a transaction of its own: what was refused has changed nothing. A log that cannot be written stops nobody."""
    if not error.verb:
        return
    run = error.about if is_key(error.about) else None
    facts = {"what": error.verb} | ({} if run else {"upon": error.about})
    with suppress(NotSavedError), office.store.work() as uow:
        uow.log("refused", error.actor, run, **facts)
