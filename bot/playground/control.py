"""The people's side of the server, under /-/: acting, reading screens, asking for faults, reading the record."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground import calendar as days
from bot.playground import messages, payloads, reading, screens, world
from bot.playground.acts import ACTS, Actor
from bot.playground.courier import Courier
from bot.playground.faults import DELIVERY_KINDS, DeliveryFault, Fault
from bot.playground.outcome import Parcel
from bot.playground.refusal import Absent, Mistake
from bot.playground.settings import Json
from bot.playground.stage import Stage

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Control:
    stage: Stage
    courier: Courier

    async def serve(self, request: web.Request) -> web.StreamResponse:
        asked = ASKED.get(request.match_info["asked"])
        if asked is None:
            return web.json_response({"mistake": "There is no such thing to ask for."}, status=404)
        if request.content_type != "application/json":
            return web.json_response({"mistake": "Ask in JSON."}, status=415)  # keeps web pages of elsewhere out
        try:
            return web.json_response(await asked(self, _given(await request.read())))
        except Mistake as mistake:
            return web.json_response({"mistake": str(mistake), "absent": isinstance(mistake, Absent)}, status=404)
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            LOG.info("Asked in a way that is not understood.", exc_info=True)
            return web.json_response({"mistake": _in_words(error)}, status=400)

    def person(self, who: str) -> world.Person:
        person = self.stage.world.person(who)
        if person is None:
            raise Mistake(f"There is nobody called {who!r}.")
        return person

    def channel(self, name: str) -> world.Channel:
        channel = self.stage.world.channel(name)
        if channel is None:
            raise Mistake(f"There is no channel {name!r}.")
        return channel


def _given(body: bytes) -> Json:
    given = json.loads(body)
    if not isinstance(given, dict):
        raise TypeError("A question is a JSON object.")
    return given


def _in_words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"What was asked does not say “{error.args[0]}”."
    return "That cannot be done the way it was asked."


async def act(control: Control, given: Json) -> Json:
    done = ACTS.get(given["act"])
    if done is None:
        raise Mistake(f"Nobody can {given['act']!r} here.")
    return await done(Actor(control.stage, control.courier, control.person(given["who"])), given)


async def see(control: Control, given: Json) -> Json:
    return reading.screen(control.stage, control.person(given["who"]))


async def people(control: Control, given: Json) -> Json:  # noqa: ARG001
    return {"people": [vars(person) for person in control.stage.world.people.values()]}


async def calls(control: Control, given: Json) -> Json:
    wanted = given.get("method")
    return {"calls": [call for call in control.stage.record.calls if wanted in (None, call["method"])]}


async def deliveries(control: Control, given: Json) -> Json:  # noqa: ARG001
    return {"deliveries": list(control.stage.record.deliveries)}


async def breaches(control: Control, given: Json) -> Json:  # noqa: ARG001
    return {"breaches": control.stage.record.breaches}


async def forget(control: Control, given: Json) -> Json:  # noqa: ARG001
    """Empties the record, so that a test can start counting."""
    record = control.stage.record
    record.calls.clear()
    record.deliveries.clear()
    record.breaches.clear()
    return {}


async def settled(control: Control, given: Json) -> Json:
    """Answers when nothing has come from or gone to the bot for `quiet` seconds."""
    quiet, until = float(given["quiet"]), time.monotonic() + float(given["timeout"])
    while (left := quiet - control.stage.record.quiet_for()) > 0:
        if time.monotonic() > until:
            return {"settled": False}
        await asyncio.sleep(max(left, 0.01))
    return {"settled": True}


async def changed(control: Control, given: Json) -> Json:
    """Answers when the version is no longer the one given, or after `timeout` seconds."""
    if control.stage.version == int(given["since"]):
        waiting = control.stage.changed.wait()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(waiting, float(given["timeout"]))
    return {"version": control.stage.version}


async def status(control: Control, given: Json) -> Json:  # noqa: ARG001
    sockets = control.courier.sockets
    return {
        "version": control.stage.version,
        "connections": len(sockets.open),
        "connected": sockets.connected,
        "busy": control.stage.record.busy,
    }


async def fault(control: Control, given: Json) -> Json:
    try:
        control.stage.faults.add(Fault(**given))
    except LookupError as error:
        raise Mistake(str(error.args[0])) from None
    return {}


async def delivery(control: Control, given: Json) -> Json:
    kind = given["kind"]
    if kind not in DELIVERY_KINDS:
        raise Mistake(f"There is no delivery fault {kind!r}: {', '.join(DELIVERY_KINDS)}.")
    if kind == "drop-socket":
        control.courier.sockets.drop()
    elif kind == "disconnect":
        await control.courier.sockets.disconnect(given.get("reason", "refresh_requested"))
    else:
        control.stage.faults.add_delivery(DeliveryFault(kind, given.get("times", 1), given.get("seconds", 4.0)))
    return {}


async def clear_faults(control: Control, given: Json) -> Json:  # noqa: ARG001
    control.stage.faults.clear()
    control.stage.lifted.clear()
    control.courier.sockets.off = False
    return {}


async def start_story(control: Control, given: Json) -> Json:
    """All its ticks are taken off."""
    control.stage.guide.again(given["story"])
    return {}


async def skip(control: Control, given: Json) -> Json:
    """Triggers and response_urls grow older by this many seconds."""
    control.stage.skipped += float(given["seconds"])
    return {}


async def lift_scope(control: Control, given: Json) -> Json:
    control.stage.lifted.add(given["scope"])
    return {}


async def calendar(control: Control, given: Json) -> Json:
    """Moves it on, to the end of what falls due by that."""
    moved = await days.move(control.stage, str(given["to"]))
    control.stage.guide.happened("moved_calendar")
    return moved


async def add_person(control: Control, given: Json) -> Json:
    person = world.add_person(control.stage.world, given)
    general = control.stage.world.channel("general")
    if general and person.kind == "member":
        general.members.append(person.id)
    _tell(control, "team_join", person)
    return vars(person)


async def change_person(control: Control, given: Json) -> Json:
    """A new name, e-mail address, kind, title or time zone; or deactivated, or active again."""
    person = control.person(given["who"])
    for key in ("name", "email", "kind", "title", "zone", "deleted"):
        setattr(person, key, given.get(key, getattr(person, key)))
    person.updated = int(time.time())
    _tell(control, "user_change", person)
    return vars(person)


def _tell(control: Control, event: str, person: world.Person) -> None:
    email = "users:read.email" in control.stage.scopes
    control.courier.tell(payloads.user_event(control.stage.world, event, person, email=email))
    control.stage.touch()


async def add_channel(control: Control, given: Json) -> Json:
    members = [control.person(who).id for who in given.get("members", [])]
    more = {key: bool(given[key]) for key in ("private", "shared") if key in given}
    channel = world.add_channel(control.stage.world, given["name"], members, **more)
    control.stage.touch()
    return {"id": channel.id, "name": channel.name}


async def change_channel(control: Control, given: Json) -> Json:
    """Archived or not; the bot in it or not."""
    channel, bot = control.channel(given["channel"]), control.stage.world.bot_user
    channel.archived = given.get("archived", channel.archived)
    if "bot" in given:
        channel.members = [user for user in channel.members if user != bot] + [bot] * given["bot"]
    control.stage.touch()
    return {}


async def delete_message(control: Control, given: Json) -> Json:
    message = screens.message_named(control.stage, given)
    if message is None:
        raise Mistake("That message is not there any more.")
    messages.delete(control.stage, message)
    return {}


async def verify_address(control: Control, given: Json) -> Json:  # noqa: ARG001
    """Slack's question to a new request URL: does it answer the challenge?"""
    challenge = {"token": payloads.TOKEN, "challenge": "a-challenge-of-the-playground", "type": "url_verification"}
    outcome = await control.courier.deliver(Parcel("events_api", challenge))
    answer = outcome.answer or {}
    right = challenge["challenge"] in (answer.get("challenge"), answer.get("text"))
    return {"acked": outcome.acked and right, "status": outcome.status, "answer": outcome.answer}


async def check_ssl(control: Control, given: Json) -> Json:  # noqa: ARG001
    outcome = await control.courier.deliver(Parcel("slash_commands", {"ssl_check": "1", "token": payloads.TOKEN}))
    return {"acked": outcome.acked, "status": outcome.status, "answer": outcome.answer}


Asked = Callable[[Control, Json], Awaitable[Any]]
ASKED: dict[str, Asked] = {
    asked.__name__.replace("_", "-"): asked
    for asked in (
        *(act, see, people, calls, deliveries, breaches, forget, settled, changed, status),
        *(fault, delivery, clear_faults, start_story, skip, lift_scope, verify_address, check_ssl, calendar),
        *(add_person, change_person, add_channel, change_channel, delete_message),
    )
}
