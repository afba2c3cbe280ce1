"""What waits for people today, whoever is away: duties, actions, turns and what was begun. Called inside a flow.

Whether that is worth a reminder is in domain/digests.py; who is told in somebody's place in flows/rhythm/cover.py.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.actions import Action
from bot.domain.digests import (
    ACTION_NOTICE,
    Item,
    Kind,
    first_of_each,
    stage_above,
    stage_of_action,
    stage_of_draft,
    stage_of_duty,
    stage_of_late,
    stage_of_turn,
)
from bot.domain.duties import Duty, Status
from bot.domain.people import Standing, Verb
from bot.domain.rhythm import Cover
from bot.flows import access
from bot.flows.digests.talks import near_meetings
from bot.flows.due.access import is_shown, seen_late_on, sight_of
from bot.flows.due.beginning import begun_for, parts_of
from bot.flows.office import Actor, Office
from bot.flows.planning.proposed import proposals
from bot.flows.relations import selves_of
from bot.flows.reporting.owing import owed_reports
from bot.flows.rhythm.cover import reader_of
from bot.flows.seen import unfinished_for
from bot.frameworks.schedule import LATE_AFTER
from bot.frameworks.working_days import add_working_days
from bot.storage import people, runs
from bot.storage.actions import load_due_actions
from bot.storage.begun import Left, load_left
from bot.storage.duties import LATE, TOLD, load_concerned, load_duties, load_owned
from bot.storage.rhythm import load_cover
from bot.storage.store import Uow

LONG_LATE = 5
"""Working days after which others hear of what is late."""
_NOW = (Status.DUE, Status.LATE)
_RESTING = (Status.EXCUSED, Status.PAUSED)
_DUTIES = (Kind.DUTY, Kind.TOLD)
_BEGUN = (Kind.TURN, Kind.DRAFT)
_SHOWN_AFTER = timedelta(weeks=4)
_REMEMBERED = timedelta(days=366)
"""What was missed is told once, some time after its day; what was due longer ago is not even looked at."""

Found = Iterator[tuple[str, Item]]
"""Each with its reader."""


@dataclass(frozen=True)
class Readers:
    """Who hears today of what is whose: most of their own, some of what is somebody's who is away as well."""

    instead: Mapping[str, str]
    """The reader, by whose it is."""
    supervisor: Mapping[str, str]

    def only(self, wanted: Collection[str]) -> "Readers":
        kept = {person: reader for person, reader in self.instead.items() if reader in wanted}
        return Readers(kept, self.supervisor)


def readers_of(cover: Cover) -> Readers:
    """Of everybody who works here."""
    instead = {person: reader for person in cover.here if (reader := reader_of(person, cover))}
    return Readers(instead, cover.supervisor)


def waiting_for(uow: Uow, office: Office, standing: Standing) -> list[Item]:
    """All that waits for one person, for the lists: whatever a reminder can list, and what none has come to yet."""
    cover, me = load_cover(uow, uow.today), standing.person
    readers = {**readers_of(cover).only({me}).instead, **dict.fromkeys(selves_of(standing), me)}
    return gather(uow, office, Readers(readers, cover.supervisor), is_all=True).get(me, [])


def gather(uow: Uow, office: Office, readers: Readers, *, is_all: bool = False) -> dict[str, list[Item]]:
    """What waits, by reader: each thing once, in the order in which it is shown. `is_all`: also what has come to no
    stage yet, of which nobody is reminded.
    """
    owned = load_owned(uow, readers.instead)
    late = load_concerned(uow, readers.instead, LATE, [Status.LATE])
    late += load_concerned(uow, readers.instead, LATE, [Status.MISSED], since=uow.today - _REMEMBERED)
    named = _named(readers, owned, late)
    found: dict[str, list[Item]] = defaultdict(list)
    for source in (
        _duties(uow, office, readers, owned),
        _late(uow, office, readers, late),
        _actions(uow, office, readers),
        _led(uow, office, readers),
        _begun(uow, office, readers),
        near_meetings(uow, office, readers.instead, readers.supervisor),
        proposals(uow, office, readers.instead),
        owed_reports(uow, office, readers.instead),
    ):
        for reader, item in source:
            if (item.stage or is_all) and item.about not in named[reader]:
                found[reader].append(item)
    return {reader: first_of_each(_each_once(uow, office, readers, reader, items)) for reader, items in found.items()}


def _named(readers: Readers, owned: Collection[Duty], late: Collection[Duty]) -> Mapping[str, set[str | None]]:
    """By reader: an action for which a duty of theirs stands is listed as that."""
    named: dict[str, set[str | None]] = defaultdict(set)
    concerned = [(duty, [duty.owner or ""]) for duty in owned] + [(duty, [*duty.late_to]) for duty in late]
    for duty, whose in concerned:
        for person in whose:
            if person in readers.instead:
                named[readers.instead[person]] |= {duty.period, duty.about}
    return named


def _each_once(uow: Uow, office: Office, readers: Readers, reader: str, items: list[Item]) -> list[Item]:
    """What a duty in the same list is carried on with is listed as that."""
    of_duties = [item.about for item in items if item.kind in _DUTIES]
    if not of_duties or all(item.kind not in _BEGUN for item in items):
        return items
    duties = load_duties(uow, of_duties).values()
    selves = {person for person, instead in readers.instead.items() if instead == reader}
    carried_on = {*begun_for(uow, office.library, duties, selves).values(), *parts_of(office.library, duties)}
    return [item for item in items if item.kind not in _BEGUN or item.about not in carried_on]


def _duties(uow: Uow, office: Office, readers: Readers, owned: Collection[Duty]) -> Found:
    """What people owe, and what they are told of as well."""
    for duty in owned:
        yield from _reached(uow, office, readers, duty, Kind.DUTY, [duty.owner or ""])
    for duty in load_concerned(uow, readers.instead, TOLD, _NOW):
        yield from _reached(uow, office, readers, duty, Kind.TOLD, duty.others)


def _reached(uow: Uow, office: Office, readers: Readers, duty: Duty, kind: Kind, whose: Collection[str]) -> Found:
    if duty.status not in _NOW or not is_shown(office.library, duty, uow.today):
        return
    stage = stage_of_duty(duty, uow.today, is_unforeseen=_is_unforeseen(office, duty))
    for person in whose:
        if person in readers.instead and _may_see(uow, office, readers.instead[person], person, duty):
            yield _for(readers, person, Item(kind, duty.id, stage, duty.due))


def _may_see(uow: Uow, office: Office, reader: str, person: str, duty: Duty) -> bool:
    """Whoever is reminded in somebody's place hears of no more than they may see anyway."""
    if reader == person:
        return True
    standing = people.load_standing(uow, reader, uow.today)
    return standing is not None and sight_of(uow, office, standing, duty) is not None


def _is_unforeseen(office: Office, duty: Duty) -> bool:
    found = office.library.rules.get(duty.rule)
    return found is not None and found[1].unforeseen


def _late(uow: Uow, office: Office, readers: Readers, late: Collection[Duty]) -> Found:
    for duty in late:
        seen_on, is_urgent = seen_late_on(office.library, duty), _is_urgent(office, duty)
        stage = stage_of_late(duty, uow.today, seen_on, is_urgent=is_urgent)
        for person in duty.late_to if stage or _is_news(duty, seen_on, uow.today) else ():
            if person in readers.instead and _may_see(uow, office, readers.instead[person], person, duty):
                yield _for(readers, person, Item(Kind.LATE, duty.id, stage, duty.due))


def _is_news(duty: Duty, seen_on: date, today: date) -> bool:
    """What can no longer be done is shown for a few weeks more."""
    return seen_on <= today and (duty.status is Status.LATE or duty.due >= today - _SHOWN_AFTER)


def _is_urgent(office: Office, duty: Duty) -> bool:
    """Where the rule names another day from which others see it, they do not wait for Monday."""
    found = office.library.rules.get(duty.rule)
    return found is not None and found[1].late_after != LATE_AFTER


def _actions(uow: Uow, office: Office, readers: Readers) -> Found:
    for action in _due_actions(uow, readers.instead, uow.today + ACTION_NOTICE):
        due, owner = action.plan.due, action.plan.owner
        stage = stage_of_action(due, uow.today) if due else None
        reader = readers.instead[owner]
        if stage and (reader == owner or _may_follow(uow, office, reader, action)):
            yield _for(readers, owner, Item(Kind.ACTION, action.id, stage, due))


def _due_actions(uow: Uow, owners: Iterable[str], by: date) -> list[Action]:
    """But for those that their owner was let off, and those that rest."""
    found = load_due_actions(uow, owners, by)
    resting = load_owned(uow, {action.plan.owner for action in found}, _RESTING) if found else []
    let_off = {about for duty in resting for about in (duty.period, duty.about)}
    return [action for action in found if action.id not in let_off]


def _led(uow: Uow, office: Office, readers: Readers) -> Found:
    """An action that is late for long is told to the supervisor of whose it is."""
    led = {person: above for person, above in readers.supervisor.items() if above in readers.instead}
    for action in _due_actions(uow, led, add_working_days(uow.today, -LONG_LATE)):
        due, above = action.plan.due, led[action.plan.owner]
        stage = stage_above(uow.today, add_working_days(due, LONG_LATE)) if due else None
        if stage and _may_follow(uow, office, readers.instead[above], action):
            yield _for(readers, above, Item(Kind.LED, action.id, stage, due))


def _may_follow(uow: Uow, office: Office, reader: str, action: Action) -> bool:
    """Not what was agreed in a check that only its author may read."""
    standing, run = people.load_standing(uow, reader, uow.today), runs.load_run(uow, action.run)
    return bool(standing and run and access.may_follow(uow, office, standing, Verb.FOLLOW, run, action))


def _begun(uow: Uow, office: Office, readers: Readers) -> Found:
    for left in load_left(uow, readers.instead):
        reader = readers.instead[left.person]
        # Nobody goes on with what somebody away has begun; but whose turn it is may be a stand-in's.
        if left.is_passed_on or not left.is_theirs:
            stage = stage_of_turn(_day(office, left.opened_at), _day(office, left.touched_at), uow.today)
            kind = Kind.TURN
        else:
            stage = stage_of_draft(_day(office, left.touched_at), uow.today) if reader == left.person else None
            kind = Kind.DRAFT
        if (stage or kind is Kind.TURN) and _is_open_to(uow, office, reader, left):
            yield _for(readers, left.person, Item(kind, left.run, stage))


def _is_open_to(uow: Uow, office: Office, reader: str, left: Left) -> bool:
    """Something in it is theirs to answer now."""
    actor, run = Actor(reader), runs.load_run(uow, left.run)
    may = run is not None and run.is_open and access.allows(uow, office, actor, Verb.ANSWER, run)
    return bool(may and run and not unfinished_for(uow, office, actor, run).waits_for)


def _day(office: Office, at: datetime) -> date:
    return at.astimezone(office.store.clock.zone).date()


def _for(readers: Readers, person: str, item: Item) -> tuple[str, Item]:
    reader = readers.instead[person]
    away = person if reader != person else None
    return reader, Item(item.kind, item.about, item.stage, item.due, away)
