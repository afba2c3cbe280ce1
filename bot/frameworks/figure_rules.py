"""Rules of what is worked out of answers and shown with a question: times between dates, and averages."""

from collections.abc import Iterator

from bot.frameworks.averages import can_share
from bot.frameworks.item import Item
from bot.frameworks.kinds import Day, Found, Number, TallyItem
from bot.frameworks.model import Checklist
from bot.frameworks.problems import Fault, Where


def faults_in_figures(where: Where, item: Item, checklist: Checklist) -> Iterator[Fault]:
    yield from _limits(where, item, checklist)
    yield from _averages(where, item, checklist)


def _limits(where: Where, item: Item, checklist: Checklist) -> Iterator[Fault]:
    for index, limit in enumerate(item.limits):
        for key, name in (("of", limit.of), ("from", limit.from_)):
            if not isinstance(checklist.by_id.get(name), Day | Found):
                wrong = f"names {name}, which is no item that holds a date"
                yield Fault((*where, "limits", index, key), wrong, "write the id of an item of kind date or found")


def _averages(where: Where, item: Item, checklist: Checklist) -> Iterator[Fault]:
    for index, average in enumerate(item.averages):
        there = (*where, "averages", index)
        of = checklist.by_id.get(average.of)
        if average.over is None:
            if not isinstance(of, TallyItem):
                wrong = f"names {average.of}, which is no tally, and nothing to share it out over"
                yield Fault((*there, "of"), wrong, "add over, or write the id of a tally of steps")
            continue
        over = checklist.by_id.get(average.over)
        for key, name, named in (("of", average.of, of), ("over", average.over, over)):
            if not isinstance(named, Number | TallyItem):
                wrong = f"names {name}, which is no item that holds numbers"
                yield Fault((*there, key), wrong, "write the id of an item of kind number or tally")
        if isinstance(of, Number | TallyItem) and isinstance(over, Number | TallyItem) and not can_share(of, over):
            wrong = f"shares {average.of} out over {average.over}, which counts something else"
            yield Fault((*there, "over"), wrong, "name two numbers, or two tallies with the same options")
