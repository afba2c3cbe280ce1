"""After Submit: the receipt, one's own answers, correcting one, sharing, and what others see of it."""

from datetime import UTC, datetime

from bot.clock import Clock
from bot.playground.driver import Person
from tests.slack.town import Town, done, looked_at


def submitted(town: Town) -> Person:
    """Ade, with a check of three answers handed in."""
    ade = town.ade
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.click("Yes"))
    town.shows(ade, "3 of 6")
    done(ade.click("Write your answer"))
    ade.fill({"B1": "The visits were on time."})
    done(ade.submit())
    ade.close()
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 3 of 6 done")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ", "2 yes · 1 in words · 3 not answered")
    return ade


def test_the_receipt_counts_and_says_no_words(town: Town) -> None:
    ade = submitted(town)
    card = ade.card()
    assert "on time" not in card.plain + card.text
    assert "Only you can see your answers." in card.plain
    assert len(ade.dm()) == 1


class ShortlyAfterMidnight(Clock):
    """In London, in summer; elsewhere it is still the day before."""

    def instant(self) -> datetime:
        return datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_the_receipt_and_home_bear_the_day_in_london(town: Town) -> None:
    ade = town.ade
    assert town.bot
    town.bot.office.store.clock = ShortlyAfterMidnight()
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6", "Saved 00:30.")
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted Thu 2 Jul · Own look")
    town.home(ade, "Thu 2 Jul · Own look")


def test_submit_pressed_twice_is_one_submission(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.choose("⋯", "Review what is done"))
    review = town.shows(ade, "Review")
    act = ade.click("Submit", times=2)
    assert act.acked
    assert all(repeat.acked for repeat in act.repeats)
    town.shows(ade, "Submitted ")
    done(ade.press("submit/0", message=review))
    town.slack.settled()
    assert len(ade.dm()) == 1


def test_my_answers_are_shown_in_a_form_header_first(town: Town) -> None:
    ade = submitted(town)
    done(ade.click("See my answers"))
    sheet = town.form(ade, "K7-3Q · ref ", "page 1 of 1", "When is this\nMon 23 Nov 2026", "The visits were on time.")
    assert "Which form was used\nNot answered" in sheet.plain


def test_many_answers_are_paged(town: Town) -> None:
    ade = town.ade
    done(ade.slash("/qa start own"))
    ade.fill({"subject": "K7-9Z", "own-sort": "Long"})
    done(ade.submit())
    town.shows(ade, "1 of 7")
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ")
    done(ade.click("See my answers"))
    first = town.form(ade, "page 1 of 2")
    assert "Who came along" not in first.plain
    done(ade.click("Next page"))
    town.form(ade, "page 2 of 2", "Who came along")
    done(ade.click("Page before"))
    town.form(ade, "page 1 of 2")


def test_an_answer_is_corrected_with_a_reason(town: Town) -> None:
    ade = submitted(town)
    done(ade.click("See my answers"))
    town.form(ade)
    done(ade.click("Correct: Was the plan clear"))
    form = town.form(ade, "Why is it corrected?", "The old answer is kept.")
    assert "(x) Yes  ( ) No" in form.plain
    ade.fill({"A1": "No", "reason": "I had read it wrongly."})
    done(ade.submit())
    town.form(ade, "Was the plan clear\nNo")
    ade.close()
    town.shows(ade, "Submitted ", "1 yes · 1 no")


def test_without_a_reason_nothing_is_corrected(town: Town) -> None:
    ade = submitted(town)
    done(ade.click("See my answers"))
    done(ade.click("Correct: Was the plan clear"))
    ade.fill({"A1": "No"})
    assert ade.submit().status == "not sent"
    assert list(town.form(ade).errors) == ["reason"]
    done(ade.submit(unchecked=True))
    assert town.form(ade).errors == {"reason": "Please write something."}
    town.shows(ade, "2 yes")


def test_a_reason_that_names_somebody_is_asked_about(town: Town) -> None:
    ade = submitted(town)
    done(ade.click("See my answers"))
    done(ade.click("Correct: Was the plan clear"))
    ade.fill({"A1": "No", "reason": "Told by kit@example.org."})
    done(ade.submit())
    view = town.form(ade, "an e-mail address. A reason names nobody: please take it out.")
    assert list(view.errors) == ["reason"]
    ade.fill({"reason": "Told by the office."})
    done(ade.submit())
    town.form(ade, "Was the plan clear\nNo")


def test_start_another_offers_the_checks_again(town: Town) -> None:
    ade = submitted(town)
    done(ade.click("Start another"))
    town.form(ade, "Which check?")


def test_sharing_asks_first_and_tells_the_person_it_is_about(town: Town) -> None:
    sam, ade = looked_at(town), town.ade
    assert ade.dm() == []
    asked = next(control["confirm"] for control in sam.card().controls if control["label"] == "Share with Ade")
    assert asked["text"]["text"] == "Ade can then read the answers of this check."
    done(sam.click("Share with Ade"))
    notice = town.shows(ade, "Sam has shared a check about your work with you: Work look · Ade, ref ")
    assert "Yes" not in notice.plain
    town.slack.wait(lambda: "Share with Ade" not in sam.card().buttons)
    done(ade.click("See the answers"))
    sheet = town.form(ade, "Are the records clear\nYes")
    assert "Correct" not in sheet.buttons


def test_who_has_read_an_answer_is_told_that_it_was_corrected_not_how(town: Town) -> None:
    sam, ade = looked_at(town), town.ade
    done(sam.click("Share with Ade"))
    town.shows(ade, "Sam has shared")
    done(ade.click("See the answers"))
    town.form(ade, "Are the records clear")
    ade.close()
    done(sam.click("See my answers"))
    done(sam.click("Correct: Are the records clear"))
    sam.fill({"S1": "No", "reason": "I looked again."})
    done(sam.submit())
    notice = town.shows(ade, "An answer that you have read was corrected: Work look · Ade, ref ")
    assert "I looked again." not in notice.plain + notice.text
    assert len(ade.dm()) == 2
    done(ade.click("See the answers"))
    town.form(ade, "Are the records clear\nNo")


def test_who_has_not_read_it_is_not_told_of_a_correction(town: Town) -> None:
    sam, ade = looked_at(town), town.ade
    done(sam.click("Share with Ade"))
    town.shows(ade, "Sam has shared")
    done(sam.click("See my answers"))
    done(sam.click("Correct: Are the records clear"))
    sam.fill({"S1": "No", "reason": "I looked again."})
    done(sam.submit())
    town.slack.settled(quiet=0.5)
    assert len(ade.dm()) == 1


def test_who_may_not_read_is_told_who_may_and_sees_no_counts(town: Town) -> None:
    ade, quinn = submitted(town), town.person("Quinn")
    run = next(control["value"] for control in ade.card().controls if control["label"] == "See my answers")
    done(quinn.open_home())
    town.home(quinn, "Nothing yet.")
    done(quinn.press("see/0", value=run, on="home"))
    view = town.form(quinn, "Only those the check names may read its answers: author.")
    assert "yes" not in view.plain.lower()
    assert quinn.dm() == []


def test_what_is_refused_on_home_is_said_even_when_no_form_opens(town: Town) -> None:
    ade, quinn = submitted(town), town.person("Quinn")
    run = next(control["value"] for control in ade.card().controls if control["label"] == "See my answers")
    done(quinn.open_home())
    town.home(quinn, "Nothing yet.")
    town.slack.fault("views.open", "500")
    done(quinn.press("see/0", value=run, on="home"))
    town.told(quinn, "Only those the check names may read its answers: author.")


def test_what_was_shared_stands_on_home_and_a_correction_is_marked_in_it(town: Town) -> None:
    sam, ade = looked_at(town), town.ade
    done(sam.click("Share with Ade"))
    town.shows(ade, "Sam has shared")
    done(sam.click("See my answers"))
    done(sam.click("Correct"))
    sam.fill({"S1": "No", "reason": "I had the wrong file."})
    done(sam.submit())
    town.form(sam, "Corrected ")
    done(ade.open_home())
    town.home(ade, "Shared with you", "Work look · Ade")
    done(ade.click("See the answers", on="home"))
    town.form(ade, "Corrected ")
