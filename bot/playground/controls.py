"""The things on a screen that a person can press, choose or fill, found in blocks, and what they hold."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground.settings import Json

# For each input: the key that its value stands under, and the key that its first value is given in.
HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
PRESSED = ("button", "overflow", "icon_button", "feedback_buttons", "workflow_button")
MANY = tuple(kind for kind, (key, _) in HOLDS.items() if key.endswith("s"))


@dataclass(frozen=True)
class Control:
    block_id: str
    action_id: str
    kind: str
    label: str
    element: Json
    is_input: bool = False
    dispatches: bool = True
    optional: bool = True

    @property
    def options(self) -> list[Json]:
        groups = [group["options"] for group in self.element.get("option_groups", [])]
        return [option for group in [*groups, self.element.get("options", [])] for option in group]

    def answers_to(self, name: str) -> bool:
        names = (self.label, self.action_id, self.element.get("accessibility_label"), said(self.element.get("text")))
        return name in names or (self.is_input and name == self.block_id) or (name == "⋯" and self.kind == "overflow")


def said(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def controls(blocks: list[Json]) -> list[Control]:
    """Every control, in reading order, also those inside cards and containers."""
    return [control for block in blocks for control in _within(block, block, block.get("block_id", ""))]


def _within(part: Any, block: Json, block_id: str) -> Iterator[Control]:
    if isinstance(part, list):
        for item in part:
            yield from _within(item, block, block_id)
    elif isinstance(part, dict):
        kind = part.get("type", "")
        if kind in HOLDS or kind in PRESSED:
            yield _control(part, block, block_id)
            return
        inner = part.get("block_id", block_id)
        for value in part.values():
            yield from _within(value, part if "block_id" in part else block, inner)


def _control(element: Json, block: Json, block_id: str) -> Control:
    is_input = block.get("type") == "input"
    label = said(block.get("label")) if is_input else _own_label(element) or said(block.get("text"))
    return Control(
        block_id,
        element.get("action_id", ""),
        element["type"],
        label,
        element,
        is_input,
        dispatches=not is_input or bool(block.get("dispatch_action")),
        optional=not is_input or bool(block.get("optional")),
    )


def _own_label(element: Json) -> str:
    if element["type"] == "overflow":
        return "⋯"
    return said(element.get("text")) or said(element.get("placeholder")) or str(element.get("accessibility_label", ""))


def completed(blocks: list[Json]) -> list[Json]:
    """Blocks as Slack gives them back: ids where none were given, text objects with all their keys."""
    done: list[Json] = [_whole(block) for block in blocks]
    for block in done:
        if block.get("type") != "markdown":
            block.setdefault("block_id", secrets.token_hex(3)[:5])
    for control in controls(done):
        control.element.setdefault("action_id", secrets.token_hex(3)[:5])
    return done


def _whole(part: Any) -> Any:
    if isinstance(part, list):
        return [_whole(item) for item in part]
    if not isinstance(part, dict):
        return part
    whole = {key: _whole(value) for key, value in part.items()}
    if whole.get("type") == "plain_text":
        whole.setdefault("emoji", True)
    if whole.get("type") == "mrkdwn":
        whole.setdefault("verbatim", False)
    return whole


def shown_values(blocks: list[Json], kept: Json) -> Json:
    """state.values: what was typed where block_id and action_id are still there, else the first values."""
    values: Json = {}
    for control in controls(blocks):
        if control.kind not in HOLDS:
            continue
        before = kept.get(control.block_id, {}).get(control.action_id)
        same = before is not None and before["type"] == control.kind
        values.setdefault(control.block_id, {})[control.action_id] = before if same else first_value(control)
    return values


def first_value(control: Control) -> Json:
    key, initial = HOLDS[control.kind]
    empty: Any = [] if control.kind in MANY else None
    return {"type": control.kind, key: control.element.get(initial, empty)}


def held(value: Json) -> Any:
    """The one thing that a value of state.values holds; None or [] when it is empty."""
    return value.get(HOLDS[value["type"]][0])


def what_is_missing(blocks: list[Json], values: Json) -> dict[str, str]:
    """What Slack's own client says before it sends anything: block_id -> words."""
    wrong: dict[str, str] = {}
    for control in controls(blocks):
        if not control.is_input or control.kind not in HOLDS:
            continue
        value = held(values.get(control.block_id, {}).get(control.action_id, first_value(control)))
        words = _wrong_with(control, value)
        if words:
            wrong[control.block_id] = words
    return wrong


def _wrong_with(control: Control, value: Any) -> str:
    if value in (None, "", []):
        return "" if control.optional else "Please complete this required field."
    if control.kind != "plain_text_input":
        return ""
    least, most = control.element.get("min_length", 0), control.element.get("max_length", 3000)
    length = len(value.encode("utf-16-le")) // 2
    if length < least:
        return f"Please enter at least {least} characters."
    return f"Please enter at most {most} characters." if length > most else ""
