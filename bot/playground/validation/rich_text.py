"""The rich text block, from its sections, lists and quotes down to the leaves.

Page: reference/block-kit/blocks/rich-text-block. Slack documents no length for it; the sum of a message holds it.
"""

import re

from bot.playground.validation.objects import BLOCK_ID, CONVERSATION, URL, USER
from bot.playground.validation.rules import Flag, Kinds, Listed, Number, OneOf, Rule, Shape, String, shape

WORDS = String(1, shown=True)
BORDER: dict[str, Rule] = {"border?": OneOf((0, 1))}
STYLE: dict[str, Rule] = {f"{name}?": Flag() for name in ("bold", "italic", "strike", "code", "underline")}
MENTION: dict[str, Rule] = {**STYLE, "highlight?": Flag(), "client_highlight?": Flag(), "unlink?": Flag()}


def _leaf(keys: dict[str, Rule], style: dict[str, Rule] = STYLE) -> Shape:
    return shape({**keys, "style?": shape(style)})


LEAVES = Kinds(
    {
        "text": _leaf({"text": WORDS}),
        "link": _leaf({"url": URL, "text?": WORDS, "unsafe?": Flag()}),
        "emoji": _leaf({"name": String(1), "unicode?": String(1), "skin_tone?": Number(1, 6), "url?": URL}),
        "user": _leaf({"user_id": USER}, MENTION),
        "usergroup": _leaf({"usergroup_id": String(1, pattern=re.compile("S[A-Z0-9]+"))}, MENTION),
        "channel": _leaf({"channel_id": CONVERSATION}, MENTION),
        "team": _leaf({"team_id": String(1)}),
        "broadcast": _leaf({"range": OneOf(("here", "channel", "everyone"))}),
        "color": _leaf({"value": String(1, pattern=re.compile("#[0-9A-Fa-f]{6}"))}),
        "date": _leaf({"timestamp": Number(0), "format": String(1), "url?": URL, "fallback?": WORDS}),
    },
    "rich text",
)
PLAIN_LEAVES = Kinds({name: LEAVES.shapes[name] for name in ("text", "link")}, "preformatted text")
SECTION = shape({"elements": Listed(LEAVES)})  # Slack gives back empty sections of what people typed
_LIST: dict[str, Rule] = {
    "style": OneOf(("bullet", "ordered")),
    "elements": Listed(Kinds({"rich_text_section": SECTION}, "a list"), 1),
    "indent?": Number(0, 8),
    "offset?": Number(0),
    **BORDER,
}
PARTS = Kinds(
    {
        "rich_text_section": SECTION,
        "rich_text_list": shape(_LIST),
        "rich_text_quote": shape({"elements": Listed(LEAVES, 1), **BORDER}),
        "rich_text_preformatted": shape({"elements": Listed(PLAIN_LEAVES, 1), "language?": String(1), **BORDER}),
    },
    "a rich text block",
)
RICH_TEXT_BLOCK = shape({"block_id?": BLOCK_ID, "elements": Listed(PARTS, 1)})
RICH_TEXT = Kinds({"rich_text": RICH_TEXT_BLOCK}, "the place of rich text")
