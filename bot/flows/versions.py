"""The checklists that checks were last begun with: what people work by now, whatever the files say."""

from pydantic import ValidationError

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
        bodies = runs.load_newest_bodies(uow).items()
        return {name: checklist for name, body in bodies if (checklist := _revived(body))}


def _revived(body: str) -> Checklist | None:
    """Nothing for what is no checklist: registers are kept beside them."""
    try:
        return revive(body)
    except ValidationError:
        return None
