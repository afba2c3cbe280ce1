"""Whose turn it is: which parts of a run somebody fills in, and which of them are open. Handing them in is in parts.py.

Nobody stands in for the person whom a check is about: what they say about their own work is theirs.
"""

from collections.abc import Collection

from bot.domain.parts import Turns
from bot.domain.people import Relation, Standing
from bot.domain.runs import Run
from bot.errors import ClosedPartError
from bot.flows.office import Actor, Office
from bot.flows.relations import relations_to
from bot.frameworks.model import Checklist, Part
from bot.storage import people
from bot.storage.parts import load_handed_in
from bot.storage.store import Uow

Relations = frozenset[Relation]


def fills_in(standing: Standing, run: Run, relations: Relations, part: Part) -> bool:
    match part.by:
        case "author":
            return Relation.AUTHOR in relations
        case "supervisor":
            return Relation.SUPERVISOR in relations
        case "subject":
            return run.subject.person == standing.person
        case _:
            return Relation.AUTHOR in relations or run.subject.person == standing.person


def parts_of(uow: Uow, standing: Standing, run: Run, checklist: Checklist) -> frozenset[str]:
    """The parts that somebody fills in, open or not."""
    relations = relations_to(uow, standing, run, checklist)
    return frozenset(part.name for part in checklist.whole.parts if fills_in(standing, run, relations, part))


def opened(checklist: Checklist, handed_in: Collection[str]) -> frozenset[str]:
    """The parts that are open: not handed in, and all that they come after are."""
    waiting = [part for part in checklist.whole.parts if part.name not in handed_in]
    return frozenset(part.name for part in waiting if set(part.after) <= set(handed_in))


def turns_of(uow: Uow, standing: Standing, run: Run, checklist: Checklist) -> Turns:
    handed_in = load_handed_in(uow, run.id)
    return Turns(parts_of(uow, standing, run, checklist), opened(checklist, handed_in), handed_in)


def open_to(uow: Uow, office: Office, actor: Actor, run: Run) -> Checklist:
    """The form with what the actor may answer now."""
    checklist = office.checklist(uow, run)
    standing = people.load_standing(uow, actor.person, uow.today) if checklist.has_turns else None
    return checklist.only(turns_of(uow, standing, run, checklist).now) if standing else checklist


def refuse_closed_part(uow: Uow, run: Run, checklist: Checklist, part: Part) -> None:
    """A part takes answers from when those before it are handed in until it is handed in itself."""
    handed_in = load_handed_in(uow, run.id)
    if part.name in handed_in:
        raise ClosedPartError(f"“{part.title}” was handed in, so nothing was changed. Its answers are kept.")
    missing = set(part.after) - handed_in.keys()
    if missing:
        first = " and ".join(f"“{there.title}”" for there in checklist.parts if there.name in missing)
        raise ClosedPartError(f"“{part.title}” opens once {first} is handed in. Nothing was changed.")
