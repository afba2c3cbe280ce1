"""Reminders that were sent are brought up to date: what was done is struck out, in the same message.

Those of duties that were passed on or came to stand otherwise are seen to in flows/due/storing.py.
"""

from bot.domain.digests import LIVES
from bot.domain.people import Verb
from bot.flows import access
from bot.flows.office import Actor, Office
from bot.frameworks.working_days import add_working_days
from bot.storage import digests


def mark_changed(office: Office, actor: Actor) -> int:
    """Have those drawn again that show as waiting what was done; how many."""
    with office.store.work(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        return digests.bump_outdated(uow, add_working_days(uow.today, -LIVES))
