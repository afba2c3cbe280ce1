"""Whom or what a rule is owed about, and since when: people, teams, references, the service. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.runs import Subject
from bot.flows.due.ledger import Ledger, folded
from bot.flows.due.spans import Span, common, joined
from bot.frameworks.rules import SUPERVISOR
from bot.frameworks.schedule import Happening, Rule


@dataclass(frozen=True)
class Member:
    """Somebody or something that a rule is owed about for a time."""

    subject: Subject
    about: str | None
    spans: tuple[Span, ...]


def members_of(rule: Rule, framework: str, ledger: Ledger, only: Subject | None = None) -> Iterator[Member]:
    """All of them, or the one that is asked for."""
    kinds: dict[str, Callable[[Rule, str, Ledger, Subject | None], Iterator[Member]]] = {
        "self": _holders,
        "supervisee": _supervisees,
        "team": _teams,
        "subject": _references,
        "service": _service,
    }
    for member in kinds[rule.per](rule, framework, ledger, only) if rule.per in kinds else ():
        if member.spans:
            yield member


def _is_asked(only: Subject | None, subject: Subject) -> bool:
    return only is None or is_same(only, subject)


def is_same(one: Subject, other: Subject) -> bool:
    return one.kind == other.kind and folded(one.key) == folded(other.key)


def _holders(rule: Rule, framework: str, ledger: Ledger, only: Subject | None) -> Iterator[Member]:
    council = ledger.council
    held: dict[str, list[Span]] = defaultdict(list)
    for post in rule.owed_by:
        for stint in council.stints_of(post):
            if not _is_asked(only, Subject("person", stint.person)):
                continue
            there = council.team_using(stint.team, framework) if stint.team else []
            using = joined([*there, *council.person_using(stint.person, framework)])
            held[stint.person] += common([Span(stint.since, stint.until)], using)
    for person, spans in held.items():
        yield Member(Subject("person", person), None, tuple(common(joined(spans), council.working(person))))


def _supervisees(rule: Rule, framework: str, ledger: Ledger, only: Subject | None) -> Iterator[Member]:
    council = ledger.council
    for person in [only.key or ""] if only else council.supervised():
        spans = common(council.under_supervision(person), council.person_using(person, framework))
        spans = common(spans, council.working(person))
        if rule.of:
            asked = council.holding(person, rule.of)
            asked += council.supervising(person) if SUPERVISOR in rule.of else []
            spans = common(spans, joined(asked))
        yield Member(Subject("person", person), None, tuple(spans))


def _teams(rule: Rule, framework: str, ledger: Ledger, only: Subject | None) -> Iterator[Member]:
    """Those at which one of the posts is held."""
    council = ledger.council
    held: dict[str, list[Span]] = defaultdict(list)
    for post in rule.owed_by:
        for stint in council.stints_of(post):
            if stint.team and _is_asked(only, Subject("team", stint.team)):
                held[stint.team].append(Span(stint.since, stint.until))
    for team, spans in held.items():
        yield Member(Subject("team", team), None, tuple(common(joined(spans), council.team_using(team, framework))))


def _service(rule: Rule, framework: str, ledger: Ledger, only: Subject | None) -> Iterator[Member]:  # noqa: ARG001
    if _is_asked(only, Subject("service")):
        yield Member(Subject("service"), None, tuple(ledger.council.using(framework)))


def _references(rule: Rule, framework: str, ledger: Ledger, only: Subject | None) -> Iterator[Member]:  # noqa: ARG001
    """From the day on which the fact says that they are there, until another says that they are no longer."""
    known = rule.known
    there = ledger.starts(_happening(known.register_, known.fact)) if known else []
    if not known and rule.starts:
        there = ledger.starts(rule.starts)
    ends = ends_of(rule, ledger)
    spans: dict[str, list[Span]] = defaultdict(list)
    names: dict[str, Subject] = {}
    for one in there:
        if one.subject.reference and _is_asked(only, one.subject):
            key = folded(one.subject.key)
            names[key] = one.subject
            until = end_after(one.day, ends.get(key, ()))
            spans[key].append(Span(one.day, until))
    inside = _inside(rule, ledger)
    for key, found in spans.items():
        for about in inside.get(key, [None]):
            yield Member(names[key], about, tuple(joined(found)))


def ends_of(rule: Rule, ledger: Ledger) -> dict[str, list[date]]:
    """By reference, the days on which a fact says that it is over."""
    found: dict[str, list[date]] = defaultdict(list)
    known = rule.known
    for end in ledger.starts(_happening(known.register_, known.until)) if known and known.until else []:
        found[folded(end.subject.key)].append(end.day)
    return found


def end_after(day: date, ends: Iterable[date]) -> date | None:
    return min((end for end in ends if end > day), default=None)


def _inside(rule: Rule, ledger: Ledger) -> dict[str, list[str | None]]:
    """Who or what is named inside each, as far as anybody has; before that it is owed about the whole."""
    if not rule.per_about:
        return {}
    named: dict[str, dict[str, str | None]] = defaultdict(dict)
    for one in (*ledger.ends(rule.done_by), *(ledger.starts(rule.starts) if rule.starts else [])):
        if one.about:
            named[folded(one.subject.key)][folded(one.about)] = one.about
    return {key: list(abouts.values()) for key, abouts in named.items()}


def _happening(register: str, fact: str) -> Happening:
    return Happening(register=register, fact=fact)
