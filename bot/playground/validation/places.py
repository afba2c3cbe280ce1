"""What may stand in each place: a section's accessory, an actions, input, context or context actions block, a card.

The elements themselves are described in `elements`.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.playground.validation.between import readable
from bot.playground.validation.elements import ACTION, BUTTON, ELEMENTS, FEEDBACK, ICON_BUTTON
from bot.playground.validation.objects import IMAGE, URL, shown, text
from bot.playground.validation.rules import Kinds, Shape, shape


def _loose(name: str, described: Shape) -> Shape:
    """Outside an input there is no label beside a select, so its placeholder is the label."""
    keys = {key: rule for key, rule in described.keys.items() if key != "response_url_enabled"}
    label = (readable("placeholder"),) if name.endswith("_select") else ()
    return replace(described, keys=keys, also=(*described.also, *label))


def _standing(letter: str, place: str, more: Iterable[tuple[str, Shape]] = ()) -> Kinds:
    found = {name: described for name, (places, described) in ELEMENTS.items() if letter in places}
    if letter != "I":
        found = {name: _loose(name, described) for name, described in found.items()}
    return Kinds({**found, **dict(more)}, place)


ACCESSORY = _standing("S", "a section's accessory", IMAGE.shapes.items())
IN_ACTIONS = _standing("A", "an actions block")
IN_INPUT = _standing("I", "an input block")
IN_CONTEXT = Kinds({**text(3000).shapes, **IMAGE.shapes}, "a context block")
IN_CONTEXT_ACTIONS = Kinds(
    {
        "feedback_buttons": shape({**ACTION, "positive_button": FEEDBACK, "negative_button": FEEDBACK}, on="message"),
        "icon_button": ICON_BUTTON,
    },
    "a context actions block",
)
BUTTONS = Kinds({"button": BUTTON}, "a row of buttons")
URL_SOURCE = Kinds({"url": shape({"url": URL, "text": shown(3000)})}, "a source")
