"""Somebody who knows who owes what, and reads every shared figure, cannot say of fewer than three who was late.

They try every world that there can be: what fits all figures is what they know. That teams of one owner each, whose
done checks are told exactly, say nothing more when they are joined is what matters here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from random import Random

import pytest

from bot.domain.duties import Status
from bot.flows.figures.blocks import Above, Joined, Unit, join
from bot.flows.figures.gathering import Info
from bot.flows.figures.limits import OWED
from bot.flows.figures.making import unit_of
from bot.storage.blocks import WORK

ABOVE: Above = {"service": None, "north": "service", "east": "north", "west": "north", "south": "service"}
BELOW: Mapping[str | None, frozenset[str | None]] = {
    None: frozenset({*ABOVE, None}),
    "service": frozenset(ABOVE),
    "north": frozenset({"north", "east", "west"}),
    **{team: frozenset({team}) for team in ("east", "west", "south")},
}
MONTHS = (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
SPANS = tuple((first, last) for first in MONTHS for last in MONTHS if first <= last)
_DONE = (Status.DONE, Status.DONE_LATE)


@dataclass(frozen=True)
class Owes:
    """What everybody may know: who owes one, in which team and month."""

    team: str
    month: date
    owner: str


Outcome = tuple[Status, ...]
"""How each of them stands: what nobody else knows."""
Held = tuple[int, ...]
"""The numbers of those that a figure rests on."""


def infos(owed: Sequence[Owes], outcome: Outcome) -> dict[tuple[str, date], Info]:
    found: dict[tuple[str, date], Info] = {}
    for there, status in zip(owed, outcome, strict=True):
        info = found.setdefault((there.team, there.month), Info("maple"))
        info.add(1, there.owner)
        info.done += status in _DONE
    return found


def blocks_of(owed: Sequence[Owes], outcome: Outcome) -> list[Joined]:
    """The same for all outcomes of which as much is done in each team and month."""
    units = [unit_of(WORK, "tool", team, month, info) for (team, month), info in infos(owed, outcome).items()]
    made: list[Joined] = []
    for month in MONTHS:
        gone = {there for block in made for there in block.units}
        made += join([there for there in units if there not in gone and there.last <= month], month, ABOVE, OWED)
    return made


def held_by(owed: Sequence[Owes], units: set[Unit]) -> Held:
    places = {unit.id for unit in units}
    return tuple(n for n, there in enumerate(owed) if (there.team, there.month.isoformat()) in places)


def told(owed: Sequence[Owes], outcome: Outcome) -> frozenset[Held]:
    """On what the figures of each team and time rest that are shared besides what was done."""
    blocks = blocks_of(owed, outcome)
    found: set[Held] = {()}
    for nodes, (first, last) in product(BELOW.values(), SPANS):
        inside = [block for block in blocks if block.node in nodes and first <= block.first and block.last <= last]
        found.add(held_by(owed, {unit for block in inside for unit in block.units}))
    return frozenset(found)


def done(owed: Sequence[Owes], outcome: Outcome) -> tuple[int, ...]:
    """Of each team and month, which everybody may see."""
    return tuple(info.done for info in infos(owed, outcome).values())


def known(owed: Sequence[Owes], statuses: Sequence[Status]) -> Iterator[tuple[frozenset[Held], list[Outcome]]]:
    """What can be told, and all that may then be so."""
    alike: defaultdict[tuple[int, ...], list[Outcome]] = defaultdict(list)
    for outcome in product(statuses, repeat=len(owed)):
        alike[done(owed, outcome)].append(outcome)
    for outcomes in alike.values():
        helds = told(owed, outcomes[0])
        worlds: defaultdict[object, list[Outcome]] = defaultdict(list)
        for outcome in outcomes:
            worlds[tuple(frozenset(Counter(outcome[n] for n in held).items()) for held in helds)].append(outcome)
        yield from ((helds, there) for there in worlds.values())


def fewest_meant(owed: Sequence[Owes], statuses: Sequence[Status]) -> int:
    """Of all that any figure, or a difference of two, tells of late, missed and excused: how many it may be."""
    fewest = len(owed)
    for helds, outcomes in known(owed, statuses):
        for more, fewer in product(helds, helds):
            between = {*more} - {*fewer} if {*fewer} < {*more} else ()
            for status in {outcomes[0][n] for n in between} - {Status.DONE}:
                meant = {owed[n].owner for n in between for outcome in outcomes if outcome[n] is status}
                fewest = min(fewest, len(meant))
    return fewest


def some(seed: int, many: int) -> list[Owes]:
    """Each owner in one team, as people are; some months have few of them."""
    dice = Random(seed)  # noqa: S311 (nothing secret)
    teams = {owner: dice.choice(("east", "west", "south", "north")) for owner in "abcdef"}
    owners = [dice.choice("abcdef") for _ in range(many)]
    return [Owes(teams[owner], dice.choice(MONTHS), owner) for owner in owners]


ALONE = [Owes(team, MONTHS[1], team) for team in ("east", "west", "south")]
TWICE = [Owes(there.team, month, there.owner) for there in ALONE for month in MONTHS[:2]]
UNDONE = (Status.DONE, Status.MISSED, Status.EXCUSED)
LATELY = (Status.DONE, Status.DONE_LATE, Status.MISSED)


@pytest.mark.parametrize("statuses", [UNDONE, LATELY])
@pytest.mark.parametrize("owed", [ALONE, TWICE, *(some(seed, 6) for seed in range(4))])
def test_nobody_can_say_of_fewer_than_three_who_it_was(owed: list[Owes], statuses: tuple[Status, ...]) -> None:
    assert fewest_meant(owed, statuses) >= 3


def test_but_for_what_keeps_them_apart_they_could(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.flows.figures.making.sides_of", lambda *_: frozenset({""}))
    assert fewest_meant(ALONE, UNDONE) == 1


@pytest.mark.parametrize(
    ("outcome", "is_told"),
    [
        ((Status.MISSED, Status.MISSED, Status.EXCUSED), True),
        ((Status.DONE, Status.DONE, Status.DONE_LATE), True),
        ((Status.DONE, Status.DONE, Status.MISSED), False),
        ((Status.DONE, Status.EXCUSED, Status.MISSED), False),
    ],
)
def test_teams_of_one_owner_each_are_told_together_where_it_may_be_any_of_them(
    outcome: Outcome, *, is_told: bool
) -> None:
    assert bool(blocks_of(ALONE, outcome)) is is_told


def test_what_waits_for_more_is_told_once_there_are_enough_on_each_side() -> None:
    """One each month is not done, by somebody else each time: told when the quarter is over, and not before."""
    owed = [Owes(team, month, team) for month in MONTHS for team in ("east", "west", "south")]
    outcome = tuple(
        Status.MISSED if MONTHS.index(there.month) == number % 3 else Status.DONE for number, there in enumerate(owed)
    )
    (block,) = blocks_of(owed, outcome)
    assert (block.node, block.first, block.last, block.records) == ("service", MONTHS[0], MONTHS[2], 9)
