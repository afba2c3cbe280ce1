"""Why something is due: which rule, for which time, who owes it, what is done and left, who is told. In sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import EXCUSE, HANDOVER, NOTHING, DutyAct
from bot.domain.duty_views import Explained, Sight
from bot.errors import ShownError
from bot.flows.due import access
from bot.flows.due.naming import name_of
from bot.flows.due.rows import Reader
from bot.flows.office import Actor, Office
from bot.frameworks.library import Plan
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.storage import duty_acts, people
from bot.storage.store import Uow

_SHORT = 8
_GONE = "The schedule no longer asks for this. It goes from the lists when what is due is next worked out."
_STANDS: Mapping[Status, str] = {
    Status.PLANNED: "It is planned.",
    Status.DUE: "It is to be done now.",
    Status.LATE: "It is past its date.",
    Status.DONE: "It is done.",
    Status.DONE_LATE: "It was done after its date.",
    Status.MISSED: "It was not done in its time, and can no longer be done for that time.",
    Status.EXCUSED: "It is excused.",
    Status.NOTHING: "There was nothing to check.",
    Status.PAUSED: "It waits while the person whom it is about is away.",
}


@dataclass(frozen=True)
class Case:
    """A duty, the rule behind it, and what was said of it, for whoever asks."""

    duty: Duty
    rule: Rule
    plan: Plan
    framework: str
    nation: str
    names: Mapping[str, str]
    said: tuple[DutyAct, ...]
    sight: Sight
    names_missing: bool
    today: date


def load_reasons(office: Office, actor: Actor, duty_id: str) -> Explained:
    with office.store.look(actor.deadline) as uow:
        duty, sight = access.to_duty(uow, office, actor, duty_id)
        reader = Reader(uow, office, access.standing_of(uow, actor))
        found = office.library.rules.get(duty.rule)
        if found is None:
            raise ShownError(_GONE)
        case = _case(uow, reader, duty, sight, found)
        name, row = name_of(uow, office, duty, sight), reader.row(duty, sight)
        refused = _refused(case, reader.selves)
        return Explained(duty.id, name, tuple(why(case)), tuple(small(case)), row.says, refused)


def _refused(case: Case, selves: frozenset[str]) -> str:
    """The reason, where the last request was refused, to whoever made it."""
    asked = [act for act in case.said if act.kind == EXCUSE]
    return asked[-1].answer or "" if asked and asked[-1].person in selves else ""


def _case(uow: Uow, reader: Reader, duty: Duty, sight: Sight, found: tuple[Plan, Rule]) -> Case:
    plan, rule = found
    framework = reader.office.library.frameworks[plan.framework]
    said = duty_acts.load_acts_of(uow, [duty.id])
    named = {*duty.others, *duty.late_to, *duty.missing, *(act.to for act in said), *(act.person for act in said)}
    names = people.load_names(uow, {person for person in named | {duty.owner} if person})
    may_name = sight in (Sight.OWN, Sight.TOLD) or _supervises_all(uow, reader, duty)
    nation = framework.nation
    return Case(duty, rule, plan, framework.title, nation, names, tuple(said), sight, may_name, uow.today)


def _supervises_all(uow: Uow, reader: Reader, duty: Duty) -> bool:
    """Who is still to be covered is told by name to their supervisor, and by number to everybody above."""
    return all(people.load_supervisor(uow, person, uow.today) in reader.selves for person in duty.missing)


def why(case: Case) -> Iterator[str]:
    """Everything that somebody who asks should know, one sentence after another."""
    rule, duty = case.rule, case.duty
    yield rule.why
    yield _time(case)
    yield f"{_STANDS[duty.status]} {_left(case)}".strip()
    yield from _missing(case)
    yield _whose(case)
    yield from _told(case)
    yield from (sentence for act in case.said if (sentence := _said(case, act)))


def small(case: Case) -> Iterator[str]:
    """The rule's numbers and version, for whoever has to prove it."""
    rule = case.rule
    numbers = rule.id if not rule.also else f"{rule.id}, asked for as {', '.join(rule.also)} as well"
    own = " It was added here; the source does not ask for it." if rule.own else ""
    yield f"Rule {numbers}, of {case.framework}.{own}"
    same = case.duty.version == case.plan.version
    now = "which is as the file stands now" if same else "and the file has changed since; it is worked out anew soon"
    yield f"Worked out by version {case.duty.version[:_SHORT]} of the schedule, {now}."


def _time(case: Case) -> str:
    duty = case.duty
    if case.rule.never_late:
        return f"It is a prompt for {_day(duty.due, case)}; it never counts as past its date."
    if duty.opens == duty.due:
        return f"Its day is {_day(duty.due, case)}."
    begun = "It can be done from" if duty.opens > case.today else "Its time began on"
    return f"{begun} {_day(duty.opens, case)}; it is due by {_day(duty.due, case)}."


def _left(case: Case) -> str:
    duty = case.duty
    if duty.done_on:
        return f"The day was {_day(duty.done_on, case)}."
    if duty.count > 1:
        left = max(0, duty.count - duty.done)
        return f"{duty.done} of {duty.count} {'is' if duty.done == 1 else 'are'} done, {left} left."
    return ""


def _missing(case: Case) -> Iterator[str]:
    """By name to those who do it or supervise them, by number to everybody else."""
    missing = case.duty.missing
    if not missing or not case.duty.status.is_open:
        return
    if case.names_missing:
        yield f"Still to be covered: {_listed(case, missing)}."
    else:
        yield f"Still to be covered: {len(missing)} {'person' if len(missing) == 1 else 'people'}."


def _whose(case: Case) -> str:
    duty = case.duty
    if duty.owner is None:
        return "Nobody holds the post that owes it. Your QA lead can say who should."
    whose = "It is yours to do" if case.sight is Sight.OWN else f"It is for {case.names[duty.owner]} to do"
    since = f", since {_day(duty.owner_since, case)}" if duty.owner_since and duty.owner_since > duty.opens else ""
    grace = ""
    if duty.grace_until and case.today <= duty.grace_until and duty.status is Status.LATE:
        whom = "you" if case.sight is Sight.OWN else "them"
        grace = f" Until {_day(duty.grace_until, case)} it does not count against {whom} that it is late."
    return f"{whose}{since}.{grace}"


def _told(case: Case) -> Iterator[str]:
    duty = case.duty
    if duty.others:
        yield f"Reminded as well: {_listed(case, duty.others)}."
    if duty.notices and not case.rule.unforeseen and duty.status.is_open:
        yield f"Reminders: {', '.join(_day(day, case) for day in duty.notices if day <= duty.due)}; then on Mondays."
    if not duty.late_to or case.rule.never_late:
        yield "Nobody else is told when it is past its date."
        return
    seen = after(duty.due, case.rule.late_after, case.nation)
    have = "has" if len(duty.late_to) == 1 else "have"
    since = f"{have} seen since" if seen <= case.today and duty.status is Status.LATE else "would see from"
    yield f"{_listed(case, duty.late_to)} {since} {_day(seen, case)} that it is past its date, and nothing more."


def _said(case: Case, act: DutyAct) -> str:
    """What was asked and answered; never the words."""
    who, asked = case.names.get(act.person, ""), case.names.get(act.to or "", "")
    until = f" until {_day(act.until, case)}" if act.until else ""
    match act.kind, act.state:
        case (kind, "asked") if kind == EXCUSE:
            return f"{asked} was asked to excuse it{until}."
        case (kind, "given") if kind == EXCUSE:
            return f"It was excused{until}."
        case (kind, "refused") if kind == EXCUSE:
            return f"{asked} was asked to excuse it and refused."
        case (kind, "asked") if kind == HANDOVER:
            return f"{asked} was asked to take it on. Until they say yes it stays where it is."
        case (kind, "given") if kind == HANDOVER:
            since = f" on {_day(act.since, case)}" if act.since else ""
            return f"{asked} took it on from {who}{since}."
        case (kind, "given") if kind == NOTHING:
            return f"{who} said that there was nothing to check."
    return ""


def _listed(case: Case, persons: tuple[str, ...]) -> str:
    names = sorted(case.names.get(person, "") for person in persons)
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(given: date, case: Case) -> str:
    year = "" if given.year == case.today.year else f" {given.year}"
    return f"{given:%a} {given.day} {given:%b}{year}"
