"""What the log tells of dated facts, and whether those that are kept say the same. The chain itself is in proof.py."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.storage.facts import load_fact_digests
from bot.storage.store import Uow

_MADE = ("fact recorded", "fact corrected")


class FactsTold(dict[str, dict[str, Any]]):
    """By fact: the digests of what was recorded, by whom, and what became of it."""

    def hear(self, entry: Mapping[str, Any]) -> None:
        """One entry of the log, about whatever it is."""
        verb, fact = entry.get("verb"), str(entry.get("fact"))
        if verb in _MADE:
            told = {part: entry.get(part) for part in ("value", "words")}
            self[fact] = {**told, "author": entry.get("actor"), "state": "standing"}
        if verb == "fact corrected":
            self._end(str(entry.get("corrects")), "corrected")
        elif verb == "fact withdrawn":
            self._end(fact, "withdrawn")

    def _end(self, fact: str, state: str) -> None:
        if fact in self:
            self[fact]["state"] = state


def unlike_facts(uow: Uow, told: FactsTold) -> Iterator[str]:
    """Where a fact is kept otherwise than the log's last word on it."""
    stored = load_fact_digests(uow)
    for fact in sorted(stored.keys() | told.keys()):
        if stored.get(fact) != told.get(fact):
            yield f"fact {fact} is not the one that the log tells of"
