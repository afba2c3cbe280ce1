"""From how often each answer was given to what is told of a question. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.domain.figures import ItemFigures
from bot.domain.values import Control
from bot.flows.counting import NOT_APPLICABLE
from bot.frameworks.agenda import base_of
from bot.frameworks.item import Item
from bot.frameworks.library import Form
from bot.storage.figures import AnswerCount

_COUNTED = (Control.CHOICE, Control.FOUND, Control.SEVERAL)


@dataclass
class Sums:
    """What was answered to one question, in the time asked about or before it."""

    codes: Counter[int] = field(default_factory=Counter)
    not_applicable: int = 0
    records: int = 0

    @property
    def applied(self) -> int:
        return self.records - self.not_applicable

    def plus(self, others: "Sums") -> "Sums":
        not_applicable = self.not_applicable + others.not_applicable
        return Sums(self.codes + others.codes, not_applicable, self.records + others.records)


Key = tuple[str, str, int]
"""Check, question and measure."""


def questions_of(form: Form) -> Iterator[Item]:
    """Those that are answered by choosing, whether once or at the start."""
    return (item for item in form.checklist.items if item.control in _COUNTED)


def sums_of(
    answers: Iterable[AnswerCount], choices: Iterable[AnswerCount], form_of: Mapping[str, str]
) -> tuple[dict[Key, Sums], dict[Key, Sums]]:
    """Of the time asked about, and of the one before. `form_of`: the check of each version."""
    now: defaultdict[Key, Sums] = defaultdict(Sums)
    earlier: defaultdict[Key, Sums] = defaultdict(Sums)
    for version, item, measure, code, not_applicable, before, many in answers:
        sums = (earlier if before else now)[form_of[version], item, measure]
        sums.records += many
        if not_applicable:
            sums.not_applicable += many
        if code is not None:
            sums.codes[code] += many
    for version, item, measure, code, _, before, many in choices:
        if code is not None:
            (earlier if before else now)[form_of[version], item, measure].codes[code] += many
    return dict(now), dict(earlier)


def of_all_points(sums: Mapping[Key, Sums], people: Mapping[Key, int]) -> tuple[dict[Key, Sums], dict[Key, int]]:
    """What is asked about each point of an agenda is one question, answered by as many people as any one point."""
    whole: dict[Key, Sums] = {}
    most: dict[Key, int] = {}
    for asked, there in sums.items():
        key = (asked[0], base_of(asked[1]), asked[2])
        known = whole.get(key)
        whole[key] = known.plus(there) if known else there
        most[key] = max(most.get(key, 0), people.get(asked, 0))
    return whole, most


def untold(form: Form, item: Item, records: int) -> ItemFigures:
    return ItemFigures(form.name, item.id, item.measure, item.ask, records, told=False)


def told(form: Form, item: Item, now: Sums, earlier: Sums | None) -> ItemFigures:
    counts = [(choice.label, now.codes[choice.code]) for choice in item.choices]
    if item.not_applicable:
        counts.append((NOT_APPLICABLE, now.not_applicable))
    good, good_before = good_of(item, now), good_of(item, earlier) if earlier else None
    return ItemFigures(
        form=form.name,
        item=item.id,
        measure=item.measure,
        ask=item.ask,
        records=now.records,
        told=True,
        counts=tuple(counts),
        good=good,
        of=now.applied if good is not None else None,
        good_before=good_before,
        of_before=earlier.applied if earlier and good_before is not None else None,
    )


def good_of(item: Item, sums: Sums) -> int | None:
    """How many chose what is good; of several that could be chosen, only where just one of them is."""
    names = getattr(item, "good", [])
    if not names or (item.control is Control.SEVERAL and len(names) > 1):
        return None
    return sum(sums.codes[choice.code] for choice in item.choices if choice.name in names)
