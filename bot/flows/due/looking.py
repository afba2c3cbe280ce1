"""What a rule looks at: which happenings decide it, and whom it is owed about when one of them changes. Pure."""

import hashlib
from collections.abc import Iterable, Iterator

from bot.domain.runs import Subject
from bot.domain.sought import Sought, Touch, Within
from bot.flows.due.ledger import names_of
from bot.frameworks.library import Library
from bot.frameworks.schedule import Happening, Rule

Subjects = frozenset[Subject] | None
"""Those about whom a rule has to be worked out anew; none where that is everybody."""


def schedules_of(library: Library) -> str:
    """One text for all schedules as they stand in the files."""
    told = [f"{name} {plan.version}" for name, plan in sorted(library.plans.items())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def happenings_of(rule: Rule) -> Iterator[Happening]:
    """Everything that decides it, also which references there are."""
    yield from rule.happenings
    known = rule.known
    for fact in (known.fact, known.until) if known else ():
        if known and fact:
            yield Happening(register=known.register_, fact=fact)


def sought_by(rules: Iterable[Rule], framework: str, library: Library) -> Sought:
    """What has to be loaded to work out these rules of one framework."""
    there = list(rules)
    found = [happening for rule in there for happening in happenings_of(rule)]
    return Sought(
        framework=framework,
        checks=frozenset(one.check for one in found if one.check and not one.part),
        covers=dict(cover for rule in there for cover in _covers(rule, library)),
        parts=frozenset(one.check for one in found if one.check and one.part),
        facts={
            (one.register_, one.fact): _outcomes(one.register_, one.fact, library)
            for one in found
            if one.register_ and one.fact
        },
        meetings=frozenset(one.meeting for one in found if one.meeting),
        surveys=frozenset(one.survey for one in found if one.survey),
        actions_of=frozenset(name for one in found for name in one.actions_of),
        rules=frozenset(rule.id for rule in there),
    )


def _covers(rule: Rule, library: Library) -> Iterator[tuple[str, str]]:
    for there in rule.done_by:
        form = library.forms.get(there.check or "")
        if rule.covers and form and rule.covers in form.checklist.by_id:
            yield form.name, rule.covers


def _outcomes(register: str, fact: str, library: Library) -> dict[int, str]:
    book = library.books.get(register)
    found = book.register.by_id.get(fact) if book else None
    return {outcome.code: outcome.name for outcome in found.outcomes} if found else {}


def looks_at(rule: Rule, touch: Touch) -> bool:
    return _is_among(touch, happenings_of(rule))


def looks_at_firsts(rule: Rule, touch: Touch) -> bool:
    """Whether it asks for somebody's first of these, so that one can take that place from another."""
    return _is_among(touch, (there for there in (rule.after, rule.starts) if there and there.first))


def _is_among(touch: Touch, wanted: Iterable[Happening]) -> bool:
    """A part of a check is touched with it."""
    names = ((kind, name) for there in wanted for kind, name in names_of(there))
    return any(
        touch.kind == kind and touch.name == (name.partition("/")[0] if kind == "check" else name)
        for kind, name in names
    )


def counts_firsts(rule: Rule) -> bool:
    return any(there.first for there in (rule.after, rule.starts) if there)


def subjects_of(rule: Rule, touch: Touch) -> Subjects:
    """About whom it is owed, as far as this decides it; the same as owing.py and ledger.py count it."""
    person = [Subject("person", touch.author)] if touch.author else []
    match rule.per:
        case "self":
            return frozenset(person)
        case "supervisee":
            return frozenset([touch.subject] if touch.subject.person else person)
        case "team":
            team = touch.subject.team or touch.team
            return frozenset([Subject("team", team)] if team else [])
        case "meeting" | "service":
            # What names no meeting counts for the last that was held by then: which that is changes with any of them.
            return None
    return frozenset([touch.subject])


def within_for(rule: Rule, subjects: Subjects) -> Within | None:
    """How far it has to be looked to work the rule out about these; none where that is everywhere."""
    if subjects is None or rule.per in ("service", "meeting"):
        return None
    keys = frozenset(subject.key for subject in subjects if subject.key)
    match rule.per:
        case "self" | "supervisee":
            return Within(subjects=subjects, authors=keys)
        case "team":
            return Within(subjects=subjects, teams=keys)
    return Within(subjects=subjects)
