"""The files that checks were last begun with, and dates last recorded by: what people work by now."""

from bot.domain.people import Verb
from bot.flows import access
from bot.flows.office import Actor
from bot.frameworks.model import Checklist
from bot.frameworks.register import Register
from bot.frameworks.version import revive_any
from bot.storage import runs
from bot.storage.store import Store


def load_live(store: Store, actor: Actor) -> dict[str, Checklist | Register]:
    """By name, each checklist and register that was ever used, as it stood when it was used last in a new version."""
    with store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        return {name: revive_any(body) for name, body in runs.load_newest_bodies(uow).items()}
