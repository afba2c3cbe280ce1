"""What a person sees, as data and as plain text."""

from __future__ import annotations

import html
import re
from typing import Any

from bot.playground import modals, payloads
from bot.playground.controls import Control, controls, held, said
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import Message, Person, View, World

# Of a long conversation, only the newest are taken for read.
LOOKED_AT = 30


def screen(stage: Stage, person: Person) -> Json:
    """Everything on this person's screen."""
    world = stage.world
    stack = modals.stack(stage, person.id)
    home = world.homes.get(person.id)
    mine = [channel for channel in world.channels.values() if person.id in channel.members]
    return {
        "person": {"id": person.id, "name": person.name, "email": person.email, "deleted": person.deleted},
        "dm": [message_seen(stage, person, m) for m in world.channels[person.dm].messages],
        "channels": {c.name: [message_seen(stage, person, m) for m in c.messages] for c in mine if not c.im},
        "ephemerals": {
            "dm" if c.im else c.name: [message_seen(stage, person, m) for m in c.ephemerals if m.only_for == person.id]
            for c in mine
        },
        "view": view_seen(world, stack[-1], len(stack)) if stack else None,
        "home": view_seen(world, home, 1) if home else None,
        "notice": stage.notices.get(person.id, ""),
        "version": stage.version,
    }


def words_at(stage: Stage, person: Person, place: str) -> str:
    """The words in front of somebody who looks at Home, at the conversation with the bot or at a channel."""
    world, stack = stage.world, modals.stack(stage, person.id)
    views = [*stack[-1:], *([world.homes[person.id]] if place == "home" and person.id in world.homes else [])]
    channel = world.channels.get(person.dm if place == "messages" else place)
    seen = channel.messages[-LOOKED_AT:] + channel.ephemerals if channel else []
    mine = [message for message in seen if message.only_for in ("", person.id)]
    return "\n".join(
        [view_seen(world, view, 1)["plain"] for view in views]
        + [message_seen(stage, person, message)["plain"] for message in mine]
    )


def message_seen(stage: Stage, person: Person, message: Message) -> Json:
    world = stage.world
    values = message.values.get(person.id, {})
    files = [payloads.file_object(world.files[id_], stage.url) for id_ in message.files]
    plain = blocks_as_text(world, message.blocks, values, {}) if message.blocks else readable(world, message.text)
    names = [f"[file: {file['name']}]" if "name" in file else "[a file that was deleted]" for file in files]
    return {
        "ts": message.ts,
        "channel": message.channel,
        "text": message.text,
        "blocks": message.blocks,
        "plain": "\n".join([plain, *names]).strip(),
        "controls": [control_seen(control, values) for control in controls(message.blocks)],
        "buttons": buttons(message.blocks),
        "by": name_of(world, message.user),
        "ephemeral": bool(message.only_for),
        "edited": bool(message.edited_ts),
        "thread_ts": message.thread_ts,
        "metadata": message.metadata,
        "files": files,
        "snapshot": payloads.message_object(world, message, stage.url),
    }


def view_seen(world: World, view: View, depth: int) -> Json:
    content = view.content
    return {
        "id": view.id,
        "type": content["type"],
        "title": said(content.get("title")),
        "submit": said(content.get("submit")),
        "close": said(content.get("close")),
        "callback_id": content.get("callback_id", ""),
        "private_metadata": content.get("private_metadata", ""),
        "blocks": content["blocks"],
        "plain": blocks_as_text(world, content["blocks"], view.values, view.errors),
        "controls": [control_seen(control, view.values) for control in controls(content["blocks"])],
        "buttons": buttons(content["blocks"]),
        "values": view.values,
        "errors": view.errors,
        "hash": view.hash,
        "depth": depth,
    }


def buttons(blocks: list[Json]) -> list[str]:
    return [control.label for control in controls(blocks) if control.kind in ("button", "workflow_button")]


def control_seen(control: Control, values: Json) -> Json:
    value = values.get(control.block_id, {}).get(control.action_id)
    return {
        "block_id": control.block_id,
        "action_id": control.action_id,
        "kind": control.kind,
        "label": control.label,
        "value": control.element.get("value"),
        "options": [said(option["text"]) for option in control.options],
        "shown": shown(value) if value else "",
        "is_input": control.is_input,
        "optional": control.optional,
        "confirm": control.element.get("confirm"),
    }


def name_of(world: World, user: str) -> str:
    person = world.people.get(user)
    return person.name if person else world.bot_name


def readable(world: World, text: str) -> str:
    """Slack's markup as a person reads it: names for ids, words for links, & for &amp;."""
    text = re.sub(r"<@([A-Z0-9]+)(?:\|[^>]*)?>", lambda m: "@" + name_of(world, m[1]), text)
    text = re.sub(r"<!date\^\d+\^[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<[#!][^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<(https?:[^|>]+)\|([^>]*)>", r"\2 (\1)", text)
    text = re.sub(r"<((?:https?|mailto):[^>]+)>", r"\1", text)
    return html.unescape(text)


def blocks_as_text(world: World, blocks: list[Json], values: Json, errors: dict[str, str]) -> str:
    lines = []
    for block in blocks:
        lines += _block(world, block, values)
        error = errors.get(block.get("block_id", ""))
        lines += [f"  ! {error}"] if error else []
    return "\n".join(lines)


def _block(world: World, block: Json, values: Json) -> list[str]:
    kind = block["type"]
    if kind == "divider":
        return ["----"]
    if kind == "image":
        return [f"[image: {block.get('alt_text', '')}]"]
    if kind == "input":
        mark = " (optional)" if block.get("optional") else ""
        hint = [f"  {said(block['hint'])}"] if block.get("hint") else []
        return [f"{said(block['label'])}{mark}: {_elements([block], values)}", *hint]
    if kind in ("table", "data_table"):
        return [_caption(block), *(" | ".join(_words(world, cell) for cell in row) for row in block["rows"])]
    if kind == "data_visualization":
        return [f"[chart: {block['title']}: {_chart(block['chart'])}]"]
    shown_controls = _elements([block], values)
    return [line for line in (_words(world, block), shown_controls) if line]


def _chart(chart: Json) -> str:
    """What it draws, number by number."""
    pieces = chart.get("segments") or [point for series in chart.get("series", []) for point in series["data"]]
    return ", ".join(f"{piece['label']} {piece['value']}" for piece in pieces)


def _caption(block: Json) -> str:
    caption = block.get("caption", "")
    return said(caption) or str(caption)


def _elements(blocks: list[Json], values: Json) -> str:
    return "  ".join(_element(control, values) for control in controls(blocks))


def _element(control: Control, values: Json) -> str:
    if control.kind in ("button", "workflow_button", "icon_button", "overflow"):
        return f"[{control.label}]"
    value = values.get(control.block_id, {}).get(control.action_id)
    now = shown(value) if value else ""
    if control.kind in ("radio_buttons", "checkboxes"):
        picked = now.split(", ")
        return "  ".join(f"({'x' if label in picked else ' '}) {label}" for label in _labels(control))
    return f"[{now or said(control.element.get('placeholder')) or control.kind.replace('_', ' ')}]"


def _labels(control: Control) -> list[str]:
    return [said(option["text"]) for option in control.options]


def shown(value: Json) -> str:
    content = held(value)
    several = content if isinstance(content, list) else [content]
    return ", ".join(said(each.get("text")) if isinstance(each, dict) else str(each) for each in several if each)


def _words(world: World, part: Any) -> str:
    """The words of any block, in order, without its controls."""
    if isinstance(part, list):
        return "\n".join(filter(None, (_words(world, each) for each in part)))
    if not isinstance(part, dict) or "action_id" in part:
        return ""
    kind = part.get("type", "")
    if kind in ("plain_text", "mrkdwn", "raw_text", "markdown"):
        return readable(world, part["text"]) if kind != "plain_text" else str(part["text"])
    if kind.startswith("rich_text"):
        return _rich(world, part)
    if kind == "image":
        return f"[image: {part.get('alt_text', '')}]"
    joint = "  ·  " if kind == "context" else "\n"
    return joint.join(filter(None, (_words(world, value) for value in _children(part))))


def _children(part: Json) -> list[Any]:
    """A context's elements one by one, so that they stand on one line."""
    if part.get("type") == "context":
        return list(part["elements"])
    return [value for value in part.values() if isinstance(value, dict | list)]


def _rich(world: World, part: Json) -> str:
    pieces = [_rich_leaf(world, element) for element in part.get("elements", [])]
    if part["type"] == "rich_text_list":
        return "\n".join(f"• {piece}" for piece in pieces)
    return ("\n" if part["type"] == "rich_text" else "").join(pieces)


def _rich_leaf(world: World, element: Json) -> str:
    kind = element["type"]
    if kind.startswith("rich_text"):
        return _rich(world, element)
    if kind == "user":
        return "@" + name_of(world, element["user_id"])
    if kind == "channel":
        there = world.channels.get(element["channel_id"])
        return f"#{there.name if there else element['channel_id']}"
    if kind == "emoji":
        return f":{element['name']}:"
    return str(element.get("text") or element.get("url") or element.get("range") or "")
