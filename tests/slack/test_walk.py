"""A whole check, from the command to the receipt, as its author sees it."""

from bot.playground.driver import Message
from tests.slack.town import Town, done


def test_a_check_is_walked_from_start_to_receipt(either_town: Town) -> None:
    town, ade = either_town, either_town.ade
    town.begin(ade)
    town.shows(ade, "Own look · K7-3Q", "First · 1 of 6", "Was the plan clear", "Only you can see your answers")
    done(ade.click("Yes"))
    town.shows(ade, "First · 2 of 6", "Was there agreement", "Saved ")
    done(ade.click("No"))
    town.form(ade, "Was there agreement", "needs a note")
    ade.fill({"note": "It was put off twice."})
    done(ade.submit())
    assert ade.view() is None
    town.shows(ade, "Second · 3 of 6", "What went well")
    done(ade.click("Write your answer"))
    ade.fill({"B1": "The visits were on time."})
    done(ade.submit())
    town.form(ade, "4 of 6", "Which form was used")
    ade.fill({"B2": "The long one"})
    done(ade.submit())
    assert ade.view() is None
    town.shows(ade, "5 of 6", "When was the visit")
    done(ade.pick_day("day/0", "2026-11-20"))
    town.shows(ade, "6 of 6", "Who came along")
    done(ade.choose("person/0", "Bea"))
    town.shows(ade, "Review · 6 of 6 done", "First: 2 of 2", "Second: 4 of 4", "Used for: My own learning.")
    done(ade.click("Submit"))
    receipt = town.shows(ade, "Submitted ", "· Own look · K7-3Q · ref ", "1 yes · 1 no · 4 in words")
    assert receipt.buttons == ["See my answers", "Get the record", "Start another"]
    assert len(ade.dm()) == 1


def test_the_words_of_each_card_stand_alone(town: Town) -> None:
    seen: list[Message] = []
    ade = town.ade
    town.begin(ade)
    for verb, place in (("Yes", "2 of 6"), ("Yes", "3 of 6"), ("Leave for now", "4 of 6"), ("Leave for now", "5 of 6")):
        done(ade.click(verb))
        seen.append(town.shows(ade, place))
    done(ade.choose("⋯", "Review what is done"))
    seen.append(town.shows(ade, "Review"))
    done(ade.click("Submit"))
    seen.append(town.shows(ade, "Submitted"))
    assert all("Own look · K7-3Q" in card.text for card in seen)
    asked = ["Was there agreement", "What went well", "Which form was used", "When was the visit"]
    assert all(ask in card.text for ask, card in zip(asked, seen, strict=False))
    assert "Answers: Yes, No." in seen[0].text
    assert "4 questions are open" in seen[-2].text
    assert "2 yes · 4 not answered." in seen[-1].text


def test_going_back_shows_what_was_chosen_and_changes_it(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.click("Back"))
    card = town.shows(ade, "1 of 6", "[Yes, chosen]  [No]")
    assert "Answers: Yes, chosen, No." in card.text
    done(ade.click("No"))
    town.shows(ade, "First · 2 of 7", "Was there agreement")


def test_leave_for_now_goes_to_the_next_question_and_leaves_a_gap(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Leave for now"))
    town.shows(ade, "2 of 6", "Was there agreement")
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 0 of 6 done")


def test_a_question_is_asked_only_where_an_answer_before_calls_for_it(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("No"))
    town.shows(ade, "2 of 7")
    done(ade.click("Yes"))
    town.shows(ade, "3 of 7", "Did the plan change")
    done(ade.click("Yes"))
    town.shows(ade, "4 of 8", "Was the change agreed")


def test_not_applicable_stands_beside_the_answers_only_where_the_question_allows_it(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start look at my own"))
    ade.fill({"subject": "K7-9Z", "own-sort": "Long"})
    done(ade.submit())
    assert "Not applicable" not in town.shows(ade, "1 of 7").buttons
    done(ade.click("Yes"))
    town.shows(ade, "2 of 7")
    done(ade.click("Yes"))
    assert "Not applicable" in town.shows(ade, "3 of 7", "Was it long enough").buttons
    done(ade.click("Not applicable"))
    town.shows(ade, "4 of 7")
    done(ade.click("Back"))
    town.shows(ade, "3 of 7", "Not applicable, chosen")


def test_every_control_says_by_itself_what_it_does(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    labels = [control["label"] for control in town.shows(ade, "1 of").controls]
    assert all(labels)
    elements = [element for block in ade.card().blocks for element in block.get("elements", [])]
    spoken = [element["accessibility_label"] for element in elements if element.get("type") == "button"]
    assert spoken[:2] == ["Answer: Yes", "Answer: No"]
    assert "Add a note, opens a form" in spoken
    assert "Leave for now, go to the next question" in spoken
