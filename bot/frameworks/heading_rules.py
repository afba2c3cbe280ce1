"""Rules of the headings that a framework's reports have, and of the items that feed them."""

from collections import Counter
from collections.abc import Iterator

from bot.frameworks.item import Item
from bot.frameworks.model import Framework
from bot.frameworks.problems import Fault, Where


def faults_in_headings(framework: Framework) -> Iterator[Fault]:
    for name, count in Counter(heading.name for heading in framework.headings).items():
        if count > 1:
            yield Fault(("headings",), f"has two named {name}", "give each its own name")


def faults_in_feeds(where: Where, item: Item, framework: Framework, *, private: bool) -> Iterator[Fault]:
    """What an item says of the headings that it feeds."""
    headings = sorted(heading.name for heading in framework.headings)
    for index, name in enumerate(item.feeds):
        if name not in headings:
            instead = f"write one of {', '.join(headings)}" if headings else "add headings in framework.yaml"
            yield Fault((*where, "feeds", index), f"names the unknown heading {name}", instead)
    if item.feeds and private:
        yield Fault((*where, "feeds"), "is in a form whose answers only their author reads", "take it out")
