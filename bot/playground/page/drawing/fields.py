"""Fields that are typed in or picked from a calendar or a clock: native inputs of the browser.

Selects are in `selects`, radio buttons and checkboxes in `choosing`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.playground.controls import said
from bot.playground.page.drawing.canvas import Spot
from bot.playground.page.drawing.markup import NOTHING, tag
from bot.playground.settings import Json

_NATIVE = {
    "number_input": "text",
    "email_text_input": "email",
    "url_text_input": "url",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
_CALLED = {"datepicker": "Date", "timepicker": "Time", "datetimepicker": "Date and time"}


def typed(spot: Spot, element: Json) -> Markup:
    """One line, or a box that grows with its words."""
    value = spot.value(element) or ""
    shared = _shared(spot, element, "fill") | _lengths(element)
    shared |= {"data_dispatch": _dispatching(spot, element), "placeholder": said(element.get("placeholder")) or None}
    if element.get("multiline"):
        field = tag("textarea", f"\n{value}", rows="3", **shared)
    else:
        field = tag("input", type=_NATIVE.get(element["type"], "text"), value=value, **_figures(element), **shared)
    counted = tag("span", class_="count", role="status", data_own=True) if shared.get("data_max") else NOTHING
    return tag("span", field, counted, class_="field")


def rich(spot: Spot, element: Json) -> Markup:
    """Slack's editor with its own toolbar, as a plain box that says so."""
    shared = _shared(spot, element, "fill")
    note = spot.id(element, "plain")
    shared["aria_describedby"] = " ".join(filter(None, (spot.notes, note)))
    shared["placeholder"] = said(element.get("placeholder")) or None
    words = "\n".join(_plain(part) for part in (spot.value(element) or {}).get("elements", []))
    rows = str(max(3, element.get("min_lines", 3)))
    field = tag("textarea", f"\n{words}", rows=rows, **shared)
    told = tag("small", "Plain words here; Slack has a toolbar for bold, lists and links.", id=note)
    return tag("span", field, told, class_="field")


def _plain(part: Json) -> str:
    joint = "\n" if part.get("type") == "rich_text_list" else ""
    inner = joint.join(_plain(each) for each in part.get("elements", []))
    return inner or str(part.get("text") or part.get("url") or "")


def picked(spot: Spot, element: Json) -> Markup:
    """A date, a time or both. Outside an input the placeholder stands beside it, as there is no label."""
    value, zone = spot.value(element), spot.canvas.world.zone
    if element["type"] == "datetimepicker" and value:
        value = f"{datetime.fromtimestamp(int(value), UTC).astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
    shared = _shared(spot, element, "choose")
    field = tag("input", type=_NATIVE[element["type"]], value=value, **shared)
    if spot.label:
        return tag("span", field, class_="field")
    words = said(element.get("placeholder")) or _CALLED[element["type"]]
    return tag("label", tag("span", words, class_="beside"), field, class_="field labelled")


def file(spot: Spot, element: Json) -> Markup:
    """The browser's own picker; what is picked goes at once, and its name is shown below."""
    kinds, most = element.get("filetypes", []), element.get("max_files", 10)
    shared = _shared(spot, element, "choose") | {"accept": ",".join(f".{kind}" for kind in kinds) or None}
    names = ", ".join(str(there["name"]) for there in spot.value(element) or [])
    takes = f"Up to {most} {'file' if most == 1 else 'files'}{f' ({chr(44).join(kinds)})' if kinds else ''}."
    field = tag("input", type="file", multiple=most > 1, **shared)
    return tag("span", field, tag("small", f"Chosen: {names}" if names else takes), class_="field")


def _shared(spot: Spot, element: Json, does: str) -> dict[str, Any]:
    return {
        "id": spot.id(element),
        "autofocus": element.get("focus_on_load") is True,
        "aria_labelledby": spot.label or None,
        "autocomplete": "off",
        **spot.told,
        **spot.wiring(element, does),
    }


def _lengths(element: Json) -> dict[str, Any]:
    return {"data_min": element.get("min_length"), "data_max": element.get("max_length")}


def _dispatching(spot: Spot, element: Json) -> str | None:
    """The keys at which what is typed goes to the bot at once; Enter, where the bot names none."""
    config = element.get("dispatch_action_config", {})
    return " ".join(config.get("trigger_actions_on", ("on_enter_pressed",))) if spot.dispatches else None


def _figures(element: Json) -> dict[str, Any]:
    """Slack's number field is a line of text that takes figures; so is ours."""
    if element["type"] != "number_input":
        return {}
    return {"inputmode": "decimal" if element.get("is_decimal_allowed") else "numeric"}


FIELDS: dict[str, Callable[[Spot, Json], Markup]] = {
    **dict.fromkeys(("plain_text_input", "number_input", "email_text_input", "url_text_input"), typed),
    **dict.fromkeys(_CALLED, picked),
    "rich_text_input": rich,
    "file_input": file,
}
