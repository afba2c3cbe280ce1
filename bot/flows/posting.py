"""Posting a summary in a channel, once; and saying which team a channel belongs to."""

import difflib

from bot.domain.figures import Figures, Node
from bot.domain.summaries import Chosen, Place, Posted
from bot.errors import ShownError, UnusableValueError
from bot.flows import summary_access as access
from bot.flows.figures.nodes import load_nodes
from bot.flows.figures.shared import load_shared
from bot.flows.figures.times import is_common
from bot.flows.office import Actor, Office
from bot.flows.summary import about_of, frameworks_of, scope_of
from bot.storage import channels, people
from bot.storage.channels import load_team_of_channel
from bot.storage.closings import is_closed_since
from bot.storage.store import Uow

POSTABLE = (
    "What is posted is of a whole month, quarter, half-year or financial year, so that nothing can be worked out from "
    "the difference between two summaries. Choose one in the list of periods."
)
ALREADY = "This summary is posted already, or is being posted now. To post it anew, ask for it again with /qa summary."
STANDS = (
    "These figures have stood in this channel since {time} today, posted by {by}. They are the same now, so nothing "
    "was posted. If that copy was taken away, they can be posted again tomorrow."
)
_NEAR = 0.5
_GIVEN = (
    "This channel belongs to {team} now: type /qa summary in it for that team's figures. Each time somebody posts them "
    "it is checked who is in the channel, and where guests or people of another organisation are, nothing is posted. "
    "To give it to another team, type /qa summary here and that team's name."
)
_NAME_IT = "Name the team that this channel belongs to, such as /qa summary here {team}."


def begin_posting(office: Office, actor: Actor, chosen: Chosen, place: Place) -> Posted:
    """What is to stand in the channel. From here on a second press of the same button posts nothing."""
    with office.store.work(actor.deadline) as uow:
        node, own = access.to_post(uow, office, actor, chosen.team, place)
        if not is_common(chosen.period):
            raise ShownError(POSTABLE)
        scope = scope_of(office.library, node, chosen, frameworks_of(uow, office, node))
        figures = load_shared(uow, office, scope)
        chosen = chosen.but(channel=place.id)
        _refuse_standing(uow, office, actor, chosen, figures)
        tries = channels.claim_posting(uow, chosen, actor.person)
        if not tries:
            raise ShownError(ALREADY)
        by = people.load_names(uow, {actor.person})[actor.person]
        return Posted(figures, about_of(office.library, chosen), by, chosen.key, place.id, own, is_repeat=tries > 1)


def _refuse_standing(uow: Uow, office: Office, actor: Actor, chosen: Chosen, figures: Figures) -> None:
    """The same figures stand once a day in a channel; counted anew since, they are others."""
    there = channels.load_standing(uow, chosen)
    if there is None:
        return
    if not there.is_sure:
        raise ShownError(ALREADY)
    at = there.at.astimezone(office.store.clock.zone)
    if at.date() != uow.today or figures.made_at > there.at or is_closed_since(uow, there.at):
        return
    by = "you" if there.person == actor.person else people.load_names(uow, {there.person})[there.person]
    raise ShownError(STANDS.format(time=f"{at:%H:%M}", by=by))


def end_posting(office: Office, actor: Actor, posted: Posted, ts: str | None) -> None:
    """Where it stands; or that Slack said no, so that pressing again begins anew."""
    with office.store.work(actor.deadline) as uow:
        access.to_look(uow, office, actor)
        if ts:
            channels.record_posted(uow, posted.key, ts)
        else:
            channels.release_posting(uow, posted.key)


def give_team(office: Office, actor: Actor, place: Place, words: str) -> str:
    """From now on the channel belongs to the team that is named; what is said of that."""
    with office.store.work(actor.deadline) as uow:
        access.to_give_a_team(uow, actor)
        if access.is_conversation(place):
            raise ShownError(access.NOT_A_CHANNEL)
        teams = [node for node in load_nodes(uow, uow.today) if node.id]
        team = _named(teams, words.strip())
        if team is None or team.id is None:
            raise ShownError(_which(teams, load_team_of_channel(uow, place), words.strip()))
        channels.keep_team_of_channel(uow, place.id, team.id, actor.person)
        return _GIVEN.format(team=team.name)


def choose_team(office: Office, actor: Actor, place: Place, team: str) -> str:
    """The same, by the team's id."""
    with office.store.work(actor.deadline) as uow:
        access.to_give_a_team(uow, actor)
        if access.is_conversation(place):
            raise ShownError(access.NOT_A_CHANNEL)
        name = next((node.name for node in load_nodes(uow, uow.today) if node.id and node.id == team), None)
        if name is None:
            raise UnusableValueError("There is no such team any more. Nothing was changed. Choose another one.")
        channels.keep_team_of_channel(uow, place.id, team, actor.person)
        return _GIVEN.format(team=name)


def _named(teams: list[Node], words: str) -> Node | None:
    return next((node for node in teams if node.name.casefold() == words.casefold()), None)


def _which(teams: list[Node], own: str | None, words: str) -> str:
    """Which team it belongs to as things stand, and how to say another."""
    now = next((f"This channel belongs to {node.name}." for node in teams if node.id == own), "")
    names = [node.name for node in teams]
    near = difflib.get_close_matches(words, names, n=1, cutoff=_NEAR)
    unknown = f"No team is called “{words[:40]}”." if words else ""
    meant = f"Did you mean {near[0]}?" if near else _NAME_IT.format(team=(names or ["and its name"])[0])
    return " ".join(filter(None, (now, unknown, meant)))
