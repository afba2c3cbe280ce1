"""Lists to choose one or many from: a button that opens a search box over the choices (driven by pick.js).

What can be chosen of people and channels is all that the world has.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.playground.controls import MANY, said
from bot.playground.page.drawing.canvas import Spot
from bot.playground.page.drawing.markup import NOTHING, box, joined, tag
from bot.playground.page.drawing.mrkdwn import draw_text
from bot.playground.settings import Json
from bot.playground.world import Channel, World

SORTS = ("static", "users", "conversations", "channels", "external")
KINDS = tuple(f"{many}{sort}_select" for sort in SORTS for many in ("", "multi_"))


@dataclass(frozen=True)
class Choice:
    value: str
    words: Markup | str
    note: Markup | str = ""
    group: str = ""

    @property
    def said(self) -> str:
        return str(escape(self.words).striptags())


def pick(spot: Spot, element: Json) -> Markup:
    if "external" in element["type"]:
        return box(element, "element", "its choices come from the app as one types")
    choices = list(_choices(spot.canvas.world, element))
    many = element["type"] in MANY
    chosen = _chosen(spot, element, choices)
    if chosen and not many and spot.label and spot.optional and element["type"] != "static_select":
        choices.append(Choice("", "No choice"))
    most = element.get("max_selected_items")
    return tag(
        "div",
        _chips(chosen) if many else NOTHING,
        _opener(spot, element, chosen, many=many),
        _popover(spot, element, choices, many=many),
        class_="pick",
        id=spot.id(element),
        data_many=many,
        data_most=most,
        data_chosen=json.dumps([choice.value for choice in chosen]),
        **spot.wiring(element, "pick"),
    )


def _choices(world: World, element: Json) -> Iterator[Choice]:
    kind = element["type"]
    if "static" in kind:
        yield from _options(world, element)
    elif "users" in kind:
        people = sorted(world.people.values(), key=lambda person: person.name)
        yield from (Choice(person.id, person.name, person.title) for person in people if not person.deleted)
    else:
        yield from _places(world, element)


def _options(world: World, element: Json) -> Iterator[Choice]:
    groups = [(said(group["label"]), group["options"]) for group in element.get("option_groups", [])]
    for label, options in [*groups, ("", element.get("options", []))]:
        for option in options:
            told = option.get("description")
            note = draw_text(world, told) if told else ""
            yield Choice(option["value"], draw_text(world, option["text"]), note, label)


def _places(world: World, element: Json) -> Iterator[Choice]:
    """Channels, and for conversations the direct messages too, as far as the element's filter lets them in."""
    wanted = element.get("filter", {}).get("include", ("im", "private", "public"))
    if "channels" in element["type"]:
        wanted = ("public",)
    shared = not element.get("filter", {}).get("exclude_external_shared_channels")
    for channel in sorted(world.channels.values(), key=lambda each: (each.im, each.name)):
        if _sort(channel) in wanted and not channel.archived and (shared or not channel.shared):
            yield Choice(channel.id, _called(world, channel))


def _sort(channel: Channel) -> str:
    return "im" if channel.im else "private" if channel.private else "public"


def _called(world: World, channel: Channel) -> str:
    if not channel.im:
        return f"#{channel.name}"
    person = next((world.people[id_] for id_ in channel.members if id_ in world.people), None)
    return person.name if person else world.bot_name


def _chosen(spot: Spot, element: Json, choices: Iterable[Choice]) -> list[Choice]:
    """In the order of choosing; what is no longer among the choices is still shown."""
    kept = spot.value(element)
    values = kept if isinstance(kept, list) else [kept] if kept else []
    there = {choice.value: choice for choice in choices}
    found = []
    for value in values:
        id_ = value["value"] if isinstance(value, dict) else value
        words = said(value.get("text")) if isinstance(value, dict) else value
        found.append(there.get(id_) or Choice(id_, words))
    return found


def _chips(chosen: list[Choice]) -> Markup:
    chips = [tag("li", _chip(choice)) for choice in chosen]
    return tag("ul", *chips, class_="chips") if chips else NOTHING


def _chip(choice: Choice) -> Markup:
    return tag(
        "button",
        choice.words,
        tag("span", "×", aria_hidden="true"),
        type="button",
        class_="chip",
        data_value=choice.value,
        aria_label=f"Remove {choice.said}",
    )


def _opener(spot: Spot, element: Json, chosen: list[Choice], *, many: bool) -> Markup:
    id_ = spot.id(element, "open")
    placeholder = said(element.get("placeholder")) or ("Choose some" if many else "Choose one")
    words = chosen[0].words if chosen and not many else placeholder
    named = {"aria_labelledby": f"{spot.label} {id_}"} if spot.label else {"aria_label": _aloud(chosen, placeholder)}
    return tag(
        "button",
        tag("span", words, class_=None if chosen and not many else "placeholder"),
        type="button",
        class_="pick-open",
        id=id_,
        aria_haspopup="dialog",
        aria_expanded="false",
        popovertarget=spot.id(element, "pop"),
        autofocus=element.get("focus_on_load") is True,
        aria_describedby=spot.notes or None,
        aria_invalid="true" if spot.wrong else None,
        **named,
    )


def _aloud(chosen: list[Choice], placeholder: str) -> str:
    """Where nothing else names the list, its placeholder does; then what is chosen."""
    words = ", ".join(choice.said for choice in chosen)
    return f"{placeholder}: {words}" if words else placeholder


def _popover(spot: Spot, element: Json, choices: list[Choice], *, many: bool) -> Markup:
    list_id = spot.id(element, "list")
    search = tag(
        "input",
        type="text",
        class_="pick-search",
        role="combobox",
        aria_expanded="true",
        aria_autocomplete="list",
        aria_controls=list_id,
        aria_label="Search the choices",
        placeholder="Search",
        autocomplete="off",
        spellcheck="false",
    )
    entries = joined(_entries(choices, list_id))
    choice_list = tag(
        "ul", entries, id=list_id, role="listbox", aria_label="Choices", aria_multiselectable="true" if many else None
    )
    none = tag("p", "No matches", class_="pick-none", role="status", hidden=True)
    return tag("div", search, choice_list, none, class_="pick-pop", id=spot.id(element, "pop"), popover="auto")


def _entries(choices: list[Choice], list_id: str) -> Iterator[Markup]:
    group = ""
    for n, choice in enumerate(choices):
        if choice.group != group:
            group = choice.group
            yield tag("li", group, class_="pick-group", role="presentation")
        words = _noted(choice) if choice.note else choice.words
        yield tag("li", words, role="option", id=f"{list_id}-{n}", data_value=choice.value, aria_selected="false")


def _noted(choice: Choice) -> Markup:
    note = tag("span", choice.note, class_="option-note")
    return joined([tag("span", choice.words, class_="option-words"), note])
