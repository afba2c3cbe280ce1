"""Rules of the format about parts: who can fill one in, which it waits for, what its items may look back at.

Who that is in a run, and whether a part is open there, is no matter of files: flows/parts.py.
"""

from collections import Counter
from collections.abc import Iterator

from bot.frameworks.model import Checklist, Part
from bot.frameworks.problems import Fault, Where


def faults_of_parts(checklist: Checklist) -> Iterator[Fault]:
    """A part waits for parts above it only, so that no two can wait for each other."""
    for name, count in Counter(part.name for part in checklist.parts).items():
        if count > 1:
            yield Fault(("parts",), f"has two parts named {name}", "give each its own name")
    above: set[str] = set()
    for index, part in enumerate(checklist.parts):
        here = ("parts", index)
        if part.by in ("subject", "both") and not checklist.subject.is_somebody:
            yield Fault((*here, "by"), "needs a person or a colleague as the subject", "write author")
        for place, name in enumerate(part.after):
            if name not in above:
                advice = f"write one of {', '.join(sorted(above))}" if above else "take it out: this part comes first"
                yield Fault((*here, "after", place), f"names {name}, which is no part above this one", advice)
        above.add(part.name)
        yield from _conditions(here, checklist, part)


def _conditions(here: Where, checklist: Checklist, part: Part) -> Iterator[Fault]:
    """What is asked must not change with what somebody else is still writing, nor tell it."""
    settled = {part.name} | checklist.parts_before(part)
    for s, section in enumerate(part.sections):
        for i, item in enumerate(section.items):
            for c, condition in enumerate(item.show_if):
                other = next((there for there in checklist.parts if _holds(there, condition.item)), None)
                if other and other.name not in settled:
                    wrong = f"waits for {condition.item} of the part {other.name}, which may still be open"
                    where = (*here, "sections", s, "items", i, "show_if", c, "item")
                    yield Fault(where, wrong, f"name {other.name} under after, or take the condition out")


def _holds(part: Part, item: str) -> bool:
    return any(there.id == item for there in part.items)
