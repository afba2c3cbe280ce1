"""The four CAF forms as they are shipped hold what their source asks for, all of it and nothing else."""

from pathlib import Path

import pytest

from bot.frameworks.item import NoteRequired
from bot.frameworks.kinds import ActionList, ThreePoint, YesNo
from bot.frameworks.library import load_library
from bot.frameworks.wording import marks_in

ROOT = Path(__file__).parents[2]
SELF_CHECK = "caf-practitioner-self-assessment"
MANAGERS = "caf-service-manager-checklist"
SUPERVISORS = "caf-supervisor-checklist"
REVIEW_GROUP = "caf-multi-agency-checklist"
LIBRARY = load_library(ROOT / "checklists")
FORMS = {
    name: form.checklist
    for name, form in LIBRARY.forms.items()
    if name in (SELF_CHECK, MANAGERS, SUPERVISORS, REVIEW_GROUP)
}


def test_it_loads_with_nothing_but_the_advice_on_its_numbers() -> None:
    assert LIBRARY.is_sound
    assert {problem.key for problem in LIBRARY.problems} == {"number"}


@pytest.mark.parametrize(("name", "item"), [(SELF_CHECK, "A3"), (REVIEW_GROUP, "Q2")])
def test_consent_has_no_good_answer_and_wants_the_reason(name: str, item: str) -> None:
    consent = FORMS[name].by_id[item]
    assert isinstance(consent, YesNo)
    assert consent.good == []
    assert isinstance(consent.note, NoteRequired)
    assert consent.note.required_on == ["no"]


@pytest.mark.parametrize("name", sorted(FORMS))
def test_each_form_has_the_boxes_of_its_source(name: str) -> None:
    boxes = ThreePoint if name in (MANAGERS, SUPERVISORS) else YesNo
    asked = [item for item in FORMS[name].items if item.kind not in ("narrative", "actions")]
    assert all(isinstance(item, boxes) for item in asked)
    silent = {item.id for item in asked if not getattr(item, "good", [])}
    assert silent == {SELF_CHECK: {"A3"}, REVIEW_GROUP: {"own-checked", "Q2"}}.get(name, set())


def test_the_middle_box_has_one_label_in_both_forms() -> None:
    middle = LIBRARY.frameworks["bolton-caf"].labels["middle"]
    labels = {item.middle for form in FORMS.values() for item in form.items if isinstance(item, ThreePoint)}
    assert labels == {middle}


def test_the_managers_form_offers_an_action_on_all_but_yes() -> None:
    assert all(item.action and item.action.offered_on == ["middle", "no"] for item in FORMS[MANAGERS].items)


def test_the_supervisors_form_ends_in_two_lists_with_timescales() -> None:
    lists = {item.id: item for item in FORMS[SUPERVISORS].items if isinstance(item, ActionList)}
    assert {name: (item.owner, item.timescale.id) for name, item in lists.items()} == {
        "ACT1": ("author", "ACT2"),
        "ACT3": ("subject", "ACT4"),
    }
    assert [item.id for item in FORMS[SUPERVISORS].items][-2:] == ["ACT1", "ACT3"]


def test_only_those_that_the_source_asks_with_an_if_may_not_apply() -> None:
    found = {name: {item.id for item in form.items if item.not_applicable} for name, form in FORMS.items()}
    assert found == {
        SELF_CHECK: {"A6", "A12", "A13", "A14", "B4", "B10", "B13"},
        REVIEW_GROUP: {"Q5", "Q11", "Q16"},
        MANAGERS: set(),
        SUPERVISORS: set(),
    }


@pytest.mark.parametrize(
    ("name", "post", "kind", "readers"),
    [
        (SELF_CHECK, "practitioner", "reference", ["author"]),
        (MANAGERS, "service-manager", "team", ["author", "line"]),
        (SUPERVISORS, "supervisor", "person", ["author", "subject", "supervisor", "line"]),
        (
            REVIEW_GROUP,
            "review-group-member",
            "meeting",
            [
                "author",
                "review-group-member@anywhere",
                "integrated-working-team-member@anywhere",
                "integrated-working-team-manager@anywhere",
            ],
        ),
    ],
)
def test_who_fills_it_in_about_what_and_who_reads_it(name: str, post: str, kind: str, readers: list[str]) -> None:
    form = FORMS[name]
    assert (form.filled_in_by, form.subject.kind, form.who_sees) == ([post], kind, readers)
    assert form.is_private is (name == SELF_CHECK)


def test_the_route_for_somebody_at_risk_is_there_and_whole() -> None:
    words = LIBRARY.frameworks["bolton-caf"].concern.words
    assert "999" in words
    assert "01632 960" in words
    assert "{" not in words


@pytest.mark.parametrize("name", sorted(FORMS))
def test_no_mark_is_left_to_be_read(name: str) -> None:
    assert list(marks_in(FORMS[name].model_dump())) == []
