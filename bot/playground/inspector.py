"""What went between Slack and the bot, as rows to read: when, which way, what, and what came of it.

Tokens, tickets and addresses that open something never leave here. Trouble that can be asked for is in mischief.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import World

NEWEST = 150
HIDDEN = "(not shown)"
SECRET_KEYS = frozenset(
    (
        *("token", "ticket", "client_secret", "signing_secret", "authorization", "x-slack-signature"),
        *("trigger_id", "interactivity_pointer", "upload_url"),
    )
)
SECRETS = (
    (re.compile(r"\bx(?:ox[a-z]|app)-[\w-]+"), HIDDEN),
    (re.compile(r"(ticket=)[\w-]+"), rf"\1{HIDDEN}"),
    (re.compile(r"(/(?:commands|actions)/[^/\s\"]+/\d+/)[\w-]+"), rf"\1{HIDDEN}"),
)


@dataclass(frozen=True)
class Row:
    number: int
    at: str
    to_bot: bool
    what: str
    whom: str
    outcome: str
    # good, bad or waiting
    mood: str


def rows(stage: Stage, after: int = 0) -> list[Row]:
    """The newest first, later than the entry with this number."""
    fresh = takewhile(lambda entry: entry["number"] > after, _newest(stage))
    return [_row(stage.world, entry) for entry in islice(fresh, NEWEST)]


def _newest(stage: Stage) -> Iterator[Json]:
    record = stage.record
    return merge(reversed(record.calls), reversed(record.deliveries), key=lambda entry: -int(entry["number"]))


def _row(world: World, entry: Json) -> Row:
    to_bot = "payload" in entry
    at = datetime.fromtimestamp(entry["at"], ZoneInfo(world.zone))
    what, whom = _delivery(world, entry) if to_bot else (entry["method"], _whom(world, entry["arguments"]))
    outcome, mood = _came_of_delivery(entry) if to_bot else _came_of_call(entry)
    return Row(entry["number"], f"{at:%H:%M:%S}.{at.microsecond // 1000:03}", to_bot, what, whom, outcome, mood)


def _delivery(world: World, entry: Json) -> tuple[str, str]:
    payload = entry["payload"]
    event, view = payload.get("event", {}), payload.get("view", {})
    user = payload.get("user_id") or payload.get("user", {}).get("id") or event.get("user", "")
    named = [action["action_id"] for action in payload.get("actions", [])]
    words = [
        payload.get("command"),
        payload.get("text") if "command" in payload else "",
        payload.get("type") if not event else event["type"],
        *(named or [view.get("callback_id", "")]),
        event.get("tab", ""),
        f"(attempt {entry['attempt'] + 1})" if entry["attempt"] else "",
    ]
    return " ".join(filter(None, words)) or entry["kind"], _name(world, user)


def _whom(world: World, arguments: Json) -> str:
    id_ = next((arguments[key] for key in ("user_id", "user", "users", "channel") if arguments.get(key)), "")
    return _name(world, str(id_))


def _name(world: World, id_: Any) -> str:
    """Of a person, of the person at the other end of a conversation, or of a channel."""
    if not isinstance(id_, str):
        id_ = id_.get("id", "")
    channel = world.channels.get(id_)
    person = world.people.get(channel.members[0] if channel and channel.im else id_)
    return person.name if person else f"#{channel.name}" if channel else ""


def _came_of_call(entry: Json) -> tuple[str, str]:
    answer = entry["answer"]
    if fault := entry.get("fault") or (answer or {}).get("fault"):
        return f"{fault}, as asked for", "bad"
    if answer is None:
        return "under way", "waiting"
    return ("ok", "good") if answer.get("ok") else (str(answer.get("error", "refused")), "bad")


def _came_of_delivery(entry: Json) -> tuple[str, str]:
    if "acked" not in entry:
        return "under way", "waiting"
    took = f"{entry['took'] * 1000:.0f} ms"
    if not entry["acked"]:
        return f"{str(entry['status']).replace('_', ' ')} after {took}", "bad"
    return f"acked in {took}", "good"


def details(stage: Stage, number: int) -> tuple[str, str] | None:
    """Request and answer of one entry, as JSON to read."""
    entry = next((entry for entry in _newest(stage) if entry["number"] == number), None)
    if entry is None:
        return None
    return _pretty(entry.get("payload", entry.get("arguments"))), _pretty(entry.get("answer"))


def _pretty(value: Any) -> str:
    return json.dumps(without_secrets(value), indent=2, ensure_ascii=False)


def without_secrets(value: Any) -> Any:
    """The same with nothing in it that opens something; JSON within JSON is opened up to read."""
    if isinstance(value, dict):
        return {key: _inner(key, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_secrets(inner) for inner in value]
    return _hidden(value) if isinstance(value, str) else value


def _inner(key: str, value: Any) -> Any:
    return HIDDEN if key.lower() in SECRET_KEYS else without_secrets(value)


def _hidden(words: str) -> Any:
    if words[:1] in ("{", "["):
        try:
            return without_secrets(json.loads(words))
        except ValueError:
            pass
    for secret, instead in SECRETS:
        words = secret.sub(instead, words)
    return words
