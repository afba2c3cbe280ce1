"""Each block by its type, one after the other: `draw_blocks` is what the page calls.

Elements within blocks are in `elements`; words in `mrkdwn`, `rich_text` and `markdown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from markupsafe import Markup

from bot.playground.page.drawing import images, selects, tables
from bot.playground.page.drawing.canvas import Canvas, Spot
from bot.playground.page.drawing.chart import draw_chart
from bot.playground.page.drawing.elements import draw_element
from bot.playground.page.drawing.markdown import draw_markdown
from bot.playground.page.drawing.markup import NOTHING, box, tag
from bot.playground.page.drawing.mrkdwn import draw_text
from bot.playground.page.drawing.rich_text import draw_rich_text
from bot.playground.settings import Json
from bot.playground.stage import Stage

_UNLABELLED = ("radio_buttons", "checkboxes", "file_input", "external_select", "multi_external_select")
_LEVELS = {"info": "Information", "warning": "Warning", "error": "Error", "success": "Success"}
Draw = Callable[[Spot, Json], Markup]


def draw_blocks(stage: Stage, blocks: list[Json], values: Json, errors: Mapping[str, str], within: str) -> Markup:
    """`values` as in state.values, `errors` by block_id; `within` begins every id and is unique in the page."""
    canvas = Canvas(stage, values, errors, within)
    return tag("div", *(_drawn(canvas, block, str(n)) for n, block in enumerate(blocks)), class_="blocks")


def _drawn(canvas: Canvas, block: Json, place: str) -> Markup:
    draw = BLOCKS.get(block.get("type", ""))
    return draw(Spot(canvas, block.get("block_id", ""), place), block) if draw else box(block, "block")


def section(spot: Spot, block: Json) -> Markup:
    world = spot.canvas.world
    label = spot.canvas.id(spot.block_id or spot.place, "text")
    words = tag("div", draw_text(world, block["text"]), class_="words", id=label) if block.get("text") else NOTHING
    pairs = [tag("div", draw_text(world, each), class_="words") for each in block.get("fields", [])]
    fields = tag("div", *pairs, class_="fields") if pairs else NOTHING
    body = tag("div", words, fields, class_="section-body")
    return tag("div", body, _accessory(spot, block, label if words else ""), class_="block-section")


def _accessory(spot: Spot, block: Json, label: str) -> Markup:
    element = block.get("accessory")
    if not element:
        return NOTHING
    named = replace(spot, label=label) if element["type"] in ("radio_buttons", "checkboxes") else spot
    return tag("div", draw_element(named, element), class_="accessory")


def header(spot: Spot, block: Json) -> Markup:
    """Below the page's own headings."""
    level = block.get("level", 1)
    return tag(f"h{level + 2}", draw_text(spot.canvas.world, block["text"]), class_=f"block-header level-{level}")


def context(spot: Spot, block: Json) -> Markup:
    return tag("div", *(_small(spot, each) for each in block["elements"]), class_="block-context")


def _small(spot: Spot, element: Json) -> Markup:
    if element["type"] == "image":
        return images.draw_small(spot, element)
    return tag("span", draw_text(spot.canvas.world, element), class_="words")


def divider(spot: Spot, block: Json) -> Markup:  # noqa: ARG001
    return tag("hr", class_="block-divider")


def actions(spot: Spot, block: Json) -> Markup:
    drawn = [draw_element(replace(spot, place=f"{spot.place}n{n}"), each) for n, each in enumerate(block["elements"])]
    return tag("div", *drawn, class_="block-actions")


def field(spot: Spot, block: Json) -> Markup:
    """An input block: label, field, hint, and what is wrong with it."""
    element, world, canvas = block["element"], spot.canvas.world, spot.canvas
    base = spot.block_id or spot.place
    label, hint, error = (canvas.id(base, part) for part in ("label", "hint", "error"))
    wrong = canvas.errors.get(spot.block_id)
    notes = " ".join([*([hint] if block.get("hint") else []), *([error] if wrong else [])])
    optional = tag("span", " (optional)", class_="optional") if block.get("optional") else NOTHING
    inside = replace(
        spot,
        label=label,
        notes=notes,
        wrong=bool(wrong),
        optional=bool(block.get("optional")),
        dispatches=bool(block.get("dispatch_action")),
    )
    return tag(
        "div",
        _label(spot, element, draw_text(world, block["label"]) + optional, label),
        draw_element(inside, element),
        tag("p", wrong, class_="error", id=error) if wrong else NOTHING,
        tag("p", draw_text(world, block["hint"]), class_="hint", id=hint) if block.get("hint") else NOTHING,
        class_="block-input",
        data_input=element["type"],
    )


def _label(spot: Spot, element: Json, words: Markup, id_: str) -> Markup:
    """Of one field or list a true label; groups of choices point at theirs themselves."""
    if element["type"] in _UNLABELLED:
        return tag("span", words, class_="label", id=id_)
    pointed = spot.id(element, "open") if element["type"] in selects.KINDS else spot.id(element)
    return tag("label", words, class_="label", id=id_, for_=pointed)


def rich_text(spot: Spot, block: Json) -> Markup:
    return tag("div", draw_rich_text(spot.canvas.world, block), class_="block-rich-text")


def markdown(spot: Spot, block: Json) -> Markup:  # noqa: ARG001
    return tag("div", draw_markdown(block["text"]), class_="block-markdown")


def alert(spot: Spot, block: Json) -> Markup:
    """Slack shows a colour and a sign; the word says it without either."""
    level = block.get("level", "default")
    word = tag("strong", f"{_LEVELS.get(level, 'Note')}: ", class_="alert-level")
    words = tag("span", draw_text(spot.canvas.world, block["text"]), class_="words")
    return tag("div", word, words, class_=f"block-alert level-{level}", role="note")


BLOCKS: dict[str, Draw] = {
    "section": section,
    "header": header,
    "context": context,
    "divider": divider,
    "actions": actions,
    "context_actions": actions,
    "input": field,
    "image": images.draw_image,
    "file": images.draw_file,
    "rich_text": rich_text,
    "markdown": markdown,
    "table": tables.draw_table,
    "data_table": tables.draw_data_table,
    "data_visualization": draw_chart,
    "alert": alert,
}
