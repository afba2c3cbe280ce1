"""What single checks put into a report: words, dates, numbers, actions one by one. Never whose they are. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.actions import DONE, OPEN, TO_CONFIRM, Action
from bot.domain.papers import Block, Cell, Lines, Table, Words
from bot.domain.values import Value
from bot.flows.reporting.checks import Looked
from bot.flows.shown import short_day
from bot.frameworks.agenda import base_of
from bot.frameworks.item import Item
from bot.frameworks.kinds import BoxItem, Day, Entries, Found, Number, ShortText, TallyItem
from bot.frameworks.model import Checklist
from bot.frameworks.report_sections import Source

NO_WORDS = "Nobody wrote anything here that may be passed on."
LEFT_OUT = "What stands in single checks is left out here: only {posts} can make a copy with it."
NO_DATES = "No date was given in this time."
NO_AVERAGES = "Nothing was handed in by which averages could be worked out."
NO_ACTIONS = "No action was agreed."
_STANDS = {OPEN: "open", TO_CONFIRM: "waits for somebody to confirm it", DONE: "done"}


def words(source: Source, form: Checklist, found: Sequence[Looked]) -> Iterator[Block]:
    """Question by question, in an order that tells nothing of who wrote what."""
    for item in _wanted(source, form, (BoxItem, Entries, ShortText)):
        texts = [text for looked in found if _may_tell(looked, item) for text in _texts(looked, item)]
        if texts:
            yield Words(item.ask)
            yield Lines(tuple(sorted(texts, key=str.casefold)))


def texts_of(source: Source, form: Checklist, looked: Looked) -> Iterator[str]:
    """The same of one check, by itself."""
    for item in _wanted(source, form, (BoxItem, Entries, ShortText)):
        yield from _texts(looked, item) if _may_tell(looked, item) else ()


def _wanted(source: Source, form: Checklist, kinds: tuple[type[Item], ...]) -> list[Item]:
    """The items that are named; of a form without names for them, all of its parts that fit."""
    named = [form.by_id[name] for name in source.items if name in form.by_id] or list(form.items)
    return [item for item in named if isinstance(item, kinds)]


def _may_tell(looked: Looked, item: Item) -> bool:
    allowed = looked.consents_to
    return allowed is None or item.id in allowed


def _texts(looked: Looked, item: Item) -> Iterator[str]:
    for value in _values(looked, item):
        if value.words and value.words.strip():
            yield value.words.strip()


def _values(looked: Looked, item: Item) -> Iterator[Value]:
    """What was answered to it; about each point of an agenda, where it is asked so."""
    given = (answer for name, answer in looked.answers.items() if base_of(name) == item.id)
    yield from (answer.value for answer in given if answer.is_given)


def dates(source: Source, form: Checklist, found: Sequence[Looked]) -> Iterator[Block]:
    """What a check is about stands beside its dates, unless that is somebody."""
    given = [
        (value.day, looked.run.subject.reference or "", item.ask)
        for looked in found
        for item in _wanted(source, form, (Day, Found))
        for value in _values(looked, item)
        if value.day
    ]
    if given:
        rows = tuple((about, ask, short_day(day)) for day, about, ask in sorted(given))
        yield Table(form.title, ("About", "What", "When"), rows)


def numbers(source: Source, form: Checklist, found: Sequence[Looked]) -> Iterator[Block]:
    """What was counted by those who filled the form in, added up. Of checks about somebody nothing is."""
    if form.subject.is_somebody:
        return
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for item in _wanted(source, form, (Number, TallyItem)):
        labels = {choice.code: f"{item.ask} {choice.label}" for choice in item.choices}
        for looked in found:
            for value in _values(looked, item):
                if value.number is not None:
                    sums[item.ask] += value.number
                for code, many in value.counts:
                    sums[labels.get(code, item.ask)] += many
    if sums:
        checks = "1 check" if len(found) == 1 else f"{len(found)} checks"
        yield Table(form.title, ("What was counted", "In all"), tuple(map(_row, sums.items())), f"From {checks}.")


def has_numbers(source: Source, form: Checklist) -> bool:
    return bool(_wanted(source, form, (Number, TallyItem)))


def _row(there: tuple[str, Decimal]) -> tuple[Cell, ...]:
    name, total = there
    return (name, int(total) if total == int(total) else float(total))


def actions(found: Iterable[Action], today: date) -> Table:
    """By their day; without who carries them out."""
    coming = sorted(found, key=lambda action: (action.plan.due is None, action.plan.due, action.plan.words))
    rows = tuple((there.plan.words, _by(there), _stands(there, today)) for there in coming)
    return Table("Agreed actions", ("What", "By", "How it stands"), rows)


def _by(action: Action) -> str:
    return short_day(action.plan.due) if action.plan.due else action.plan.timescale or ""


def _stands(action: Action, today: date) -> str:
    return "past its date" if action.is_late(today) else _STANDS.get(action.state, action.state)
