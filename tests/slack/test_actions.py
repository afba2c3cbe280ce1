"""Actions agreed in a check: offered for an answer, agreed in a form, dropped, counted."""

from bot.playground.driver import Person
from tests.slack.town import Town, done

OFFER = "An action can be agreed for the question before"


def looking_at_work(town: Town) -> Person:
    sam = town.sam
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4", "Are the records clear")
    return sam


def test_an_action_is_offered_only_after_an_answer_that_calls_for_one(town: Town) -> None:
    sam = looking_at_work(town)
    done(sam.click("Yes"))
    assert OFFER not in town.shows(sam, "2 of 4").plain
    done(sam.click("Back"))
    town.shows(sam, "1 of 4")
    done(sam.click("Halfway"))
    town.shows(sam, "2 of 4", f"{OFFER}, which was answered: Halfway.", "[Agree an action]")


def test_an_action_is_agreed_for_the_question_before_and_then_offered_no_more(town: Town) -> None:
    sam = looking_at_work(town)
    done(sam.click("Halfway"))
    town.shows(sam, "2 of 4", OFFER)
    done(sam.click("Agree an action"))
    town.form(sam, "Are the records clear", "What will be done?")
    sam.fill({"words": "Write plainer records.", "until": "2026-12-24"})
    done(sam.submit())
    assert sam.view() is None
    town.slack.wait(lambda: OFFER not in sam.card().plain)
    done(sam.click("Back"))
    town.shows(sam, "1 of 4", "[1 action agreed]")
    done(sam.click("1 action agreed"))
    town.form(sam, "Write plainer records. (by Thu 24 Dec 2026)")


def test_an_action_needs_a_day_or_words_for_when_and_a_day_that_is_to_come(town: Town) -> None:
    sam = looking_at_work(town)
    done(sam.click("Halfway"))
    town.shows(sam, OFFER)
    done(sam.click("Agree an action"))
    sam.fill({"words": "Write plainer records.", "until": None})
    done(sam.submit())
    assert town.form(sam).errors == {"until": "Please give a day, or a time in words."}
    sam.fill({"until": "2020-01-01"})
    done(sam.submit())
    assert "That day is past." in str(town.form(sam).errors)
    sam.fill({"until": None, "timescale": "by the next meeting"})
    done(sam.submit())
    assert sam.view() is None


def test_an_action_that_names_somebody_is_asked_about(town: Town) -> None:
    sam = looking_at_work(town)
    done(sam.click("Halfway"))
    town.shows(sam, OFFER)
    done(sam.click("Agree an action"))
    sam.fill({"words": "Ring 07700 900123.", "timescale": "this week"})
    done(sam.submit())
    town.form(sam, "a phone number", "If it has to stay: why?")
    sam.fill({"words": "Ring the office."})
    done(sam.submit())
    assert sam.view() is None


def test_a_question_for_actions_takes_several_and_one_can_be_dropped(town: Town) -> None:
    sam = looking_at_work(town)
    for place in ("2 of 4", "3 of 4"):
        done(sam.click("Yes"))
        town.shows(sam, place)
    for words in ("Read the plan.", "Visit twice."):
        done(sam.click("agree/0"))
        sam.fill({"words": words, "timescale": "this month"})
        done(sam.submit())
        town.slack.settled()
    town.shows(sam, "3 of 4", "What will you do", "[2 actions agreed]")
    done(sam.click("2 actions agreed"))
    view = town.form(sam, "Read the plan. (this month)", "Visit twice. (this month)")
    assert view.buttons == ["Drop", "Drop"]
    done(sam.click("Drop"))
    assert "Read the plan." not in town.form(sam, "Visit twice.").plain
    sam.close()
    town.shows(sam, "[1 action agreed]")
    done(sam.choose("⋯", "Review what is done"))
    town.shows(sam, "Review")
    done(sam.click("Submit"))
    town.shows(sam, "2 yes · 1 not answered · 1 action")
    done(sam.click("See my answers"))
    town.form(sam, "Action: Visit twice. (this month)")
