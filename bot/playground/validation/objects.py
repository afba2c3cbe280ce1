"""The objects that blocks and elements are made of: texts, options, confirmations, files.

Page: reference/block-kit/composition-objects. Elements and blocks themselves are next door.
"""

import re
from typing import Any

from bot.playground.validation.between import at_least_one, distinct, exactly_one, readable
from bot.playground.validation.report import Report
from bot.playground.validation.rules import Flag, Kinds, Listed, Mapped, OneOf, Rule, Shape, String, shape

BLOCK_ID = String(1, 255, unique="block_id")
ACTION_ID = String(1, 255)
URL = String(1, 3000, re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+"))
HTTPS = String(1, 3000, re.compile(r"https://\S+"))
USER, CONVERSATION = String(1, pattern=re.compile("[UW][A-Z0-9]+")), String(1, pattern=re.compile("[CDG][A-Z0-9]+"))
ALT_TEXT = String(1, 2000, shown=True)


def shown(high: int, low: int = 1) -> String:
    """A bare string that people read."""
    return String(low, high, shown=True)


def _plain(high: int) -> Shape:
    return shape({"text": shown(high), "emoji?": Flag()})


def _mrkdwn(high: int) -> Shape:
    return shape({"text": shown(high), "verbatim?": Flag()})


def plain(high: int) -> Kinds:
    return Kinds({"plain_text": _plain(high)}, "a plain text")


def text(high: int = 3000) -> Kinds:
    return Kinds({"plain_text": _plain(high), "mrkdwn": _mrkdwn(high)}, "a text")


SLACK_FILE = shape({"id?": String(1), "url?": URL}, exactly_one("id", "url"))
IMAGE_KEYS: dict[str, Rule] = {"alt_text": ALT_TEXT, "image_url?": URL, "slack_file?": SLACK_FILE}
IMAGE = Kinds({"image": shape(IMAGE_KEYS, exactly_one("image_url", "slack_file"))}, "an image's place")


def _option(words: Kinds, *, url: bool = False) -> Shape:
    link: dict[str, Rule] = {"url?": URL} if url else {}
    return shape({"text": words, "value": String(1, 150), "description?": words, **link})


OPTION, RICH_OPTION, LINK_OPTION = _option(plain(75)), _option(text(75)), _option(plain(75), url=True)
OPTION_GROUP = shape({"label": plain(75), "options": Listed(OPTION, 1, 100)}, distinct("options", "value"))

STYLE = OneOf(("primary", "danger"))
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30), "style?": STYLE},
    readable("confirm"),
    readable("deny"),
)
DISPATCH = shape({"trigger_actions_on?": Listed(OneOf(("on_enter_pressed", "on_character_entered")), 1, 2)})
FILTER = shape(
    {
        "include?": Listed(OneOf(("im", "mpim", "private", "public")), 1),
        "exclude_external_shared_channels?": Flag(),
        "exclude_bot_users?": Flag(),
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
TRIGGER = shape({"url": URL, "customizable_input_parameters?": Listed(Mapped(String()))})
WORKFLOW = shape({"trigger": TRIGGER})


class _Focus:
    """`focus_on_load` may be true on one element of a view only."""

    def check(self, value: Any, path: str, report: Report) -> None:
        Flag().check(value, path, report)
        if value is True and report.repeats("focus_on_load", "true"):
            report.add(path, "may be true on one element only")


FOCUS = _Focus()
