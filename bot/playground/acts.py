"""What people do: type a command, press, choose, fill in, submit, close, look at the Home tab."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from html import escape

from bot.playground import answers, modals, payloads, screens, uploads
from bot.playground.choices import chosen
from bot.playground.controls import HOLDS, PRESSED, Control, what_is_missing
from bot.playground.courier import Courier
from bot.playground.outcome import Outcome, Parcel
from bot.playground.refusal import Mistake
from bot.playground.screens import Place
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import Channel, Message, Person, View

# What an action repeats of its element.
REPEATED = ("text", "value", "style", "confirm", "url", "placeholder")
INVITE = "/invite"
NOT_SENT = Outcome(acked=False, status="not sent")


@dataclass(frozen=True)
class Actor:
    """One person at their screen."""

    stage: Stage
    courier: Courier
    person: Person

    async def send(self, parcel: Parcel) -> Outcome:
        if self.person.deleted:
            return replace(NOT_SENT, status="deactivated")
        self.stage.notices.pop(self.person.id, None)
        return await self.courier.deliver(parcel)

    def result(self, outcome: Outcome, trouble: str = "") -> Json:
        """What the driver's Act holds; a warning is also put on the person's screen."""
        sent = outcome.status not in ("not sent", "deactivated")
        if not outcome.acked and sent:
            trouble = trouble or "This app is not responding. Try again?"
        if trouble:
            self.stage.notices[self.person.id] = trouble
        self.stage.touch()
        return {
            "acked": outcome.acked,
            "warned": bool(trouble),
            "warning": trouble,
            "took": outcome.took,
            "status": outcome.status,
            "answer": outcome.answer,
        }


async def slash(actor: Actor, given: Json) -> Json:
    command, _, text = given["text"].strip().partition(" ")
    stage, person = actor.stage, actor.person
    if command == INVITE:
        return _invite(actor, given, text)
    if command not in stage.settings.commands or "commands" not in stage.scopes:
        raise Mistake(f"{command} is not a valid command.")
    channel = _where(actor, given.get("channel"))
    trigger, url = stage.new_trigger(person.id), stage.new_response_url("commands", person.id, channel.id)
    payload = payloads.slash(stage.world, person, channel, command, text.strip(), trigger, url)
    outcome = await actor.send(Parcel("slash_commands", payload))
    if not outcome.acked:
        return actor.result(outcome, f"{command} failed with the error “{_command_error(outcome)}”" * _sent(outcome))
    return actor.result(outcome, answers.to_command(stage, channel, person, outcome.answer))


def _invite(actor: Actor, given: Json, text: str) -> Json:
    """Slack's own command: brings the app into the channel where it is typed."""
    world, channel = actor.stage.world, _where(actor, given.get("channel"))
    if text.strip().lstrip("@").casefold() != world.bot_name.casefold() or channel.im:
        raise Mistake(f"Only @{world.bot_name} can be invited here, and only into a channel.")
    if world.bot_user not in channel.members:
        channel.members.append(world.bot_user)
    return actor.result(NOT_SENT)


def _sent(outcome: Outcome) -> bool:
    return outcome.status not in ("not sent", "deactivated")


def _command_error(outcome: Outcome) -> str:
    return "operation_timeout" if outcome.status == "timed out" else "dispatch_failed"


def _where(actor: Actor, name: str | None) -> Channel:
    world, person = actor.stage.world, actor.person
    channel = world.channel(name) if name else world.channels[person.dm]
    if channel is None or person.id not in channel.members:
        raise Mistake(f"{person.name} is not in a channel {name!r}.")
    return channel


async def say(actor: Actor, given: Json) -> Json:
    """Words typed into a conversation."""
    stage, person = actor.stage, actor.person
    channel = _where(actor, given.get("channel"))
    if channel.im and stage.settings.app_home.get("messages_tab_read_only_enabled"):
        raise Mistake("Sending messages to this app has been turned off.")
    words = escape(given["text"], quote=False)
    message = Message(stage.world.new_ts(), channel.id, person.id, words, ahead=stage.world.ahead)
    channel.messages.append(message)
    return actor.result(NOT_SENT)


async def press(actor: Actor, given: Json) -> Json:
    """A button, or an overflow or select with the option wanted; `times` at the same moment."""
    place, control = screens.find(actor.stage, actor.person, given)
    if given.get("deny") and "confirm" in control.element:
        return actor.result(NOT_SENT)
    if control.kind not in PRESSED and "option" not in given:
        raise Mistake(f"{given['name']!r} is not a button: choose or fill it.")
    action = _action(actor, place, control, given)
    sending = [_send_action(actor, place, action, given.get("seen")) for _ in range(given.get("times", 1))]
    results = await asyncio.gather(*sending)
    return {**results[0], "repeats": results[1:]}


async def choose(actor: Actor, given: Json) -> Json:
    """An option, person or date in a control that may stand anywhere."""
    place, control = screens.find(actor.stage, actor.person, given)
    action = _action(actor, place, control, given)
    if not control.dispatches:
        return actor.result(NOT_SENT)
    return await _send_action(actor, place, action, given.get("seen"))


async def forge(actor: Actor, given: Json) -> Json:
    """A payload altered on its way: other value, other block_id, or a snapshot of an old message."""
    place = _pictured(actor, given) if given.get("seen") else screens.nearest(actor.stage, actor.person, given)
    control = place.find(given["name"], "")
    action: Json = {"type": "button", "action_id": given["name"], "block_id": "forged"}
    if control:
        action = {"type": control.kind, "action_id": control.action_id, "block_id": control.block_id}
        action |= {key: control.element[key] for key in REPEATED if key in control.element}
    return await _send_action(actor, place, action | given["altered"], given.get("seen"))


def _pictured(actor: Actor, given: Json) -> Place:
    """The message as the person still sees it, though it may have changed or gone."""
    seen, now = given["seen"], screens.message_named(actor.stage, given["on"])
    old = Message(seen["ts"], given["on"]["channel"], seen["user"], seen["text"], seen.get("blocks", []))
    old.only_for = now.only_for if now else ""
    return Place(actor.person, message=old)


def _action(actor: Actor, place: Place, control: Control, given: Json) -> Json:
    """The entry of `actions`; what was chosen also stays on the screen."""
    element = control.element
    action: Json = {"type": control.kind, "action_id": control.action_id, "block_id": control.block_id}
    if control.kind == "overflow":
        action["selected_option"] = chosen(actor.stage.world, control, given.get("option"))["selected_option"]
    elif control.kind in HOLDS:
        option = given.get("option")
        if control.kind == "file_input":
            option = uploads.chosen_in_form(actor.stage, control.element, option)
        value = chosen(actor.stage.world, control, option)
        place.values.setdefault(control.block_id, {})[control.action_id] = value
        action |= value
    return action | {key: element[key] for key in REPEATED if key in element}


async def _send_action(actor: Actor, place: Place, action: Json, seen: Json | None) -> Json:
    stage, person = actor.stage, actor.person
    actions = [action | {"action_ts": payloads.stamp()}]
    if place.view:
        in_modal = place.view.content["type"] == "modal"
        trigger = stage.new_trigger(person.id, in_modal=in_modal)
        payload = payloads.view_actions(stage.world, person, place.view, actions, trigger)
    else:
        payload = _message_payload(actor, place, actions, seen)
    return actor.result(await actor.send(Parcel("interactive", payload)))


def _message_payload(actor: Actor, place: Place, actions: list[Json], seen: Json | None) -> Json:
    stage, person, message = actor.stage, actor.person, place.message
    assert message is not None  # noqa: S101 - a place without a view has a message
    trigger = stage.new_trigger(person.id)
    url = stage.new_response_url("actions", person.id, message.channel, message.ts)
    shown = seen or payloads.message_object(stage.world, message, stage.url)
    return payloads.message_actions(
        stage.world, person, message, shown, actions=actions, values=place.values, trigger=trigger, url=url
    )


async def fill(actor: Actor, given: Json) -> Json:
    """Types into the fields of the open modal (or of `on`); controls that dispatch send their payload."""
    result = actor.result(NOT_SENT)
    for name, option in given["fields"].items():
        result = await choose(actor, {"name": name, "option": option, "on": given.get("on")})
    return result


async def submit(actor: Actor, given: Json) -> Json:
    stage, person = actor.stage, actor.person
    view = screens.top(stage, person)
    if view is None:
        raise Mistake(f"{person.name} has no modal open.")
    if not view.content.get("submit"):
        raise Mistake("This modal has no button to submit it.")
    view.errors = {} if given.get("unchecked") else what_is_missing(view.content["blocks"], view.values)
    if view.errors:
        return actor.result(NOT_SENT)
    trigger = stage.new_trigger(person.id, in_modal=True)
    payload = payloads.view_submission(stage.world, person, view, trigger)
    sending = [actor.send(Parcel("interactive", payload)) for _ in range(given.get("times", 1))]
    outcomes = await asyncio.gather(*sending)
    results = [_submitted(actor, view, outcome) for outcome in outcomes]
    return {**results[0], "repeats": results[1:]}


def _submitted(actor: Actor, view: View, outcome: Outcome) -> Json:
    if not outcome.acked:
        return actor.result(outcome, answers.TROUBLE * _sent(outcome))
    return actor.result(outcome, answers.to_submission(actor.stage, view, outcome.answer))


async def close(actor: Actor, given: Json) -> Json:
    """Cancel closes the modal on top; `all` is the cross that closes the whole stack."""
    stage, person = actor.stage, actor.person
    stack = modals.stack(stage, person.id)
    if not stack:
        raise Mistake(f"{person.name} has no modal open.")
    everything = bool(given.get("all")) or bool(stack[-1].content.get("clear_on_close"))
    closing = list(reversed(stack)) if everything else stack[-1:]
    for view in closing:
        modals.close(stage, view)
    told = [view for view in closing if view.content.get("notify_on_close")]
    outcomes = [NOT_SENT]
    for view in told:
        payload = payloads.view_closed(stage.world, person, view, cleared=everything)
        outcomes.append(await actor.send(Parcel("interactive", payload)))
    # Slack warns nobody about a view_closed that was missed: the modal is gone.
    return {**actor.result(NOT_SENT), "acked": outcomes[-1].acked, "status": outcomes[-1].status}


async def open_home(actor: Actor, given: Json) -> Json:
    payload = payloads.home_opened(actor.stage.world, actor.person, given.get("tab", "home"))
    if actor.person.deleted or "app_home_opened" not in actor.stage.settings.events:
        return actor.result(NOT_SENT)
    outcome = await actor.send(Parcel("events_api", payload))
    # Nobody is warned about an event.
    return {**actor.result(NOT_SENT), "acked": outcome.acked, "status": outcome.status, "took": outcome.took}


async def reload(actor: Actor, given: Json) -> Json:  # noqa: ARG001
    """Slack closed and opened again: modals and ephemeral messages are gone, and nobody is told."""
    stage, person = actor.stage, actor.person
    modals.close_all(stage, person.id)
    for channel in stage.world.channels.values():
        channel.ephemerals = [message for message in channel.ephemerals if message.only_for != person.id]
    stage.notices.pop(person.id, None)
    stage.guide.happened("reloaded", person.id)
    return actor.result(NOT_SENT)


ACTS: dict[str, Callable[[Actor, Json], Awaitable[Json]]] = {
    act.__name__: act for act in (slash, say, press, choose, forge, fill, submit, close, open_home, reload)
}
