"""Who may ask for a summary, of which teams, and in which channels one may be posted."""

from dataclasses import dataclass

from bot.domain.figures import Node
from bot.domain.people import Standing, Verb
from bot.domain.summaries import Place
from bot.errors import NotAllowedError, NotPostableError
from bot.flows.access import standing_of, to_house
from bot.flows.figures.nodes import load_entitled
from bot.flows.office import Actor, Office
from bot.storage import people
from bot.storage.channels import load_team_of_channel
from bot.storage.store import Uow

_NOBODY = (
    "Summaries are for those who manage or lead teams. "
    "Your manager or your QA lead can ask for one and post it in the channel."
)
_NOT_THEIRS = "You cannot see the figures of {team}. Its manager and your QA lead can: ask one of them to post them."
NOT_A_CHANNEL = "A summary can be posted in a channel. Type /qa summary in the one where it should stand."
NO_TEAM = (
    "This channel belongs to no team yet, so nothing is posted here. Your QA lead decides that: they type "
    "/qa summary here and the name of the team, in this channel."
)
_OTHERS = (
    "This channel belongs to {team}. It takes the figures of {team}, of its parts and of what it is part of, so that "
    "teams are not compared in front of each other. Choose one of these, or post it in the other team's channel."
)


_OF_A_FEW = "mpdm-"
"""So Slack begins the name of a conversation of several people that is no channel."""


def is_conversation(place: Place) -> bool:
    return not place.id or place.id.startswith("D") or place.name.startswith(_OF_A_FEW)


@dataclass(frozen=True)
class Reader:
    """Somebody who may see figures, and of which teams: the widest first."""

    standing: Standing
    nodes: tuple[Node, ...]

    def holds(self, team: str | None) -> bool:
        return any(node.id == team for node in self.nodes)


def to_look(uow: Uow, office: Office, actor: Actor) -> Reader:
    """Those whose figures they may see, at least one."""
    standing = standing_of(uow, actor)
    nodes = nodes_of(uow, office, standing)
    if not nodes:
        raise NotAllowedError(_NOBODY, actor.person, Verb.COUNT.value)
    return Reader(standing, nodes)


def nodes_of(uow: Uow, office: Office, standing: Standing) -> tuple[Node, ...]:
    """Of teams that they manage or lead, or over which they hold a post that makes a report about just that team.

    Who makes one about the whole service has no part in how single people of the team where they sit are doing.
    """
    posts = {post for _, report in office.library.reports.values() if report.per == "team" for post in report.by}
    return load_entitled(uow, standing, posts)


def to_node(reader: Reader, node: Node) -> Node:
    """That team, as far as they may see it."""
    if not reader.holds(node.id):
        raise NotAllowedError(
            _NOT_THEIRS.format(team=node.name), reader.standing.person, Verb.COUNT.value, node.id or "the whole"
        )
    return node


def to_team(uow: Uow, office: Office, actor: Actor, team: str | None) -> tuple[Reader, Node]:
    """The team of this id; who may see nobody's figures and what is not there are refused alike."""
    reader = to_look(uow, office, actor)
    found = next((node for node in reader.nodes if node.id == team), None)
    if found is None:
        name = "that team"
        raise NotAllowedError(_NOT_THEIRS.format(team=name), actor.person, Verb.COUNT.value, team or "the whole")
    return reader, found


def to_post(uow: Uow, office: Office, actor: Actor, team: str | None, place: Place) -> tuple[Node, str]:
    """The team's node and the id of the channel's own team, when its figures may stand there."""
    _, node = to_team(uow, office, actor, team)
    return node, to_place(uow, node.id, place)


def to_place(uow: Uow, team: str | None, place: Place) -> str:
    """The id of the team whose channel it is, when figures of the one named may stand there."""
    if is_conversation(place):
        raise NotPostableError(NOT_A_CHANNEL)
    own = load_team_of_channel(uow, place)
    if own is None:
        raise NotPostableError(NO_TEAM)
    near = {there.id for there in people.load_teams_under(uow, [own], uow.today)}
    if team and team not in near | set(people.load_teams_over(uow, own, uow.today)):
        raise NotPostableError(_OTHERS.format(team=people.load_team_name(uow, own)))
    return own


def to_give_a_team(uow: Uow, actor: Actor) -> None:
    to_house(uow, actor, Verb.CONFIGURE)
