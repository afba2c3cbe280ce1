"""Months for what is owed once a year: proposed so that the work is spread, accepted or moved by whoever owes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from bot.clock import Deadline
from bot.domain.digests import LIVES
from bot.domain.duties import Duty, Status
from bot.domain.people import Standing, Verb
from bot.domain.planning import Chosen, Yearly
from bot.domain.spreading import Job, month_of, months_between, spread
from bot.errors import UnusableValueError
from bot.flows import access
from bot.flows.due.naming import name_of
from bot.flows.office import Actor, Office
from bot.flows.planning.forecast import forecast, last_day, months_ahead
from bot.flows.relations import selves_of
from bot.frameworks.library import Library
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.frameworks.working_days import add_working_days
from bot.storage import duties as stored
from bot.storage import plan_months
from bot.storage.digests import bump_of
from bot.storage.store import Uow

_ANY_DAY = date(2026, 1, 1)
_STILL_AHEAD = (Status.PLANNED, Status.DUE)
_NOT_SOONER = "-6 months"
"""What is owed so long after the last time is not meant for sooner before its day."""
_A_YEAR = 12
_PATIENCE = 10.0
_PEOPLE_AT_ONCE = 50


def is_yearly(rule: Rule) -> bool:
    """Owed once a year, and on no day that nobody may foresee."""
    if rule.unforeseen or rule.times > 1 or rule.per == "action":
        return False
    if rule.every:
        return after(_ANY_DAY, rule.every) == after(_ANY_DAY, "12 months")
    return rule.each in ("financial-year", "anniversary") or len(rule.in_) == 1


def propose_months(office: Office, actor: Actor) -> list[str]:
    """A month for everything that is owed once a year, has begun and has none; says what it did.

    Some people's at a time: what is worked out holds up nobody who saves something, and what is stored stays.
    """
    with office.store.look(Deadline.after(_PATIENCE)) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        waiting = sorted(_waiting(uow, office.library).items())
    many = 0
    for start in range(0, len(waiting), _PEOPLE_AT_ONCE):
        many += _propose(office, actor, waiting[start : start + _PEOPLE_AT_ONCE])
    return [f"Months were proposed for {many} yearly check{'' if many == 1 else 's'}."] if many else []


def _propose(office: Office, actor: Actor, waiting: Iterable[tuple[str, list[Duty]]]) -> int:
    proposed: dict[str, date] = {}
    with office.store.look(Deadline.after(_PATIENCE)) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        for owner, theirs in waiting:
            proposed |= spread(_jobs(theirs, uow.today, office.library), _busy(uow, office.library, owner, theirs))
    with office.store.work(Deadline.after(_PATIENCE)) as uow:
        access.to_house(uow, actor, Verb.CONFIGURE)
        plan_months.propose_months(uow, proposed, actor.person)
    return len(proposed)


def _waiting(uow: Uow, library: Library) -> dict[str, list[Duty]]:
    """By owner, what could be done in more than one month."""
    yearly = [name for name, (_, rule) in library.rules.items() if is_yearly(rule)]
    found = [duty for duty in stored.load_of_rules(uow, yearly, _STILL_AHEAD) if duty.opens <= uow.today]
    known = plan_months.load_months(uow, (duty.id for duty in found))
    waiting: defaultdict[str, list[Duty]] = defaultdict(list)
    for duty in found:
        if duty.owner and duty.id not in known and len(choices_of(duty, uow.today, library)) > 1:
            waiting[duty.owner].append(duty)
    return waiting


def choices_of(duty: Duty, today: date, library: Library) -> list[date]:
    """The months in which it can be done."""
    _, rule = library.rules[duty.rule]
    first = max(today, duty.opens, after(duty.due, _NOT_SOONER) if rule.every else duty.opens)
    return months_between(first, max(first, duty.due))


def _jobs(theirs: Iterable[Duty], today: date, library: Library) -> list[Job[str]]:
    jobs = []
    for duty in theirs:
        months = choices_of(duty, today, library)
        jobs.append(Job(duty.id, months[0], months[-1], _minutes(duty, library)))
    return jobs


def _minutes(duty: Duty, library: Library) -> int:
    return library.rules[duty.rule][1].minutes * max(1, duty.count - duty.done)


def _busy(uow: Uow, library: Library, owner: str, but: Iterable[Duty]) -> dict[date, int]:
    """The minutes of all else that this person has to do in the year."""
    left_out = {duty.id for duty in but}
    theirs = [duty for duty in stored.load_owned(uow, [owner]) if duty.id not in left_out]
    chosen = {key: there.month for key, there in plan_months.load_months(uow, (duty.id for duty in theirs)).items()}
    busy: defaultdict[date, int] = defaultdict(int)
    until = last_day(months_ahead(uow.today, _A_YEAR))
    for coming in forecast(theirs, library.rules, chosen, uow.today, until):
        busy[month_of(coming.due)] += coming.count * library.rules[coming.rule][1].minutes
    return busy


def yearly_of(uow: Uow, library: Library, people: Iterable[str]) -> list[tuple[Duty, Chosen | None]]:
    """What these people owe once a year and can still choose a month for."""
    theirs = [duty for duty in stored.load_owned(uow, people, _STILL_AHEAD) if duty.opens <= uow.today]
    yearly = [duty for duty in theirs if duty.rule in library.rules and is_yearly(library.rules[duty.rule][1])]
    known = plan_months.load_months(uow, (duty.id for duty in yearly))
    open_to = [duty for duty in yearly if len(choices_of(duty, uow.today, library)) > 1]
    return [(duty, known.get(duty.id)) for duty in open_to]


def accept_months(office: Office, actor: Actor, months: Mapping[str, date]) -> int:
    """Whoever owes it, or stands in for them, means to do each in this month; all of them or none."""
    with office.store.work(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        theirs = {duty.id: (duty, chosen) for duty, chosen in yearly_of(uow, office.library, selves_of(standing))}
        changed: dict[str, date] = {}
        for key, month in months.items():
            if key not in theirs:
                raise UnusableValueError(GONE)
            duty, chosen = theirs[key]
            if month_of(month) not in choices_of(duty, uow.today, office.library):
                raise UnusableValueError(GONE)
            if chosen is None or not chosen.is_accepted or chosen.month != month_of(month):
                changed[key] = month_of(month)
        plan_months.accept_months(uow, changed, actor.person)
        bump_of(uow, {theirs[key][0].owner or actor.person for key in changed}, add_working_days(uow.today, -LIVES))
        return len(changed)


GONE = "The plan has changed since this form was opened, so nothing was saved. Type /qa plan to see it as it is now."


def shown(uow: Uow, office: Office, yearly: Iterable[tuple[Duty, Chosen | None]]) -> list[Yearly]:
    """As people read it, the first to be done first."""
    found = [_shown(uow, office, duty, chosen) for duty, chosen in yearly]
    return sorted(found, key=_order)


def _order(there: Yearly) -> tuple[date, str, str]:
    return (there.chosen.month if there.chosen else there.due, there.title, there.about)


def _shown(uow: Uow, office: Office, duty: Duty, chosen: Chosen | None) -> Yearly:
    name = name_of(uow, office, duty)
    months = choices_of(duty, uow.today, office.library)
    return Yearly(duty.id, name.title, name.about, tuple(months), duty.due, chosen)


def load_yearly(office: Office, actor: Actor) -> list[Yearly]:
    """What the reader, or somebody they stand in for, owes once a year."""
    with office.store.look(actor.deadline) as uow:
        standing = access.standing_of(uow, actor)
        return shown(uow, office, yearly_of(uow, office.library, selves_of(standing)))


def count_proposed(uow: Uow, library: Library, standing: Standing) -> int:
    """Of these, how many have a month that nobody has said yes to yet."""
    found = yearly_of(uow, library, selves_of(standing))
    return sum(1 for _, chosen in found if chosen and not chosen.is_accepted)
