"""From what was filled in in a form to values. The other direction is blocks/inputs.py."""

from collections.abc import Mapping
from typing import Any

from bot.blocks.inputs import ANSWER
from bot.blocks.told import KEEP
from bot.delivery.meeting import SlackSilentError
from bot.domain.values import Value
from bot.errors import FormProblemsError, IdentifyingTextError, ShownError, UnusableValueError
from bot.flows.texts import usable_reason
from bot.handlers.claims import day_of, value_of
from bot.handlers.desk import Desk

Filled = Mapping[str, Mapping[str, Mapping[str, Any]]]


def filled_in(view: Mapping[str, Any]) -> Filled:
    """By block and action, as Slack sends it."""
    filled: Filled = view["state"]["values"]
    return filled


def words_in(view: Mapping[str, Any], block: str) -> str:
    """What was typed in a box; empty when nothing was, or when there is no such box."""
    return str(filled_in(view).get(block, {}).get(ANSWER, {}).get("value") or "")


def chosen_in(view: Mapping[str, Any], block: str) -> str:
    option = filled_in(view).get(block, {}).get(ANSWER, {}).get("selected_option") or {}
    return str(option.get("value") or "")


def day_in(view: Mapping[str, Any], block: str) -> str:
    return str(filled_in(view).get(block, {}).get(ANSWER, {}).get("selected_date") or "")


def reason_in(view: Mapping[str, Any], field: str) -> str | None:
    """Why something in this field that seems to name somebody has to stay."""
    block = next((name for name in filled_in(view) if name.split(",")[0] == KEEP), "")
    if field not in block.split(",") or not words_in(view, block).strip():
        return None
    return usable_reason_in(view, block)


def usable_reason_in(view: Mapping[str, Any], block: str) -> str:
    """A reason names nobody and cannot be kept for one: what is wrong with it is said beside its own field."""
    try:
        return usable_reason(words_in(view, block))
    except IdentifyingTextError as error:
        said = f"This looks as if it holds {' and '.join(error.seen)}. A reason names nobody: please take it out."
        raise FormProblemsError({block: said}) from error
    except UnusableValueError as error:
        raise FormProblemsError({block: str(error)}) from error


def value_in(desk: Desk, view: Mapping[str, Any], block: str) -> Value | None:
    """The answer in a field of any kind; nothing where it is as the form showed it, and an empty value if emptied.

    What somebody left alone is no act of theirs: it may have been changed elsewhere since the form was opened.
    """
    element = filled_in(view).get(block, {}).get(ANSWER, {})
    given, shown = _given(element), _shown(view, block)
    if given == shown:
        return None
    match element.get("type"):
        case "radio_buttons" | "static_select" if given:
            return value_of(given)
        case "datepicker" if given:
            return Value(day=day_of(given))
        case "users_select" if given:
            return person_value(desk, given)
    return Value(words=given) if given else Value()


def note_in(view: Mapping[str, Any], block: str) -> str | None:
    """The note, empty where it was taken away; nothing where it was left alone, or the form had no field for it."""
    element = filled_in(view).get(block, {}).get(ANSWER, {})
    return None if _given(element) == _shown(view, block) else _given(element)


_STATES = ("value", "selected_date", "selected_user")
_INITIAL = ("initial_value", "initial_date", "initial_user")


def _given(element: Mapping[str, Any]) -> str:
    option = element.get("selected_option") or {}
    return str(option.get("value") or next((element[key] for key in _STATES if element.get(key)), ""))


def _shown(view: Mapping[str, Any], block: str) -> str:
    """What the form was opened with; a start is an answer, so what it fills in beforehand counts as given."""
    if view["callback_id"] == "start":
        return ""
    fields = (there["element"] for there in view["blocks"] if there["block_id"] == block and "element" in there)
    element: Mapping[str, Any] = next(fields, {})
    option = element.get("initial_option") or {}
    return str(option.get("value") or next((element[key] for key in _INITIAL if element.get(key)), ""))


def person_value(desk: Desk, user: str) -> Value:
    """Somebody chosen by their account. Nobody on the QA list is a value that no question takes."""
    try:
        return Value(person=desk.meeting.meet(user).person or "nobody")
    except SlackSilentError as error:
        raise ShownError("Slack could not say who that is just now. Please choose again in a moment.") from error
