"""Rules of the format about meetings: the kinds that a framework keeps, and checklists about one of them.

What a meeting is and who sits in it is no matter of files: flows/meetings.py.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice

from bot.frameworks.item import Condition, Item
from bot.frameworks.model import Checklist, Framework, Section
from bot.frameworks.problems import Fault, Where

MEETING = "meeting"
LONGEST_ID = 28
"""Of an item that is asked for each point of an agenda: its number in the agenda is put behind it."""


def faults_in_meetings(framework: Framework, posts: Collection[str]) -> Iterator[Fault]:
    for name, count in Counter(kind.name for kind in framework.meetings).items():
        if count > 1:
            yield Fault(("meetings",), f"has two kinds named {name}", "give each its own name")
    for index, kind in enumerate(framework.meetings):
        for key, named in (("held_by", kind.held_by), ("members", kind.members)):
            for number, post in enumerate(named):
                if post not in posts:
                    instead = f"declare it under posts, or use one of {', '.join(sorted(posts))}"
                    yield Fault(("meetings", index, key, number), f"names the unknown post {post}", instead)
        for role, count in Counter(kind.outside).items():
            if count > 1:
                instead = "name it once: each meeting says how many there are"
                yield Fault(("meetings", index, "outside"), f"names {role} twice", instead)


def faults_of_meeting(checklist: Checklist, framework: Framework) -> Iterator[Fault]:
    kinds = {kind.name for kind in framework.meetings}
    is_about_one = checklist.subject.kind == MEETING
    if is_about_one and not kinds:
        yield Fault(("subject", "kind"), "is a meeting, and the framework keeps none", "add meetings in framework.yaml")
    if not is_about_one and not checklist.subject.outside:
        yield Fault(("subject", "outside"), "is for checklists about a meeting", "take it out")
    if not is_about_one or checklist.answered_for:
        for place in (n for n, field in enumerate(checklist.header) if field not in checklist.asked_first):
            wrong = "is the day of a meeting, for checklists about one that their author answers"
            yield Fault(("header", place, "default"), wrong, "write today, or take it out")
    for index, name in enumerate(checklist.subject.meetings):
        if not is_about_one:
            yield Fault(("subject", "meetings"), "is for checklists about a meeting", "take it out")
        elif name not in kinds:
            wrong = f"names the unknown kind of meeting {name}"
            yield Fault(("subject", "meetings", index), wrong, f"write one of {', '.join(sorted(kinds))}")
    repeated: set[str] = set()
    for together in _groups(checklist):
        each = {item.id for _, section in together if section.each for item in section.items}
        for where, section in together:
            yield from _waits(where, section.show_if, repeated)
            yield from _conditions_inside(where, section.items, repeated)
            if section.each:
                yield from _long_ids(where, section)
            if section.each and not is_about_one:
                yield Fault((*where, "each"), "needs a meeting as the subject", "take it out")
        repeated |= each


def _groups(checklist: Checklist) -> Iterator[list[tuple[Where, Section]]]:
    """Within one point of the agenda an item may wait for another; each point is asked by itself."""
    for p, part in enumerate(checklist.parts):
        placed = enumerate(part.sections)
        for together in part.groups:
            yield [(("parts", p, "sections", s), section) for s, section in islice(placed, len(together))]


def _long_ids(where: Where, section: Section) -> Iterator[Fault]:
    for index, item in enumerate(section.items):
        if any(len(taken) > LONGEST_ID for taken in item.ids):
            wrong = "is too long for an item that is asked for each point of the agenda"
            yield Fault((*where, "items", index, "id"), wrong, f"use at most {LONGEST_ID} characters")


def _conditions_inside(where: Where, items: Collection[Item], repeated: set[str]) -> Iterator[Fault]:
    for index, item in enumerate(items):
        yield from _waits((*where, "items", index), item.show_if, repeated)
        used = [(("limits", number), {limit.of, limit.from_}) for number, limit in enumerate(item.limits)]
        used += [
            (("averages", number), {average.of, average.over or average.of})
            for number, average in enumerate(item.averages)
        ]
        for steps, named in used:
            if named & repeated:
                wrong = "looks at what is asked for each point of an agenda"
                yield Fault((*where, "items", index, *steps), wrong, "look at an item outside that section")


def _waits(where: Where, conditions: Collection[Condition], repeated: set[str]) -> Iterator[Fault]:
    for number, condition in enumerate(conditions):
        if condition.item in repeated:
            wrong = f"waits for {condition.item}, which is asked for each point of an agenda"
            yield Fault((*where, "show_if", number, "item"), wrong, "name an item outside that section")
