"""How the facts of a register stand, for a report: how many are in date, out of date or missing. Of nobody by name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.papers import Cell, Table
from bot.flows.office import Office
from bot.flows.reporting.checks import About
from bot.frameworks.library import Library
from bot.frameworks.register import Fact
from bot.frameworks.report_sections import RegisterTable
from bot.frameworks.schedule import Rule
from bot.frameworks.spans import after
from bot.storage import facts
from bot.storage.store import Uow

_COLUMNS = ("What is recorded", "In date", "Out of date", "Missing")
_NOTE = "Counted by what each date is about. A dash: it is not owed about everybody, so nothing of it can be missing."

Last = Mapping[str, Mapping[tuple[str, str], date]]
"""By fact: when it was so last, by the subject and what inside it."""


def register_table(uow: Uow, office: Office, section: RegisterTable, about: About) -> Iterator[Table]:
    book = office.library.books.get(section.register_)
    if book is None:
        return
    day = about.draft.about.period.last
    last: defaultdict[str, dict[tuple[str, str], date]] = defaultdict(dict)
    for fact, subject, inside, when in facts.load_newest(uow, book.name, day):
        last[fact][subject, inside] = when
    shown = [fact for fact in book.register.facts if not fact.who_sees and fact.id in (section.facts or [fact.id])]
    nation = office.library.frameworks[book.framework].nation
    rows = tuple(_row(fact, last, day, nation, _known(office.library, book.framework, fact, last)) for fact in shown)
    yield Table(f"{book.register.title}, {day.day} {day:%b %Y}", _COLUMNS, rows, _NOTE)


def _row(fact: Fact, last: Last, day: date, nation: str, known: frozenset[str] | None) -> tuple[Cell, ...]:
    there = {key: when for key, when in last.get(fact.id, {}).items() if known is None or key[0] in known}
    good = sum(fact.within is None or after(when, fact.within, nation) >= day for when in there.values())
    missing = None if known is None else len(known - {subject for subject, _ in there})
    return fact.called, good, len(there) - good, missing


def _known(library: Library, framework: str, fact: Fact, last: Last) -> frozenset[str] | None:
    """The subjects about which this fact is owed; None where no rule says of which."""
    plan = library.plans.get(framework)
    rules = [rule for rule in plan.schedule.rules if _is_owed(rule, fact)] if plan else []
    return frozenset().union(*(_subjects(rule, last) for rule in rules)) if rules else None


def _is_owed(rule: Rule, fact: Fact) -> bool:
    return rule.known is not None and any(there.fact == fact.id for there in rule.done_by)


def _subjects(rule: Rule, last: Last) -> frozenset[str]:
    """Known from the day of one fact until another one says that it is over."""
    if rule.known is None:
        return frozenset()
    over = {subject: when for (subject, _), when in last.get(rule.known.until or "", {}).items()}
    begun = last.get(rule.known.fact, {})
    return frozenset(subject for (subject, _), when in begun.items() if over.get(subject, date.min) < when)
