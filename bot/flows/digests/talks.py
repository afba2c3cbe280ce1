"""Two who meet next: who of them is reminded of it, and what there is to talk about, as each may see it.

That they meet is agreed in flows/rhythm/agreed.py.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.actions import OPEN
from bot.domain.digest_views import Talk
from bot.domain.digests import Item, Kind, stage_of_meeting
from bot.domain.duties import Duty, Status
from bot.domain.duty_views import Sight
from bot.domain.people import Standing
from bot.domain.runs import Subject
from bot.flows.action_lists import rows_for
from bot.flows.digests.became import GONE, Became
from bot.flows.due.access import sight_of
from bot.flows.due.naming import rule_of
from bot.flows.due.rows import Reader
from bot.flows.office import Office
from bot.flows.relations import selves_of
from bot.frameworks.working_days import add_working_days
from bot.storage import people
from bot.storage.actions import load_actions_around
from bot.storage.duties import load_about, load_owned
from bot.storage.rhythm import find_meets, load_meets_between, load_rhythms
from bot.storage.store import Uow

BEFORE = 3
"""Working days before they meet on which both are reminded."""
_AHEAD = timedelta(days=14)
"""However many holidays lie between, those working days are within it."""
_NOW = (Status.DUE, Status.LATE)


def near_meetings(
    uow: Uow, office: Office, instead: Mapping[str, str], supervisor: Mapping[str, str]
) -> Iterator[tuple[str, Item]]:
    """By reader, each their own first. Somebody may stand in for who supervises, and nobody for who is supervised."""
    near = load_meets_between(uow, instead, uow.today, uow.today + _AHEAD)
    pairs = [there for there in near if supervisor.get(there.person) == there.supervisor]
    rhythms = load_rhythms(uow, [there.person for there in pairs], office.store.clock.zone)
    found: list[tuple[str, Item]] = []
    for pair in pairs:
        before = add_working_days(pair.day, -BEFORE, rhythms[pair.person].nation)
        stage = stage_of_meeting(before, uow.today)
        for who in (pair.person, pair.supervisor) if stage else ():
            reader = instead.get(who)
            if stage and reader and (reader == who or (who == pair.supervisor and _stands_in(uow, reader, who))):
                away = who if reader != who else None
                found.append((reader, Item(Kind.MEETS, pair.person, stage, pair.day, away)))
    yield from sorted(found, key=lambda one: one[1].instead_of is not None)


def _stands_in(uow: Uow, reader: str, who: str) -> bool:
    standing = people.load_standing(uow, reader, uow.today)
    return standing is not None and who in selves_of(standing)


def talk_of(uow: Uow, office: Office, standing: Standing, person: str) -> tuple[Talk | None, Became]:
    """What the row about somebody's next meeting with their supervisor says; none where that is not the reader's."""
    above, selves = people.load_supervisor(uow, person, uow.today), selves_of(standing)
    if above is None or not (standing.person == person or above in selves):
        return None, GONE
    day = find_meets(uow, above, person)
    names, me = people.load_names(uow, [above, person]), standing.person
    other = names[above if me == person else person]
    who = f"You meet {other}" if me in (above, person) else f"{names[above]} meets {other}"
    talk = Talk(who, "" if me == person else names[person], day)
    if day is None:
        return talk, Became("no day is agreed any more", is_closed=True)
    if day < uow.today:
        return talk, Became("its day has passed", is_closed=True)
    return _with_prompts(uow, office, standing, talk, above, person), Became("put to a later day", is_closed=False)


def _with_prompts(uow: Uow, office: Office, standing: Standing, talk: Talk, above: str, person: str) -> Talk:
    seen = (
        (duty, sight_of(uow, office, standing, duty))
        for duty in _between(uow, above, person)
        if _is_to_talk_about(office, duty, talk.day or uow.today)
    )
    shown = [(duty, sight) for duty, sight in seen if sight and sight is not Sight.COUNTED]
    theirs = [action for action in load_actions_around(uow, [person], [OPEN]) if action.plan.owner == person]
    actions = rows_for(uow, office, standing, theirs)
    due = tuple(Reader(uow, office, standing).rows(shown))
    return replace(talk, due=due, actions=len(actions), late_actions=sum(row.is_late for row in actions))


def _between(uow: Uow, above: str, person: str) -> list[Duty]:
    """What is to be done about them or by them, and what of their supervisor's still has to cover them."""
    about = load_about(uow, [Subject("person", person)], since=uow.today)
    covers = [duty for duty in load_owned(uow, [above], _NOW) if person in duty.missing]
    return [*about, *load_owned(uow, [person]), *covers]


def _is_to_talk_about(office: Office, duty: Duty, day: date) -> bool:
    """What is due or past its date, and what is done when two meet if it can be done by then."""
    rule = rule_of(office.library, duty)
    if rule is None or rule.unforeseen or rule.per == "action":
        return False
    return duty.status in _NOW or (rule.at_supervision and duty.status is Status.PLANNED and duty.opens <= day)
