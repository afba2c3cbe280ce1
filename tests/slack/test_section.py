"""A whole section in one form: from the ⋯ of a card, and as the way in which somebody likes to work."""

from bot.playground.driver import Person
from tests.slack.town import Town, done


def liking_sections(town: Town) -> Person:
    ade = town.ade
    done(ade.open_home())
    town.home(ade, "Someone may be at risk")
    done(ade.click("Show me whole sections", on="home"))
    town.home(ade, "[Show me one question at a time]")
    return ade


def test_the_menu_opens_the_section_that_one_is_in(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Whole section in one form"))
    view = town.form(ade, "First · K7-3Q", "Was the plan clear", "Was there agreement")
    assert "What went well" not in view.plain
    ade.fill({"A1": "Yes", "A2": "No", "note A2": "It was put off."})
    done(ade.submit())
    assert ade.view() is None
    town.shows(ade, "Second · 3 of 6")


def test_what_is_left_empty_stays_open_and_what_was_answered_stands_in_the_form(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.choose("⋯", "Whole section in one form"))
    assert "(x) Yes  ( ) No" in town.form(ade, "Was the plan clear").plain
    done(ade.submit())
    town.shows(ade, "3 of 6", "What went well")  # behind the form, which was looked at as a whole
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 1 of 6 done", "First: 1 of 2", "Was there agreement")


def test_all_of_a_section_fits_or_none_of_it_is_stored(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Whole section in one form"))
    ade.fill({"A1": "Yes", "note A1": "Ring 07700 900123.", "A2": "Yes"})
    done(ade.submit())
    view = town.form(ade, "a phone number", "“Was the plan clear”")
    assert "[Ring 07700 900123.]" in view.plain
    town.shows(ade, "1 of 6", "[Yes]  [No]")
    ade.fill({"If it has to stay: why?": "It is the office."})
    done(ade.submit())
    town.shows(ade, "3 of 6")


def test_an_answer_without_its_required_note_leaves_the_question_open(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Whole section in one form"))
    ade.fill({"A1": "Yes", "A2": "No"})
    done(ade.submit())
    done(ade.choose("⋯", "Review what is done"))
    assert "Add the note" in town.shows(ade, "Review · 1 of 6 done").buttons


def test_a_start_goes_on_in_sections_one_after_another_for_those_who_like_it(town: Town) -> None:
    ade = liking_sections(town)
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    town.form(ade, "First · K7-3Q")
    ade.fill({"A1": "Yes", "A2": "Yes"})
    done(ade.submit())
    town.form(ade, "Second · K7-3Q")
    ade.fill({"B1": "Much.", "B2": "The long one", "B3": "2026-11-20", "B4": "Bea"})
    done(ade.submit())
    assert ade.view() is None
    town.shows(ade, "Review · 6 of 6 done")


def test_a_question_that_an_answer_opens_is_asked_before_the_next_section(town: Town) -> None:
    ade = liking_sections(town)
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-3Q", "own-sort": "Short"})
    done(ade.submit())
    ade.fill({"A1": "No", "A2": "Yes"})
    done(ade.submit())
    view = town.form(ade, "First · K7-3Q", "Did the plan change")
    assert "(x) No" in view.plain


def test_carrying_on_from_home_opens_the_section_for_those_who_like_it(town: Town) -> None:
    town.begin(town.ade)
    ade = liking_sections(town)
    done(ade.click("Carry on", on="home"))
    town.form(ade, "First · K7-3Q", "Was the plan clear")


def test_resume_by_command_opens_the_section_too(town: Town) -> None:
    town.begin(town.ade)
    ade = liking_sections(town)
    done(ade.slash("/qa resume"))
    town.form(ade, "First · K7-3Q", "Was the plan clear")


def test_the_choice_is_taken_back_on_home(town: Town) -> None:
    ade = liking_sections(town)
    done(ade.click("Show me one question at a time", on="home"))
    town.home(ade, "[Show me whole sections]")
    town.begin(ade)
    assert ade.view() is None
