"""Each interactive element by its type, ready to press, fill or choose. Blocks around them are in `blocks`."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.playground.page.drawing import choosing, fields, images, mentions, selects
from bot.playground.page.drawing.canvas import Spot
from bot.playground.page.drawing.markup import NOTHING, box, joined, tag
from bot.playground.page.drawing.mrkdwn import draw_text
from bot.playground.settings import Json

Draw = Callable[[Spot, Json], Markup]


def draw_element(spot: Spot, element: Json) -> Markup:
    draw = ELEMENTS.get(element.get("type", ""))
    return draw(spot, element) if draw else box(element, "element")


def button(spot: Spot, element: Json) -> Markup:
    words = draw_text(spot.canvas.world, element["text"])
    shared = spot.wiring(element, "press") | {
        "class_": f"press {element.get('style', '')}".strip(),
        "id": spot.id(element),
        "aria_label": element.get("accessibility_label"),
    }
    if url := element.get("url"):
        return tag("a", words, href=url if mentions.is_safe(url) else None, target="_blank", rel="noopener", **shared)
    return tag("button", words, type="button", **shared)


def icon_button(spot: Spot, element: Json) -> Markup:
    """Slack's own small icons are not ours to draw; their words are."""
    return button(spot, {"accessibility_label": element["text"]["text"], **element})


def feedback(spot: Spot, element: Json) -> Markup:
    """Two buttons under one action, told apart by their value."""
    pair = [element[f"{which}_button"] for which in ("positive", "negative")]
    return tag("span", *(_rating(spot, element, each) for each in pair), class_="feedback", role="group")


def _rating(spot: Spot, element: Json, rating: Json) -> Markup:
    wiring = spot.wiring(element, "press") | {"data_option": rating["value"]}
    words = draw_text(spot.canvas.world, rating["text"])
    return tag("button", words, type="button", class_="press", aria_label=rating.get("accessibility_label"), **wiring)


def overflow(spot: Spot, element: Json) -> Markup:
    id_ = spot.id(element, "menu")
    opener = tag(
        "button",
        tag("span", "⋯", aria_hidden="true"),
        type="button",
        class_="press menu-open",
        id=spot.id(element),
        aria_label="More actions",
        aria_haspopup="menu",
        aria_expanded="false",
        aria_controls=id_,
        popovertarget=id_,
    )
    entries = [_entry(spot, element, option) for option in element["options"]]
    menu = tag("div", *entries, class_="menu", id=id_, role="menu", popover="auto", aria_label="More actions")
    return tag("span", opener, menu, class_="overflow")


def _entry(spot: Spot, element: Json, option: Json) -> Markup:
    world = spot.canvas.world
    told = option.get("description")
    note = tag("span", draw_text(world, told), class_="option-note") if told else NOTHING
    words = joined([tag("span", draw_text(world, option["text"]), class_="option-words"), note])
    wiring = spot.wiring(element, "press") | {"data_option": option["value"], "role": "menuitem", "tabindex": "-1"}
    if mentions.is_safe(url := option.get("url", "")):
        return tag("a", words, href=url, target="_blank", rel="noopener", **wiring)
    return tag("button", words, type="button", **wiring)


ELEMENTS: dict[str, Draw] = {
    "button": button,
    "workflow_button": button,
    "icon_button": icon_button,
    "feedback_buttons": feedback,
    "overflow": overflow,
    "image": images.draw_small,
    "radio_buttons": choosing.choosing,
    "checkboxes": choosing.choosing,
    **dict.fromkeys(selects.KINDS, selects.pick),
    **fields.FIELDS,
}
