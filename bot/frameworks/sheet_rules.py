"""Rules of forms that hold the answers of people who are not to be known: from outside, or of anonymous colleagues.

Rules of every form are in rules.py.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.values import Control
from bot.frameworks.item import Item, NoteRequired
from bot.frameworks.kinds import LookBack, Signature
from bot.frameworks.model import Anonymous, Checklist
from bot.frameworks.problems import Fault, Where

ABOUT_NOBODY = ("service", "team", "meeting")
MOST_IN_ONE_GO = 60
"""Questions and headings of an anonymous form, which nobody can leave half done and come back to."""

_ONE_PAGE = "does not go with an anonymous form, which is one page"
_NAMES_SOMEBODY = "can show whose sheet it is"
_TOO_MUCH = {
    Control.PERSON: _NAMES_SOMEBODY,
    Control.SIGNATURE: _NAMES_SOMEBODY,
    Control.DAY: _NAMES_SOMEBODY,
    Control.FOUND: _NAMES_SOMEBODY,
    Control.TALLY: "is several fields, not one",
    Control.ACTIONS: "has an owner",
}

Placed = Sequence[tuple[Where, Item]]


def faults_in_sheets(
    checklist: Checklist, placed: Placed, posts: AbstractSet[str], besides: AbstractSet[str]
) -> Iterator[Fault]:
    """`besides` may stand where a list of posts says who looks on, and is none."""
    if checklist.answered_for:
        yield from _answered_for(checklist, placed)
    if checklist.pooled_for:
        yield from _pooled_for(checklist, posts | besides)
    if checklist.anonymous:
        yield from _anonymous(checklist, checklist.anonymous, placed, posts)


def _answered_for(checklist: Checklist, placed: Placed) -> Iterator[Fault]:
    if checklist.subject.kind not in ABOUT_NOBODY:
        wrong = "would lead back to whoever answered, through what the sheet is about"
        yield Fault(("answered_for",), wrong, f"let subject be about one of {', '.join(ABOUT_NOBODY)}, or take it out")
    for where, item in placed:
        if isinstance(item, Signature):
            wrong = "asks for a signature where somebody else enters the answers"
            yield Fault((*where, "kind"), wrong, "take it out: nobody signs for another")
    for index, part in enumerate(checklist.parts):
        if part.by != "author":
            yield Fault(("parts", index, "by"), "names somebody besides who enters the answers", "write author")


def _pooled_for(checklist: Checklist, declared: AbstractSet[str]) -> Iterator[Fault]:
    if not checklist.answered_for:
        yield Fault(("pooled_for",), "stands in a form that is not answered_for somebody outside", "take it out")
    yield from _posts(("pooled_for",), checklist.pooled_for, declared)


def _anonymous(
    checklist: Checklist, anonymous: Anonymous, placed: Placed, declared: AbstractSet[str]
) -> Iterator[Fault]:
    if checklist.answered_for:
        yield Fault(("answered_for",), "does not go with anonymous", "keep one of them")
    yield from _posts(("anonymous", "opened_by"), anonymous.opened_by, declared)
    yield from _posts(("anonymous", "comments_to"), anonymous.comments_to, declared)
    if checklist.subject.kind != "service":
        yield Fault(("subject", "kind"), "says more of an anonymous sheet than it may", "write service")
    if checklist.header:
        yield Fault(("header",), "is asked before an anonymous form, which begins at once", "take it out")
    for index, part in enumerate(checklist.parts):
        if index or part.by != "author":
            yield Fault(("parts", index), "is more than one person can answer in one go", "keep one part, by author")
    for index, reader in enumerate(checklist.who_sees):
        if not reader.endswith("@anywhere"):
            wrong = "names somebody by their place, and an anonymous sheet has none"
            yield Fault(("who_sees", index), wrong, "write the posts that read the results, such as qa-lead@anywhere")
    sections = sum(len(part.sections) for part in checklist.parts)
    if sections + len(placed) > MOST_IN_ONE_GO:
        wrong = f"is longer than one form holds: {sections + len(placed)} questions and headings"
        yield Fault(("parts",), wrong, f"keep {MOST_IN_ONE_GO} at most")
    for where, item in placed:
        yield from _unfit(where, item)
    for p, part in enumerate(checklist.parts):
        for s, section in enumerate(part.sections):
            if section.show_if:
                yield Fault(("parts", p, "sections", s, "show_if"), _ONE_PAGE, "take it out")


def _unfit(where: Where, item: Item) -> Iterator[Fault]:
    """What cannot be asked without saying who answers, or not all at once."""
    if item.control in _TOO_MUCH or isinstance(item, LookBack):
        wrong = f"asks for what {_TOO_MUCH.get(item.control, 'was agreed with somebody')}"
        yield Fault((*where, "kind"), wrong, "take it out of the anonymous form")
    too_much = {
        "note": isinstance(item.note, NoteRequired),
        "action": item.action is not None,
        "show_if": bool(item.show_if),
    }
    for key in (key for key, holds in too_much.items() if holds):
        yield Fault((*where, key), _ONE_PAGE, "take it out")


def _posts(where: Where, posts: Sequence[str], known: AbstractSet[str]) -> Iterator[Fault]:
    for index, post in enumerate(posts):
        if post not in known:
            instead = f"declare it under posts in framework.yaml, or use one of {', '.join(sorted(known))}"
            yield Fault((*where, index), f"names the unknown post {post}", instead)
