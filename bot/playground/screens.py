"""Where on a person's screen something is: the message, modal or Home tab that a named control stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.playground import messages, modals
from bot.playground.controls import Control, controls
from bot.playground.refusal import Absent, Mistake
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import Message, Person, View


@dataclass(frozen=True)
class Place:
    """One of the two is there: a message (also an ephemeral one), or a view (a modal or the Home tab)."""

    person: Person
    message: Message | None = None
    view: View | None = None

    @property
    def blocks(self) -> list[Json]:
        if self.view:
            blocks: list[Json] = self.view.content["blocks"]
            return blocks
        return self.message.blocks if self.message else []

    @property
    def values(self) -> Json:
        if self.view:
            return self.view.values
        return messages.values_for(self.message, self.person.id) if self.message else {}

    def find(self, name: str, block_id: str) -> Control | None:
        for control in controls(self.blocks):
            if control.answers_to(name) and block_id in ("", control.block_id):
                return control
        return None


def find(stage: Stage, person: Person, given: Json) -> tuple[Place, Control]:
    """The first place, nearest to the person's eyes, that has this control."""
    name = given["name"]
    places = list(_places(stage, person, given.get("on")))
    for place in places:
        control = place.find(name, given.get("block_id", ""))
        if control:
            return place, control
    there = [control.label or control.action_id for place in places[:5] for control in controls(place.blocks)]
    raise Absent(f"{person.name} sees no {name!r}. There is: {', '.join(there) or 'nothing to press'}.")


def nearest(stage: Stage, person: Person, given: Json) -> Place:
    """The place that has this control, else the one in front of the person."""
    places = list(_places(stage, person, given.get("on")))
    if not places:
        raise Mistake(f"{person.name} has nothing on their screen.")
    return next((place for place in places if place.find(given["name"], "")), places[0])


def _places(stage: Stage, person: Person, on: Any) -> Iterator[Place]:
    if isinstance(on, dict):
        yield _named(stage, person, on)
        return
    modal = top(stage, person)
    if on in (None, "view") and modal:
        yield Place(person, view=modal)
        return
    if on in (None, "dm", "ephemeral"):
        yield from (Place(person, message=message) for message in _newest(stage, person, on))
    home = stage.world.homes.get(person.id)
    if on in (None, "home") and home:
        yield Place(person, view=home)


def _newest(stage: Stage, person: Person, on: Any) -> list[Message]:
    if on == "ephemeral":
        everywhere = [m for channel in stage.world.channels.values() for m in channel.ephemerals]
        return _latest_first(m for m in everywhere if m.only_for == person.id)
    dm = stage.world.channels[person.dm]
    return _latest_first([*dm.messages, *dm.ephemerals])


def _latest_first(found: Any) -> list[Message]:
    return sorted(found, key=lambda message: float(message.ts), reverse=True)


def _named(stage: Stage, person: Person, on: Json) -> Place:
    if "view_id" in on:
        view = stage.world.views().get(on["view_id"])
        if view is None or view.user != person.id:
            raise Mistake(f"{person.name} does not have that view open.")
        return Place(person, view=view)
    message = message_named(stage, on)
    if message is None:
        raise Mistake("That message is not there any more.")
    return Place(person, message=message)


def message_named(stage: Stage, on: Json) -> Message | None:
    channel = stage.world.channels.get(on.get("channel", ""))
    if channel is None:
        return None
    return next((m for m in [*channel.messages, *channel.ephemerals] if m.ts == on["ts"]), None)


def top(stage: Stage, person: Person) -> View | None:
    stack = modals.stack(stage, person.id)
    return stack[-1] if stack else None
