"""Who may close a period: the QA lead, and whoever holds a post to which its report belongs."""

from collections.abc import Collection

from bot.domain.people import Standing
from bot.errors import NotAllowedError
from bot.flows.access import standing_of
from bot.flows.office import Actor
from bot.flows.relations import holds_for, is_qa_lead
from bot.storage.store import Uow

_NO = "Only the QA lead, and whoever is to make a report of this time, can close it. Ask one of them."


def to_close(uow: Uow, actor: Actor, framework: str, posts: Collection[str]) -> Standing:
    """Their standing, when they may close a period of this framework."""
    standing = standing_of(uow, actor)
    if not is_qa_lead(uow, standing) and not holds_for(uow, standing, posts, framework):
        raise NotAllowedError(_NO, actor.person, "close a period", framework)
    return standing
