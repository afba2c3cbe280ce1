"""Marking with themes: the buttons that open the form, the form itself, and what stands marked."""

from collections.abc import Sequence

from bot.blocks import claims
from bot.blocks.inputs import ANSWER
from bot.blocks.parts import (
    Block,
    View,
    bold,
    button,
    clipped,
    context,
    field,
    modal,
    option,
    section,
    select,
    several,
)
from bot.domain.cards import Heading
from bot.domain.themes import Marking, Place

THEMES = "themes"
GOOD = "good-practice"
_BOXES = 10
"""More than this stand in a list to pick from instead."""
_GOOD = "Others can learn from this"
_TOLD = (
    "Themes and good practice are counted over many checks, without anybody's name. Whoever may read the answers "
    "sees how they are marked."
)


def mark_buttons(heading: Heading) -> list[Block]:
    """For who wrote a check that can be marked."""
    if not heading.takes_marks:
        return []
    return [button("Themes", claims.action("mark"), claims.value(heading.run), label="Mark it with themes")]


def marked_line(titles: Sequence[str]) -> list[Block]:
    return [context(f"Themes: {', '.join(titles)}")] if titles else []


def marking_view(marking: Marking, *, saved: bool = False) -> View:
    """One place at a time: the whole check, or one answer. What is ticked is kept by Save alone."""
    heading, at, places = marking.heading, marking.at, marking.places
    blocks = [section("Saved. You can mark more, or close this.")] if saved else []
    blocks += [context(f"{heading.title} · {heading.about} · ref {heading.reference}"), bold(at.ask)]
    blocks += [section(at.answer)] if at.answer else []
    blocks += mark_fields(marking)
    if len(places) > 1:
        options = [option(_named(place), claims.value(heading.run, place.item)) for place in places]
        go = select(claims.action("marked"), options, "Go to an answer")
        blocks.append(section("Mark something else: save first, or what is ticked above is lost.", go, block_id="to"))
    blocks.append(context(_TOLD))
    metadata = claims.value(heading.run, at.item)
    return modal("marking", "Themes", blocks, metadata, submit="Save", close="Close")


def _named(place: Place) -> str:
    return clipped(f"Marked: {place.ask}" if place.is_marked else place.ask, 75)


def mark_fields(marking: Marking) -> list[Block]:
    """The fields are named by what is marked and the revision that was seen, so that no tick moves elsewhere."""
    marked = marking.marked
    name = f"{marked.item or claims.NOTHING}/{marked.revision}"
    options = [option(title, name) for name, title in marking.offered]
    options += [option(there.replace("-", " ").capitalize(), there) for there in _off_the_list(marking)]
    chosen = [there for there in options if there["value"] in marked.marks.themes]
    good = [option(_GOOD, "yes")]
    return [
        field(f"{THEMES}/{name}", "Which themes is it about?", _several(options, chosen), optional=True),
        field(
            f"{GOOD}/{name}",
            "Is it good practice?",
            _boxes(good, good if marked.marks.good else []),
            optional=True,
        ),
    ]


def _off_the_list(marking: Marking) -> list[str]:
    return sorted(marking.marked.marks.themes - {name for name, _ in marking.offered})


def _several(options: Sequence[Block], chosen: Sequence[Block]) -> Block:
    if len(options) <= _BOXES:
        return _boxes(options, chosen)
    return several(ANSWER, options, "Choose all that fit", chosen)


def _boxes(options: Sequence[Block], chosen: Sequence[Block]) -> Block:
    element: Block = {"type": "checkboxes", "action_id": ANSWER, "options": list(options)}
    return element | ({"initial_options": list(chosen)} if chosen else {})
