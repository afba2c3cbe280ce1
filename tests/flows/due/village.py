"""A few invented people for questions about what is owed: who they are, what happened, and asking."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.duties import Acts, Duty, Occasion, Stint, TeamStint, World
from bot.domain.runs import Subject
from bot.flows.due.ledger import Ledger
from bot.flows.due.owing import owed
from bot.frameworks.library import Plan
from bot.frameworks.schedule import Rule, Schedule

LONG_AGO = date(2015, 4, 1)
SUPERVISEE = {"per": "supervisee", "owed_by": ["supervisor"], "done_by": [{"check": "look"}]}


def day(text: str) -> date:
    return date.fromisoformat(text)


def works(person: str, since: date = LONG_AGO, until: date | None = None, team: str = "larch") -> list[Stint]:
    return [Stint(person, "works", since, until), Stint(person, "team", since, until, team)]


def under(person: str, supervisor: str, since: date = LONG_AGO, until: date | None = None) -> Stint:
    return Stint(person, "reports-to", since, until, supervisor)


def post(person: str, name: str, team: str = "larch", since: date = LONG_AGO, until: date | None = None) -> Stint:
    return Stint(person, "post", since, until, name, team)


def away(person: str, since: str, until: str) -> Stint:
    return Stint(person, "away", day(since), day(until))


PEOPLE = [
    *works("ade"), *works("jo"), *works("sam"), *works("robin"),
    under("ade", "sam"), under("jo", "sam"), under("sam", "robin"),
    post("ade", "worker"), post("jo", "worker"), post("robin", "head"),
]  # fmt: skip
TEAMS = [TeamStint("larch", "uses", LONG_AGO, None, "ours")]


def look(about: str, on: str, by: str = "sam", **more: Any) -> Occasion:
    """A check of somebody, named by its day."""
    return Occasion(f"look-{about}-{on}", "check", "look", Subject("person", about), day(on), author=by, **more)


def check(name: str, on: str, by: str, subject: Subject | None = None, **more: Any) -> Occasion:
    return Occasion(f"{name}-{by}-{on}", "check", name, subject or Subject("service"), day(on), author=by, **more)


def fact(name: str, subject: str, on: str, by: str = "ade", **more: Any) -> Occasion:
    there = Subject("reference", subject)
    more = {"team": "larch", **more}
    return Occasion(
        f"{name}-{subject}-{on}-{more.get('about', '')}", "fact", f"book/{name}", there, day(on), author=by, **more
    )


def rule(**given: Any) -> Rule:
    plain = {"id": "R1", "title": "A look", "why": "So that somebody looks."}
    return Rule.model_validate({**plain, **given})


def duties(
    one: Rule,
    today: str,
    *happened: Occasion,
    live: str = "2026-04-01",
    people: Sequence[Stint] = (),
    acts: Acts | None = None,
    terms: Sequence[Any] = (),
    **more: Any,
) -> list[Duty]:
    """What is owed by a rule today."""
    schedule = Schedule.model_validate({"rules": [one.model_dump(by_alias=True)], "terms": list(terms)})
    world = World(
        tuple(people or PEOPLE),
        tuple(TEAMS),
        occasions=happened,
        acts=acts or Acts(),
        go_live={"ours": day(live)},
        **more,
    )
    return owed(one, Plan("ours", schedule, "v1"), Ledger(world), day(today))


def told(found: Sequence[Duty]) -> list[str]:
    """A line each: about whom, by when, how it stands, who owes it."""
    return [f"{duty.subject.key} {duty.due} {duty.status.value} {duty.owner}" for duty in found]
