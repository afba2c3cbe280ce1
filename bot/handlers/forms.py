"""From what was filled in in a form to values. The other direction is blocks/inputs.py."""

from collections.abc import Mapping
from typing import Any

from bot.blocks.inputs import ANSWER
from bot.blocks.told import KEEP
from bot.domain.values import Value
from bot.errors import FormProblemsError, IdentifyingTextError, UnusableValueError
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


def reason_in(view: Mapping[str, Any]) -> str | None:
    """Why something that seems to name somebody has to stay."""
    return usable_reason_in(view, KEEP) if words_in(view, KEEP).strip() else None


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
    """The answer in a field of any kind, or none where it was left empty."""
    element = filled_in(view).get(block, {}).get(ANSWER, {})
    match element.get("type"):
        case "radio_buttons" | "static_select" if element.get("selected_option"):
            return value_of(str(element["selected_option"]["value"]))
        case "datepicker" if element.get("selected_date"):
            return Value(day=day_of(element["selected_date"]))
        case "users_select" if element.get("selected_user"):
            return person_value(desk, str(element["selected_user"]))
        case "plain_text_input" if element.get("value"):
            return Value(words=str(element["value"]))
    return None


def person_value(desk: Desk, user: str) -> Value:
    """Somebody chosen by their account. Nobody on the QA list is a value that no question takes."""
    return Value(person=desk.meeting.meet(user).person or "nobody")
