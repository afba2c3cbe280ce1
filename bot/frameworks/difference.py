"""What a changed checklist means to those who use it, in plain words. Where the older one is kept is not known here."""

from collections.abc import Iterator

from bot.frameworks.item import Item
from bot.frameworks.model import Checklist

_TOLD = (
    ("who_sees", "who may read the answers"),
    ("used_for", "what the answers are used for"),
    ("kept_for", "how long the answers are kept"),
    ("filled_in_by", "who fills it in"),
)
"""What people were told when they began: a change of it is said first."""
_WORDS = frozenset({"ask", "help", "optional"})
"""Keys that change how an item reads and not what its answers mean."""


def differences(old: Checklist, new: Checklist) -> Iterator[str]:
    """One line for each thing that differs; nothing where both say the same."""
    for key, words in _TOLD:
        if getattr(old, key) != getattr(new, key):
            yield f"changed: {words}. Checks already begun keep what their author was told."
    gone = [item for id_, item in old.by_id.items() if id_ not in new.by_id]
    yield from (f"removed: {_named(item)}. What was answered stays; its trend ends." for item in gone)
    for id_, item in new.by_id.items():
        before = old.by_id.get(id_)
        if before is None:
            yield f"added: {_named(item)}. Its trend begins with the first answer."
        else:
            yield from _changes(before, item)
    kept = [id_ for id_ in new.by_id if id_ in old.by_id]
    if kept != [id_ for id_ in old.by_id if id_ in new.by_id]:
        yield "moved: the items stand in another order. Everything stays comparable."


def _named(item: Item) -> str:
    return f"{item.id}, “{item.ask}”"


def _changes(old: Item, new: Item) -> Iterator[str]:
    before, after = old.model_dump(), new.model_dump()
    differ = {key for key in {*before, *after} if before.get(key) != after.get(key)} - {"measure"}
    if not differ and old.measure == new.measure:
        return
    if old.measure != new.measure:
        yield f"re-measured: {_named(new)}. Its trend starts anew, as measure {new.measure} says."
    elif differ & {"kind"} or _codes(old) != _codes(new):
        yield (
            f"answered differently: {_named(new)}. Trends would mix two meanings: "
            f"raise its measure to {new.measure + 1} unless the meaning is the same."
        )
    elif "ask" in differ:
        yield f"re-worded: {new.id}, from “{old.ask}” to “{new.ask}”. It stays comparable."
    elif differ <= _WORDS:
        yield f"explained differently: {_named(new)}. It stays comparable."
    else:
        yield f"changed in {', '.join(sorted(differ))}: {_named(new)}. It stays comparable."


def _codes(item: Item) -> dict[int, str]:
    """What is stored for each answer, and what it is called in the files: the meaning of what is stored."""
    return {choice.code: choice.name for choice in item.choices}
