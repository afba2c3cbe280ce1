"""What is owed: from a rule and everything that decides, to its duties as they stand today. Pure.

Worked out anew whenever something changes; never by adding to what was worked out before.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.duties import Duty, Occasion, Status, duty_id
from bot.domain.runs import Subject
from bot.flows.due.clocks import Term, Times, term_by_occasion, terms_of
from bot.flows.due.council import Found
from bot.flows.due.ledger import Key, Ledger, counts_for, folded, key_of
from bot.flows.due.members import Member, end_after, ends_of, is_same, members_of
from bot.flows.due.owners import Owners
from bot.flows.due.paying import Paid, add_all_of, cover, last_day, pay
from bot.flows.due.spans import Span
from bot.flows.due.stages import Said, Stage, stage_of
from bot.frameworks.library import Plan
from bot.frameworks.schedule import Happening, Rule
from bot.frameworks.working_days import add_working_days, next_working_day

GRACE_DAYS = 20
"""Working days in which what somebody took over late does not count against them."""
_BEFORE_SUPERVISION = 3
Marks = dict[Key, list[Occasion]]


@dataclass(frozen=True)
class Asked:
    """One rule, asked on one day."""

    rule: Rule
    plan: Plan
    ledger: Ledger
    times: Times

    def marks(self, wanted: Sequence[Happening]) -> Marks:
        """What discharges it, by whom or what it counts for."""
        found: Marks = defaultdict(list)
        before = self.ledger.before(self.rule.id) if wanted is self.rule.done_by else []
        for one in sorted((*before, *self.ledger.ends(wanted)), key=lambda one: (one.day, one.id)):
            key = counts_for(self.rule, one)
            if key is not None:
                found[key].append(one)
        return found


def owed(
    rule: Rule, plan: Plan, ledger: Ledger, today: date, nation: str = "england", only: Subject | None = None
) -> list[Duty]:
    """All duties of a rule since its framework went live, or those about one subject."""
    live = ledger.world.go_live.get(plan.framework)
    if live is None:
        return []
    asked = Asked(rule, plan, ledger, Times(plan.schedule, today, live, nation))
    by_what = _following if rule.after else _recurring
    found = {duty.id: duty for duty in by_what(asked, only)}
    return sorted(found.values(), key=lambda duty: (duty.due, duty.id))


def _recurring(asked: Asked, only: Subject | None) -> Iterator[Duty]:
    rule = asked.rule
    marks, starts = asked.marks(rule.done_by), _starts(asked)
    others = [asked.marks([there]) for there in rule.all_of]
    firsts = [asked.marks([there]) for there in rule.first_all_of]
    for member in members_of(rule, asked.plan.framework, asked.ledger, only):
        key = key_of(rule, member.subject, member.about)
        mine, start = marks.get(key, []), _start_of(starts, key)
        terms = list(terms_of(rule, member, mine, start, asked.times))
        also = [found.get(key, []) for found in others], [found.get(key, []) for found in firsts]
        yield from _duties(asked, member, terms, mine, also, [*([start] if start else []), *mine])


Also = tuple[list[list[Occasion]], list[list[Occasion]]]


def _starts(asked: Asked) -> Marks:
    found: Marks = defaultdict(list)
    for one in asked.ledger.starts(asked.rule.starts) if asked.rule.starts else []:
        key = counts_for(asked.rule, one)
        if key is not None:
            found[key].append(one)
    return found


def _start_of(starts: Marks, key: Key) -> Occasion | None:
    """The last; what starts the clock of somebody inside a subject may name the subject alone."""
    found = starts.get(key) or starts.get((key[0], ""))
    return found[-1] if found else None


def _following(asked: Asked, only: Subject | None) -> Iterator[Duty]:
    """What is owed because something has happened."""
    rule = asked.rule
    marks = asked.marks(rule.done_by)
    shared = _shared(asked) if rule.per == "meeting" else {}
    ends, ended = ends_of(rule, asked.ledger), _ended_meetings(asked)
    grouped: dict[Key, tuple[Member, list[Term]]] = {}
    for one in asked.ledger.starts(rule.after) if rule.after else []:
        for subject, about in _concerned(asked, one):
            if only is None or is_same(only, subject):
                term = term_by_occasion(rule, one, _meets(asked, subject), asked.times)
                key = key_of(rule, subject, about)
                _, terms = grouped.setdefault(key, (Member(subject, about, ()), []))
                if term:
                    is_over = one.subject.meeting in ended
                    terms.append(replace(_with_end(asked, subject, term, ends), is_over=is_over))
    for key, (member, terms) in grouped.items():
        mine = [*marks.get(key, []), *shared.get(key[0], ())]
        yield from _duties(asked, member, terms, mine, ([], []), [term.by for term in terms if term.by])


def _ended_meetings(asked: Asked) -> frozenset[str | None]:
    """Once a meeting has been ended no member begins a sheet about it."""
    rule = asked.rule
    is_sheet = "member" in rule.owed_by and rule.after and all(there.check for there in rule.done_by)
    return frozenset(one.subject.meeting for one in asked.ledger.ends([rule.after] if is_sheet and rule.after else []))


def _with_end(asked: Asked, subject: Subject, term: Term, ends: Mapping[str, list[date]]) -> Term:
    """Nobody owes a check of somebody who has left, nor anything about a reference that is over."""
    if term.by is None:
        return term
    day = term.by.day
    if subject.person is None:
        return replace(term, gone_on=end_after(day, ends.get(folded(subject.key), ())))
    there = next((span for span in asked.ledger.council.working(subject.person) if span.holds(day)), Span(day, day))
    return replace(term, gone_on=there.until)


def _shared(asked: Asked) -> dict[str, list[Occasion]]:
    """What belongs to a meeting without naming one counts for the last that was held by its day."""
    rule, found = asked.rule, defaultdict(list)
    held = asked.ledger.starts(rule.after) if rule.after else []
    for one in asked.ledger.ends(rule.done_by):
        last = next((there for there in reversed(held) if there.day <= one.day), None)
        if last and not one.subject.meeting:
            found[last.subject.meeting or ""].append(one)
    return found


def _concerned(asked: Asked, one: Occasion) -> Iterator[tuple[Subject, str | None]]:
    """About whom or what it is owed then."""
    rule = asked.rule
    match rule.per:
        case "self":
            yield from ([(Subject("person", one.author), None)] if one.author else [])
        case "supervisee":
            person = one.subject.person or one.author
            yield from ([(Subject("person", person), None)] if person else [])
        case "team":
            team = one.subject.team or one.team
            yield from ([(Subject("team", team), None)] if team else [])
        case "meeting":
            members = _members(asked, one) if "member" in rule.owed_by else [None]
            yield from ((one.subject, member) for member in members)
        case "action":
            yield one.subject, one.about
        case "service":
            yield Subject("service"), None
        case _:
            yield one.subject, one.about if rule.per_about else None


def _members(asked: Asked, meeting: Occasion) -> list[str]:
    """Who sits in it; where the rule names posts, only those who hold one of them on its day."""
    of, council = asked.rule.of, asked.ledger.council
    seated = asked.ledger.seats.get(meeting.subject.meeting or "", ())
    holds = (person for person in seated if any(span.holds(meeting.day) for span in council.holding(person, of)))
    return list(holds if of else seated)


def _meets(asked: Asked, subject: Subject) -> date | None:
    """When the person and their supervisor meet next."""
    if not subject.person:
        return None
    above = asked.ledger.council.supervisor_of(subject.person, asked.times.today)
    return asked.ledger.world.meets.get((above.person, subject.person)) if above else None


def _duties(
    asked: Asked,
    member: Member,
    terms: Sequence[Term],
    marks: Sequence[Occasion],
    also: Also,
    recent: Sequence[Occasion],
) -> Iterator[Duty]:
    rule, nation = asked.rule, asked.times.nation
    ids = [duty_id(rule.id, member.subject, member.about, term.period) for term in terms]
    for paid, key in zip(pay(rule, terms, marks, ids, nation), ids, strict=True):
        if rule.covers:
            there = _to_cover(asked, member, paid)
            if not there:
                continue
            cover(paid, there, marks, nation)
        add_all_of(paid, [*also[0], *(also[1] if paid.term.is_first else [])], nation)
        duty = _duty(asked, member, paid, key, recent)
        if duty:
            yield duty


def _to_cover(asked: Asked, member: Member, paid: Paid) -> list[str]:
    """Whom the subject supervises: today, or at the end of what is over; not who was away all the time."""
    council = asked.ledger.council
    day = min(asked.times.today, paid.term.due)
    below = council.supervisees_of(member.subject.person or "", day)
    return [person for person in below if not _was_away(asked, person, paid.term)]


def _was_away(asked: Asked, person: str, term: Term) -> bool:
    spans = asked.ledger.council.away(person)
    return any(span.since <= term.opens and span.outlasts(min(term.due, asked.times.today)) for span in spans)


def _duty(asked: Asked, member: Member, paid: Paid, key: str, recent: Sequence[Occasion]) -> Duty | None:
    rule, today, nation = asked.rule, asked.times.today, asked.times.nation
    if not paid.is_done and paid.term.gone_on and paid.term.gone_on <= paid.term.due:
        return None
    extra = [*_extra(asked, member, paid), *_planned(asked, paid, key)]
    stage = stage_of(rule, paid, _said(asked, member, key), extra, today, nation, key)
    day = _day_of(stage, paid, today)
    known = [one for one in recent if one.day <= day]
    owners = Owners(asked.ledger, member.subject, member.about, day, paid.term.by, known)
    found = owners.first(rule.owed_by, is_self=rule.per == "self")
    handed = asked.ledger.world.acts.handed.get(key)
    if handed and asked.ledger.council.works(handed.person, day):
        found = Found(handed.person, handed.since)
    owner = found.person if found else None
    return Duty(
        rule=rule.id,
        framework=asked.plan.framework,
        version=asked.plan.version,
        subject=member.subject,
        about=member.about,
        period=paid.term.period,
        opens=paid.term.opens,
        due=stage.due,
        status=stage.status,
        owner=owner,
        owner_since=found.since if found else None,
        others=owners.besides(rule.with_, owner),
        late_to=owners.above(rule.late_to, owner),
        team=owners.team(owner),
        count=paid.needed,
        done=len(paid.by),
        paid_by=tuple(one.id for one in paid.by),
        done_on=paid.done_on,
        missing=paid.missing,
        notices=stage.notices,
        next_change_on=stage.next_change_on,
        grace_until=_grace(found, paid.term, stage, nation),
    )


def _said(asked: Asked, member: Member, key: str) -> Said:
    acts = asked.ledger.world.acts
    excused = acts.excused.get(key)
    is_checked = asked.rule.per == "supervisee" and member.subject.person
    away = asked.ledger.council.away(member.subject.person or "") if is_checked else []
    return Said(excused.until if excused else None, key in acts.nothing, away)


def _extra(asked: Asked, member: Member, paid: Paid) -> list[date]:
    """Three working days before the two meet."""
    meets = _meets(asked, member.subject) if asked.rule.at_supervision else None
    if meets is None or not paid.term.opens <= meets <= last_day(paid.term, asked.times.nation):
        return []
    return [add_working_days(meets, -_BEFORE_SUPERVISION, asked.times.nation)]


def _planned(asked: Asked, paid: Paid, key: str) -> list[date]:
    """The first working day of the month in which it is meant to be done."""
    month = asked.ledger.world.acts.months.get(key)
    return [next_working_day(max(month, paid.term.opens), asked.times.nation)] if month else []


def _day_of(stage: Stage, paid: Paid, today: date) -> date:
    """On which day it is asked whose it is: when it was done; at the end of what is over; else today."""
    if paid.done_on:
        return paid.done_on
    return today if stage.status.is_open or stage.status is Status.PAUSED else min(today, stage.due)


def _grace(found: Found | None, term: Term, stage: Stage, nation: str) -> date | None:
    """Of somebody who came after it had begun, where it was late by then or is soon."""
    if found is None or not stage.status.is_open or found.since <= term.opens:
        return None
    until = add_working_days(found.since, GRACE_DAYS, nation)
    return until if until > stage.due else None
