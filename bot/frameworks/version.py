"""The version of a checklist or register: a digest of what its file says, whatever the order of its keys."""

import hashlib
import json

from bot.frameworks.model import Checklist
from bot.frameworks.register import Register
from bot.frameworks.shape import Shape


def canonical(shape: Shape) -> str:
    """The same text for the same content. Defaults are left out, so that a new optional key changes no version."""
    given = shape.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(framework: str, name: str, body: str) -> str:
    """Two files that say the same are two checklists all the same."""
    return hashlib.sha256(f"{framework}/{name}\n{body}".encode()).hexdigest()


def revive(body: str) -> Checklist:
    """The checklist that a stored version holds."""
    return Checklist.model_validate_json(body)


def revive_any(body: str) -> Checklist | Register:
    """Whichever of the two it is: a register holds facts, a checklist parts."""
    return Register.model_validate_json(body) if "facts" in json.loads(body) else revive(body)
