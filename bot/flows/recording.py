"""What one act does to one answer: the rule of revisions, and writing it down. Called inside a flow's transaction."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.runs import Run
from bot.domain.values import IN_WORDS, Answer, Control, Fate, Outcome, Press, Value
from bot.errors import ClosedRunError, UnusableValueError
from bot.flows.texts import NOTE_LENGTH, is_blank, usable, usable_reason
from bot.frameworks.item import Item
from bot.frameworks.kinds import BOX_LENGTH, LINE_LENGTH
from bot.frameworks.model import Checklist
from bot.storage import people, runs
from bot.storage.answers import put_answer
from bot.storage.keys import is_key
from bot.storage.store import Uow


@dataclass(frozen=True)
class Change:
    """What an act wants: another value, another note, or both. None leaves it as it is; an empty note takes it away."""

    value: Value | None = None
    note: str | None = None
    keep_because: str | None = None

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.note is None


def refuse_closed(run: Run) -> None:
    if not run.is_open:
        raise ClosedRunError(f"This check was {run.state}, so nothing was changed. Its answers are kept as they are.")


def decide_fate(press: Press, before: Answer | None, after: Answer) -> Fate:
    """The rule of revisions: what was seen is what stands, or it is the same, or the same person's later act."""
    if before is not None and (before.value, before.note) == (after.value, after.note):
        return Fate.ALREADY
    if press.seen == (before.revision if before else 0):
        return Fate.SAVED
    is_own_later_act = before is not None and before.author == after.author and press.at > before.acted_at
    return Fate.SAVED if is_own_later_act else Fate.OVERTAKEN


def fitting(uow: Uow, checklist: Checklist, press: Press, change: Change) -> tuple[Item, Change]:
    """The item and the change made fit to store, or a refusal in a sentence."""
    item = checklist.by_id.get(press.item)
    if item is None:
        raise UnusableValueError("This question is not part of the check. Please open it again.")
    value = _fitting_value(uow, item, change) if change.value else None
    note = _fitting_note(item, change) if change.note is not None else None
    # The reason is stored beside the words, also where they would not have needed one.
    return item, Change(value, note, usable_reason(change.keep_because) if change.keep_because else None)


def record_change(
    uow: Uow, run: Run, item: Item, press: Press, person: str, change: Change, before: Answer | None
) -> Outcome:
    """Write the change if it may stand. The revision seen is checked again by the statement that writes."""
    after = answer_after(press, person, change, before, uow.now)
    fate = decide_fate(press, before, after)
    if fate is Fate.SAVED:
        kept = change.keep_because
        stored = put_answer(uow, run.id, after, measure=item.measure, before=before, kept_because=kept)
        fate = Fate.SAVED if stored else Fate.OVERTAKEN
    if fate is Fate.SAVED:
        runs.bump(uow, run.id)
    if fate is Fate.OVERTAKEN:
        uow.log("overtaken", person, run.id, item=item.id, seen=press.seen)
        return Outcome(fate, before)
    lacks_note = not after.note and item.needs_note(after.value)
    return Outcome(fate, after if fate is Fate.SAVED else before, lacks_note, item.offers_action(after.value))


def answer_after(press: Press, person: str, change: Change, before: Answer | None, now: datetime) -> Answer:
    """The answer as it would stand when the change is made."""
    value = change.value or (before.value if before else Value())
    note = (before.note if before else None) if change.note is None else (change.note or None)
    revision = (before.revision if before else 0) + 1
    return Answer(press.item, value, note, revision, person, now, press.at)


def _fitting_value(uow: Uow, item: Item, change: Change) -> Value:
    value = change.value or Value()
    if value.is_empty:
        return value  # an answer may be taken back
    if value.words is not None and item.control in IN_WORDS:
        longest = LINE_LENGTH if item.control is Control.LINE else BOX_LENGTH
        value = Value(words=usable(value.words, longest, change.keep_because))
    item.check_value(value)
    if value.person and not (is_key(value.person) and people.load_standing(uow, value.person, uow.today)):
        raise UnusableValueError(item.hint)
    return value


def _fitting_note(item: Item, change: Change) -> str:
    if item.note == "never":
        raise UnusableValueError("This question takes no note.")
    note = change.note or ""
    return "" if is_blank(note) else usable(note, NOTE_LENGTH, change.keep_because)
