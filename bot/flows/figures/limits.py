"""When enough have answered, or enough owe something, for a figure to say nothing of any one of them. Pure."""

from dataclasses import dataclass

from bot.domain.surveys import FEWEST, FEWEST_OF_A_TEAM
from bot.frameworks.model import Checklist

FEWEST_WORKERS = 3
FEWEST_OWNERS = 3
TOO_FEW = f"fewer than {FEWEST} checks about {FEWEST_WORKERS} people answered it"


@dataclass(frozen=True)
class Limit:
    """How many records about how many people there have to be."""

    records: int = FEWEST
    people: int = FEWEST_WORKERS
    in_a_team: int = FEWEST
    """How many records, where it is not the whole organisation."""

    def is_met(self, records: int, people: int, *, is_whole: bool) -> bool:
        return people >= self.people and records >= (self.records if is_whole else self.in_a_team)


OWED = Limit(records=1, people=FEWEST_OWNERS, in_a_team=1)
"""Of duties and actions: so many different people owe them."""


def limit_of(checklist: Checklist) -> Limit:
    """What families and others outside say is about no worker, and is told of a team from ten on."""
    if checklist.pooled_for:
        return Limit(people=0, in_a_team=FEWEST_OF_A_TEAM)
    return Limit()
