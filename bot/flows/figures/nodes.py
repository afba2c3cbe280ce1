"""The teams that figures can be about, each with all that are part of it; and whose figures somebody may see alone."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from bot.domain.figures import Node
from bot.domain.people import Standing
from bot.flows.relations import is_qa_lead, posts_of, reach_of
from bot.storage import people
from bot.storage.store import Uow
from bot.storage.teams import Branch, load_branches, load_members_by_team

EVERYBODY = "Whole organisation"
_MANAGER = "manager"


def load_nodes(uow: Uow, day: date) -> tuple[Node, ...]:
    """The whole organisation first, then teams, each before those that are part of it."""
    return nodes_of(load_branches(uow, day))


def nodes_of(branches: Sequence[Branch]) -> tuple[Node, ...]:
    below: defaultdict[str | None, list[Branch]] = defaultdict(list)
    for branch in branches:
        below[branch.above].append(branch)
    every = frozenset(branch.id for branch in branches)
    return (Node(None, EVERYBODY, every), *(node for top in below[None] for node in _from(top, below)))


def _from(branch: Branch, below: Mapping[str | None, list[Branch]]) -> Iterator[Node]:
    parts = [node for part in below.get(branch.id, []) for node in _from(part, below)]
    yield Node(branch.id, branch.name, frozenset({branch.id}).union(*(part.teams for part in parts)))
    yield from parts


def load_entitled(uow: Uow, standing: Standing, posts: Collection[str] = ()) -> tuple[Node, ...]:
    """Those of which this person may see everything that is counted: nothing where there is none.

    A QA lead: all. Who manages a team, or holds one of these posts over it: that one. And whoever is the supervisor or
    in the line of all who are in it.
    """
    nodes = load_nodes(uow, uow.today)
    if is_qa_lead(uow, standing):
        return nodes
    held = {there.team for there in posts_of(uow, standing) if there.team and there.name in {_MANAGER, *posts}}
    led = {team.id for team in people.load_teams_under(uow, held, uow.today)} if held else set()
    theirs = reach_of(uow, standing) | {standing.person}
    members = load_members_by_team(uow, uow.today)
    return tuple(node for node in nodes if (node.teams and node.teams <= led) or _leads_all(node, members, theirs))


def _leads_all(node: Node, members: Mapping[str, frozenset[str]], theirs: frozenset[str]) -> bool:
    """Everybody there is one of theirs, and somebody besides themselves."""
    there = frozenset().union(*(members.get(team, frozenset()) for team in node.teams))
    return len(there) > 1 and there <= theirs
