"""Radio buttons and checkboxes: native inputs in a fieldset. Lists to choose from are in `selects`."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from bot.playground.page.drawing.canvas import Spot
from bot.playground.page.drawing.markup import NOTHING, tag
from bot.playground.page.drawing.mrkdwn import draw_text
from bot.playground.settings import Json

_NATIVE = {"radio_buttons": "radio", "checkboxes": "checkbox"}


def choosing(spot: Spot, element: Json) -> Markup:
    kept = spot.value(element) or []
    chosen = {option["value"] for option in (kept if isinstance(kept, list) else [kept])}
    options = [_option(spot, element, n, chosen) for n, _ in enumerate(element["options"])]
    name = None if spot.label else "Choices"
    return tag(
        "fieldset",
        *options,
        class_="choosing",
        id=spot.id(element),
        aria_labelledby=spot.label or None,
        aria_label=name,
        role="radiogroup" if element["type"] == "radio_buttons" else None,
        **_told(spot, element),
        **spot.wiring(element, "choose"),
    )


def _told(spot: Spot, element: Json) -> dict[str, Any]:
    """A group of checkboxes can be neither required nor wrong for a screen reader: its boxes are."""
    return spot.told if element["type"] == "radio_buttons" else {"aria_describedby": spot.notes or None}


def _option(spot: Spot, element: Json, position: int, chosen: set[str]) -> Markup:
    world, option = spot.canvas.world, element["options"][position]
    told, id_ = option.get("description"), spot.id(element, str(position))
    field = tag(
        "input",
        type=_NATIVE[element["type"]],
        id=id_,
        name=spot.id(element),
        value=option["value"],
        checked=option["value"] in chosen,
        autofocus=position == 0 and element.get("focus_on_load") is True,
        aria_describedby=f"{id_}-note" if told else None,
        aria_invalid="true" if spot.wrong and element["type"] == "checkboxes" else None,
    )
    label = tag("label", draw_text(world, option["text"]), for_=id_)
    note = tag("span", draw_text(world, told), class_="option-note", id=f"{id_}-note") if told else NOTHING
    return tag("div", field, tag("span", label, note, class_="option-text"), class_="option")
