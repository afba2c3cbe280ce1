"""From what was filled in in a form to values. The other direction is blocks/inputs.py."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.blocks.inputs import ANSWER, DAY, part
from bot.blocks.themes import GOOD, THEMES
from bot.blocks.told import KEEP
from bot.delivery.meeting import SlackSilentError
from bot.domain.themes import Marked, Marks
from bot.domain.values import Value
from bot.errors import FormProblemsError, IdentifyingTextError, ShownError, UnusableValueError
from bot.flows.texts import usable_reason
from bot.frameworks.kinds import FOUND, MOST_COUNT, several
from bot.handlers.claims import day_of, decimal_of, number_of, value_of
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
    """The answer in the fields of one question of any kind; nothing where all is as the form showed it.

    It is an empty value if emptied. What somebody left alone is no act of theirs: it may have been changed
    elsewhere since the form was opened.
    """
    fields = fields_of(filled_in(view), block)
    given = {name: _given(filled_in(view)[name].get(ANSWER, {})) for name in fields}
    if all(given[name] == _shown(view, name) for name in fields):
        return None
    if not any(given.values()):
        return Value()
    if part(block, DAY) in fields:
        return _found(block, given)
    if block not in fields:
        return _counted(block, given)
    return _single(desk, filled_in(view)[block].get(ANSWER, {}), given[block])


def fields_of(names: Iterable[str], block: str) -> list[str]:
    """The fields of one question: its own, and those with more behind a stroke."""
    return [name for name in names if name == block or name.startswith(part(block, ""))]


def _single(desk: Desk, element: Mapping[str, Any], given: str) -> Value:
    match element.get("type"):
        case "radio_buttons" | "static_select":
            return value_of(given)
        case "checkboxes" | "multi_static_select":
            return several({number_of(code): 1 for code in given.split(",")})
        case "number_input":
            return Value(number=decimal_of(given))
        case "datepicker":
            return Value(day=day_of(given))
        case "users_select":
            return person_value(desk, given)
    return Value(words=given)


def _found(block: str, given: Mapping[str, str]) -> Value:
    chosen, day = given[block], given[part(block, DAY)]
    if not day:
        return value_of(chosen)
    if chosen not in ("", str(FOUND)):
        raise FormProblemsError({part(block, DAY): "Please take the date out, or say above that it was found."})
    return Value(choice=FOUND, day=day_of(day))


def _counted(block: str, given: Mapping[str, str]) -> Value:
    """A field that is left empty beside others counts as none."""
    start = len(part(block, ""))
    return several({number_of(name[start:]): _whole(name, text) for name, text in given.items()})


def _whole(name: str, text: str) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or int(text[:9]) > MOST_COUNT or len(text) > 9:
        raise FormProblemsError({name: f"Please give a whole number from 0 to {MOST_COUNT}."})
    return int(text)


def note_in(view: Mapping[str, Any], block: str) -> str | None:
    """The note, empty where it was taken away; nothing where it was left alone, or the form had no field for it."""
    element = filled_in(view).get(block, {}).get(ANSWER, {})
    return None if _given(element) == _shown(view, block) else _given(element)


_STATES = ("value", "selected_date", "selected_user")
_INITIAL = ("initial_value", "initial_date", "initial_user")


def _given(element: Mapping[str, Any]) -> str:
    option = element.get("selected_option") or {}
    several = _codes(element.get("selected_options"))
    return str(option.get("value") or several or next((element[key] for key in _STATES if element.get(key)), ""))


def _codes(options: Sequence[Mapping[str, Any]] | None) -> str:
    """In one order, whichever was ticked first."""
    return ",".join(sorted(str(option.get("value")) for option in options or ()))


def _shown(view: Mapping[str, Any], block: str) -> str:
    """What the form was opened with; a start is an answer, so what it fills in beforehand counts as given."""
    if view["callback_id"] == "start":
        return ""
    fields = (there["element"] for there in view["blocks"] if there["block_id"] == block and "element" in there)
    element: Mapping[str, Any] = next(fields, {})
    option = element.get("initial_option") or {}
    several = _codes(element.get("initial_options"))
    return str(option.get("value") or several or next((element[key] for key in _INITIAL if element.get(key)), ""))


def marked_in(view: Mapping[str, Any], item: str | None) -> Marked | None:
    """What is ticked in the fields for marking; nothing where the form has none, or all was left alone."""
    fields = {name.partition("/")[0]: name for name in filled_in(view)}
    themes, good = fields.get(THEMES), fields.get(GOOD)
    if themes is None or good is None:
        return None
    if all(_given(filled_in(view)[name].get(ANSWER, {})) == _shown(view, name) for name in (themes, good)):
        return None
    names = frozenset(filter(None, _given(filled_in(view)[themes].get(ANSWER, {})).split(",")))
    is_good = bool(_given(filled_in(view)[good].get(ANSWER, {})))
    return Marked(item, Marks(names, is_good), number_of(themes.rpartition("/")[2]))


def chosen_person(desk: Desk, view: Mapping[str, Any], block: str) -> str | None:
    """The id of whoever is chosen in a field, if anybody is."""
    user = filled_in(view).get(block, {}).get(ANSWER, {}).get("selected_user")
    return person_value(desk, str(user)).person if user else None


def changed_day_in(view: Mapping[str, Any], block: str) -> str:
    """The day in a field, where it is another than the form was opened with."""
    day = day_in(view, block)
    return "" if day == _shown(view, block) else day


def person_value(desk: Desk, user: str) -> Value:
    """Somebody chosen by their account. Nobody on the QA list is a value that no question takes."""
    try:
        return Value(person=desk.meeting.meet(user).person or "nobody")
    except SlackSilentError as error:
        raise ShownError("Slack could not say who that is just now. Please choose again in a moment.") from error
