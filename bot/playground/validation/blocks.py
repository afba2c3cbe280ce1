"""Every block: its keys and limits, and the surfaces it may stand on.

Page: reference/block-kit/blocks. Elements, rich text and figures are described next door.
"""

from typing import Any

from bot.playground.validation.between import at_least_one, at_most_one, distinct, exactly_one
from bot.playground.validation.figures import DATA_TABLE, DATA_VISUALIZATION, TABLE
from bot.playground.validation.objects import ALT_TEXT, BLOCK_ID, HTTPS, IMAGE, IMAGE_KEYS, plain, shown, text
from bot.playground.validation.places import (
    ACCESSORY,
    BUTTONS,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    URL_SOURCE,
)
from bot.playground.validation.report import Report, join
from bot.playground.validation.rich_text import RICH_TEXT, RICH_TEXT_BLOCK
from bot.playground.validation.rules import (
    Flag,
    Kinds,
    Listed,
    Mapped,
    Number,
    OneOf,
    Rule,
    Shape,
    String,
    Tallied,
    shape,
)

ID: dict[str, Rule] = {"block_id?": BLOCK_ID}
NEVER_SENT = ""
LEVELS = OneOf(("default", "info", "warning", "error", "success"))
WIDTHS = OneOf(("narrow", "standard", "wide", "full"))
STATUSES = OneOf(("pending", "in_progress", "complete", "error"))


def no_dispatch_of_files(value: dict[str, Any], path: str, report: Report) -> None:
    element = value.get("element")
    if value.get("dispatch_action") and isinstance(element, dict) and element.get("type") == "file_input":
        report.add(join(path, "dispatch_action"), "may not be set on a file input")


def collapses_first(value: dict[str, Any], path: str, report: Report) -> None:
    collapsible = value.get("is_collapsible") is True
    if value.get("default_collapsed") and not collapsible:
        report.add(join(path, "default_collapsed"), "needs is_collapsible to be true")
    if value.get("has_header_divider") and collapsible:
        report.add(join(path, "has_header_divider"), "may not be set on a container that collapses")


CARD = shape(
    {
        **ID,
        "hero_image?": IMAGE,
        "icon?": IMAGE,
        "slack_icon?": Mapped(),
        "title?": text(150),
        "subtitle?": text(150),
        "body?": text(200),
        "subtext?": text(200),
        "actions?": Listed(BUTTONS, 1, 3),
    },
    at_least_one("hero_image", "title", "actions", "body"),
    at_most_one("icon", "slack_icon"),
    distinct("actions", "action_id"),
)
TASK_CARD = shape(
    {
        **ID,
        "task_id": String(1),
        "title": String(1, shown=True),
        "status": STATUSES,
        "details?": RICH_TEXT,
        "output?": RICH_TEXT,
        "sources?": Listed(URL_SOURCE),
    },
    on="message",
)
VIDEO = shape(
    {
        **ID,
        "alt_text": ALT_TEXT,
        "title": plain(199),
        "title_url?": HTTPS,
        "thumbnail_url": HTTPS,
        "video_url": HTTPS,
        "description?": plain(199),
        "author_name?": shown(49),
        "provider_name?": String(1, shown=True),
        "provider_icon_url?": HTTPS,
    }
)
PLAIN_BLOCKS: dict[str, Shape] = {
    "section": shape(
        {
            **ID,
            "text?": text(3000),
            "fields?": Listed(text(2000), 1, 10),
            "accessory?": ACCESSORY,
            "expand?": Flag(),
        },
        at_least_one("text", "fields"),
    ),
    "header": shape({**ID, "text": plain(150), "level?": Number(1, 4)}),
    "context": shape({**ID, "elements": Listed(IN_CONTEXT, 1, 10)}),
    "actions": shape({**ID, "elements": Listed(IN_ACTIONS, 1, 25)}, distinct("elements", "action_id")),
    "divider": shape({**ID}),
    "image": shape({**ID, **IMAGE_KEYS, "title?": plain(2000)}, exactly_one("image_url", "slack_file")),
    "input": shape(
        {
            **ID,
            "label": plain(2000),
            "element": IN_INPUT,
            "hint?": plain(2000),
            "optional?": Flag(),
            "dispatch_action?": Flag(),
        },
        no_dispatch_of_files,
    ),
    "rich_text": RICH_TEXT_BLOCK,
    "table": TABLE,
    "video": VIDEO,
}
CONTAINER = shape(
    {
        **ID,
        "title?": plain(150),
        "rich_text_title?": RICH_TEXT,
        "subtitle?": text(150),
        "child_blocks": Listed(Kinds(PLAIN_BLOCKS, "a container"), 1, 10),
        "width?": WIDTHS,
        "icon?": IMAGE,
        "is_collapsible?": Flag(),
        "default_collapsed?": Flag(),
        "has_header_divider?": Flag(),
    },
    at_least_one("title", "rich_text_title"),
    collapses_first,
    on="message home",
)
BLOCKS = Kinds(
    {
        **PLAIN_BLOCKS,
        "alert": shape({**ID, "text": text(200), "level?": LEVELS}, on="modal"),
        "card": CARD,
        "carousel": shape({**ID, "elements": Listed(Kinds({"card": CARD}, "a carousel"), 1, 10)}, on="message home"),
        "container": CONTAINER,
        "context_actions": shape(
            {**ID, "elements": Listed(IN_CONTEXT_ACTIONS, 1, 5)}, distinct("elements", "action_id"), on="message"
        ),
        "data_table": DATA_TABLE,
        "data_visualization": DATA_VISUALIZATION,
        "markdown": shape({**ID, "text": Tallied("markdown", shown(12_000))}, on="message"),
        "task_card": TASK_CARD,
        "plan": shape(
            {**ID, "title": String(1, shown=True), "tasks?": Listed(Kinds({"task_card": TASK_CARD}, "a plan"))},
            on="message",
        ),
        "file": shape({**ID, "external_id": String(1), "source": OneOf(("remote",))}, on=NEVER_SENT),
        "call": shape(
            {**ID, "call_id": String(1), "call?": Mapped(), "api_decoration_available?": Flag()}, on=NEVER_SENT
        ),
    },
    "a list of blocks",
)
