"""Every rule that the four frameworks ask for: in a situation made up for it, it falls due on the day that the
catalogue means, is owed by whom it means, and is discharged by what it means. They are in tests/data/duties."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.domain.duties import Duty, Occasion, Seats, Status, Stint, TeamStint, World
from bot.domain.runs import Subject
from bot.flows.due.ledger import Ledger
from bot.flows.due.owing import owed
from bot.frameworks.schedule import Rule
from bot.frameworks.working_days import add_working_days
from tests.flows.due.village import LONG_AGO, post, under, works
from tests.thornmere import LIBRARY

DATA = Path(__file__).parents[2] / "data"
NO_DUTIES = {"CAF-9", "ADU-7", "ADU-16", "ADU-17"}
Told = Mapping[str, Any]
RULES = {number: (plan, rule) for plan, rule in LIBRARY.rules.values() for number in rule.numbers}


@dataclass(frozen=True)
class Situation:
    """One case of a file, with the people of that file."""

    framework: str
    service: Told
    case: Told

    @property
    def live(self) -> date:
        live: date = self.case.get("live", self.service["live"])
        return live

    @property
    def today(self) -> date:
        today: date = self.case.get("today", self.service["today"])
        return today

    @property
    def due(self) -> date:
        due: date = self.case["owed"]["due"]
        return due

    def world(self, happened: Sequence[Told]) -> World:
        return World(
            stints=tuple(_stints(self.service["people"])),
            teams=tuple(_teams(self.framework, self.service)),
            seats=tuple(seats(told) for told in happened if "members" in told),
            occasions=tuple(occasion(told, number) for number, told in enumerate(happened)),
            meets={tuple(pair.split()): day for pair, day in self.case.get("meets", {}).items()},
            go_live={self.framework: self.live},
        )

    def on(self, today: date, *more: Told) -> list[Duty]:
        """What is owed about this subject that day, when this has happened as well."""
        inside = self.case["owed"].get("inside")
        found = self.given([*self.case.get("happened", ()), *more], today)
        return [duty for duty in found if inside is None or duty.about == inside]

    def given(self, happened: Sequence[Told], today: date) -> list[Duty]:
        plan, rule = RULES[self.case["rule"]]
        found = owed(rule, plan, Ledger(self.world(happened)), today)
        return [duty for duty in found if duty.subject == subject(self.case["owed"])]

    def first(self, today: date, *more: Told) -> Duty:
        """The one with the expected day."""
        [found] = [duty for duty in self.on(today, *more) if duty.due == self.due]
        return found


def _stints(people: Told) -> Iterator[Stint]:
    for person, told in people.items():
        yield from works(person, team=told["team"])
        if "under" in told:
            yield under(person, told["under"])
        for name in told.get("posts", ()):
            yield post(person, name, told["team"])


def _teams(framework: str, service: Told) -> Iterator[TeamStint]:
    for team in service["uses"]:
        yield TeamStint(team, "uses", LONG_AGO, None, framework)
    for team, above in service["teams"].items():
        yield TeamStint(team, "part-of", LONG_AGO, None, above)


def subject(told: Told) -> Subject:
    """A reference, or such as person/ade; nothing for the service as a whole."""
    kind, slash, key = str(told.get("about", "")).partition("/")
    if slash:
        return Subject(kind, key)
    return Subject("reference", kind) if kind else Subject("service")


def occasion(told: Told, number: int) -> Occasion:
    kind = next(kind for kind in ("check", "fact", "meeting", "action") if kind in told)
    return Occasion(
        id=told.get("inside", f"o{number}") if kind == "action" else f"o{number}",
        kind=kind,
        name=told[kind],
        subject=subject(told),
        day=told["day"],
        state="opened" if told.get("opened") else "done",
        about=told.get("inside"),
        outcome=told.get("outcome"),
        author=told["by"],
        team=None if kind == "meeting" else "willow",
        due=told.get("due"),
        covers=told.get("covers"),
    )


def seats(told: Told) -> Seats:
    return Seats(subject(told).meeting or "", told["day"], told["meeting"], tuple(told["members"]), told["by"])


def situations() -> Iterator[Any]:
    for path in sorted((DATA / "duties").glob("*.yaml")):
        service = yaml.safe_load(path.read_text())
        for number, case in enumerate(service["cases"]):
            yield pytest.param(Situation(path.stem, service, case), id=f"{case['rule']}-{number}")


SITUATIONS = list(situations())
every = pytest.mark.parametrize("there", SITUATIONS)


@every
def test_it_falls_due_on_its_day_and_is_owed_by_whom_it_should_be(there: Situation) -> None:
    wanted = there.case["owed"]
    open_ones = [duty for duty in there.on(there.today) if duty.status.is_open]
    duty = min(open_ones, key=lambda duty: duty.due)
    assert (duty.due, duty.owner) == (wanted["due"], wanted["by"])
    assert set(duty.others) >= set(wanted.get("told", ()))
    assert set(duty.late_to) >= set(wanted.get("late_to", ()))


@every
def test_others_see_it_from_the_day_that_the_rule_names(there: Situation) -> None:
    _, rule = RULES[there.case["rule"]]
    seen = there.case["owed"].get("seen_late", add_working_days(there.due, 5))
    assert max(there.first(there.due).notices) == (seen if rule.late_to and not rule.never_late else there.due)


@every
def test_it_is_due_that_day_and_late_the_day_after(there: Situation) -> None:
    _, rule = RULES[there.case["rule"]]
    assert there.first(there.due).status is Status.DUE
    after = there.first(there.due + timedelta(days=1)).status
    assert after is (Status.DUE if rule.never_late else Status.LATE)


@every
def test_it_is_discharged_by_what_should_discharge_it(there: Situation) -> None:
    duty = there.first(there.due, *there.case["done"])
    assert (duty.status, duty.done_on) == (Status.DONE, max(told["day"] for told in there.case["done"]))


@pytest.mark.parametrize("there", [case for case in SITUATIONS if "not_by" in case.values[0].case])
def test_it_is_not_discharged_by_what_is_only_like_it(there: Situation) -> None:
    assert there.first(there.due, *there.case["not_by"]).status is Status.DUE


@pytest.mark.parametrize("there", [case for case in SITUATIONS if "quiet" in case.values[0].case])
def test_it_is_not_owed_because_of_what_is_only_like_it(there: Situation) -> None:
    assert there.given(there.case["quiet"], there.today) == []


def catalogue() -> dict[str, dict[str, str]]:
    with (DATA / "rules.tsv").open() as rows:
        return {row["rule"]: row for row in csv.DictReader(rows, delimiter="\t")}


CATALOGUE = catalogue()


def test_every_rule_of_the_catalogue_is_in_its_framework_and_no_other() -> None:
    given = {(plan.framework, number) for number, (plan, rule) in RULES.items() if not rule.own}
    owing = {(row["framework"], number) for number, row in CATALOGUE.items() if number not in NO_DUTIES}
    assert given == owing


def test_only_these_are_no_duties() -> None:
    assert {number for number, row in CATALOGUE.items() if row["how often"] == "no duty"} == NO_DUTIES
    assert NO_DUTIES & set(RULES) == set()


def test_every_rule_has_a_situation_under_each_of_its_numbers() -> None:
    assert {there.values[0].case["rule"] for there in SITUATIONS} == set(RULES)


@pytest.mark.parametrize("number", sorted(set(CATALOGUE) - NO_DUTIES))
def test_who_owes_it_about_what_and_how_often_are_the_catalogues(number: str) -> None:
    row, (_, rule) = CATALOGUE[number], RULES[number]
    assert (rule.owed_by[0], rule.per, how_often(rule)) == (row["who"], row["per"], row["how often"])


def how_often(rule: Rule) -> str:
    """As the catalogue's table says it."""
    if rule.per == "action":
        return "its own day"
    many = f"{rule.times} " if rule.times > 1 else ""
    if rule.in_:
        return f"{many}in {', '.join(rule.in_)}"
    key = next(key for key in ("each", "every", "within", "once") if getattr(rule, key))
    return f"{many}{key} {getattr(rule, key)}"
