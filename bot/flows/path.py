"""The way through a checklist as the answers stand: which items are asked, what is open, what comes next. All pure."""

from collections.abc import Mapping
from functools import partial

from bot.domain.actions import Action
from bot.domain.cards import Gap, Progress, SectionTally
from bot.domain.values import Answer
from bot.frameworks.item import Item
from bot.frameworks.kinds import ActionList
from bot.frameworks.model import Checklist

Answers = Mapping[str, Answer]


def is_asked(checklist: Checklist, answers: Answers, item: Item) -> bool:
    """Whether every condition of the item holds. An item that is not asked makes no other one asked."""
    conditions = checklist.conditions[item.id]
    return all(_holds(checklist, answers, checklist.by_id[condition.item], condition.is_) for condition in conditions)


def _holds(checklist: Checklist, answers: Answers, target: Item, names: list[str]) -> bool:
    answer = answers.get(target.id)
    if answer is None or not is_asked(checklist, answers, target):
        return False
    return target.is_one_of(answer.value, names)


def asked_items(checklist: Checklist, answers: Answers) -> list[Item]:
    """The items of the walk in order, without the header."""
    return list(filter(partial(is_asked, checklist, answers), checklist.items))


def find_asked(checklist: Checklist, answers: Answers, item_id: str | None) -> Item | None:
    """The item of the walk with this id, if it is asked."""
    item = next((there for there in checklist.items if there.id == item_id), None)
    return item if item is not None and is_asked(checklist, answers, item) else None


def needs_note(item: Item, answers: Answers) -> bool:
    answer = answers.get(item.id)
    return answer is not None and not answer.note and item.needs_note(answer.value)


def is_done(item: Item, answers: Answers, actions: list[Action]) -> bool:
    """An action list is done when it has an action; anything else when it has an answer and the note that it needs."""
    if isinstance(item, ActionList):
        return any(action.item == item.id for action in actions)
    answer = answers.get(item.id)
    return answer is not None and answer.is_given and not needs_note(item, answers)


def is_missing(item: Item, answers: Answers, actions: list[Action]) -> bool:
    """Whether its absence is told: what is optional may be left blank, though not half done."""
    return not is_done(item, answers, actions) and (not item.optional or needs_note(item, answers))


def progress(items: list[Item], answers: Answers, actions: list[Action]) -> Progress:
    return Progress(sum(is_done(item, answers, actions) for item in items), len(items))


def next_open(checklist: Checklist, answers: Answers, actions: list[Action], after: str | None) -> str | None:
    """The first item behind `after` that is asked and not done; none when only the review is left."""
    return next((item.id for item in _behind(checklist, answers, after) if not is_done(item, answers, actions)), None)


def next_asked(checklist: Checklist, answers: Answers, after: str) -> str | None:
    return next((item.id for item in _behind(checklist, answers, after)), None)


def previous_asked(checklist: Checklist, answers: Answers, before: str | None) -> str | None:
    """The item before this one; the last of all from the review; the first one has itself before it."""
    order = [item.id for item in checklist.items]
    end = order.index(before) if before in order else len(order)
    earlier = reversed(checklist.items[:end])
    return next((item.id for item in earlier if is_asked(checklist, answers, item)), before)


def _behind(checklist: Checklist, answers: Answers, after: str | None) -> list[Item]:
    order = [item.id for item in checklist.items]
    start = order.index(after) + 1 if after in order else 0
    return [item for item in checklist.items[start:] if is_asked(checklist, answers, item)]


def section_tallies(checklist: Checklist, answers: Answers, actions: list[Action]) -> tuple[SectionTally, ...]:
    """Each section with how far it is and what is open in it; sections in which nothing is asked are left out."""
    tallies = []
    for part in checklist.parts:
        for section in part.sections:
            items: list[Item] = [item for item in section.items if is_asked(checklist, answers, item)]
            gaps = tuple(
                Gap(item.id, item.ask, needs_note(item, answers), part.name)
                for item in items
                if is_missing(item, answers, actions)
            )
            if items:
                tallies.append(SectionTally(section.title, progress(items, answers, actions), gaps))
    return tuple(tallies)
