"""What one person sees of a run: all of it, or, where parts are handed in one by one, what is theirs or handed in."""

from dataclasses import replace

from bot.domain.cards import Awaited, Unfinished, View, Waiting
from bot.domain.messages import TURN
from bot.domain.people import Verb
from bot.domain.runs import Run
from bot.flows import access
from bot.flows.marks import can_be_marked, load_said
from bot.flows.office import Actor, Office
from bot.flows.promises import promise
from bot.flows.turns import turns_of
from bot.flows.views import Held, hold, unfinished, view
from bot.frameworks.model import Part
from bot.storage import outbox, people
from bot.storage.parts import load_writers
from bot.storage.store import Uow


def held_for(uow: Uow, office: Office, actor: Actor, run: Run) -> Held:
    """The run with what the actor may answer now; all of it once it is submitted."""
    held = _markable(uow, office, actor, hold(uow, office, run))
    if not held.checklist.has_turns:
        return held
    turns = turns_of(uow, access.standing_of(uow, actor), run, held.checklist)
    writers = {item: who for item, who in load_writers(uow, run.id).items() if who != actor.person}
    authors = {answer.author for answer in held.answers.values()}
    names = held.names | people.load_names(uow, authors | set(writers.values()))
    return replace(
        held,
        checklist=held.checklist if run.is_submitted else held.checklist.only(turns.now),
        names=names,
        turns=turns,
        reader=actor.person,
        may_withdraw=access.allows(uow, office, actor, Verb.WITHDRAW, run),
        writers={item: names[who] for item, who in writers.items()},
    )


def _markable(uow: Uow, office: Office, actor: Actor, held: Held) -> Held:
    """Who may mark it with themes sees how; everybody who reads its answers sees with what."""
    is_theirs = held.run.author == actor.person or access.allows(uow, office, actor, Verb.MARK, held.run)
    takes = is_theirs and can_be_marked(office.library, held.run, held.checklist)
    return replace(held, takes_marks=takes, marked=load_said(uow, office, held.run) if held.run.is_submitted else {})


def view_for(uow: Uow, office: Office, actor: Actor, run: Run) -> View:
    held = held_for(uow, office, actor, run)
    if held.turns and run.is_open and not held.turns.now:
        return _waiting(uow, office, held)
    return view(uow, held, actor.person)


def unfinished_for(uow: Uow, office: Office, actor: Actor, run: Run) -> Unfinished:
    held = held_for(uow, office, actor, run)
    begun = unfinished(held)
    if held.turns is None or held.turns.now:
        return begun
    who = [name for there in _awaited(uow, office, held) for name in there.who]
    return replace(begun, waits_for=" and ".join(dict.fromkeys(who)) or "nobody")


def _waiting(uow: Uow, office: Office, held: Held) -> Waiting:
    handed_in = held.turns.handed_in if held.turns else {}
    titles = tuple(part.title for part in held.checklist.whole.parts if part.name in handed_in)
    told = promise(held.checklist)
    return Waiting(held.heading, _awaited(uow, office, held), titles, told, held.run.revision, held.may_withdraw)


def _awaited(uow: Uow, office: Office, held: Held) -> tuple[Awaited, ...]:
    is_open = held.turns.open - held.turns.theirs if held.turns else frozenset()
    return tuple(_who(uow, office, held, part) for part in held.checklist.whole.parts if part.name in is_open)


def _who(uow: Uow, office: Office, held: Held, part: Part) -> Awaited:
    """Whom an open part waits for, and whether they know. They are told as soon as it opens."""
    run, handed_in = held.run, held.turns.handed_in if held.turns else {}
    opened = max((handed_in[name].at for name in part.after if name in handed_in), default=run.started_at)
    fillers = fillers_of(uow, run, part)
    names = people.load_names(uow, fillers)
    told = [outbox.load_fate(uow, TURN, run.id, part.sections[0].items[0].id, person) for person in fillers]
    sent = [fate for fate in told if fate]
    return Awaited(
        part.title,
        tuple(names[person] for person in fillers),
        opened.astimezone(office.store.clock.zone) if sent else None,
        is_unreached=bool(sent) and all(fate.has_failed for fate in sent),
    )


def fillers_of(uow: Uow, run: Run, part: Part) -> list[str]:
    """Who fills this part in today: those of them who are still here."""
    wanted: list[str | None] = []
    if part.by in ("author", "both"):
        wanted.append(run.author)
    if part.by in ("subject", "both"):
        wanted.append(run.subject.person)
    if part.by == "supervisor":
        wanted.append(people.load_supervisor(uow, run.concerns, uow.today))
    found = dict.fromkeys(person for person in wanted if person)
    return [person for person in found if people.load_standing(uow, person, uow.today)]
