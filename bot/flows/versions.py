"""The checklists that checks were last begun with: what people work by now, whatever the files say."""

from bot.domain.people import Verb
from bot.flows import access
from bot.flows.office import Actor
from bot.frameworks.model import Checklist
from bot.frameworks.version import revive
from bot.storage import runs
from bot.storage.store import Store


def load_live(store: Store, actor: Actor) -> dict[str, Checklist]:
    """By name, each checklist that was ever begun, as it stood when it was begun last in a new version."""
    with store.look(actor.deadline) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        return {name: revive(body) for name, body in runs.load_newest_bodies(uow).items()}
