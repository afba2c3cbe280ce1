"""Rich text blocks as HTML: sections, lists, quotes and preformatted words, down to the leaves.

Its words have no markup: what a text leaf holds is shown letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from bot.playground.page.drawing import emoji, mentions
from bot.playground.page.drawing.markup import box, broken, joined, tag
from bot.playground.settings import Json
from bot.playground.world import World

_STYLES = {"code": "code", "strike": "s", "underline": "u", "italic": "em", "bold": "strong", "highlight": "mark"}


def draw_rich_text(world: World, block: Json) -> Markup:
    return joined(_part(world, part) for part in block["elements"])


def _part(world: World, part: Json) -> Markup:
    border = "bordered" if part.get("border") else ""
    match part.get("type"):
        case "rich_text_section":
            return tag("div", _leaves(world, part), class_="words")
        case "rich_text_quote":
            return tag("blockquote", _leaves(world, part))
        case "rich_text_preformatted":
            return tag("pre", tag("code", _leaves(world, part)), class_=border or None)
        case "rich_text_list":
            return _list(world, part, border)
        case _:
            return box(part, "part")


def _list(world: World, part: Json, border: str) -> Markup:
    """A list deeper in stands as one of its own, as Slack sends it; `offset` goes on counting."""
    items = [tag("li", _leaves(world, item)) for item in part["elements"]]
    looks = " ".join(filter(None, (f"indent-{part.get('indent', 0)}", border)))
    if part.get("style") == "ordered":
        return tag("ol", *items, start=part.get("offset", 0) + 1, class_=looks)
    return tag("ul", *items, class_=looks)


def _leaves(world: World, part: Json) -> Markup:
    return joined(_styled(_leaf(world, leaf), leaf.get("style", {})) for leaf in part.get("elements", []))


def _styled(drawn: Markup, style: Json) -> Markup:
    for name, element in _STYLES.items():
        if style.get(name):
            drawn = tag(element, drawn)
    return drawn


def _leaf(world: World, leaf: Json) -> Markup:
    draw = _LEAVES.get(leaf.get("type", ""))
    return draw(world, leaf) if draw else broken(str(leaf.get("text") or leaf.get("url") or f"[{leaf.get('type')}]"))


def _emoji(world: World, leaf: Json) -> Markup:  # noqa: ARG001
    name = leaf["name"]
    return emoji.named(name, leaf.get("skin_tone", 0)) or _by_code(name, leaf.get("unicode", ""))


def _by_code(name: str, code: str) -> Markup:
    """An emoji whose name is not in our table, by the code points that Slack gives with it: 1f3f3-fe0f."""
    try:
        sign = "".join(chr(int(point, 16)) for point in code.split("-"))
    except (ValueError, OverflowError):
        return broken(f":{name}:")
    return tag("span", sign, role="img", aria_label=name.replace("_", " "), class_="emoji")


def _color(world: World, leaf: Json) -> Markup:  # noqa: ARG001
    """A swatch beside its value; SVG, as the page allows no style of its own."""
    square = tag("rect", width="10", height="10", fill=leaf["value"])
    swatch = tag("svg", square, viewBox="0 0 10 10", class_="swatch", aria_hidden="true")
    return tag("span", swatch, leaf["value"], class_="color")


_LEAVES: dict[str, Callable[[World, Json], Markup]] = {
    "text": lambda world, leaf: broken(leaf["text"]),  # noqa: ARG005
    "link": lambda world, leaf: mentions.link(leaf["url"], leaf.get("text", "")),  # noqa: ARG005
    "emoji": _emoji,
    "user": lambda world, leaf: mentions.user(world, leaf["user_id"]),
    "usergroup": lambda world, leaf: mentions.group(leaf["usergroup_id"]),  # noqa: ARG005
    "channel": lambda world, leaf: mentions.channel(world, leaf["channel_id"]),
    "broadcast": lambda world, leaf: mentions.broadcast(leaf["range"]),  # noqa: ARG005
    "color": _color,
    "date": lambda world, leaf: mentions.date(
        world, leaf["timestamp"], leaf["format"], leaf.get("fallback", ""), leaf.get("url", "")
    ),
}
