"""What is easy to misread in the sources stands in the shipped files as it was meant, one test for each trap."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.flows.cycles import told_of_cycle
from bot.frameworks.kinds import AnyOf, Entries, LookBack, TallyItem, ThreePoint, YesNo, YesPartlyNo
from bot.frameworks.model import Checklist
from tests.frameworks.test_catalogue import PATHS, SHIPPED, ids_in
from tests.thornmere import LIBRARY

STANDARDS = ("adults-practice-standards-audit", "adults-therapy-standards-audit")
ADULTS = sorted(name for name, path in PATHS.items() if path.parent.name == "coventry-adults")


def form(name: str) -> Checklist:
    return LIBRARY.forms[name].checklist


def texts_in(tree: Any) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    else:
        for child in tree.values() if isinstance(tree, dict) else tree:
            yield from texts_in(child)


def order_of(name: str) -> list[str]:
    return [part.name for part in form(name).parts]


@pytest.mark.parametrize("name", STANDARDS)
def test_bi_annually_is_twice_a_year(name: str) -> None:
    assert "twice a year" in form(name).purpose


def test_nothing_says_bi_annually_or_bi_monthly() -> None:
    words = " ".join(texts_in(list(SHIPPED.values()))).lower()
    assert "bi-annual" not in words
    assert "bi-month" not in words
    assert "bi month" not in words


@pytest.mark.parametrize(
    ("name", "boxes"),
    [
        ("caf-service-manager-checklist", {ThreePoint}),
        ("caf-supervisor-checklist", {ThreePoint}),
        ("caf-practitioner-self-assessment", {YesNo}),
        ("caf-multi-agency-checklist", {YesNo}),
    ],
)
def test_managers_and_supervisors_have_three_boxes_and_the_others_two(name: str, boxes: set[type]) -> None:
    assert {type(item) for item in form(name).items if item.choices} == boxes


def areas_of(name: str) -> list[str]:
    """The headings, compared by their words, without those that are ours."""
    sections = [section for part in form(name).parts for section in part.sections]
    titles = [section.title.lower() for section in sections if any(item.id.isdigit() for item in section.items)]
    return [title.removeprefix("having the ").removeprefix("a ").replace(" to do the job", "") for title in titles]


def test_the_health_check_and_its_focus_group_have_four_of_five_headings_in_common() -> None:
    check = [title.replace(" for the job", "") for title in areas_of("adults-health-check")]
    group = areas_of("adults-health-check-focus-group")
    assert len(check) == len(group) == 5
    assert check[:4] == group[:4]
    assert (check[4], group[4]) == ("effective service delivery", "approach to practice")


def test_the_health_check_asks_of_each_area_its_strengths_and_a_plan() -> None:
    kinds = {item.id: item.kind for item in form("adults-health-check").items}
    assert all((kinds[f"{n}"], kinds[f"own-{n}-plan"]) == ("narrative", "actions") for n in range(1, 6))


def test_a_focus_group_counts_where_each_person_is_spoken_to() -> None:
    items = form("adults-health-check-focus-group").by_id
    assert {name for name, item in items.items() if isinstance(item, TallyItem)} == {"16", "17", "18", "20", "21", "22"}
    assert all([choice.code for choice in items[name].choices] == list(range(1, 11)) for name in ("16", "17"))
    assert [choice.id for choice in items["18"].choices] == ["18a", "18b", "18c", "18d", "18e", "18f"]


def test_an_observation_goes_by_its_steps_and_not_by_the_paper() -> None:
    parts = {part.name: part for part in form("adults-practice-observation").parts}
    assert {name: (part.id, part.by, part.after) for name, part in parts.items()} == {
        "plan": (None, "both", []),
        "before": ("ST2", "subject", ["plan"]),
        "reflection": ("ST4a", "subject", ["before"]),
        "report": ("ST4b", "author", ["before"]),
        "feedback": (None, "both", ["before"]),
        "learning": ("ST6", "subject", ["reflection", "report"]),
        "observer-signs": (None, "author", ["report", "feedback"]),
        "discussed": ("ST8", "both", ["learning", "observer-signs"]),
    }
    where = {item.id: part.name for part in parts.values() for item in part.items}
    assert [where[name] for name in ("1.1", "1.2", "1.3", "1.4")] == ["before", "before", "reflection", "learning"]
    assert [where[name] for name in ("2.1", "2.2", "2.3")] == ["report", "report", "feedback"]
    assert [where[name] for name in ("X1", "X2", "X3", "X4")] == ["learning"] * 2 + ["observer-signs"] * 2


def test_any_one_way_to_observe_counts_and_is_recorded() -> None:
    way = form("adults-practice-observation").by_id["own-way"]
    assert isinstance(way, AnyOf)
    assert [choice.id for choice in way.choices] == ["OB1", "OB2", "OB3"]


def test_the_person_is_heard_only_when_consent_and_capacity_were_thought_about() -> None:
    parts = {part.name: part for part in form("adults-practice-observation").parts}
    assert [item.id for item in parts["feedback"].items][:3] == ["own-capacity", "own-consent", "2.3"]
    heard = form("adults-practice-observation").by_id["2.3"]
    assert [(condition.item, condition.is_) for condition in heard.show_if] == [("own-consent", ["agreed"])]


def test_a_supervision_audit_is_done_a_level_above_and_reaches_everybody() -> None:
    audit = form("adults-supervision-audit")
    assert (audit.filled_in_by, audit.subject.kind, audit.subject.id) == (["supervisor"], "person", "H2")
    assert "at least one from every person they supervise" in audit.purpose
    assert [item.kind for item in audit.header if item.id == "own-worker"] == ["person"]
    scale = [item for item in audit.items if item.id.isdigit()]
    assert len(scale) == 11
    assert all(isinstance(item, YesPartlyNo) and item.good == ["yes"] and item.note == "offered" for item in scale)
    signed = [(part.by, item.id) for part in audit.parts for item in part.items if item.kind == "signature"]
    assert (signed, order_of("adults-supervision-audit")) == ([("author", "X1")], ["audit", "comments"])


@pytest.mark.parametrize("name", STANDARDS)
def test_a_standards_audit_belongs_to_supervision_and_to_both(name: str) -> None:
    audit = form(name)
    assert "ordinary supervision; it needs no extra meeting" in audit.purpose
    assert (audit.filled_in_by, audit.subject.kind, [part.by for part in audit.parts]) == (
        ["supervisor"],
        "person",
        ["both", "subject"],  # the second is ours: what of it may be shared
    )
    assert (audit.consent, audit.consent_to) == ("own-consent", ["19"])
    assert isinstance(audit.items[0], LookBack)
    conditions = {item.id: [c.item for c in item.show_if] for item in audit.items if item.show_if}
    only_safeguarding = {"10": ["own-safeguarding"]} if name == STANDARDS[0] else {}
    assert conditions == {"16": ["own-transferred"], **only_safeguarding}


def test_the_two_standards_audits_never_share_what_a_number_means() -> None:
    practice, therapy = (form(name).by_id for name in STANDARDS)
    same = {name for name in practice if name.isdigit() and practice[name].ask == therapy[name].ask}
    assert {str(number) for number in range(12, 20)} <= same
    assert practice["7"].ask == therapy["6"].ask
    assert same.isdisjoint({"2", "3", "6", "7", "9", "11"})


def test_there_are_at_most_four_themes_and_two_areas_are_always_covered() -> None:
    themes, covered = (form("adults-thematic-cycle").by_id[name] for name in ("1", "2"))
    assert isinstance(themes, Entries)
    assert themes.most == 4
    assert "personalisation and safeguarding" in covered.ask
    assert getattr(covered, "good", []) == ["yes"]
    sources = {"incident", "review", "audit", "complaint", "ombudsman", "indicator"}
    asked = [item for item in form("adults-thematic-cycle").items if item.kind == "one-of"]
    assert [{choice.name for choice in item.choices} for item in asked] == [sources] * 4


def test_a_thematic_review_has_three_stages_one_after_the_other() -> None:
    review = form("adults-thematic-review")
    assert [part.after for part in review.parts] == [[], *([name] for name in order_of("adults-thematic-review")[:-1])]
    assert [part.name for part in review.parts if part.name.startswith("stage")] == [
        "stage-one",
        "stage-two",
        "stage-three",
    ]
    assert [review.by_id[name].kind for name in ("4", "5", "6")] == ["date"] * 3
    assert "at most four themes" in review.purpose


@pytest.mark.parametrize(
    ("begun", "covered", "lines"),
    [
        (
            3,
            {1},
            [
                "3 of these were begun in the last 12 months; there should be 4 at most.",
                "Covered by them: Personalisation.",
                "Not covered yet: Safeguarding practice.",
            ],
        ),
        (
            4,
            {1, 2, 3},
            [
                "4 of these were begun in the last 12 months, and there should be 4 at most. If one more is needed "
                "all the same, you can begin it.",
                "Covered by them: Personalisation, Safeguarding practice.",
            ],
        ),
    ],
)
def test_whoever_begins_a_thematic_review_is_told_what_twelve_months_hold(
    begun: int, covered: set[int], lines: list[str]
) -> None:
    review = form("adults-thematic-review")
    assert review.cycle
    assert list(told_of_cycle(review, review.cycle, begun, covered)) == lines


@pytest.mark.parametrize("name", ADULTS)
def test_nothing_comes_from_the_minutes_that_the_damaged_copy_stands_among(name: str) -> None:
    words = " ".join(texts_in(SHIPPED[name])).lower()
    assert "direct payment" not in words
    assert "workforce" not in words
    assert not any(taken.startswith("CR") for taken in ids_in(SHIPPED[name]))
