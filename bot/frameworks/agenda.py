"""A checklist about a meeting as it is asked: what is asked for each point of the agenda stands there once for each.

Pure. Sections beside each other are asked together: all about one point, then all about the next. An item of a point
has the id of its base and the point's number, such as H1~2; its measure is the base's.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from bot.domain.meetings import Point
from bot.frameworks.item import Average, Condition, Item, Limit
from bot.frameworks.kinds import AnyItem
from bot.frameworks.model import Checklist, Part, Section

MARK = "~"
Pointer = TypeVar("Pointer", Condition, Limit, Average)


def expand(checklist: Checklist, agenda: Sequence[Point]) -> Checklist:
    parts = [part.model_copy(update={"sections": list(_sections(part, agenda))}) for part in checklist.parts]
    # Not a copy: that would take along what was worked out of the parts as they were.
    return Checklist.model_construct(**{**dict(checklist), "parts": parts})


def base_of(item: str) -> str:
    """The id in the file of an item that may be one of many."""
    return item.partition(MARK)[0]


def _sections(part: Part, agenda: Sequence[Point]) -> Iterator[Section]:
    for together in part.groups:
        if together[0].each:
            own = {item.id for section in together for item in section.items}
            yield from (_about(section, point, own) for point in agenda for section in together)
        else:
            yield from together


def _about(section: Section, point: Point, own: set[str]) -> Section:
    changed = {
        "title": f"{point} · {section.title}",
        "each": None,
        "show_if": [_pointing(there, ["item"], point, own) for there in section.show_if],
        "items": [_asked(item, point, own) for item in section.items],
    }
    return section.model_copy(update=changed)


def _asked(item: AnyItem, point: Point, own: set[str]) -> Item:
    """Headed by the point, so that it can be understood wherever it stands."""
    changed = {
        "id": _numbered(item.id, point),
        "ask": f"{point}: {item.ask}",
        "show_if": [_pointing(there, ["item"], point, own) for there in item.show_if],
        "limits": [_pointing(limit, ("of", "from_"), point, own) for limit in item.limits],
        "averages": [_pointing(average, ("of", "over"), point, own) for average in item.averages],
    }
    return item.model_copy(update=changed)


def _pointing(there: Pointer, keys: Sequence[str], point: Point, own: Collection[str]) -> Pointer:
    """At the items of the same point of the agenda."""
    named = {key: getattr(there, key) for key in keys}
    return there.model_copy(update={key: _numbered(name, point) for key, name in named.items() if name in own})


def _numbered(item: str, point: Point) -> str:
    return f"{item}{MARK}{point.number}"
