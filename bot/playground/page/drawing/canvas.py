"""What one drawing rests on: the world, the values and errors of its controls, and the ids that it may give.

A `Spot` is where one element stands and what names it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.controls import HOLDS, held
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import World

_ODD = re.compile(r"[^A-Za-z0-9]")


@dataclass(frozen=True)
class Canvas:
    stage: Stage
    values: Json
    errors: Mapping[str, str]
    within: str

    @property
    def world(self) -> World:
        return self.stage.world

    def id(self, *parts: str) -> str:
        """The same for the same parts, and another for others: everything but letters and digits is spelled out."""
        return "-".join((self.within, *map(_spelled, parts)))


@dataclass(frozen=True)
class Spot:
    """Within an input: `label` is the id of the words that name the element, `notes` the ids of what describes it."""

    canvas: Canvas
    block_id: str
    place: str
    label: str = ""
    notes: str = ""
    wrong: bool = False
    optional: bool = True
    dispatches: bool = False

    def id(self, element: Json, *parts: str) -> str:
        return self.canvas.id(self.block_id or self.place, element.get("action_id") or self.place, *parts)

    def value(self, element: Json) -> Any:
        """What the control holds: what was chosen or typed, else what the bot gave it at first."""
        kept = self.canvas.values.get(self.block_id, {}).get(element.get("action_id", ""))
        if kept and kept.get("type") == element["type"]:
            return held(kept)
        return element.get(HOLDS[element["type"]][1])

    def wiring(self, element: Json, does: str) -> dict[str, Any]:
        """The attributes by which the page's script knows the control."""
        confirm = element.get("confirm")
        return {
            "data_does": does,
            "data_block": self.block_id,
            "data_action": element.get("action_id", ""),
            "data_kind": element["type"],
            "data_confirm": json.dumps(_asked(confirm), ensure_ascii=False) if confirm else None,
        }

    @property
    def told(self) -> dict[str, Any]:
        """What a screen reader is told beyond the name."""
        return {
            "aria_describedby": self.notes or None,
            "aria_invalid": "true" if self.wrong else None,
            "aria_required": None if self.optional else "true",
        }


def _asked(confirm: Json) -> dict[str, str]:
    said = {key: confirm[key]["text"] for key in ("title", "text", "confirm", "deny")}
    return said | ({"style": confirm["style"]} if "style" in confirm else {})


def _spelled(part: str) -> str:
    return _ODD.sub(lambda odd: f"_{ord(odd[0]):x}", part)
