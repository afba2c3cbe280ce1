"""A checklist as it is asked about a meeting: once for each point of the agenda, by ids that tell which."""

from datetime import UTC, datetime
from pathlib import Path

from bot.domain.meetings import Point
from bot.domain.values import Answer, Value
from bot.flows import path
from bot.frameworks.agenda import base_of, expand
from bot.frameworks.model import Checklist
from tests.frameworks.samples import form_of
from tests.frameworks.test_meeting_rules import EACH, KEEPING

AGENDA = [Point(1, "K7"), Point(4, "K9", is_off=True)]
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
LAST = "      - title: Then\n        items:\n          - {id: W1, kind: yes-no, ask: Well?}\n"


def asked(folder: Path, agenda: list[Point]) -> Checklist:
    return expand(form_of(folder, EACH + LAST, KEEPING).checklist, agenda)


def test_each_point_is_asked_in_the_order_of_the_agenda(tmp_path: Path) -> None:
    checklist = asked(tmp_path, AGENDA)
    assert [item.id for item in checklist.items] == ["V1~1", "V2~1", "V3~1", "V1~4", "V2~4", "V3~4", "W1"]
    assert [section.title for section in checklist.parts[0].sections] == [
        "K7 · First",
        "K9 (taken off the agenda) · First",
        "Then",
    ]
    assert checklist.by_id["V1~1"].ask == "K7: Was the visit sheet filled in?"
    assert {base_of(item.id) for item in checklist.items} == {"V1", "V2", "V3", "W1"}
    assert not checklist.follows_agenda


def test_a_condition_looks_at_its_own_point(tmp_path: Path) -> None:
    checklist = asked(tmp_path, AGENDA)
    yes = {"V1~4": Answer("V1~4", Value(choice=1), None, 1, "p", NOW, NOW)}
    ids = [item.id for item in path.asked_items(checklist, yes)]
    assert ids == ["V1~1", "V3~1", "V1~4", "V2~4", "V3~4", "W1"]


def test_times_and_averages_look_at_their_own_point_and_at_what_the_start_asks(tmp_path: Path) -> None:
    more = (
        "          - {id: V4, kind: number, ask: How many?}\n"
        "          - id: V5\n            kind: found\n            ask: What is its date?\n"
        "            limits: [{of: V5, from: H1, within: 6 months, called: it}]\n"
        "            averages: [{of: V4, over: V4, called: each}]\n"
    )
    item = expand(form_of(tmp_path, EACH + more, KEEPING).checklist, AGENDA).by_id["V5~4"]
    assert [(limit.of, limit.from_) for limit in item.limits] == [("V5~4", "H1")]
    assert [(average.of, average.over) for average in item.averages] == [("V4~4", "V4~4")]


def test_without_an_agenda_only_the_rest_is_asked(tmp_path: Path) -> None:
    assert [item.id for item in asked(tmp_path, []).items] == ["W1"]


def test_sections_beside_each_other_are_asked_about_one_point_after_the_other(tmp_path: Path) -> None:
    beside = LAST.replace("Then\n", "Then\n        each: agenda\n        show_if: [{item: V1, is: [yes]}]\n")
    checklist = expand(form_of(tmp_path, EACH + beside, KEEPING).checklist, AGENDA)
    assert [item.id for item in checklist.items] == [f"{item}~{n}" for n in (1, 4) for item in ("V1", "V2", "V3", "W1")]
    yes = {"V1~4": Answer("V1~4", Value(choice=1), None, 1, "p", NOW, NOW)}
    asked_now = [item.id for item in path.asked_items(checklist, yes)]
    assert ("W1~1" in asked_now, "W1~4" in asked_now) == (False, True)


def test_the_measure_is_that_of_the_base(tmp_path: Path) -> None:
    raised = EACH.replace("kind: yes-no\n", "kind: yes-no\n            measure: 3\n", 1)
    checklist = form_of(tmp_path, raised, KEEPING).checklist
    assert expand(checklist, AGENDA).by_id["V1~4"].measure == checklist.by_id["V1"].measure == 3
