"""What the bot's acknowledgement does on the person's screen."""

from __future__ import annotations

from typing import Any

from bot.playground import messages, modals
from bot.playground.limits import hold
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.validation import response_problems
from bot.playground.world import Channel, Person, View

TROUBLE = "We had some trouble connecting. Try again?"


def _breaks_limits(stage: Stage, answer: Json, to: str) -> bool:
    try:
        hold(stage, f"answer to {to}", response_problems(answer, to=to))
    except Refusal:
        return True
    return False


def to_command(stage: Stage, channel: Channel, person: Person, answer: Any) -> str:
    """Shows the answer; returns the warning that the person sees instead, or ""."""
    if not answer or not isinstance(answer, dict):
        return ""
    if _breaks_limits(stage, answer, "command"):
        return TROUBLE
    messages.respond(stage, channel, person.id, answer, None)
    return ""


def to_submission(stage: Stage, view: View, answer: Any) -> str:
    """Errors, another view, or the modal closed; returns the warning that the person sees, or ""."""
    if not answer or not isinstance(answer, dict):
        modals.close(stage, view)
        return ""
    if _breaks_limits(stage, answer, "view_submission"):
        return TROUBLE
    if view not in modals.stack(stage, view.user):
        return ""  # closed meanwhile: there is nothing left to change
    try:
        return _respond(stage, view, answer)
    except Refusal as refusal:
        stage.record.breach("answer to view_submission", refusal.error, f"Slack would refuse this: {refusal.error}.")
        return TROUBLE


def _respond(stage: Stage, view: View, answer: Json) -> str:
    action = answer.get("response_action")
    if action == "errors":
        return _show_errors(stage, view, answer["errors"])
    if action == "update":
        modals.change(stage, view, modals.as_kept(answer["view"]))
    elif action == "push":
        modals.push_modal(stage, view.user, modals.as_kept(answer["view"]))
    elif action == "clear":
        modals.close_all(stage, view.user)
    return ""


def _show_errors(stage: Stage, view: View, errors: dict[str, str]) -> str:
    inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
    for block_id in sorted(errors.keys() - inputs):
        stage.record.breach("answer to view_submission", "errors", f"There is no input block {block_id}.", "errors")
    view.errors = {block_id: words for block_id, words in errors.items() if block_id in inputs}
    stage.touch()
    return "" if view.errors else TROUBLE
