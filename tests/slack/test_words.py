"""Words in a check: notes, narratives page by page, what is closed unsaved, and what seems to name somebody."""

from bot.playground.driver import Person
from tests.slack.town import Town, done


def at_words(town: Town) -> Person:
    """Ade in front of the first question that is answered in words."""
    town.begin(town.ade)
    for place in ("2 of 6", "3 of 6"):
        done(town.ade.click("Yes"))
        town.shows(town.ade, place)
    return town.ade


def test_a_note_is_offered_and_counted_on_the_card(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Add a note"))
    ade.fill({"note": "It names both parents."})
    done(ade.submit())
    card = town.shows(ade, "1 of 6", "[Note (4 words)]")
    assert "It names both parents." not in card.plain + card.text
    done(ade.click("Note (4 words)"))
    assert "[It names both parents.]" in town.form(ade).plain


def test_an_empty_note_takes_the_note_away(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Add a note"))
    ade.fill({"note": "One."})
    done(ade.submit())
    town.shows(ade, "[Note (1 word)]")
    done(ade.click("Note (1 word)"))
    ade.fill({"note": ""})
    done(ade.submit())
    town.shows(ade, "[Add a note]")


def test_a_required_note_opens_by_itself_and_closing_it_leaves_the_answer_needing_one(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.click("No"))
    town.form(ade, "This answer needs a note before it counts as complete.", "What you close without saving")
    ade.close()
    town.shows(ade, "2 of 6", "[No, chosen]", "This answer needs a note")
    done(ade.choose("⋯", "Review what is done"))
    review = town.shows(ade, "Review · 1 of 6 done")
    assert "Add the note" in review.buttons
    done(ade.click("Add the note"))
    town.form(ade, "Was there agreement")
    ade.fill({"note": "It was put off."})
    done(ade.submit())
    town.shows(ade, "Review · 2 of 6 done")


def test_words_are_never_shown_in_the_chat(town: Town) -> None:
    ade = at_words(town)
    done(ade.click("Write your answer"))
    ade.fill({"B1": "The oak tree by the gate."})
    done(ade.submit())
    ade.close()
    town.shows(ade, "4 of 6")
    done(ade.click("Back"))
    card = town.shows(ade, "3 of 6", "Your answer: 6 words.", "[Change your answer]")
    assert "oak" not in card.plain + card.text


def test_words_go_on_page_by_page_and_what_is_closed_unsaved_is_not_kept(town: Town) -> None:
    ade = at_words(town)
    done(ade.click("Write your answer"))
    assert "What you close without saving is not kept." in town.form(ade, "3 of 6 · Second").plain
    ade.fill({"B1": "Kept."})
    done(ade.submit())
    town.form(ade, "4 of 6 · Second", "Which form was used")
    ade.fill({"B2": "Lost."})
    ade.close()
    town.shows(ade, "4 of 6", "[Write your answer]")
    done(ade.click("Write your answer"))
    assert "Lost." not in town.form(ade).plain
    done(ade.choose("turn/0", "Back to the question before"))
    assert "[Kept.]" in town.form(ade, "What went well").plain


def test_an_empty_page_is_left_open_and_the_next_one_comes(town: Town) -> None:
    ade = at_words(town)
    done(ade.click("Write your answer"))
    done(ade.submit())
    town.form(ade, "4 of 6")
    ade.close()
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Second: 0 of 4")


def test_from_a_page_one_turns_elsewhere_and_what_is_typed_is_saved(town: Town) -> None:
    ade = at_words(town)
    done(ade.click("Write your answer"))
    ade.fill({"B1": "Saved by moving."})
    done(ade.choose("turn/0", "On to the next question"))
    town.form(ade, "Which form was used")
    town.shows(ade, "4 of 6")
    done(ade.choose("turn/0", "Back to the question before"))
    town.form(ade, "What went well", "[Saved by moving.]")
    ade.fill({"B1": "Write to kit@example.org."})
    ade.choose("turn/0", "Review")
    town.form(ade, "What went well", "This looks as if it holds an e-mail address. Nothing was saved.")
    ade.fill({"B1": "Write to the office."})
    done(ade.choose("turn/0", "Review"))
    town.form(ade, "The check in your messages shows where you are now.")
    town.shows(ade, "Review · 3 of 6 done")


def test_what_seems_to_name_somebody_stops_the_save_and_is_never_repeated(town: Town) -> None:
    ade = at_words(town)
    done(ade.click("Write your answer"))
    ade.fill({"B1": "Write to kit@example.org about it."})
    act = done(ade.submit())
    view = town.form(ade, "This looks as if it holds an e-mail address. Nothing was saved.")
    assert "kit@example.org" not in str(act.answer)
    assert "[Write to kit@example.org about it.]" in view.plain
    ade.fill({"If it has to stay: why?": "It is a public address."})
    done(ade.submit())
    town.form(ade, "4 of 6")
    ade.close()
    town.shows(ade, "4 of 6")
    done(ade.click("Back"))
    town.shows(ade, "3 of 6", "Your answer: 5 words.")


def test_the_reason_to_keep_may_name_nobody_either(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Add a note"))
    ade.fill({"note": "Ring 07700 900123."})
    done(ade.submit())
    town.form(ade, "a phone number")
    ade.fill({"If it has to stay: why?": "Because kit@example.org says so."})
    done(ade.submit())
    assert list(town.form(ade, "an e-mail address").errors) == ["keep,note"]
    ade.fill({"note": "Ring the office.", "If it has to stay: why?": ""})
    done(ade.submit())
    assert ade.view() is None
    town.shows(ade, "[Note (3 words)]")


def test_three_thousand_ampersands_are_kept_whole(town: Town) -> None:
    ade, words = at_words(town), "&" * 3000
    done(ade.click("Write your answer"))
    ade.fill({"B1": words})
    done(ade.submit())
    done(ade.choose("turn/0", "Back to the question before"))
    assert words in town.form(ade, "What went well").plain


def test_emoji_and_marks_appear_as_they_were_typed(town: Town) -> None:
    ade, words = at_words(town), "Fine 👩‍👧 <b>&amp;</b> *not bold* :tada:"
    done(ade.click("Write your answer"))
    ade.fill({"B1": words})
    done(ade.submit())
    done(ade.choose("turn/0", "Back to the question before"))
    assert f"[{words}]" in town.form(ade, "What went well").plain


def test_emoji_that_fill_the_box_are_kept_though_they_cannot_be_filled_in_again(town: Town) -> None:
    ade, words = at_words(town), "👩" * 1500
    done(ade.click("Write your answer"))
    ade.fill({"B1": words})
    done(ade.submit())
    done(ade.choose("turn/0", "Back to the question before"))
    assert words in town.form(ade, "What went well").plain
