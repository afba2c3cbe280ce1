"""Rules of the format that need several keys at once: references that lead somewhere, ids used once, no circles."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from bot.frameworks.figure_rules import faults_in_figures
from bot.frameworks.heading_rules import faults_in_feeds, faults_in_headings
from bot.frameworks.item import Condition, Item, NoteRequired
from bot.frameworks.kinds import ActionList, AnyOf, BoxItem, Entries, LookBack, OneOf, ShortText, TallyItem
from bot.frameworks.meeting_rules import faults_in_meetings, faults_of_meeting
from bot.frameworks.model import Checklist, Framework
from bot.frameworks.part_rules import faults_of_parts
from bot.frameworks.problems import Fault, Where
from bot.frameworks.sheet_rules import faults_in_sheets
from bot.frameworks.wording import marks_in

BUILT_IN_POSTS = frozenset({"manager", "qa-lead"})
SUPERVISOR = "supervisor"
ANYONE = "anyone"
NO_POSTS = frozenset({SUPERVISOR, ANYONE})
"""What may stand among posts and is none: whoever supervises somebody, and everybody."""
WAYS_TO_SHARE = frozenset({"with-name", "without-name", "not-at-all"})
"""The answers by which somebody says whether words about their work may be passed on."""
CONCERN_MARKS = ("{team}", "{number}", "{out_of_hours}")
MOST_WAITS = 5
"""How many items in a row may each wait for the one before; whoever answers could not follow more."""

_MARK = re.compile(r"\{[\w-]{1,60}\}")

Placed = tuple[Where, Item]


def faults_in_framework(framework: Framework) -> Iterator[Fault]:
    for name, count in Counter(post.name for post in framework.posts).items():
        if count > 1:
            yield Fault(("posts",), f"declares {name} twice", "keep one of them")
    for index, post in enumerate(framework.posts):
        if post.name in BUILT_IN_POSTS | NO_POSTS:
            yield Fault(("posts", index, "name"), "is a post that every framework has", "take it out")
    declared = BUILT_IN_POSTS | {post.name for post in framework.posts}
    yield from faults_in_meetings(framework, declared)
    yield from _themes(framework)
    yield from faults_in_headings(framework)
    if framework.risk and framework.risk.lead not in declared:
        yield unknown_post(("risk", "lead"), framework.risk.lead, declared)
    yield from _marks(framework)
    if "01632 960" in f"{framework.concern.number} {framework.concern.out_of_hours}":
        yield Fault(("concern", "number"), "is an example, not a real number", "write your own", is_advice=True)


def _themes(framework: Framework) -> Iterator[Fault]:
    """Two of one name would be counted as one, and two of one title could not be told apart."""
    for key in ("name", "title"):
        for value, count in Counter(getattr(theme, key).casefold() for theme in framework.themes).items():
            if count > 1:
                yield Fault(("themes",), f"gives the {key} {value} to two themes", f"give each its own {key}")


def _marks(framework: Framework) -> Iterator[Fault]:
    """Marks that nothing would fill in: people would read them as they stand, even when someone is at risk."""
    said = framework.concern.say
    for mark in _MARK.findall(said):
        if mark not in CONCERN_MARKS:
            yield Fault(("concern", "say"), f"uses {mark}", f"use only {', '.join(CONCERN_MARKS)}")
    for where, name in marks_in(framework.model_dump()):
        if name in framework.terms:
            yield Fault(where, f"uses {{{name}}}, which is filled in only in checklists", "write the words out")


def faults_in_checklist(checklist: Checklist, framework: Framework) -> Iterator[Fault]:
    placed = list(_placed(checklist))
    yield from _ids(checklist, placed)
    yield from _posts(checklist, framework)
    yield from _header(checklist)
    yield from _people(checklist, placed)
    yield from faults_of_parts(checklist)
    yield from _consent(checklist)
    yield from _cycle(checklist)
    yield from faults_of_meeting(checklist, framework)
    for where, item in placed:
        yield from _names(where, item)
        yield from _lists(where, item)
        yield from faults_in_figures(where, item, checklist)
        yield from faults_in_feeds(where, item, framework, private=checklist.is_private)
    yield from _conditions(checklist, placed)
    declared = BUILT_IN_POSTS | {post.name for post in framework.posts}
    yield from faults_in_sheets(checklist, placed, declared, NO_POSTS)


def _placed(checklist: Checklist) -> Iterator[Placed]:
    yield from ((("header", index), field) for index, field in enumerate(checklist.header))
    for p, part in enumerate(checklist.parts):
        for s, section in enumerate(part.sections):
            for i, item in enumerate(section.items):
                yield ("parts", p, "sections", s, "items", i), item


def _ids(checklist: Checklist, placed: list[Placed]) -> Iterator[Fault]:
    seen = {checklist.subject.id, *(part.id for part in checklist.parts)}
    seen |= {section.id for part in checklist.parts for section in part.sections}
    for where, item in placed:
        for taken in item.ids:
            if taken in seen:
                yield Fault((*where, "id"), f"uses the id {taken} a second time", "give each item its own id")
            seen.add(taken)
        if item.own and not item.id.startswith("own-"):
            yield Fault((*where, "id"), "is the id of an own item", f"write own-{item.id}, or take out own: true")
        if not (item.own or checklist.own) and item.id.startswith("own-"):
            yield Fault((*where, "id"), "begins with own- though the item is not marked so", "add own: true")


def _posts(checklist: Checklist, framework: Framework) -> Iterator[Fault]:
    declared = BUILT_IN_POSTS | {post.name for post in framework.posts}
    for index, post in enumerate(checklist.filled_in_by):
        if post not in declared | NO_POSTS:
            yield unknown_post(("filled_in_by", index), post, declared | NO_POSTS)
    if ANYONE in checklist.filled_in_by and len(checklist.filled_in_by) > 1:
        yield Fault(("filled_in_by",), f"names {ANYONE} and others beside", f"write [{ANYONE}] alone")
    for index, reader in enumerate(checklist.who_sees):
        yield from faults_in_reader(("who_sees", index), reader, declared)


def faults_in_reader(where: Where, reader: str, declared: Collection[str]) -> Iterator[Fault]:
    post, at, _ = reader.partition("@")
    if at and post == SUPERVISOR:
        yield Fault(where, f"gives {SUPERVISOR} a reach, which it has by itself", f"write {SUPERVISOR}")
    elif at and post == ANYONE:
        yield Fault(where, f"opens the answers to {ANYONE}", "name those who need to read them")
    elif at and post not in declared:
        yield unknown_post(where, post, declared)


def unknown_post(where: Where, post: str, posts: Collection[str]) -> Fault:
    advice = f"declare it under posts in framework.yaml, or use one of {', '.join(sorted(posts))}"
    return Fault(where, f"names the unknown post {post}", advice)


_TOO_MUCH_AT_FIRST = ("narrative", "list", "look-back", "tally", "found", "signature", "actions")


def _header(checklist: Checklist) -> Iterator[Fault]:
    for index, field in enumerate(checklist.header):
        too_much = {
            "kind": field.kind in _TOO_MUCH_AT_FIRST,
            "not_applicable": field.not_applicable,
            "action": field.action is not None,
        }
        for key in (key for key, holds in too_much.items() if holds):
            yield Fault(("header", index, key), "is too much to ask at the start", "make it an item of a section")


def _consent(checklist: Checklist) -> Iterator[Fault]:
    """Nobody else can say it for the person whose practice it is."""
    if checklist.consent is None:
        if checklist.consent_to:
            yield Fault(("consent_to",), "says to what, and nobody is asked for consent", "add consent, or take it out")
        return
    for index, name in enumerate(checklist.consent_to):
        if not isinstance(checklist.by_id.get(name), BoxItem | ShortText | Entries):
            wrong = f"names {name}, which is no item that holds words"
            yield Fault(("consent_to", index), wrong, "write the id of a narrative, a list or a short-text")
    item, part = checklist.by_id.get(checklist.consent), checklist.part_of.get(checklist.consent)
    if item is None or part is None:
        yield Fault(("consent",), f"points to {checklist.consent}, which is not there", "write the id of an item")
    elif {choice.name for choice in item.choices} != WAYS_TO_SHARE:
        yield Fault(
            ("consent",),
            f"points to {checklist.consent}, which does not offer what it has to",
            f"make it a one-of with the options {', '.join(sorted(WAYS_TO_SHARE))}",
        )
    elif part.by != "subject":
        wrong = f"points to {checklist.consent}, which is not for the person it is about"
        yield Fault(("consent",), wrong, "put it into a part by subject")


def _cycle(checklist: Checklist) -> Iterator[Fault]:
    if checklist.cycle and checklist.anonymous:
        yield Fault(("cycle",), "does not go with an anonymous form, which stands open to all", "take it out")
    covers = checklist.cycle.covers if checklist.cycle else None
    if covers and not any(isinstance(field, AnyOf) and field.id == covers for field in checklist.header):
        wrong = f"points to {covers}, which is no header field that offers several answers"
        yield Fault(("cycle", "covers"), wrong, "write the id of a header field of kind any-of")


def _people(checklist: Checklist, placed: list[Placed]) -> Iterator[Fault]:
    if checklist.subject.is_somebody:
        return
    for index, reader in enumerate(checklist.who_sees):
        if reader == "subject":
            yield Fault(("who_sees", index), "names the subject, which is no person here", "take it out")
    for where, item in placed:
        if isinstance(item, ActionList) and item.owner == "subject":
            yield Fault((*where, "owner"), "needs a person as the subject", "write author")


def _lists(where: Where, item: Item) -> Iterator[Fault]:
    if isinstance(item, ActionList) and item.not_applicable:
        yield Fault((*where, "not_applicable"), "is for questions", "take it out: a list of actions may stay empty")
    if isinstance(item, LookBack) and not item.not_applicable:
        wrong = "is false, and there may be no actions to look back on"
        yield Fault((*where, "not_applicable"), wrong, "take it out")


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
                yield Fault(
                    (*where, *steps), f"names the answer {name}, which this item does not offer", _one_of(names)
                )
    if isinstance(item, OneOf | AnyOf | TallyItem):
        yield from _options(where, item)


def _options(where: Where, item: OneOf | AnyOf | TallyItem) -> Iterator[Fault]:
    for key in ("name", "code"):
        for value, count in Counter(getattr(option, key) for option in item.options).items():
            if count > 1:
                wrong = f"gives the {key} {value} to two options"
                yield Fault((*where, "options"), wrong, f"give each option its own {key}")
    names = {option.name for option in item.options}
    if isinstance(item, AnyOf) and item.none and item.none not in names:
        wrong = f"names the answer {item.none}, which this item does not offer"
        yield Fault((*where, "none"), wrong, _one_of(names))


def _conditions(checklist: Checklist, placed: list[Placed]) -> Iterator[Fault]:
    """Conditions look back only, so that they cannot go round in a circle, and not too far."""
    waits: dict[str, int] = {}
    items = {item.id: item for _, item in reversed(placed)}
    for where, item in placed:
        conditions = [*checklist.section_conditions(item.id), *item.show_if]
        waits[item.id] = max((waits.get(condition.item, 0) for condition in conditions), default=-1) + 1
        if waits[item.id] > MOST_WAITS:
            yield Fault(
                (*where, "show_if"), f"makes more than {MOST_WAITS} items wait in a row", "use fewer conditions"
            )
        for there, condition in _conditions_at(where, item, checklist):
            target = items.get(condition.item)
            behind = condition.item not in waits or condition.item == item.id
            yield from _condition(there, condition, target, behind=behind)


def _conditions_at(where: Where, item: Item, checklist: Checklist) -> Iterator[tuple[Where, Condition]]:
    """Those of the item, and before the first one of a section those of the section."""
    if where[-1] == 0 and where[0] != "header":
        section = where[:-2]
        for index, condition in enumerate(checklist.section_conditions(item.id)):
            yield (*section, "show_if", index), condition
    for index, condition in enumerate(item.show_if):
        yield (*where, "show_if", index), condition


def _condition(where: Where, condition: Condition, target: Item | None, *, behind: bool) -> Iterator[Fault]:
    names = {choice.name for choice in target.choices} if target else set()
    if target is None:
        yield Fault(
            (*where, "item"), f"points to {condition.item}, which is not there", "write the id of an item above"
        )
    elif behind:
        yield Fault((*where, "item"), f"waits for {target.id}, which does not come before it", "name an item above")
    elif not names:
        yield Fault((*where, "item"), f"waits for {target.id}, which offers no choices", "name an item that does")
    else:
        for name in condition.is_:
            if name not in names:
                yield Fault(
                    (*where, "is"), f"names the answer {name}, which {target.id} does not offer", _one_of(names)
                )


def _one_of(names: set[str]) -> str:
    return f"write one of {', '.join(sorted(names))}" if names else "take it out"
