"""Every interactive element: its keys and limits, where it may stand and on which surfaces.

Page: reference/block-kit/block-elements. S is a section's accessory, A an actions block, I an input block.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.playground.validation.between import distinct, exactly_one, initial_is_an_option, ordered, readable
from bot.playground.validation.objects import (
    ACTION_ID,
    CONFIRM,
    CONVERSATION,
    DISPATCH,
    FILTER,
    FOCUS,
    IMAGE,
    LINK_OPTION,
    OPTION,
    OPTION_GROUP,
    RICH_OPTION,
    STYLE,
    URL,
    USER,
    WORKFLOW,
    plain,
    shown,
    text,
)
from bot.playground.validation.rich_text import RICH_TEXT
from bot.playground.validation.rules import Flag, Kinds, Listed, Number, Rule, Shape, String, shape

EVERYWHERE, MODAL = "message modal home", "modal"
DAY = String(pattern=re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"))
TIME = String(pattern=re.compile(r"([01]\d|2[0-3]):[0-5]\d"))
FIGURE = String(pattern=re.compile(r"-?\d+(\.\d+)?"))
LABEL = shown(75)
SEEN_BY = Listed(USER, 1, 10)

ACTION: dict[str, Rule] = {"action_id?": ACTION_ID}
FOCUSED: dict[str, Rule] = {**ACTION, "focus_on_load?": FOCUS}
CHOSEN: dict[str, Rule] = {**FOCUSED, "confirm?": CONFIRM}
PICKED: dict[str, Rule] = {**CHOSEN, "placeholder?": plain(150)}
TYPED: dict[str, Rule] = {**FOCUSED, "placeholder?": plain(150), "dispatch_action_config?": DISPATCH}
MOST: dict[str, Rule] = {"max_selected_items?": Number(1)}
LISTS: dict[str, Rule] = {
    "options?": Listed(OPTION, 1, 100),
    "option_groups?": Listed(OPTION_GROUP, 1, 100),
}
CHANNELS: dict[str, Rule] = {"default_to_current_conversation?": Flag(), "filter?": FILTER}
RESPONSE: dict[str, Rule] = {"response_url_enabled?": Flag()}
LISTED = (exactly_one("options", "option_groups"), distinct("options", "value"), initial_is_an_option)
LABELLED = readable("text", "accessibility_label")


def options(rule: Rule, high: int) -> dict[str, Rule]:
    return {"options": Listed(rule, 1, high)}


def first(name: str, rule: Rule) -> dict[str, Rule]:
    """What is chosen or written at first."""
    return {f"initial_{name}?": rule}


def several(name: str, rule: Rule) -> dict[str, Rule]:
    return {**first(name, Listed(rule, 1)), **MOST}


BUTTON = shape(
    {
        **ACTION,
        "text": plain(75),
        "url?": URL,
        "value?": String(1, 2000),
        "style?": STYLE,
        "confirm?": CONFIRM,
        "accessibility_label?": LABEL,
        "agent_prompt?": String(1, 4000),
        "agent_prompt_display?": shown(4000),
        "visible_to_user_ids?": SEEN_BY,
    },
    LABELLED,
)
_FEEDBACK = shape({"text": plain(75), "value": String(1, 2000), "accessibility_label?": LABEL}, LABELLED)
_ICON_BUTTON: dict[str, Rule] = {
    **ACTION,
    "icon": String(1),
    "text": plain(75),
    "accessibility_label?": LABEL,
    "value?": String(1, 2000),
    "visible_to_user_ids?": SEEN_BY,
    "confirm?": CONFIRM,
}
_WORKFLOW_BUTTON: dict[str, Rule] = {
    **ACTION,
    "text": plain(75),
    "workflow": WORKFLOW,
    "style?": STYLE,
    "accessibility_label?": LABEL,
}

# Each element: the places it may stand in, and its shape.
ELEMENTS: dict[str, tuple[str, Shape]] = {
    "button": ("SA", BUTTON),
    "workflow_button": ("SA", shape(_WORKFLOW_BUTTON, LABELLED, on="message")),
    "overflow": ("SA", shape({**ACTION, **options(LINK_OPTION, 5), "confirm?": CONFIRM}, distinct("options", "value"))),
    "static_select": ("SAI", shape({**PICKED, **LISTS, **first("option", OPTION)}, *LISTED)),
    "multi_static_select": ("SAI", shape({**PICKED, **LISTS, **several("options", OPTION)}, *LISTED)),
    "external_select": ("SAI", shape({**PICKED, **first("option", OPTION), "min_query_length?": Number(0)})),
    "multi_external_select": ("SAI", shape({**PICKED, **several("options", OPTION), "min_query_length?": Number(0)})),
    "users_select": ("SAI", shape({**PICKED, **first("user", USER)})),
    "multi_users_select": ("SAI", shape({**PICKED, **several("users", USER)})),
    "conversations_select": ("SAI", shape({**PICKED, **CHANNELS, **RESPONSE, **first("conversation", CONVERSATION)})),
    "multi_conversations_select": ("SAI", shape({**PICKED, **CHANNELS, **several("conversations", CONVERSATION)})),
    "channels_select": ("SAI", shape({**PICKED, **RESPONSE, **first("channel", CONVERSATION)})),
    "multi_channels_select": ("SAI", shape({**PICKED, **several("channels", CONVERSATION)})),
    "checkboxes": (
        "SAI",
        shape(
            {**CHOSEN, **options(RICH_OPTION, 10), "initial_options?": Listed(RICH_OPTION, 1, 10)},
            distinct("options", "value"),
            initial_is_an_option,
        ),
    ),
    "radio_buttons": (
        "SAI",
        shape(
            {**CHOSEN, **options(RICH_OPTION, 10), **first("option", RICH_OPTION)},
            distinct("options", "value"),
            initial_is_an_option,
        ),
    ),
    "datepicker": ("SAI", shape({**PICKED, **first("date", DAY)})),
    "timepicker": ("SAI", shape({**PICKED, **first("time", TIME), "timezone?": String(1)})),
    "datetimepicker": (
        "AI",
        shape({**CHOSEN, **first("date_time", Number(1_000_000_000, 9_999_999_999))}, on="message modal"),
    ),
    "plain_text_input": (
        "I",
        shape(
            {
                **TYPED,
                **first("value", String(0, 3000, shown=True)),
                "multiline?": Flag(),
                "min_length?": Number(0, 3000),
                "max_length?": Number(1, 3000),
            },
            ordered("min_length", "max_length"),
        ),
    ),
    "rich_text_input": (
        "I",
        shape(
            {**TYPED, **first("value", RICH_TEXT), "min_lines?": Number(1, 100), "max_lines?": Number(1, 100)},
            ordered("min_lines", "max_lines"),
            on="modal home",
        ),
    ),
    "number_input": (
        "I",
        shape(
            {
                **TYPED,
                **first("value", FIGURE),
                "is_decimal_allowed": Flag(),
                "min_value?": FIGURE,
                "max_value?": FIGURE,
            },
            ordered("min_value", "max_value"),
            on=MODAL,
        ),
    ),
    "email_text_input": ("I", shape({**TYPED, **first("value", String())}, on=MODAL)),
    "url_text_input": ("I", shape({**TYPED, **first("value", String())}, on=MODAL)),
    "file_input": (
        "I",
        shape({**ACTION, "filetypes?": Listed(String(1), 1), "max_files?": Number(1, 10)}, on=MODAL),
    ),
}


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
        "feedback_buttons": shape({**ACTION, "positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, on="message"),
        "icon_button": shape(_ICON_BUTTON, LABELLED, on="message"),
    },
    "a context actions block",
)
BUTTONS = Kinds({"button": BUTTON}, "a row of buttons")
URL_SOURCE = Kinds({"url": shape({"url": URL, "text": shown(3000)})}, "a source")
