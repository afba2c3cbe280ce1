"""Averages: a number over a number, a tally over a tally with the same options, or a tally of steps by itself.

Which averages a form shows is in item.py; how they read is flows/shown.py.
"""

from decimal import Decimal

from bot.domain.values import Value
from bot.frameworks.item import Item
from bot.frameworks.kinds import Number, TallyItem

Share = tuple[str, Decimal, Decimal]
"""What is counted, where the answer counts several; how much there is; over how many."""


def average_code(of: Value) -> list[Share]:
    """Of a tally whose codes are steps of a scale: all steps together, over how many gave one."""
    many = sum(count for _, count in of.counts)
    return [("", Decimal(sum(code * count for code, count in of.counts)), Decimal(many))] if many else []


def can_share(of: Item | None, over: Item | None) -> bool:
    if isinstance(of, TallyItem) and isinstance(over, TallyItem):
        return {there.name for there in of.options} == {there.name for there in over.options}
    return isinstance(of, Number) and isinstance(over, Number)


def shared_out(of_item: Item, of: Value, over_item: Item, over: Value) -> list[Share]:
    """Nothing where one of the two is not given."""
    if of.number is not None and over.number is not None:
        return [("", of.number, over.number)]
    if not (of.counts and over.counts):
        return []
    many, counted = dict(of.counts), dict(over.counts)
    codes = {choice.name: choice.code for choice in over_item.choices}
    return [
        (there.label, Decimal(many.get(there.code, 0)), Decimal(counted.get(codes[there.name], 0)))
        for there in of_item.choices
    ]
