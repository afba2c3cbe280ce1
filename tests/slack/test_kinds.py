"""Every kind of answer, walked in Slack: what stands on the card, what is taken, what is refused with a sentence."""

from datetime import date
from decimal import Decimal

import pytest

from bot.domain.values import Value
from bot.playground.driver import Person
from bot.storage.answers import load_answers
from tests.council import TODAY
from tests.slack.town import Town, done


def begun(town: Town) -> Person:
    ade = town.ade
    done(ade.slash("/qa start one of every kind"))
    ade.fill({"subject": "K7-3Q"})
    done(ade.submit())
    town.shows(ade, "1 of ")
    return ade


def at(town: Town, ask: str) -> Person:
    """At the question, with the ones before it left alone but for who was there."""
    ade = begun(town)
    for before, answers in (("How clear", "Partly"), ("How was the day", None), ("Who was there", None)):
        if ask.startswith("Was it"):
            return ade
        done(ade.click(answers or "Leave for now"))
        town.shows(ade, before)
        if ask.startswith(before):
            return ade
    done(ade.click("Choose the answers"))
    ade.fill({"K4": ["Worker", "Helper"]})
    done(ade.submit())
    town.form(ade, "How long did it take")
    ade.close()
    town.shows(ade, "How long")
    while ask not in town.shows(ade, "Every kind").plain:
        _leave(town, ade)
    return ade


def _leave(town: Town, ade: Person) -> None:
    before = ade.dm()[-1].plain
    done(ade.click("Leave for now"))
    town.slack.wait(lambda: ade.dm()[-1].plain != before)


def stored(town: Town) -> dict[str, Value]:
    with town.council.office.store.look() as uow:
        run = uow.connection.exec_driver_sql("SELECT id FROM run").scalar_one()
        return {item: answer.value for item, answer in load_answers(uow, run).items()}


def test_a_walk_through_every_kind_and_what_is_stored_is_what_was_given(town: Town) -> None:
    ade = begun(town)
    done(ade.click("Partly"))
    town.shows(ade, "How clear was it")
    done(ade.choose("Choose an answer", "10 – fully"))
    assert {"🙂 Good", "😐 So-so", "🙁 Not nice"} <= set(town.shows(ade, "How was the day").buttons)
    done(ade.click("🙁 Not nice"))
    town.shows(ade, "Who was there")
    done(ade.click("Choose the answers"))
    ade.fill({"K4": ["Worker", "Helper"]})
    done(ade.submit())
    town.form(ade, "How long did it take", "a number from 0 to 40 with at most 1 after the point")
    ade.fill({"K5": "2.5"})
    done(ade.submit())
    town.form(ade, "How many were there", "An empty field counts as none.")
    ade.fill({"K6/1": "12"})
    done(ade.submit())
    town.shows(ade, "What is the date on the plan", "[Found, no date]", "[Not found]")
    done(ade.pick_day("Date on it", "2025-01-02"))
    town.shows(ade, "What was used")
    done(ade.click("Write your answer"))
    ade.fill({"K8": "A spade\nA saw"})
    done(ade.submit())
    town.shows(ade, "Is all of this as it was", "Not signed yet.")
    done(ade.click("Sign"))
    town.shows(ade, "Review · 9 of 9 done")
    assert stored(town) == {
        "own-day": Value(day=TODAY),
        "K1": Value(choice=1),
        "K2": Value(choice=10),
        "K3": Value(choice=0),
        "K4": Value(counts=((1, 1), (2, 1))),
        "K5": Value(number=Decimal("2.5")),
        "K6": Value(counts=((1, 12), (2, 0))),
        "K7": Value(choice=1, day=date(2025, 1, 2)),
        "K8": Value(words="A spade\nA saw"),
        "K9": Value(person=town.council.ids["Ade"]),
    }
    done(ade.click("Submit"))
    receipt = town.shows(ade, "Submitted")
    assert "1 partly · 1 not nice · 1 worker · 1 helper · 12 trees · 1 found · 4 in words" in receipt.plain
    done(ade.click("See my answers"))
    town.form(ade, "2.5 hours", "Trees: 12, Hedges: 0", "Found, dated Thu 2 Jan 2025", "past the limit of 6 months")
    done(ade.click("Next page"))
    town.form(ade, "A saw", "Signed by Ade, Mon 23 Nov 2026 10:")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"K5": "2.55"}, "Please give a number from 0 to 40"),
        ({"K5": "41"}, "Please give a number from 0 to 40"),
        ({"K6/1": "1.5"}, "Please give a whole number from 0 to 9999."),
        ({"K7": "Not found", "K7/day": "2025-01-02"}, "Please take the date out"),
        ({"K7": "Not applicable", "K7/day": "2025-01-02"}, "Please take the date out"),
    ],
)
def test_what_does_not_fit_gets_a_sentence_at_its_field_and_nothing_is_stored(
    town: Town, fields: dict[str, str], sentence: str
) -> None:
    ade = at(town, "How long did it take")
    before = stored(town)
    done(ade.choose("⋯", "Whole section in one form"))
    town.form(ade, "Counted · K7-3Q", "How many were there")
    ade.fill({"K6/2": "3", **fields})
    done(ade.submit(unchecked=True))
    assert sentence in town.form(ade, "Counted").plain
    assert stored(town) == before


def test_an_option_that_excludes_the_rest_is_said_to(town: Town) -> None:
    ade = at(town, "Who was there")
    done(ade.click("Choose the answers"))
    ade.fill({"K4": ["Worker", "Nobody"]})
    done(ade.submit())
    assert "or “Nobody” alone" in town.form(ade, "Who was there").plain
    ade.fill({"K4": ["Nobody"]})
    done(ade.submit())
    # The section that waits for somebody having been there is not asked.
    town.form(ade, "What was used")
    town.shows(ade, "What was used", "Written · 5 of 6")


def test_a_section_as_one_form_shows_what_stands_and_takes_every_kind(town: Town) -> None:
    ade = at(town, "How long did it take")
    done(ade.choose("⋯", "Whole section in one form"))
    ade.fill({"K5": "3", "K6/1": "2", "K7": "Found", "K7/day": "2026-11-20"})
    done(ade.submit())
    card = town.shows(ade, "What was used")
    assert stored(town)["K6"] == Value(counts=((1, 2), (2, 0)))
    done(ade.click("Back"))
    card = town.shows(ade, "What is the date on the plan", "Your answer: Found, dated Fri 20 Nov 2026")
    assert "within the limit of 6 months. You decide." in card.plain
    done(ade.choose("⋯", "Whole section in one form"))
    form = town.form(ade, "Counted")
    assert "(x) Found" in form.plain
    done(ade.submit())
    assert stored(town)["K5"] == Value(number=Decimal(3))


def test_numbers_emptied_take_the_answer_back(town: Town) -> None:
    ade = at(town, "How many were there")
    done(ade.click("Fill in the numbers"))
    ade.fill({"K6/1": "4", "K6/2": "1"})
    done(ade.submit())
    town.shows(ade, "What is the date")
    done(ade.click("Back"))
    town.shows(ade, "How many were there", "Your answer: Trees: 4, Hedges: 1.")
    done(ade.click("Change the numbers"))
    ade.fill({"K6/1": "", "K6/2": ""})
    done(ade.submit())
    assert stored(town)["K6"] == Value()


def test_a_list_has_no_more_entries_than_it_may(town: Town) -> None:
    ade = at(town, "What was used")
    done(ade.click("Write your answer"))
    ade.fill({"K8": "One\nTwo\nThree\nFour"})
    done(ade.submit())
    assert "one entry a line, at most 3" in town.form(ade, "What was used").plain


def test_a_signature_is_asked_about_first_and_falls_when_something_is_changed_after_it(town: Town) -> None:
    ade = at(town, "Is all of this as it was")
    ade.click("Sign", deny=True)
    assert stored(town)["own-day"]
    assert "K9" not in stored(town)
    done(ade.click("Sign"))
    town.shows(ade, "Review")
    done(ade.click("Back to questions"))
    card = town.shows(ade, "Is all of this as it was", "Signed by Ade, ")
    assert "Sign" not in card.buttons
    done(ade.choose("⋯", "Review what is done"))
    done(ade.click("Answer"))  # the first question that is open
    town.shows(ade, "How clear was it")
    done(ade.choose("Choose an answer", "5"))
    town.slack.wait(lambda: stored(town)["K9"] == Value())
    done(ade.choose("⋯", "Review what is done"))
    done(ade.click("Back to questions"))
    town.shows(ade, "This was signed, and an answer was changed after that", "[Sign]")
    done(ade.click("Sign"))
    town.slack.wait(lambda: stored(town)["K9"] == Value(person=town.council.ids["Ade"]))


def test_what_was_stored_survives_a_restart_and_a_correction_keeps_the_old_numbers(town: Town) -> None:
    ade = at(town, "How many were there")
    done(ade.click("Fill in the numbers"))
    ade.fill({"K6/1": "4"})
    done(ade.submit())
    town.shows(ade, "What is the date")
    town.stop_bot()
    town.start_bot()
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted", "4 trees")
    done(ade.click("See my answers"))
    town.form(ade, "Trees: 4, Hedges: 0")
    done(ade.click("Correct: How many were there?"))
    ade.fill({"K6/1": "5", "K6/2": "1", "reason": "Counted again."})
    done(ade.submit())
    town.form(ade, "Trees: 5, Hedges: 1")
    with town.council.office.store.look() as uow:
        kept = uow.connection.exec_driver_sql("SELECT code, many FROM superseded_choice ORDER BY code").fetchall()
    assert [tuple(row) for row in kept] == [(1, 4), (2, 0)]


def another_look(person: Person, case: str = "K7-3Q") -> None:
    done(person.slash("/qa start another look at the same"))
    person.fill({"subject": case})
    done(person.submit())


def test_the_next_check_opens_with_what_was_agreed_in_the_last_one(town: Town) -> None:
    ade = town.ade
    another_look(ade)
    # Nothing to look back on: it is not asked.
    town.shows(ade, "What will be done?", "2 of 2")
    done(ade.click("Agree an action"))
    ade.fill({"words": "Prune the hedge.", "timescale": "half-term", "until": None})
    done(ade.submit())
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 2 of 2 done")
    done(ade.click("Submit"))
    town.shows(ade, "1 not applicable · 1 action")
    another_look(ade, "k7-3q")
    card = town.shows(ade, "Did what was agreed change anything?", "1 action agreed last time")
    assert "hedge" not in card.plain
    done(ade.click("Write your answer"))
    town.form(ade, "Agreed last time", "Prune the hedge. · Ade", ": open")
    ade.fill({"L1": "It was pruned."})
    done(ade.submit())
    town.shows(ade, "What will be done?")


def test_what_was_agreed_about_another_case_or_in_a_check_of_somebody_else_is_not_shown(town: Town) -> None:
    ade = town.ade
    another_look(ade)
    town.shows(ade, "What will be done?")
    done(ade.click("Agree an action"))
    ade.fill({"words": "Prune the hedge.", "timescale": "half-term", "until": None})
    done(ade.submit())
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 2 of 2 done")
    done(ade.click("Submit"))
    town.shows(ade, "1 action")
    another_look(ade, "K7-4R")
    town.shows(ade, "K7-4R", "What will be done?")
    bea = town.person("Bea")
    another_look(bea)
    town.shows(bea, "What will be done?")
