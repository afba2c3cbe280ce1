"""Signatures: nobody signs for another, and one falls when something above it is changed afterwards.

Called inside a flow's transaction, with the answers as they stand.
"""

from collections.abc import Iterator

from bot.domain.runs import Run
from bot.domain.values import Answer, Control, Value
from bot.errors import UnusableValueError
from bot.flows.recording import Change
from bot.frameworks.item import Item
from bot.frameworks.model import Checklist, Part
from bot.storage import people
from bot.storage.answers import put_answer
from bot.storage.store import Uow

_NOT_THEIRS = "Only the person whose part this is can sign here. Nobody signs for somebody else, also not a stand-in."
_TAKEN = "Somebody else has signed here already, so nothing was changed."
_TWICE = "You have signed this part already. This signature is for the other person."


def refuse_for_another(
    uow: Uow, run: Run, checklist: Checklist, answers: dict[str, Answer], item: Item, person: str, change: Change
) -> None:
    """Passes for anything but a signature, and for one's own."""
    value = change.value
    if item.control is not Control.SIGNATURE or value is None or value.not_applicable:
        return
    part = checklist.part_of[item.id]
    if value.person != person or person not in _signers(uow, run, part):
        raise UnusableValueError(_NOT_THEIRS)
    if item.id in answers and answers[item.id].value.person not in (None, person):
        raise UnusableValueError(_TAKEN)
    if any(other.id != item.id and answers[other.id].value.person == person for other in _signed(part, answers)):
        raise UnusableValueError(_TWICE)


def _signers(uow: Uow, run: Run, part: Part) -> set[str]:
    """Whose part it is, themselves: what is said of them in access lets stand-ins in as well."""
    match part.by:
        case "author":
            found = {run.author}
        case "subject":
            found = {run.subject.person or ""}
        case "supervisor":
            found = {people.load_supervisor(uow, run.concerns, uow.today) or ""}
        case "both":
            found = {run.author, run.subject.person or ""}
    return found


def let_fall(uow: Uow, run: Run, checklist: Checklist, answers: dict[str, Answer], item: str, person: str) -> None:
    """Take back the signatures below this item in its part, also in `answers`: it was changed just now.

    What stands below a signature, such as the day of signing, is not what was signed.
    """
    part = checklist.part_of[item]
    if checklist.by_id[item].control is Control.SIGNATURE:
        return
    order = [there.id for there in part.items]
    below = order[order.index(item) + 1 :] if item in order else order
    for signed in [there for there in _signed(part, answers) if there.id in below]:
        stood = answers[signed.id]
        fallen = Answer(signed.id, Value(), stood.note, stood.revision + 1, person, uow.now, uow.instant)
        if put_answer(uow, run.id, fallen, measure=signed.measure, before=stood, verb="signature fell"):
            answers[signed.id] = fallen


def _signed(part: Part, answers: dict[str, Answer]) -> Iterator[Item]:
    for item in part.items:
        if item.control is Control.SIGNATURE and item.id in answers and answers[item.id].value.person:
            yield item
