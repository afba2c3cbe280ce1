"""The walk as a person goes through it: where they are, what is asked, what is saved, what is refused."""

from datetime import date, timedelta

import pytest

from bot.domain.cards import Card, Receipt, Review
from bot.domain.runs import Subject
from bot.domain.values import NOT_APPLICABLE, Fate, Value
from bot.errors import ClosedRunError, FormProblemsError, IdentifyingTextError, NotAllowedError, UnusableValueError
from bot.flows.actions import agree_action, drop_agreed
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.recording import Change
from bot.flows.start import load_startable, load_subjects, load_unfinished, start_run
from bot.flows.walk import (
    answer_item,
    answer_section,
    go_to,
    load_section,
    load_view,
    step_back,
    step_on,
    write_note,
)
from bot.storage import people
from tests.council import TODAY, Council

YES, NO = Value(choice=1), Value(choice=0)


def at(council: Council, run: str, name: str = "Ade") -> str | None:
    """The item this person sees; none at the review."""
    view = load_view(council.office, council.actor(name), run)
    return view.prompt.item if isinstance(view, Card) else None


def card(council: Council, run: str, name: str = "Ade") -> Card:
    view = load_view(council.office, council.actor(name), run)
    assert isinstance(view, Card)
    return view


def give(council: Council, run: str, item: str, value: Value, seen: int = 0) -> Fate:
    return answer_item(council.office, council.actor("Ade"), council.press(run, item, seen), value).fate


def test_from_start_to_receipt(council: Council) -> None:
    run = council.own_look()
    for item, value in [
        ("A1", YES),
        ("A2", YES),
        ("B1", Value(words="We listened.")),
        ("B2", Value(words="Form 7")),
        ("B3", Value(day=date(2026, 11, 20))),
        ("B4", Value(person=council.ids["Bea"])),
    ]:
        assert at(council, run) == item
        assert give(council, run, item, value) is Fate.SAVED
    review = load_view(council.office, council.actor("Ade"), run)
    assert isinstance(review, Review)
    assert str(review.progress) == "6 of 6"
    receipt = submit_run(council.office, council.actor("Ade"), run)
    assert str(receipt.tally) == "2 yes · 4 in words"
    again = load_view(council.office, council.actor("Ade"), run)
    assert isinstance(again, Receipt)
    assert (again.state, again.tally) == ("submitted", receipt.tally)


def test_conditional_items_appear_and_vanish_and_keep_their_answers(council: Council) -> None:
    run = council.own_look()
    give(council, run, "A1", NO)
    assert str(card(council, run).progress) == "1 of 7"
    give(council, run, "A4", YES)
    give(council, run, "A5", NO)
    assert str(card(council, run).progress) == "3 of 8"
    give(council, run, "A1", YES, seen=1)
    assert str(card(council, run).progress) == "1 of 6"
    give(council, run, "A1", NO, seen=2)
    assert str(card(council, run).progress) == "3 of 8"


def test_header_facts_decide_what_is_asked(council: Council) -> None:
    short, long = council.own_look("S1", sort=1), council.own_look("L1", sort=2)
    assert card(council, short).progress.asked == 6
    assert card(council, long).progress.asked == 7


def test_not_applicable_only_where_allowed(council: Council) -> None:
    run = council.own_look(sort=2)
    assert give(council, run, "A3", NOT_APPLICABLE) is Fate.SAVED
    with pytest.raises(UnusableValueError, match="always applies"):
        give(council, run, "A1", NOT_APPLICABLE)
    assert "1 not applicable" in str(submit_run(council.office, council.actor("Ade"), run).tally)


def test_a_required_note_holds_the_place_until_it_is_there(council: Council) -> None:
    run = council.own_look()
    give(council, run, "A1", YES)
    outcome = answer_item(council.office, council.actor("Ade"), council.press(run, "A2"), NO)
    assert outcome.needs_note
    assert at(council, run) == "A2"
    assert card(council, run).prompt.needs_note
    write_note(council.office, council.actor("Ade"), council.press(run, "A2", 1), "They were not at home.")
    assert at(council, run) == "B1"


def test_a_required_note_left_out_is_counted_as_that(council: Council) -> None:
    run = council.own_look()
    give(council, run, "A2", NO)
    tally = submit_run(council.office, council.actor("Ade"), run).tally
    assert tally
    assert (tally.need_notes, dict(tally.by_label)["No"]) == (1, 0)


def test_a_note_before_the_answer_and_taken_away_again(council: Council) -> None:
    run = council.own_look()
    write_note(council.office, council.actor("Ade"), council.press(run, "A1"), "Ask about this.")
    assert (card(council, run).prompt.note, card(council, run).prompt.shown) == ("Ask about this.", None)
    give(council, run, "A1", YES, seen=1)
    go_to(council.office, council.actor("Ade"), run, "A1")
    assert (card(council, run).prompt.note, card(council, run).prompt.shown) == ("Ask about this.", "Yes")
    write_note(council.office, council.actor("Ade"), council.press(run, "A1", 2), " ")
    assert card(council, run).prompt.note is None


def test_back_leave_jump_and_review(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    step_on(council.office, ade, run)
    assert at(council, run) == "A2"
    step_back(council.office, ade, run)
    step_back(council.office, ade, run)
    assert at(council, run) == "A1"
    go_to(council.office, ade, run, "B4")
    step_on(council.office, ade, run)
    assert at(council, run) is None
    step_back(council.office, ade, run)
    assert at(council, run) == "B4"
    go_to(council.office, ade, run, None)
    review = load_view(council.office, ade, run)
    assert isinstance(review, Review)
    assert [gap.item for gap in review.gaps] == ["A1", "A2", "B1", "B2", "B3", "B4"]
    with pytest.raises(UnusableValueError):
        go_to(council.office, ade, run, "A5")


def test_from_a_gap_one_comes_to_the_next_gap(council: Council) -> None:
    run = council.own_look()
    give(council, run, "A2", YES)
    go_to(council.office, council.actor("Ade"), run, "A1")
    give(council, run, "A1", YES)
    assert at(council, run) == "B1"


def test_an_answer_elsewhere_moves_nobody(council: Council) -> None:
    run = council.own_look()
    give(council, run, "B2", Value(words="Form 7"))
    assert at(council, run) == "A1"


def test_a_whole_section_at_once(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    prompts = load_section(council.office, ade, run, "A1").prompts
    assert [prompt.item for prompt in prompts] == ["A1", "A2"]
    presses = {council.press(run, item): Change(value) for item, value in [("A1", YES), ("A2", YES)]}
    outcomes = answer_section(council.office, ade, run, presses)
    assert {item: outcome.fate for item, outcome in outcomes.items()} == {"A1": Fate.SAVED, "A2": Fate.SAVED}
    assert at(council, run) == "B1"


def test_a_section_with_a_mistake_stores_nothing(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    presses = {
        council.press(run, "B1"): Change(Value(words="Call 07700 900123")),
        council.press(run, "B2"): Change(Value(words="x" * 151)),
        council.press(run, "A1"): Change(YES),
    }
    with pytest.raises(FormProblemsError) as caught:
        answer_section(council.office, ade, run, presses)
    assert set(caught.value.problems) == {"B1", "B2"}
    assert card(council, run).progress.done == 0


def test_leaving_and_coming_back_finds_everything(council: Council) -> None:
    run = council.own_look()
    give(council, run, "A1", YES)
    (begun,) = load_unfinished(council.office, council.actor("Ade"))
    assert (begun.heading.run, begun.heading.about, str(begun.progress)) == (run, "K7-3Q", "1 of 6")
    assert load_unfinished(council.office, council.actor("Bea")) == []


def test_starting_the_same_again_comes_back_to_it(council: Council) -> None:
    assert council.own_look() == council.own_look()
    assert council.own_look() != council.own_look("K8-1A")


def test_submitting_twice_is_once_and_then_nothing_changes(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    give(council, run, "A1", YES)
    first = submit_run(council.office, ade, run)
    assert submit_run(council.office, ade, run) == first
    assert str(first.tally) == "1 yes · 5 not answered"
    with pytest.raises(ClosedRunError, match="submitted"):
        give(council, run, "A2", YES)
    with pytest.raises(ClosedRunError):
        withdraw_run(council.office, ade, run)


def test_withdrawn_is_over(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    assert withdraw_run(council.office, ade, run).state == "withdrawn"
    assert load_unfinished(council.office, ade) == []
    with pytest.raises(ClosedRunError):
        submit_run(council.office, ade, run)
    assert council.own_look() != run


def test_what_is_offered(council: Council) -> None:
    offered = {form.name for form in load_startable(council.office, council.actor("Ade"))}
    assert offered == {"own-look", "panel-look", "every-kind", "again-look"}
    assert [person.name for person in load_subjects(council.office, council.actor("Sam"), "work-look")] == [
        "Ade",
        "Bea",
    ]
    teams = load_subjects(council.office, council.actor("Robin"), "team-look")
    assert [team.name for team in teams] == ["East", "Service", "West"]


@pytest.mark.parametrize(
    ("subject", "header", "wrong"),
    [
        (Subject("reference", "  "), {"own-sort": Value(choice=1), "own-day": Value(day=TODAY)}, {"subject"}),
        (Subject("reference", "M1 1AE"), {"own-sort": Value(choice=1), "own-day": Value(day=TODAY)}, {"subject"}),
        (Subject("reference", "x" * 41), {"own-sort": Value(choice=1), "own-day": Value(day=TODAY)}, {"subject"}),
        (Subject("reference", "K1"), {"own-day": Value(day=TODAY)}, {"own-sort"}),
        (
            Subject("reference", "K1"),
            {"own-sort": Value(choice=9), "own-day": Value(words="x")},
            {"own-sort", "own-day"},
        ),
    ],
)
def test_a_start_that_does_not_fit_names_each_field(
    council: Council, subject: Subject, header: dict[str, Value], wrong: set[str]
) -> None:
    with pytest.raises(FormProblemsError) as caught:
        start_run(council.office, council.actor("Ade"), "own-look", subject, header)
    assert set(caught.value.problems) == wrong
    assert load_unfinished(council.office, council.actor("Ade")) == []


def test_identifying_words_stop_the_save_and_may_stay_with_a_reason(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    text = "Ring her on 07700 900123"
    with pytest.raises(IdentifyingTextError) as caught:
        write_note(council.office, ade, council.press(run, "A1"), text)
    assert "phone" in str(caught.value)
    assert "07700" not in str(caught.value)
    with pytest.raises(IdentifyingTextError):
        write_note(council.office, ade, council.press(run, "A1"), text, "it is jo@example.org")
    write_note(council.office, ade, council.press(run, "A1"), text, "It is the office's own number.")
    assert card(council, run).prompt.note == text


def test_actions_are_agreed_once_and_can_be_dropped(council: Council) -> None:
    run, sam = council.work_look(), council.actor("Sam")
    office = council.office
    assert answer_item(office, sam, council.press(run, "S1"), Value(choice=1)).offers_action
    agree_action(office, sam, run, "S1", "Look at three files", TODAY + timedelta(days=7))
    mine = agree_action(office, sam, run, "ACT1", "Book the training", "by the next supervision")
    assert agree_action(office, sam, run, "ACT1", "Book the training", "by the next supervision") == mine
    theirs = agree_action(office, sam, run, "ACT3", "Write up visits", TODAY)
    assert (mine.plan.owner, theirs.plan.owner) == (council.ids["Sam"], council.ids["Ade"])
    drop_agreed(office, sam, run, theirs.id)
    assert str(submit_run(office, sam, run).tally) == "1 halfway · 2 not answered · 2 actions"


@pytest.mark.parametrize("by", [TODAY - timedelta(days=1), "", "x" * 151])
def test_an_action_needs_a_time_that_fits(council: Council, by: date | str) -> None:
    run = council.work_look()
    with pytest.raises(UnusableValueError):
        agree_action(council.office, council.actor("Sam"), run, "ACT1", "Book it", by)


def test_no_action_where_none_is_agreed(council: Council) -> None:
    run = council.work_look()
    with pytest.raises(UnusableValueError):
        agree_action(council.office, council.actor("Sam"), run, "S2", "Book it", TODAY)


def test_somebody_moved_out_of_scope_in_the_middle_is_refused_and_keeps_their_answers(council: Council) -> None:
    run = council.own_look()
    give(council, run, "A1", YES)
    with council.office.store.work() as uow:
        uow.connection.exec_driver_sql(f"UPDATE holds SET until = '{TODAY}' WHERE post = 'worker'")
    with pytest.raises(NotAllowedError):
        give(council, run, "A2", YES)
    assert card(council, run).progress.done == 1


def test_a_run_keeps_the_version_it_began_with(council: Council) -> None:
    run = council.own_look()
    form = council.office.form("own-look")
    part = form.checklist.parts[0]
    section = part.sections[0].model_copy(update={"items": part.sections[0].items[1:]})
    changed = form.checklist.model_copy(update={"parts": [part.model_copy(update={"sections": [section]})]})
    forms = {**council.office.library.forms, "own-look": form.__class__("maple", "own-look", changed, "{}", "other")}
    council.office.library = council.office.library.__class__(council.office.library.frameworks, forms)
    council.office._versions.clear()
    assert give(council, run, "A1", YES) is Fate.SAVED
    assert card(council, run).progress.asked == 6


def test_a_leaver_is_no_one_any_more(council: Council) -> None:
    with council.office.store.look() as uow:
        assert people.load_standing(uow, council.ids["Lou"], TODAY) is None
        assert people.load_standing(uow, council.ids["Lou"], TODAY - timedelta(days=1)) is not None
    with pytest.raises(NotAllowedError, match="QA list"):
        load_startable(council.office, council.actor("Lou"))
