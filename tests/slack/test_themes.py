"""Marking with themes over the wire: beside a note, at the review, at the receipt, in the answers, and for whom not."""

from bot.playground.driver import Person
from tests.slack.test_receipt import submitted
from tests.slack.town import Town, done, looked_at


def begun(town: Town) -> Person:
    """Sam, at the second question of a check of Ade's work."""
    sam = town.sam
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4")
    done(sam.click("Yes"))
    town.shows(sam, "2 of 4")
    return sam


def test_an_answer_is_marked_beside_its_note(town: Town) -> None:
    sam = begun(town)
    done(sam.click("Add a note"))
    town.form(sam, "Which themes is it about?", "Tidiness", "Listening", "Is it good practice?")
    sam.fill({"themes/S2/0": ["Time"], "good-practice/S2/0": ["Others can learn from this"]})
    done(sam.submit())
    town.slack.settled()
    assert "Add a note" in sam.card().buttons  # nothing was written, so there is none
    done(sam.click("Add a note"))
    assert "(x) Time" in town.form(sam, "Your note").plain
    sam.close()
    done(sam.choose("⋯", "Review what is done"))
    town.shows(sam, "Review")
    done(sam.click("Themes"))
    town.form(sam, "The whole check")
    done(sam.choose("Go to an answer", "Are the records clear"))
    sam.fill({"themes/S1/0": ["Tidiness", "Listening"]})
    done(sam.submit())
    town.form(sam, "Saved. You can mark more", "Are the records clear", "Yes")
    sam.close()
    done(sam.click("Submit"))
    receipt = town.shows(sam, "Submitted ", "Themes: Tidiness, Listening, Time, Good practice")
    assert "Themes" in receipt.buttons
    done(sam.click("See my answers"))
    sheet = town.form(sam, "Themes: Tidiness, Listening", "Themes: Time, Good practice")
    assert "Themes" in sheet.buttons


def test_a_submitted_check_is_marked_and_its_marks_are_taken_away(town: Town) -> None:
    sam = looked_at(town)
    assert "Themes:" not in sam.card().plain
    done(sam.click("Themes"))
    town.form(sam, "Work look · Ade · ref ", "The whole check", "without anybody's name")
    sam.fill({"themes/-/0": ["Tidiness"]})
    done(sam.submit())
    assert "(x) Tidiness" in town.form(sam, "Saved.").plain
    sam.fill({"themes/-/1": []})
    sam.close()
    town.shows(sam, "Submitted ", "Themes: Tidiness")
    done(sam.click("Themes"))
    town.form(sam, "The whole check")
    sam.fill({"themes/-/1": []})
    done(sam.submit())
    town.form(sam, "Saved.")
    town.slack.wait(lambda: "Themes:" not in sam.card().plain)


def test_a_form_that_is_old_changes_nothing_and_says_so(town: Town) -> None:
    sam = looked_at(town)
    done(sam.click("Themes"))
    town.form(sam, "The whole check")
    sam.fill({"themes/-/0": ["Time"]})
    done(sam.submit(times=1))
    town.form(sam, "Saved.")
    sam.close()
    done(sam.click("Themes"))
    town.form(sam)
    done(sam.submit())
    assert "(x) Time" in town.form(sam, "Saved.").plain  # left alone: nothing is done


def test_who_reads_the_answers_sees_the_themes_and_cannot_change_them(town: Town) -> None:
    sam, ade = looked_at(town), town.ade
    done(sam.click("Themes"))
    sam.fill({"good-practice/-/0": ["Others can learn from this"]})
    done(sam.submit())
    town.form(sam, "Saved.")
    sam.close()
    done(sam.click("Share with Ade"))
    town.shows(ade, "Sam has shared")
    done(ade.click("See the answers"))
    assert "Themes" not in town.form(ade, "Themes: Good practice").buttons
    run = next(control["value"] for control in sam.card().controls if control["label"] == "See my answers")
    done(ade.open_home())
    town.home(ade, "Start something")
    done(ade.press("mark/0", value=run, on="home"))
    town.form(ade, "Only the person who wrote a check marks it with themes.")


def test_a_check_that_only_its_author_reads_has_no_themes(town: Town) -> None:
    ade = submitted(town)
    assert "Themes" not in ade.card().buttons
    run = next(control["value"] for control in ade.card().controls if control["label"] == "See my answers")
    done(ade.open_home())
    town.home(ade, "Start something")
    done(ade.press("mark/0", value=run, on="home"))
    town.form(ade, "This check is not marked with themes")
