"""What checks are about where the schedule names nothing: the references of the files in turns, or invented ones."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from random import Random

_LETTERS = "GHLMNPQRTVWX"
"""Other letters than those of the references that stand in the files by themselves."""


class Records:
    def __init__(self, told: Mapping[str, Sequence[str]], dice: Random) -> None:
        self._told = told
        self._dice = dice
        self._turns: defaultdict[str, count[int]] = defaultdict(count)
        self._used: set[str] = set()

    def about(self, what: str, day: date) -> str:
        """Of a check or a fact."""
        told = self._told.get(what)
        return self.in_turn(what, told).replace("{month}", f"{day:%Y-%m}") if told else self.invented()

    def in_turn(self, key: str, among: Sequence[str]) -> str:
        return among[next(self._turns[key]) % len(among)]

    def has(self, what: str) -> bool:
        return what in self._told

    def all_of(self, what: str) -> Sequence[str]:
        """Those that the files name; none where references are invented."""
        return self._told.get(what, ())

    def invented(self) -> str:
        """One that was not there before."""
        while True:
            dice = self._dice
            made = f"{dice.choice(_LETTERS)}{dice.randint(1, 9)}-{dice.randint(1, 9)}{dice.choice(_LETTERS)}"
            if made not in self._used:
                self._used.add(made)
                return made
