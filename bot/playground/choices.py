"""From what a person means ("Yes", a name, a date) to the value that Slack's clients send."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.controls import HOLDS, Control, said
from bot.playground.refusal import Mistake
from bot.playground.settings import Json
from bot.playground.world import World

PEOPLE = ("users_select", "multi_users_select")
PLACES = ("conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select")


def chosen(world: World, control: Control, meant: Any) -> Json:
    if control.kind == "overflow":
        return {"type": "overflow", "selected_option": _option(control, meant)}
    key = HOLDS[control.kind][0]
    return {"type": control.kind, key: _value(world, control, meant)}


def _value(world: World, control: Control, meant: Any) -> Any:
    key = HOLDS[control.kind][0]
    if key.endswith("s"):
        several = meant if isinstance(meant, list) else [meant] if meant else []
        return [_one(world, control, each) for each in several]
    return None if meant in (None, "") else _one(world, control, meant)


def _one(world: World, control: Control, meant: Any) -> Any:
    if control.kind in PEOPLE:
        return _person(world, meant)
    if control.kind in PLACES:
        return _channel(world, meant)
    if "option" in HOLDS[control.kind][0]:
        return _option(control, meant)
    if control.kind == "datetimepicker":
        return _moment(world, str(meant))
    if control.kind in ("rich_text_input", "file_input"):
        return meant
    return str(meant)


def _moment(world: World, meant: str) -> int:
    """Seconds since 1970; a day and time without a zone is that of the people's clocks."""
    if meant.isdecimal():
        return int(meant)
    return int(datetime.fromisoformat(meant).replace(tzinfo=ZoneInfo(world.zone)).timestamp())


def _option(control: Control, meant: Any) -> Json:
    for option in control.options:
        if meant in (said(option.get("text")), option.get("value")):
            return option
    there = ", ".join(said(option.get("text")) for option in control.options)
    raise Mistake(f"{control.label} offers no {meant!r}. It offers: {there}.")


def _person(world: World, who: str) -> str:
    person = world.person(who)
    if person is None:
        raise Mistake(f"There is nobody called {who!r}.")
    return person.id


def _channel(world: World, name: str) -> str:
    channel = world.channel(name)
    if channel is None:
        raise Mistake(f"There is no channel {name!r}.")
    return channel.id
