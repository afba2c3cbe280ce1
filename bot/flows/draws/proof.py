"""Doing a draw over from what is kept, and holding every step against what the log told of it at the time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.draws import DROPPED, FROZEN, STANDS, SWAPPED, Draw
from bot.domain.people import Verb
from bot.errors import ShownError
from bot.flows import access
from bot.flows.draws.choosing import key_digest, list_digest, picks_digest
from bot.flows.draws.rounds import drawn_in
from bot.flows.office import Actor
from bot.storage import draws
from bot.storage.draw_proof import load_told
from bot.storage.draws import DREW, FROZE, SWAP
from bot.storage.store import Store


@dataclass(frozen=True)
class DrawProof:
    """What does not hold, in words; nothing where all of it does."""

    rows: int
    rounds: int
    stands: tuple[int, ...]
    faults: tuple[str, ...]


def prove_draw(store: Store, actor: Actor, reference: str) -> DrawProof:
    with store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        draw_id = draws.find_draw(uow, reference)
        draw = draws.load_draw(uow, draw_id) if draw_id else None
        if draw is None:
            raise ShownError("There is no draw of that reference. It stands at the foot of what was drawn.")
        stands = tuple(pick.position for pick in draw.standing)
        return DrawProof(draw.rows, len(draw.rounds), stands, tuple(_faults(draw, load_told(uow, draw.id))))


def _faults(draw: Draw, told: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if any(row.reference is None for row in draw.listed):
        yield "references of its list were erased, so that it cannot be done over any more"
        return
    yield from _faults_of_list(draw, told)
    over = _Over(draw)
    for entry in told:
        if entry["verb"] in (DREW, SWAP):
            yield from over.follow(entry)
    yield from over.rest()


def _faults_of_list(draw: Draw, told: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """That the list is as it was, and stood before anything was drawn from it."""
    digest = list_digest(draw.salt, draw.rows, draw.count, draw.listed)
    first = told[0] if told else {}
    if first.get("verb") != FROZE or any(entry["verb"] == FROZE for entry in told[1:]):
        yield "the log does not tell that the list stood before anything was drawn from it"
    elif digest not in (draw.digest,) or digest != first.get("list"):
        yield "the list is not the one that was stored before the key was drawn"


@dataclass
class _Over:
    """The draw done over, entry by entry."""

    draw: Draw
    number: int = 0
    unusable: set[int] = field(default_factory=set)
    ended: dict[tuple[int, int], str] = field(default_factory=dict)
    """What every pick should be by now."""
    is_lost: bool = False

    def follow(self, entry: Mapping[str, Any]) -> Iterator[str]:
        if entry["verb"] == DREW:
            yield from self._next_round(entry)
        else:
            self.unusable.add(int(entry["position"]))
            self.ended[self.number, int(entry["position"])] = SWAPPED
        if not self.is_lost:
            yield from self._held(entry)

    def _next_round(self, entry: Mapping[str, Any]) -> Iterator[str]:
        self.ended = {pick: "redrawn" if state == STANDS else state for pick, state in self.ended.items()}
        self.number += 1
        there = next((each for each in self.draw.rounds if each.number == self.number), None)
        if there is None or key_digest(self.draw.salt, there.key) != entry.get("key"):
            self.is_lost = True
            yield f"the key of round {self.number} is not the one that was drawn"

    def _held(self, entry: Mapping[str, Any]) -> Iterator[str]:
        key = self.draw.rounds[self.number - 1].key
        positions = drawn_in(self.draw, self.number, key, self.unusable)
        if picks_digest(self.draw.salt, positions) != entry.get("picks"):
            self.is_lost = True
            yield f"in round {self.number} other rows were drawn than the list and the key give"
        self.ended |= {(self.number, position): STANDS for position in positions}

    def rest(self) -> Iterator[str]:
        """Whether what is kept is where the steps lead."""
        if self.number != len(self.draw.rounds) or (self.draw.state in (FROZEN, DROPPED)) != (self.number == 0):
            yield "the log does not tell of the rounds that are kept"
        kept = {(pick.round, pick.position): pick.state for pick in self.draw.picks}
        if not self.is_lost and kept != self.ended:
            yield "the rows that are kept as drawn are not those that list, keys and swaps give"
