"""The one place where an error becomes something to see: a sentence where the person is, and a line in the trace.

Expected errors carry their sentence. Of an unexpected one people see a short reference, which stands in the trace.
"""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import structlog
from slack_bolt import App, BoltResponse

from bot.blocks.parts import View
from bot.blocks.told import BANNER, KEEP, asking_to_keep, plain_message, told_view, with_words_on_top
from bot.errors import FormProblemsError, IdentifyingTextError, NotAllowedError, NotSavedError, ShownError
from bot.flows.refusals import record_refusal
from bot.handlers.claims import OLD_CONTROL, claim_of
from bot.handlers.desk import Body, Desk
from bot.handlers.forms import fields_of
from bot.storage.keys import is_key, new_reference

UNEXPECTED = (
    "Something went wrong here (reference {reference}). What was shown as saved is safe. "
    "Please look at the check again and, if this is not there, try once more."
)

_ANY = re.compile("")

trace = structlog.get_logger(__name__)


def register(app: App, desk: Desk) -> None:
    @app.error
    def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        sentence = _sentence(error)
        if isinstance(error, NotAllowedError):
            record_refusal(desk.office, error)
        match body.get("type"):
            case "view_submission":
                return _in_form(body["view"], error, sentence)
            case "block_actions":
                return _beside(desk, body, error, sentence)
            case _ if "command" in body:
                said = plain_message(sentence)
                return _answer({"response_type": "ephemeral", "text": said.text, "blocks": said.blocks})
        # An event that was not stored is sent again by Slack, if it is not acknowledged.
        return BoltResponse(status=200 if _was_refused(error) else 500)

    @app.action(_ANY)
    def old_control(body: Body) -> None:  # noqa: ARG001 (Bolt calls it by its arguments' names)
        raise ShownError(OLD_CONTROL)

    @app.view(_ANY)
    def old_form(body: Body) -> None:  # noqa: ARG001
        raise ShownError(OLD_CONTROL)


def _sentence(error: Exception) -> str:
    if isinstance(error, ShownError):
        trace.info("refused", kind=type(error).__name__)
        return str(error)
    reference = new_reference()
    trace.error("a listener failed", reference=reference, exc_info=error)
    return UNEXPECTED.format(reference=reference)


def _answer(body: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(body), headers={"content-type": "application/json"})


def _in_form(view: dict[str, Any], error: Exception, sentence: str) -> BoltResponse:
    """The form stays open with what was typed in it, whatever went wrong."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    keepable = _keepable(error, fields)
    if keepable:
        return _answer(
            {"response_action": "update", "view": asking_to_keep(view, _named(view, error, str(error)), keepable)}
        )
    if not fields:
        return _answer({"response_action": "update", "view": told_view(_title(view), sentence)})
    problems = error.problems if isinstance(error, FormProblemsError) else {}
    placed = {fields_of(fields, name)[0]: said for name, said in problems.items() if fields_of(fields, name)}
    if any(block["block_id"] == BANNER for block in view["blocks"]) and not any(map(_is_reason, placed)):
        # What it says may be over by now, and it would stay beside the new error.
        return _answer({"response_action": "update", "view": with_words_on_top(view, _named(view, error, sentence))})
    return _answer({"response_action": "errors", "errors": placed or {fields[0]: sentence}})


def _is_reason(field: str) -> bool:
    return field.split(",")[0] == KEEP


def _keepable(error: Exception, fields: list[str]) -> Iterable[str]:
    """The fields whose words may stay once a reason is given."""
    if isinstance(error, IdentifyingTextError):
        return [field for field in fields if not _is_reason(field)]
    return sorted(error.keepable) if isinstance(error, FormProblemsError) else []


def _named(view: dict[str, Any], error: Exception, sentence: str) -> str:
    """The sentence with the label of the field that it is about, where the form has several."""
    if not isinstance(error, FormProblemsError):
        return sentence
    labels = {block["block_id"]: block["label"]["text"] for block in view["blocks"] if block["type"] == "input"}
    return "\n".join(f"“{labels.get(field, field)}” {said}" for field, said in error.problems.items())


def _title(view: dict[str, Any]) -> str:
    return str((view.get("title") or {}).get("text") or "Plumbline")


def _beside(desk: Desk, body: Body, error: Exception, sentence: str) -> BoltResponse:
    """A private note; and where the click was not stored no ack either, so that Slack shows its own warning."""
    if "view" not in body or not desk.open_after(body, _told_in(body["view"], sentence), None):
        desk.tell(body, sentence)
    if "view" not in body or body["view"].get("type") == "home":
        _look_again(desk, body)
    return BoltResponse(status=200 if _was_refused(error) else 500)


def _was_refused(error: Exception) -> bool:
    """Whether trying again would come to the same: the answer is no, and nothing has failed."""
    return isinstance(error, ShownError) and not isinstance(error, NotSavedError)


def _told_in(view: dict[str, Any], sentence: str) -> View:
    """On top of a form that may have words in it; else as a form of its own."""
    has_fields = any(block["type"] == "input" for block in view.get("blocks", ()))
    is_form = view.get("type") == "modal" and has_fields
    return with_words_on_top(view, sentence) if is_form else told_view(_title(view), sentence)


def _look_again(desk: Desk, body: Body) -> None:
    """What was refused may have been offered by a card that is out of date: it is drawn again for whoever pressed."""
    with suppress(ShownError, KeyError, IndexError):
        claim, person = claim_of(body["actions"][0]), desk.known_person(body)
        if person and is_key(claim.run):
            desk.post.redraw_for(claim.run, person)
