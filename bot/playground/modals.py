"""A person's stack of modals and their Home tab: opening, changing, closing, and what stays typed."""

from __future__ import annotations

import secrets
import time

from bot.playground.controls import completed, shown_values
from bot.playground.limits import hold
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.validation import view_problems
from bot.playground.world import View

DEEPEST = 3


def checked(stage: Stage, given: Json, kind: str, where: str) -> Json:
    """The view as it will be kept; Slack's refusal when a limit is broken."""
    if not isinstance(given, dict):
        raise Refusal("invalid_arguments", "[ERROR] must provide an object [json-pointer:/view]")
    if given.get("type") != kind:
        raise Refusal("invalid_arguments", f"[ERROR] the view must be a {kind} [json-pointer:/view/type]")
    hold(stage, where, view_problems(given), "/view")
    return as_kept(given)


def as_kept(given: Json) -> Json:
    """A view as Slack gives it back."""
    kept = {key: value for key, value in given.items() if key != "blocks"}
    texts = {key: completed_text(kept[key]) for key in ("title", "submit", "close") if kept.get(key)}
    return kept | texts | {"blocks": completed(given["blocks"])}


def completed_text(text: Json) -> Json:
    return {**text, "emoji": text.get("emoji", True)}


def new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"


def stack(stage: Stage, user: str) -> list[View]:
    return stage.world.modals.setdefault(user, [])


def open_modal(stage: Stage, user: str, content: Json) -> View:
    """A new stack of one view, in place of whatever was open."""
    view = _new(stage, user, content)
    stage.world.modals[user] = [view]
    stage.touch()
    return view


def push_modal(stage: Stage, user: str, content: Json) -> View:
    views = stack(stage, user)
    if len(views) >= DEEPEST:
        raise Refusal("push_limit_reached")
    view = _new(stage, user, content)
    view.root, view.previous = views[0].id, views[-1].id
    views.append(view)
    stage.touch()
    return view


def _new(stage: Stage, user: str, content: Json) -> View:
    external = content.get("external_id")
    if external and any(view.content.get("external_id") == external for view in stage.world.views().values()):
        raise Refusal("duplicate_external_id")
    return View(stage.world.new_id("V"), user, content, new_hash(), shown_values(content["blocks"], {}))


def change(stage: Stage, view: View, content: Json) -> None:
    """New content in the same place; what was typed stays where block_id and action_id are the same."""
    view.values = shown_values(content["blocks"], view.values)
    view.content, view.hash, view.errors = content, new_hash(), {}
    stage.touch()


def publish(stage: Stage, user: str, content: Json) -> View:
    view = stage.world.homes.get(user)
    if view is None:
        view = stage.world.homes[user] = _new(stage, user, content)
        stage.touch()
    else:
        change(stage, view, content)
    return view


def close(stage: Stage, view: View) -> None:
    views = stack(stage, view.user)
    if view in views:
        views.remove(view)
    stage.touch()


def close_all(stage: Stage, user: str) -> None:
    stage.world.modals[user] = []
    stage.touch()
