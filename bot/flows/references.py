"""Opaque references that nothing is kept about yet, offered where a new subject needs one."""

import secrets

from bot.storage import facts, runs
from bot.storage.store import Uow

_TRIES = 50


def free_reference(uow: Uow, prefix: str) -> str:
    """Such as FC-0123. It is random, so that it tells neither who it is nor how many came before."""
    for tries in range(_TRIES):
        digits = 4 + tries // 10  # longer ones once most of the short ones are taken
        reference = f"{prefix}-{secrets.randbelow(10**digits):0{digits}}"
        if not facts.has_reference(uow, reference) and not runs.has_subject(uow, reference):
            return reference
    raise RuntimeError("no reference is free")
