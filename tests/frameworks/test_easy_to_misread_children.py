"""What the sources for children's services make easy to misread, as the shipped files read it (points 3 to 11)."""

from pathlib import Path

import pytest

from bot.frameworks.item import Item, NoteRequired
from bot.frameworks.kinds import Found, Narrative, OneOf, YesNo, YesPartlyNo
from bot.frameworks.library import load_library
from bot.frameworks.model import Checklist

LIBRARY = load_library(Path(__file__).parents[2] / "checklists")
AUDITS = sorted(name for name in LIBRARY.forms if name.startswith("case-audit-"))
PANEL_FORMS = {"fostering-panel-feedback-form": "F15", "fostering-panel-qa-form": "F16"}


def form(name: str) -> Checklist:
    return LIBRARY.forms[name].checklist


def item(name: str, number: str) -> Item:
    return form(name).by_id[number]


def limits_of(name: str, number: str) -> list[tuple[str, str, str]]:
    return [(limit.of, limit.from_, limit.within) for limit in item(name, number).limits]


def test_3_one_supervisors_form_with_two_names_and_one_self_check_with_two_sides() -> None:
    supervisors = [name for name in LIBRARY.forms if name.startswith("caf-supervis")]
    assert supervisors == ["caf-supervisor-checklist"]
    assert "supporting individual practitioners checklist" in form(supervisors[0]).also_called
    sides = form("caf-practitioner-self-assessment").parts
    assert [(part.by, {asked.id[0] for asked in part.items}) for part in sides] == [
        ("author", {"A"}),
        ("author", {"B"}),
    ]


@pytest.mark.parametrize(
    ("name", "number"), [("caf-practitioner-self-assessment", "A3"), ("caf-multi-agency-checklist", "Q2")]
)
def test_4_no_consent_is_not_counted_as_poor_and_wants_its_reason(name: str, number: str) -> None:
    asked = item(name, number)
    assert isinstance(asked, YesNo)
    assert (asked.good, isinstance(asked.note, NoteRequired)) == ([], True)


def test_5_yes_is_the_good_answer_where_the_source_asks_negatively() -> None:
    asked = item("case-audit-care-leaver", "1e")
    assert isinstance(asked, YesPartlyNo)
    assert asked.good == ["yes"]
    assert "instead of repeating" in asked.ask


@pytest.mark.parametrize(("name", "number"), [("case-audit-mash", "5"), ("case-audit-assessment", "1")])
def test_6_what_is_guidance_has_no_good_answer(name: str, number: str) -> None:
    assert not getattr(item(name, number), "good", [])


def test_6_a_hint_for_the_auditor_asks_for_no_judgement() -> None:
    assert isinstance(item("case-audit-mash", "5"), Narrative)
    assert isinstance(item("case-audit-assessment", "1"), OneOf)


@pytest.mark.parametrize("name", AUDITS)
def test_6_the_files_say_that_the_scale_is_ours(name: str) -> None:
    path = Path(__file__).parents[2] / "checklists/knowsley-case-audit" / f"{name}.yaml"
    assert "is a guide for auditors and not a form" in path.read_text().replace("\n# ", " ")


def test_7_days_of_an_open_kind_stand_in_the_file_and_working_days_are_named() -> None:
    assert limits_of("case-audit-assessment", "7") == [
        ("own-finished", "own-accepted", "35 working days"),
        ("own-finished", "own-accepted", "45 working days"),
    ]
    path = Path(__file__).parents[2] / "checklists/knowsley-case-audit/case-audit-assessment.yaml"
    assert "That they are working days is our default" in path.read_text().split('- id: "7"')[0][-300:]
    enquiry = LIBRARY.books["fostering-kpi-register"].register.by_id["K11"]
    assert "contact is due within two working days" in str(enquiry.help).lower()
    assert "first visit within seven working days" in str(enquiry.help)


def test_8_the_second_review_counts_from_becoming_looked_after() -> None:
    assert limits_of("case-audit-looked-after", "A2") == [
        ("own-first-review", "own-looked-after-since", "1 month"),
        ("own-second-review", "own-looked-after-since", "4 months"),
        ("A1", "own-review-before", "6 months"),
    ]
    second = LIBRARY.books["looked-after-reviews"].register.by_id["own-second-review"]
    assert "four months of becoming looked after" in str(second.help)


@pytest.mark.parametrize("name", sorted(PANEL_FORMS))
def test_9_one_form_for_a_panel_with_a_section_for_each_item(name: str) -> None:
    sections = [section for part in form(name).parts for section in part.sections]
    repeated = [section for section in sections if section.each == "agenda"]
    assert form(name).subject.kind == "meeting"
    assert [PANEL_FORMS[name] in {asked.id for asked in section.items} for section in repeated] == [True]


def test_9_how_often_is_the_least_and_never_the_most() -> None:
    visits = LIBRARY.books["fostering-kpi-register"].register.by_id["K6"]
    assert "at least four" in str(visits.help)
    for name in ("fostering-case-audit", "fostering-dip-sample-hos", "fostering-dip-sample-manager"):
        assert form(name).cycle is None


def test_9_an_indicator_that_is_an_activity_too_says_so_for_its_author() -> None:
    path = Path(__file__).parents[2] / "checklists/knowsley-fostering/fostering-kpi-register.register.yaml"
    before = {number: path.read_text().split(f"- id: {number}\n")[0].rsplit("\n\n", 1)[1] for number in SAME_DUTY}
    assert [number for number, said in before.items() if "The same duty as" not in said] == []


SAME_DUTY = ("K7", "K10", "K12", "K13", "K15", "K16", "K17")


def test_10_carers_and_childrens_reviews_belong_to_different_posts() -> None:
    assert form("fostering-carer-annual-review").filled_in_by == ["fostering-reviewing-officer"]
    assert form("fostering-cla-review").filled_in_by == ["child-reviewing-officer"]
    assert LIBRARY.books["looked-after-reviews"].register.kept_by == ["child-reviewing-officer"]


def test_10_who_takes_part_in_a_panel_is_more_than_its_members() -> None:
    feedback = set(form("fostering-panel-feedback-form").filled_in_by)
    assert {"panel-participant", "panel-member"} <= feedback
    assert "panel-participant" not in form("fostering-panel-qa-form").filled_in_by


def test_11_review_panel_and_decision_all_fit_inside_the_first_year() -> None:
    for name, number in (
        ("fostering-carer-annual-review", "own-first-in-time"),
        ("fostering-panel-carer-review", "own-first-in-time"),
    ):
        asked = item(name, number)
        assert "Panel" in asked.ask
        assert "ADM" in asked.ask
        assert "first year" in asked.ask
    assert [(wait.item, wait.is_) for wait in item("fostering-carer-annual-review", "own-first-in-time").show_if] == [
        ("own-first", ["yes"])
    ]


def test_age_decides_which_questions_about_a_looked_after_child_are_asked() -> None:
    waits = {asked.id: asked.show_if[0].is_ for asked in form("case-audit-looked-after").items if asked.show_if}
    young, older = ["under-sixteen"], ["sixteen-seventeen"]
    assert {number: waits[number] for number in ("A3", "P1", "P2", "P3", "P4", "P5")} == {
        "A3": older,
        "P1": young,
        "P2": young,
        "P3": young,
        "P4": older,
        "P5": older,
    }


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("case-audit-looked-after", "A1"),
        ("case-audit-looked-after", "P1"),
        ("case-audit-looked-after", "P4"),
        ("case-audit-looked-after", "F1"),
        ("case-audit-care-leaver", "1"),
    ],
)
def test_what_has_to_be_located_is_answered_by_finding_it_with_its_date(name: str, number: str) -> None:
    assert isinstance(item(name, number), Found)


@pytest.mark.parametrize("name", ["caf-parent-carer-feedback", "caf-young-person-feedback", "fostering-carer-survey"])
def test_sheets_from_outside_hold_no_reference_and_are_pooled(name: str) -> None:
    sheet = form(name)
    assert sheet.answered_for
    assert sheet.pooled_for
    assert sheet.subject.kind == "service"
    assert not {"person", "date", "signature"} & {asked.kind for asked in (*sheet.header, *sheet.items)}


def test_the_worker_who_is_rated_does_not_enter_the_sheet() -> None:
    for name in ("caf-parent-carer-feedback", "caf-young-person-feedback"):
        assert "practitioner" not in form(name).filled_in_by
        assert "practitioner" in form(name).pooled_for
    asked = LIBRARY.books["caf-feedback-asked"].register
    assert asked.kept_by == ["practitioner"]
    assert {fact.words for fact in asked.facts} == {"never"}
    assert [outcome.name for outcome in asked.facts[0].outcomes] == ["asked", "given-in", "preferred-not", "not-right"]


@pytest.mark.parametrize("number", ["K3", "own-allegation"])
def test_adverse_checks_and_allegations_hold_a_date_and_who_authorised(number: str) -> None:
    fact = LIBRARY.books["fostering-kpi-register"].register.by_id[number]
    assert (fact.sensitive, fact.words, fact.authoriser, fact.outcomes) == (True, "never", "head-of-service", [])
    assert fact.who_sees == ["author", "team-manager@team", "head-of-service@anywhere"]


ABOUT_CHILDREN = {"fostering-carer-survey", "fostering-schedule6-monitoring", "fostering-service-annual-report"} | {
    name for name in LIBRARY.forms if name.startswith("fostering-") and LIBRARY.forms[name].checklist.own
}


@pytest.mark.parametrize("name", sorted(ABOUT_CHILDREN))
def test_the_fostering_files_ask_about_the_child(name: str) -> None:
    asked = " ".join(f"{one.ask} {one.help}" for one in form(name).items).casefold()
    assert "child" in asked
