"""views.*: modals and the Home tab."""

from __future__ import annotations

from bot.playground import modals, payloads
from bot.playground.methods.registry import Call, method
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.world import View


@method("views.open", tier=4, needs="view", accepts="trigger_id interactivity_pointer")
def open_view(call: Call) -> Json:
    content = modals.checked(call.stage, call.arguments["view"], "modal", call.method)
    trigger = call.stage.exchange(call.text("trigger_id"))
    return _seen(call, modals.open_modal(call.stage, trigger.user, content))


@method("views.push", tier=4, needs="view", accepts="trigger_id interactivity_pointer")
def push(call: Call) -> Json:
    content = modals.checked(call.stage, call.arguments["view"], "modal", call.method)
    trigger = call.stage.exchange(call.text("trigger_id"))
    if not trigger.in_modal or not modals.stack(call.stage, trigger.user):
        raise Refusal("invalid_trigger_id", "[ERROR] a view is pushed from a modal that is open")
    return _seen(call, modals.push_modal(call.stage, trigger.user, content))


@method("views.update", tier=4, needs="view", accepts="view_id external_id hash")
def update(call: Call) -> Json:
    view = _named(call)
    kind = view.content["type"]
    content = modals.checked(call.stage, call.arguments["view"], kind, call.method)
    _same_hash(call, view)
    modals.change(call.stage, view, content)
    return _seen(call, view)


def _named(call: Call) -> View:
    wanted, external = call.text("view_id"), call.text("external_id")
    if bool(wanted) == bool(external):
        raise Refusal("invalid_arguments", "[ERROR] give one of view_id and external_id")
    for view in call.stage.world.views().values():
        if wanted == view.id or (external and external == view.content.get("external_id")):
            return view
    raise Refusal("not_found")


def _same_hash(call: Call, view: View) -> None:
    given = call.text("hash")
    if given and given != view.hash:
        raise Refusal("hash_conflict")


@method("views.publish", tier=4, needs="user_id view", accepts="hash")
def publish(call: Call) -> Json:
    if not call.stage.settings.app_home.get("home_tab_enabled", True):
        raise Refusal("not_enabled")
    person = call.stage.world.people.get(call.text("user_id"))
    if person is None:
        raise Refusal("invalid_arguments", "[ERROR] no such user [json-pointer:/user_id]")
    content = modals.checked(call.stage, call.arguments["view"], "home", call.method)
    before = call.stage.world.homes.get(person.id)
    if before:
        _same_hash(call, before)
    return _seen(call, modals.publish(call.stage, person.id, content))


def _seen(call: Call, view: View) -> Json:
    return {"view": payloads.view_object(call.stage.world, view)}
