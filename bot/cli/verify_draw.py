"""`verify draw`: does a draw over from its list, keys and swaps, and says whether all of it is as it was logged.

The log itself is proved beside it, by verify.py: a draw is only as sure as the log that tells of it.
"""

from typing import TYPE_CHECKING

from bot.errors import ShownError

if TYPE_CHECKING:
    from bot.flows.office import Actor
    from bot.storage.store import Store


def do_over(store: "Store", owner: "Actor", reference: str) -> str:
    """That the draw holds; or a refusal that names all that does not."""
    from bot.blocks.words import count
    from bot.flows.draws.proof import prove_draw

    proof = prove_draw(store, owner, reference)
    if proof.faults:
        raise ShownError(f"The draw {reference.upper()} does not hold: {'; '.join(proof.faults)}.")
    stands = ", ".join(map(str, proof.stands)) or "nothing yet"
    keys = count(proof.rounds, "random key")
    return (
        f"The draw {reference.upper()} holds: its list of {count(proof.rows, 'row')} stood before {keys} "
        f"{'was' if proof.rounds == 1 else 'were'} drawn, and done over they give the same. Drawn: {stands}."
    )
