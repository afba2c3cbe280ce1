"""The world as a JSON file: written whole and swapped in at once, read at the start."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from bot.playground.settings import Json
from bot.playground.world import Channel, File, Message, Person, View, World


def as_json(world: World) -> str:
    return json.dumps(asdict(world), separators=(",", ":"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read(path: Path) -> World:
    saved = json.loads(path.read_text(encoding="utf-8"))
    return World(
        **saved
        | {
            "people": {id_: Person(**person) for id_, person in saved["people"].items()},
            "channels": {id_: _channel(channel) for id_, channel in saved["channels"].items()},
            "files": {id_: File(**file) for id_, file in saved["files"].items()},
            "modals": {user: [View(**view) for view in stack] for user, stack in saved["modals"].items()},
            "homes": {user: View(**view) for user, view in saved["homes"].items()},
        }
    )


def _channel(saved: Json) -> Channel:
    messages = {key: [Message(**message) for message in saved[key]] for key in ("messages", "ephemerals")}
    return Channel(**saved | messages)
