"""What other schedules would mean for what is owed today. Values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Changed:
    """Of one rule: how many duties would be there as well, gone, due on another day or owed by somebody else."""

    rule: str
    title: str
    adds: int
    removes: int
    moves: int
    passes_on: int

    @property
    def is_nothing(self) -> bool:
        return not (self.adds or self.removes or self.moves or self.passes_on)
