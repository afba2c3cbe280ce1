"""Putting messages into conversations and changing them, whoever asked: a method, an answer, a response_url."""

from __future__ import annotations

from typing import Any

from bot.playground.controls import completed, shown_values
from bot.playground.limits import hold
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.validation import message_problems
from bot.playground.world import Channel, Message

LONGEST = 40_000


def check(stage: Stage, given: Json, method: str) -> None:
    hold(stage, method, message_problems(given, method=method))


def post(stage: Stage, channel: Channel, given: Json, *, only_for: str = "") -> Message:
    message = Message(
        ts=stage.world.new_ts(),
        channel=channel.id,
        user=stage.world.bot_user,
        text=words(given),
        blocks=completed(given.get("blocks") or []),
        attachments=given.get("attachments") or [],
        metadata=given.get("metadata") or {},
        thread_ts=str(given.get("thread_ts") or ""),
        only_for=only_for,
        ahead=stage.world.ahead,
    )
    (channel.ephemerals if only_for else channel.messages).append(message)
    stage.touch()
    return message


def words(given: Json) -> str:
    return str(given.get("text") or given.get("markdown_text") or "")[:LONGEST]


def change(stage: Stage, message: Message, given: Json) -> None:
    """As chat.update and replace_original: text without blocks takes the blocks away."""
    message.text = words(given) or message.text
    message.blocks = completed(given.get("blocks") or []) if _says(given, "blocks", "text") else message.blocks
    if given.get("attachments") is not None:
        message.attachments = given["attachments"]
    if given.get("metadata") is not None:
        message.metadata = given["metadata"]
    message.values = {user: shown_values(message.blocks, kept) for user, kept in message.values.items()}
    if not message.only_for:
        message.edited_ts = stage.world.new_ts()
    stage.touch()


def _says(given: Json, *keys: str) -> bool:
    return any(given.get(key) is not None for key in keys)


def delete(stage: Stage, message: Message) -> None:
    channel = stage.world.channels[message.channel]
    for messages in (channel.messages, channel.ephemerals):
        if message in messages:
            messages.remove(message)
    stage.touch()


def values_for(message: Message, user: str) -> Json:
    """What this person sees chosen in the message's inputs."""
    return message.values.setdefault(user, shown_values(message.blocks, {}))


def respond(stage: Stage, channel: Channel, user: str, given: Json, source: Message | None) -> None:
    """An answer to a command, or a POST to a response_url."""
    if flag(given.get("delete_original")) and source:
        delete(stage, source)
        return
    if flag(given.get("replace_original")) and source:
        change(stage, source, given)
        return
    in_channel = given.get("response_type") == "in_channel"
    post(stage, channel, given, only_for="" if in_channel else user)


def flag(given: Any) -> bool:
    return given in (True, "true", "1", 1)
