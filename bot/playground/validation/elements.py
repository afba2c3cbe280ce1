"""Every interactive element: its keys and limits, where it may stand and on which surfaces.

Page: reference/block-kit/block-elements. `places` gathers them into what may stand in each kind of block.
"""

import re

from bot.playground.validation.between import distinct, exactly_one, initial_is_an_option, ordered, readable
from bot.playground.validation.objects import (
    ACTION_ID,
    CONFIRM,
    CONVERSATION,
    DISPATCH,
    FILTER,
    FOCUS,
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
)
from bot.playground.validation.rich_text import RICH_TEXT
from bot.playground.validation.rules import Flag, Listed, Number, Rule, Shape, String, shape

EVERYWHERE, MODAL = "message modal home", "modal"
DAY = String(pattern=re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"))
TIME = String(pattern=re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]"))
FIGURE = String(pattern=re.compile(r"-?[0-9]+(\.[0-9]+)?"))
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
FEEDBACK = shape({"text": plain(75), "value": String(1, 2000), "accessibility_label?": LABEL}, LABELLED)
ICON_BUTTON = shape(
    {
        **ACTION,
        "icon": String(1),
        "text": plain(75),
        "accessibility_label?": LABEL,
        "value?": String(1, 2000),
        "visible_to_user_ids?": SEEN_BY,
        "confirm?": CONFIRM,
    },
    LABELLED,
    on="message",
)
WORKFLOW_BUTTON = shape(
    {
        **ACTION,
        "text": plain(75),
        "workflow": WORKFLOW,
        "style?": STYLE,
        "accessibility_label?": LABEL,
    },
    LABELLED,
    on="message",
)

# Each element: where it may stand (S a section's accessory, A an actions block, I an input block), and its shape.
ELEMENTS: dict[str, tuple[str, Shape]] = {
    "button": ("SA", BUTTON),
    "workflow_button": ("SA", WORKFLOW_BUTTON),
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
