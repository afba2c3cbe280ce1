"""Drawing from a list that stands: the random key, further rounds, and swaps. Each keeps what was drawn before.

The list itself is stored in freezing.py, what is shown of a draw is in shown.py, how a meeting shares it in sharing.py.
"""

import secrets
from dataclasses import dataclass, replace

from bot.domain.draws import FROZEN, SWAPPED, Draw, Given, Round, Shown
from bot.domain.people import Standing
from bot.errors import FormProblemsError, UnusableValueError
from bot.flows.draws import access
from bot.flows.draws.choosing import key_digest, picks_digest
from bot.flows.draws.freezing import freeze
from bot.flows.draws.rounds import auditor_of, drawn_in, last_round, standing_now, unusable_before
from bot.flows.draws.sharing import share_again
from bot.flows.draws.shown import shown
from bot.flows.office import Actor, Office
from bot.flows.texts import usable_reason
from bot.storage import draws
from bot.storage.store import Uow

WHY, WORDS = "why", "words"
SWAP_REASONS = {
    "gone": "It is closed, moved or cannot be found",
    "barred": "I may not open it",
    "known": "I have worked on it, or know the people",
    "elsewhere": "It does not belong in this list",
    "other": "Something else, said below",
}
AGAIN_REASONS = {
    "unusable": "Most of what was drawn cannot be used",
    "mistake": "It was drawn by mistake",
    "wrong-time": "The work was put off, and the sample with it",
    "other": "Something else, said below",
}
_NOBODY_KNOWS = "Say in a few words what it is; a reference is enough, no names."


@dataclass(frozen=True)
class Drawn:
    """What is to be shown, and which open sheets show another agenda now."""

    shown: Shown
    runs: tuple[str, ...] = ()


def draw_sample(
    office: Office, actor: Actor, rule: str, checklist: str, given: Given, keep_because: str | None = None
) -> Shown:
    """Freeze the list, then draw from it; a list much unlike the last one waits to be confirmed.

    The same list sent in again is not drawn from anew: what was drawn from it is shown.
    """
    there, is_new = freeze(office, actor, rule, checklist, given, keep_because)
    if there.state == FROZEN and not there.is_unlike:
        return draw_from(office, actor, there.id).shown
    note = "" if is_new or there.state == FROZEN else "You have drawn from this list before. This is what was drawn."
    with office.store.look(actor.deadline) as uow:
        standing, draw = access.to_see(uow, office, actor, there.id)
        return replace(shown(uow, office, standing, draw), note=note)


def draw_from(office: Office, actor: Actor, draw_id: str) -> Drawn:
    """Draw the key for a list that stands. Once drawn, it stays as it is."""
    with office.store.work(actor.deadline) as uow:
        standing, draw = access.to_change(uow, office, actor, draw_id)
        if draw.state == FROZEN:
            draw = _add_round(uow, draw, standing, None, None)
        return Drawn(shown(uow, office, standing, draw))


def drop_list(office: Office, actor: Actor, draw_id: str) -> None:
    """Throw a list away from which nothing was drawn yet."""
    with office.store.work(actor.deadline) as uow:
        _, draw = access.to_change(uow, office, actor, draw_id)
        if draw.state != FROZEN:
            raise UnusableValueError(
                "This list was drawn from already, so it stays. You can draw again, with a reason."
            )
        draws.drop_list(uow, draw.id, actor.person)


def draw_again(office: Office, actor: Actor, draw_id: str, seen: int, reason: str, words: str) -> Drawn:
    """Another round from the same list. What was swapped stays out, what was drawn before comes last."""
    with office.store.work(actor.deadline) as uow:
        standing, draw = access.to_change(uow, office, actor, draw_id)
        said = _why(AGAIN_REASONS, reason, words)
        if last_round(draw) != seen:
            return Drawn(shown(uow, office, standing, draw))  # pressed twice, or in two places
        after_it = _add_round(uow, draw, standing, reason, said)
        runs = share_again(uow, draw, after_it, actor.person)
        return Drawn(shown(uow, office, standing, draws.load_draw(uow, draw.id) or after_it), runs)


def _add_round(uow: Uow, draw: Draw, standing: Standing, reason: str | None, words: str | None) -> Draw:
    """The key comes from the machine's own randomness, and only now that the list is stored."""
    number = last_round(draw) + 1
    there = Round(number, secrets.token_hex(32), uow.now, reason, words)
    positions = drawn_in(draw, number, there.key, unusable_before(draw, number))
    if not positions:
        raise UnusableValueError(_nothing_left(draw))
    digests = {"key": key_digest(draw.salt, there.key), "picks": picks_digest(draw.salt, positions)}
    draws.add_round(uow, draw, there, standing.person, **digests)
    draws.add_picks(uow, draw.id, number, positions)
    return draws.load_draw(uow, draw.id) or draw


def _nothing_left(draw: Draw) -> str:
    why = "was drawn too lately, was swapped or is your own" if auditor_of(draw) else "was drawn too lately or swapped"
    return f"Nothing can be drawn from this list: each of its records {why}."


def swap(office: Office, actor: Actor, draw_id: str, position: int, reason: str, words: str) -> Drawn:
    """A record cannot be used: the next one in the same random order takes its place."""
    with office.store.work(actor.deadline) as uow:
        standing, draw = access.to_change(uow, office, actor, draw_id)
        said = _why(SWAP_REASONS, reason, words)
        pick = next((each for each in draw.standing if each.position == position), None)
        if pick is None:
            return Drawn(shown(uow, office, standing, draw))  # swapped already
        ended = replace(pick, state=SWAPPED, reason=reason, words=said)
        after_it = replace(draw, picks=tuple(ended if each == pick else each for each in draw.picks))
        stands = standing_now(after_it)
        draws.swap_pick(uow, draw.id, ended, actor.person, picks_digest(draw.salt, stands))
        draws.add_picks(uow, draw.id, pick.round, set(stands) - {each.position for each in draw.standing})
        now = draws.load_draw(uow, draw.id) or after_it
        runs = share_again(uow, draw, now, actor.person)
        return Drawn(shown(uow, office, standing, draws.load_draw(uow, draw.id) or now), runs)


def _why(reasons: dict[str, str], reason: str, words: str) -> str | None:
    """The words beside a reason, held to the same as all words; needed where nothing offered fits."""
    if reason not in reasons:
        raise FormProblemsError({WHY: "Please choose why."})
    if not words.strip():
        if reason == "other":
            raise FormProblemsError({WORDS: _NOBODY_KNOWS})
        return None
    try:
        return usable_reason(words)
    except UnusableValueError as error:
        raise FormProblemsError({WORDS: str(error)}) from error
