"""What all sheets about a meeting say together, question by question, without anybody's name."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from bot.domain.meetings import Collation, Meeting, Said
from bot.domain.runs import Run
from bot.domain.values import Answer, Control
from bot.flows import meeting_access, path
from bot.flows.marks import load_said
from bot.flows.office import Actor, Office
from bot.flows.sheets import spoken
from bot.flows.shown import plain_number, with_unit
from bot.flows.views import Held, hold, prompt
from bot.frameworks.item import Item
from bot.storage import runs
from bot.storage.store import Uow

_NAMES = (Control.PERSON, Control.SIGNATURE)
_AT_THE_START = (Control.CHOICE, Control.SEVERAL, Control.NUMBER)
"""Of what the start asks, this says something of all sheets together; who wrote one and when does not."""


def read_all_sheets(office: Office, actor: Actor, meeting_id: str, form: str) -> Collation:
    """For those whom `who_sees` names. Whose sheets they have read so is kept, as when they read one."""
    with office.store.work(actor.deadline) as uow:
        meeting, found, kept_back = meeting_access.to_sheets(uow, office, actor, meeting_id, form)
        return collate(uow, office, actor, meeting, form, found, kept_back)


def collate(
    uow: Uow, office: Office, actor: Actor, meeting: Meeting, form: str, found: list[Run], kept_back: int
) -> Collation:
    """What these sheets say together; that the actor has read them is kept."""
    uow.log("read together", actor.person, meeting=meeting.id, sheets=len(found))
    for run in found:
        _note(uow, actor, run)
    sheets = [hold(uow, office, run) for run in found]
    said = tuple(line for item in _asked(sheets) for line in _said(item, sheets))
    said += tuple(_marked(uow, office, found))
    title = sheets[0].checklist.short_title
    return Collation(meeting.id, form, title, spoken(meeting), len(sheets), kept_back, said)


def _marked(uow: Uow, office: Office, found: list[Run]) -> Iterator[Said]:
    """In how many sheets each theme was marked."""
    sheets = [set().union(*load_said(uow, office, run).values()) for run in found]
    counted = Counter(title for titles in sheets for title in sorted(titles))
    if counted:
        yield Said("Themes", " · ".join(f"{count} {title}" for title, count in counted.most_common()))


def _note(uow: Uow, actor: Actor, run: Run) -> None:
    if run.author != actor.person:
        runs.load_run(uow, run.id, lock=True)  # a correction waits until this reading is known
        runs.note_reading(uow, run.id, actor.person)


def _asked(sheets: list[Held]) -> list[Item]:
    """Every question that some sheet asks, in the order of the sheet that asks most; what only others ask, behind."""
    found: dict[str, Item] = {}
    for held in sorted(sheets, key=lambda there: -len(there.checklist.items)):
        at_start = [field for field in held.checklist.header if field.control in _AT_THE_START]
        for item in (*at_start, *path.asked_items(held.checklist, held.answers)):
            found.setdefault(item.id, item)
    return list(found.values())


def _said(item: Item, sheets: list[Held]) -> Iterator[Said]:
    """First how many said what, then the words, in an order that tells nothing of who wrote them."""
    asking = [held for held in sheets if _is_asked(held, item)]
    given = [answer for held in asking if (answer := held.answers.get(item.id)) and answer.is_given]
    yield Said(item.ask, _counts(item, given, len(asking)))
    words = [text for held in asking for text in _words(held, item)]
    yield from (Said(item.ask, text) for text in sorted(words, key=str.casefold))


def _is_asked(held: Held, item: Item) -> bool:
    own = held.checklist.by_id.get(item.id)
    return own is not None and path.is_asked(held.checklist, held.answers, own)


def _counts(item: Item, given: list[Answer], asked: int) -> str:
    numbers = [answer.value.number for answer in given if answer.value.number is not None]
    if numbers:
        total, average = sum(numbers, Decimal(0)), round(sum(numbers, Decimal(0)) / len(numbers), 1)
        sheets = "1 sheet" if len(numbers) == 1 else f"{len(numbers)} sheets, {plain_number(average)} on average"
        left = f" · {asked - len(numbers)} without" if asked > len(numbers) else ""
        return f"{with_unit(item, total)} together · {sheets}{left}"
    counted: Counter[str] = Counter()
    for answer in given:
        counted += _labels(item, answer)
    if item.control is not Control.ACTIONS:
        counted["not answered"] = asked - len(given)
    return " · ".join(f"{count} {label}" for label, count in counted.items() if count) or "Nothing yet"


def _labels(item: Item, answer: Answer) -> Counter[str]:
    """What one answer adds, by the labels that people read."""
    value = answer.value
    if value.not_applicable:
        return Counter(["not applicable"])
    if value.counts:
        labels = {choice.code: choice.label.lower() for choice in item.choices}
        return Counter({labels[code]: count for code, count in value.counts if count})
    said = [choice.label.lower() for choice in item.choices if choice.code == value.choice]
    return Counter(said or ["answered"])


def _words(held: Held, item: Item) -> Iterator[str]:
    """What is answered in words, numbers or days; notes; actions without who carries them out."""
    there = prompt(held, held.checklist.by_id[item.id])
    is_counted = bool(there.options) or there.is_not_applicable or item.control in (*_NAMES, Control.NUMBER)
    if there.shown and not is_counted:
        yield there.shown
    if there.note:
        yield f"Note: {there.note}"
    yield from (f"Action: {action.plan.words}" for action in there.actions)
