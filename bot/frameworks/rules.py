"""Rules of the format that need several keys at once: references that lead somewhere, ids used once, no circles."""

from collections import Counter
from collections.abc import Iterator

from bot.frameworks.kinds import ActionList, Item, NoteRequired, OneOf
from bot.frameworks.model import Checklist, Framework
from bot.frameworks.problems import Fault, Where

BUILT_IN_POSTS = frozenset({"manager", "qa-lead"})
SUPERVISOR = "supervisor"

Placed = tuple[Where, Item]


def faults_in_framework(framework: Framework) -> Iterator[Fault]:
    for name, count in Counter(post.name for post in framework.posts).items():
        if count > 1:
            yield Fault(("posts",), f"declares {name} twice", "keep one of them")
    for index, post in enumerate(framework.posts):
        if post.name in BUILT_IN_POSTS | {SUPERVISOR}:
            yield Fault(("posts", index, "name"), "is a post that every framework has", "take it out")
    if "01632 960" in f"{framework.concern.number} {framework.concern.out_of_hours}":
        yield Fault(("concern", "number"), "is an example, not a real number", "write your own", is_advice=True)


def faults_in_checklist(checklist: Checklist, framework: Framework) -> Iterator[Fault]:
    placed = list(_placed(checklist))
    yield from _ids(checklist, placed)
    yield from _posts(checklist, framework)
    yield from _header(checklist)
    yield from _people(checklist, placed)
    for where, item in placed:
        yield from _names(where, item)
        yield from _conditions(where, item, checklist)
    yield from _circles(placed)


def _placed(checklist: Checklist) -> Iterator[Placed]:
    yield from ((("header", index), field) for index, field in enumerate(checklist.header))
    for p, part in enumerate(checklist.parts):
        for s, section in enumerate(part.sections):
            for i, item in enumerate(section.items):
                yield ("parts", p, "sections", s, "items", i), item


def _ids(checklist: Checklist, placed: list[Placed]) -> Iterator[Fault]:
    seen = {checklist.subject.id}
    for where, item in placed:
        for taken in item.ids:
            if taken in seen:
                yield Fault((*where, "id"), f"uses the id {taken} a second time", "give each item its own id")
            seen.add(taken)
        if item.own != item.id.startswith("own-"):
            yield Fault((*where, "id"), "own items and ids that begin with own- go together", "set both or neither")
    for name, count in Counter(part.name for part in checklist.parts).items():
        if count > 1:
            yield Fault(("parts",), f"has two parts named {name}", "give each its own name")


def _posts(checklist: Checklist, framework: Framework) -> Iterator[Fault]:
    declared = BUILT_IN_POSTS | {post.name for post in framework.posts}
    for index, post in enumerate(checklist.filled_in_by):
        if post not in declared | {SUPERVISOR}:
            yield Fault(("filled_in_by", index), f"names the unknown post {post}", "declare it in framework.yaml")
    for index, reader in enumerate(checklist.who_sees):
        post, at, _ = reader.partition("@")
        if at and post not in declared:
            yield Fault(("who_sees", index), f"names the unknown post {post}", "declare it in framework.yaml")


def _header(checklist: Checklist) -> Iterator[Fault]:
    for index, field in enumerate(checklist.header):
        if field.kind in ("narrative", "actions") or field.not_applicable or field.action:
            yield Fault(("header", index), "is too much to ask at the start", "make it an item of a section")
    for where, item in _placed(checklist):
        if item.optional and where[0] != "header":
            yield Fault((*where, "optional"), "is for header fields", "take it out: every item may be left open")


def _people(checklist: Checklist, placed: list[Placed]) -> Iterator[Fault]:
    if checklist.subject.kind == "person":
        return
    for index, part in enumerate(checklist.parts):
        if part.by == "subject":
            yield Fault(("parts", index, "by"), "needs a person as the subject", "write author")
    for where, item in placed:
        if isinstance(item, ActionList) and item.owner == "subject":
            yield Fault((*where, "owner"), "needs a person as the subject", "write author")


def _names(where: Where, item: Item) -> Iterator[Fault]:
    names = {choice.name for choice in item.choices}
    lists = {
        ("good",): getattr(item, "good", []),
        ("note", "required_on"): item.note.required_on if isinstance(item.note, NoteRequired) else [],
        ("action", "offered_on"): item.action.offered_on if item.action else [],
    }
    for steps, used in lists.items():
        for name in used:
            if name not in names:
                yield Fault((*where, *steps), f"names {name}, which is no answer of this item", _one_of(names))
    if isinstance(item, OneOf):
        for key in ("name", "code"):
            if len({getattr(option, key) for option in item.options}) < len(item.options):
                yield Fault((*where, "options"), f"gives the same {key} twice", f"give each option its own {key}")


def _conditions(where: Where, item: Item, checklist: Checklist) -> Iterator[Fault]:
    for index, condition in enumerate(item.show_if):
        there = (*where, "show_if", index)
        target = checklist.by_id.get(condition.item)
        if target is None:
            yield Fault((*there, "item"), f"points to {condition.item}, which is not there", "name an item's id")
            continue
        names = {choice.name for choice in target.choices}
        for name in condition.is_:
            if name not in names:
                yield Fault((*there, "is"), f"names {name}, which is no answer of {target.id}", _one_of(names))


def _circles(placed: list[Placed]) -> Iterator[Fault]:
    needs = {item.id: [condition.item for condition in item.show_if] for _, item in placed}
    for where, item in placed:
        if _reaches(item.id, item.id, needs):
            yield Fault((*where, "show_if"), "goes round in a circle", "let no item wait for itself")


def _reaches(start: str, goal: str, needs: dict[str, list[str]]) -> bool:
    seen: set[str] = set()
    ahead = list(needs.get(start, []))
    while ahead:
        here = ahead.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            ahead.extend(needs.get(here, []))
    return False


def _one_of(names: set[str]) -> str:
    return f"write one of {', '.join(sorted(names))}" if names else "take it out"
