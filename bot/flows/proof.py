"""Proving the log on request, against heads of the chain that were kept elsewhere."""

from bot.domain.people import Verb
from bot.errors import ShownError
from bot.flows import access
from bot.flows.office import Actor
from bot.storage.chain import Head
from bot.storage.proof import Proof, prove
from bot.storage.store import Store


def prove_log(store: Store, actor: Actor, kept_heads: list[Head]) -> Proof:
    """What the log proves today; `broken` names the first fault."""
    with store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        return prove(uow, kept_heads)


def head_from(line: str) -> Head:
    """A kept head, as `str(head)` wrote it."""
    sequence, _, chained = line.strip().partition(":")
    if not sequence.isdigit() or len(chained) != 64:
        raise ShownError(f"The line {line.strip()[:20]!r} is not a head of the log. Take it out of the file.")
    return Head(int(sequence), chained)
