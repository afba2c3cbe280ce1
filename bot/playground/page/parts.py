"""What the bar and the panels need to know, each part's own data by its name; templates find it as `parts.NAME`.

The look of each part lives in its template; what it knows is worked out here or in the module that owns it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.playground import calendar
from bot.playground.page import guiding, inspecting
from bot.playground.stage import Stage
from bot.playground.world import Person

Part = Callable[[Stage, Person], Any]
PARTS: dict[str, Part] = {"calendar": calendar.shown, "guide": guiding.shown, "inspector": inspecting.shown}


def known(stage: Stage, person: Person) -> dict[str, Any]:
    return {name: part(stage, person) for name, part in PARTS.items()}
