"""What a changed file means to those who use it, in plain words. Where the older one is kept is not known here."""

from collections.abc import Iterator, Mapping

from bot.frameworks.item import Item
from bot.frameworks.model import Checklist
from bot.frameworks.register import Fact, Register

Asked = Item | Fact
"""What a file asks, and what is stored under its id."""
_TOLD = {
    "who_sees": "who may read the answers",
    "used_for": "what the answers are used for",
    "kept_for": "how long the answers are kept",
    "filled_in_by": "who fills it in",
    "kept_by": "who keeps it",
}
"""What people were told when they began: a change of it is said first."""
_SAID = {
    "title": "its title",
    "short_title": "its short title",
    "also_called": "the words by which it is found",
    "purpose": "when and why to use it",
    "subject": "what it is about",
    "answered_for": "for whom the answers are entered",
    "pooled_for": "who sees what all sheets say together",
    "anonymous": "who opens it and who gets the comments",
    "actions": "how long actions have and who confirms them",
    "consent": "which question asks whether words may be passed on",
    "cycle": "how many there should be in a time",
}
_WORDS = frozenset({"ask", "help", "optional", "called"})
"""Keys that change how an item reads and not what its answers mean."""


def differences(old: Checklist | Register, new: Checklist | Register) -> Iterator[str]:
    """One line for each thing that differs; nothing where both say the same."""
    if isinstance(old, Register) != isinstance(new, Register):
        yield "is another kind of file now: a checklist is not a register."
        return
    yield from _at_the_top(old, new)
    before, after = old.by_id, new.by_id
    gone = [asked for id_, asked in before.items() if id_ not in after]
    yield from (f"removed: {_named(asked)}. What was answered stays; its trend ends." for asked in gone)
    for id_, asked in after.items():
        earlier = before.get(id_)
        if earlier is None:
            yield f"added: {_named(asked)}. Its trend begins with the first answer."
        else:
            yield from _changes(earlier, asked, waits=_waits(old, id_) != _waits(new, id_))
    if [id_ for id_ in after if id_ in before] != [id_ for id_ in before if id_ in after]:
        yield "moved: the items stand in another order. Everything stays comparable."


def _at_the_top(old: Checklist | Register, new: Checklist | Register) -> Iterator[str]:
    differ = [key for key in {**_TOLD, **_SAID} if getattr(old, key, None) != getattr(new, key, None)]
    for key in differ:
        if key in _TOLD:
            yield f"changed: {_TOLD[key]}. Checks already begun keep what their author was told."
        else:
            yield f"changed: {_SAID[key]}. Everything stays comparable."
    if isinstance(old, Checklist) and isinstance(new, Checklist):
        yield from _parts(old, new)


def _parts(old: Checklist, new: Checklist) -> Iterator[str]:
    before, after = ({part.name: (part.by, sorted(part.after)) for part in form.parts} for form in (old, new))
    for form, words, there in ((old, "removed", after), (new, "added", before)):
        yield from (f"{words}: the part “{part.title}”." for part in form.parts if part.name not in there)
    for part in new.parts:
        if part.name in before and before[part.name] != after[part.name]:
            yield f"changed: who fills in “{part.title}”, or when it opens. Checks already begun go on as they began."


def _waits(form: Checklist | Register, id_: str) -> object:
    """What the section says of when the item is asked; what the item says itself is seen in its keys."""
    return form.section_conditions(id_) if isinstance(form, Checklist) else None


def _named(asked: Asked) -> str:
    return f"{asked.id}, “{asked.ask}”"


def _changes(old: Asked, new: Asked, *, waits: bool) -> Iterator[str]:
    before, after = old.model_dump(), new.model_dump()
    differ = {key for key in {*before, *after} if before.get(key) != after.get(key)} - {"measure"}
    differ |= {"show_if"} if waits else set()
    measures = _measure(old), _measure(new)
    if not differ and measures[0] == measures[1]:
        return
    if measures[0] != measures[1]:
        yield f"re-measured: {_named(new)}. Its trend starts anew, as measure {measures[1]} says."
    elif differ & {"kind"} or _codes(old) != _codes(new):
        yield f"answered differently: {_named(new)}. Trends would mix two meanings: {_instead(new, measures[1])}"
    elif "ask" in differ:
        yield f"re-worded: {new.id}, from “{old.ask}” to “{new.ask}”. It stays comparable."
    elif differ <= _WORDS:
        yield f"explained differently: {_named(new)}. It stays comparable."
    else:
        yield f"changed in {', '.join(sorted(differ))}: {_named(new)}. It stays comparable."


def _instead(new: Asked, measure: int) -> str:
    if isinstance(new, Fact):
        return "take a new id unless the meaning is the same."
    return f"raise its measure to {measure + 1} unless the meaning is the same."


def _measure(asked: Asked) -> int:
    return asked.measure if isinstance(asked, Item) else 1


def _codes(asked: Asked) -> Mapping[int, str]:
    """What is stored for each answer, and what it is called in the files: the meaning of what is stored."""
    choices = asked.choices if isinstance(asked, Item) else asked.outcomes
    return {choice.code: choice.name for choice in choices}
