"""What a rule looks at, and about whom it is owed when one of those things changes."""

from collections.abc import Mapping

import pytest

from bot.domain.runs import Subject
from bot.domain.sought import Line, Touch, Within
from bot.flows.due.looking import Subjects, looks_at, looks_at_firsts, sought_by, subjects_of, within_for
from bot.flows.due.news import news_in
from bot.frameworks.schedule import Rule
from tests.flows.due.scene import BRANCHES, FIRST, NOTES, SECOND, SERVICE, library
from tests.schedules import OWN, TEAMS, TREES, YEARLY

ADE, TREE = Subject("person", "ade"), Subject("reference", "TR-1")
SERVICE_ITSELF = Subject("service")


def rule_of(given: Mapping[str, object]) -> Rule:
    return Rule.model_validate(given)


def touch(kind: str, name: str, subject: Subject = SERVICE_ITSELF, author: str = "sam", team: str = "east") -> Touch:
    return Touch("maple", kind, name, subject, author, team)


@pytest.mark.parametrize(
    ("given", "touched", "subjects", "within"),
    [
        (OWN, touch("check", "own-look", TREE), {Subject("person", "sam")}, Within(authors=frozenset({"sam"}))),
        (YEARLY, touch("check", "work-look", ADE), {ADE}, Within(authors=frozenset({"ade"}))),
        (YEARLY, touch("check", "work-look"), {Subject("person", "sam")}, Within(authors=frozenset({"sam"}))),
        (TEAMS, touch("check", "team-look"), {Subject("team", "east")}, Within(teams=frozenset({"east"}))),
        (TREES, touch("fact", "tree-dates/T2", TREE), {TREE}, Within()),
        (SERVICE, touch("check", "own-look", TREE), None, None),
        (NOTES, touch("meeting", "circle", Subject("meeting", "m1")), None, None),
    ],
)
def test_what_has_changed_says_about_whom_it_is_asked_anew(
    given: Mapping[str, object], touched: Touch, subjects: set[Subject] | None, within: Within | None
) -> None:
    rule = rule_of(given)
    found: Subjects = subjects_of(rule, touched)
    assert looks_at(rule, touched)
    assert (None if found is None else set(found)) == subjects
    there = within_for(rule, found)
    assert (there and (there.authors, there.teams)) == (within and (within.authors, within.teams))
    assert there is None or set(there.subjects) == subjects


@pytest.mark.parametrize(
    ("given", "touched"),
    [
        (OWN, touch("check", "work-look")),
        (OWN, touch("fact", "own-look")),
        (TREES, touch("fact", "tree-dates/T3", TREE)),
        (NOTES, touch("meeting", "square")),
    ],
)
def test_what_a_rule_does_not_look_at_leaves_it_alone(given: Mapping[str, object], touched: Touch) -> None:
    assert not looks_at(rule_of(given), touched)


def test_a_part_is_touched_with_its_check_and_a_reference_by_the_fact_that_ends_it() -> None:
    assert looks_at(rule_of(SECOND), touch("check", "case-look", TREE))
    assert looks_at(rule_of(BRANCHES), touch("fact", "tree-dates/own-story", TREE))


def test_only_what_could_be_a_first_one_can_take_its_place() -> None:
    rule = rule_of(FIRST)
    assert looks_at_firsts(rule, touch("check", "own-look"))
    assert not looks_at_firsts(rule, touch("check", "work-look"))


def test_all_that_rules_look_at_is_sought_once() -> None:
    there = library()
    sought = sought_by(there.plans["maple"].schedule.rules, "maple", there)
    assert sought.checks == {"own-look", "work-look", "team-look", "again-look"}
    assert sought.facts["tree-dates", "T2"] == {1: "light", 2: "hard"}
    assert set(sought.facts) == {
        ("one-to-ones", "P1"), ("tree-dates", "T1"), ("tree-dates", "T2"), ("tree-dates", "T3"),
        ("tree-dates", "own-story"),
    }  # fmt: skip
    assert sought.actions_of == {"work-look"}
    assert sought_by([rule_of(SECOND)], "hazel", there).parts == {"case-look"}


def test_the_log_is_taken_by_what_its_entries_name() -> None:
    lines = [
        Line(1, "submitted", "run1", {}),
        Line(2, "fact corrected", None, {"fact": "new", "corrects": "old"}),
        Line(3, "something quite new", None, {"meeting": "m1", "duty": "d1", "wave": 7}),
        Line(4, "absence entered", None, {"person": "ade"}),
        Line(5, "next meeting agreed", None, {"person": "bea"}),
    ]
    news = news_in(lines)
    assert (news.runs, news.facts, news.meetings, news.duties) == ({"run1"}, {"new", "old"}, {"m1"}, {"d1"})
    assert (news.absent, news.meet, news.people_at, news.waves) == ({"ade"}, {"bea"}, 4, set())
    assert not news.is_general
    assert news_in([Line(9, "people imported", None, {})]).is_general
    assert news_in([]).is_empty
