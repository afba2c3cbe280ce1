"""The tests' council with schedules of every kind of rule, and what its people do there in single steps."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from bot.domain.duties import Duty
from bot.domain.facts import Said
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.flows.finish import submit_run
from bot.flows.office import Office
from bot.flows.registers.record import record_fact
from bot.flows.start import start_run
from bot.frameworks.library import Library
from bot.storage.duties import load_duties
from bot.storage.go_live import record_go_live
from bot.storage.tables import duties, table_of
from bot.storage.tables import people as tables
from tests.council import LIBRARY, START, TODAY, Council, add
from tests.schedules import OWN, TEAMS, TREES, YEARLY, library_with

LIVE = date(2026, 4, 1)
DAY = timedelta(days=1)
_PLAIN = {"why": "So that somebody looks."}

FIRST = {
    **_PLAIN, "id": "M-6", "title": "First look", "owed_by": ["supervisor"], "per": "supervisee",
    "within": "10 working days", "after": {"check": "own-look", "first": True}, "done_by": [{"check": "work-look"}],
}  # fmt: skip
ACTIONS = {
    **_PLAIN, "id": "M-7", "title": "What was agreed", "owed_by": ["owner"], "per": "action",
    "after": {"actions_of": ["work-look"]}, "done_by": [{"actions_of": ["work-look"]}], "late_to": ["supervisor"],
}  # fmt: skip
TALKS = {
    **_PLAIN, "id": "M-8", "title": "Talk it over", "owed_by": ["supervisor"], "per": "supervisee", "with": ["subject"],
    "within": "1 month", "after": {"check": "work-look"}, "at_supervision": True,
    "done_by": [{"register": "one-to-ones", "fact": "P1"}],
}  # fmt: skip
BRANCHES = {
    **_PLAIN, "id": "M-9", "title": "Test of branches", "owed_by": ["worker"], "per": "subject", "per_about": True,
    "known": {"register": "tree-dates", "fact": "T1", "until": "own-story"}, "every": "35 days",
    "done_by": [{"register": "tree-dates", "fact": "T3"}],
}  # fmt: skip
SERVICE = {
    **_PLAIN, "id": "M-10", "title": "Look at a case", "owed_by": ["lead"], "per": "service", "each": "quarter",
    "done_by": [{"check": "again-look"}, {"check": "own-look"}],
}  # fmt: skip
SECOND = {
    **_PLAIN, "id": "H-1", "title": "Second view", "owed_by": ["supervisor"], "per": "subject",
    "within": "5 working days", "after": {"check": "case-look", "part": "theirs"},
    "done_by": [{"check": "case-look", "part": "theirs"}],
}  # fmt: skip
SHEETS = {
    **_PLAIN, "id": "R-1", "title": "Sheet of the circle", "owed_by": ["member"], "per": "meeting",
    "within": "5 working days", "after": {"meeting": "circle"}, "done_by": [{"check": "circle-sheet"}],
}  # fmt: skip
NOTES = {
    **_PLAIN, "id": "R-2", "title": "End of the circle", "owed_by": ["keeper"], "per": "meeting",
    "within": "1 working day", "after": {"meeting": "circle"}, "done_by": [{"meeting": "circle"}],
}  # fmt: skip
SURVEYS = {
    **_PLAIN, "id": "B-1", "title": "Survey of everybody", "owed_by": ["lead"], "per": "service", "each": "half-year",
    "done_by": [{"survey": "staff-survey"}],
}  # fmt: skip
MAPLE = (OWN, YEARLY, TEAMS, TREES, FIRST, ACTIONS, TALKS, BRANCHES, SERVICE)


def library(*maple: dict[str, Any]) -> Library:
    """Schedules of the tests' frameworks; of the first one with these rules, or all that there are."""
    there = library_with(*(maple or MAPLE))
    for framework, rules in (("hazel", [SECOND]), ("rowan", [SHEETS, NOTES]), ("birch", [SURVEYS])):
        there = library_with(*rules, framework=framework, base=there)
    return there


def scheduled(council: Council, *maple: dict[str, Any]) -> Council:
    """It has gone live in April with everything."""
    office = council.office
    with office.store.work() as uow:
        for framework in ("hazel", "birch", "rowan"):
            add(uow, tables.Uses, team=council.ids["Service"], framework=framework, since=START)
        for name, post in (("Robin", "keeper"), ("Ade", "reader"), ("Bea", "reader")):
            add(uow, tables.Holds, person=council.ids[name], post=post, team=council.ids["Service"], since=START)
        for framework in LIBRARY.frameworks:
            record_go_live(uow, framework, LIVE, council.ids["Quinn"])
    return replace(council, office=replace(office, library=library(*maple)))


def begin(council: Council, name: str, check: str, subject: Subject) -> str:
    header = {"own-day": Value(day=TODAY), "own-sort": Value(choice=1)} if check == "own-look" else {}
    return start_run(council.office, council.actor(name), check, subject, header).run


def own_look(council: Council, name: str = "Ade", case: str = "K7-3Q") -> str:
    """Begun and submitted."""
    run = begin(council, name, "own-look", Subject("reference", case))
    submit_run(council.office, council.actor(name), run)
    return run


def work_look(council: Council, about: str = "Ade", name: str = "Sam") -> str:
    run = begin(council, name, "work-look", Subject("person", council.ids[about]))
    submit_run(council.office, council.actor(name), run)
    return run


def tree(council: Council, fact: str, day: date, name: str = "Ade", about: str | None = None, of: str = "TR-1") -> str:
    outcome = 1 if fact == "T2" else None
    said = Said(fact, Subject("reference", of), day, about=about, outcome=outcome)
    return record_fact(council.office, council.actor(name), "tree-dates", said).id


def stored(office: Office) -> dict[str, Duty]:
    """Every duty there is."""
    with office.store.look() as uow:
        return load_duties(uow, uow.run(select(table_of(duties.Duty).c.id)).scalars().all())


def standing(council: Council, rule: str) -> list[str]:
    """A line for each duty of a rule: about whom, due when, how it stands, whose it is."""
    names = {key: name for name, key in council.ids.items()}

    def told(duty: Duty) -> str:
        keys = (duty.subject.key, duty.about, str(duty.due), duty.status.value, duty.owner)
        return " ".join(names.get(key, key) for key in keys if key)

    found = [duty for duty in stored(council.office).values() if duty.rule == rule]
    return [told(duty) for duty in sorted(found, key=lambda duty: (duty.due, duty.id))]
