"""A checklist about a meeting as it is asked: what is asked for each point of the agenda stands there once for each.

Pure. An item of a point has the id of its base and the point's number, such as H1~2; its measure is the base's.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from bot.domain.meetings import Point
from bot.frameworks.item import Average, Item, Limit
from bot.frameworks.kinds import AnyItem
from bot.frameworks.model import Checklist, Part, Section

MARK = "~"
Pointer = TypeVar("Pointer", Limit, Average)


def expand(checklist: Checklist, agenda: Sequence[Point]) -> Checklist:
    parts = [part.model_copy(update={"sections": list(_sections(part, agenda))}) for part in checklist.parts]
    # Not a copy: that would take along what was worked out of the parts as they were.
    return Checklist.model_construct(**{**dict(checklist), "parts": parts})


def base_of(item: str) -> str:
    """The id in the file of an item that may be one of many."""
    return item.partition(MARK)[0]


def _sections(part: Part, agenda: Sequence[Point]) -> Iterator[Section]:
    for section in part.sections:
        if section.each:
            yield from (_about(section, point) for point in agenda)
        else:
            yield section


def _about(section: Section, point: Point) -> Section:
    own = {item.id for item in section.items}
    items = [_asked(item, point, own) for item in section.items]
    return section.model_copy(update={"title": f"{point} · {section.title}", "each": None, "items": items})


def _asked(item: AnyItem, point: Point, own: set[str]) -> Item:
    """Headed by the point, so that it can be understood wherever it stands."""
    conditions = [
        there.model_copy(update={"item": _numbered(there.item, point)}) if there.item in own else there
        for there in item.show_if
    ]
    changed = {"id": _numbered(item.id, point), "ask": f"{point}: {item.ask}", "show_if": conditions}
    limits = [_pointing(limit, ("of", "from_"), point, own) for limit in item.limits]
    averages = [_pointing(average, ("of", "over"), point, own) for average in item.averages]
    return item.model_copy(update={**changed, "limits": limits, "averages": averages})


def _pointing(there: Pointer, keys: Sequence[str], point: Point, own: Collection[str]) -> Pointer:
    """At the items of the same point of the agenda."""
    named = {key: getattr(there, key) for key in keys}
    return there.model_copy(update={key: _numbered(name, point) for key, name in named.items() if name in own})


def _numbered(item: str, point: Point) -> str:
    return f"{item}{MARK}{point.number}"
