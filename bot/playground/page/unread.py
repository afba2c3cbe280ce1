"""How far each person has looked in each conversation, and what has come since. Kept in the world."""

from __future__ import annotations

from bot.playground.stage import Stage
from bot.playground.world import Channel, Message, Person


def seen_by(person: Person, channel: Channel) -> list[Message]:
    """The conversation as this person sees it, also what is only for them, oldest first."""
    mine = [message for message in channel.ephemerals if message.only_for == person.id]
    if not mine:
        return channel.messages
    return sorted([*channel.messages, *mine], key=lambda message: float(message.ts))


def count(stage: Stage, person: Person, channel: Channel) -> int:
    looked = float(stage.world.looked.get(person.id, {}).get(channel.id, 0))
    since = 0
    for message in reversed(seen_by(person, channel)):
        if float(message.ts) <= looked:
            break
        since += message.user != person.id
    return since


def look(stage: Stage, person: Person, channel: Channel) -> None:
    """The person has this conversation in front of them."""
    seen = seen_by(person, channel)
    places = stage.world.looked.setdefault(person.id, {})
    if seen and float(places.get(channel.id, 0)) < float(seen[-1].ts):
        places[channel.id] = seen[-1].ts
        stage.touch()
