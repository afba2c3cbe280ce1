"""An anonymous survey in Slack: opened by a lead, answered once on one page, closed, and read by those it names."""

from datetime import timedelta

import pytest

from bot.domain.values import Value
from bot.flows.surveys import send_sheet
from bot.playground.driver import Person
from bot.storage.tables import people as tables
from bot.storage.tables import sheets
from tests.council import START, TODAY, add
from tests.slack.sight import logged, rows
from tests.slack.town import Town, done

FIVE = ("Ade", "Bea", "Sam", "Mia", "Max")


@pytest.fixture
def birch(town: Town) -> Town:
    """The town, working by the second framework too."""
    with town.council.office.store.work() as uow:
        add(uow, tables.Uses, team=town.council.ids["Service"], framework="birch", since=START)
    return town


def open_it(town: Town) -> Person:
    robin = town.person("Robin")
    done(robin.slash("/qa survey"))
    town.form(robin, "How we work together", "Not opened yet")
    done(robin.click("Open it"))
    town.form(robin, "What is the last day to answer")
    robin.fill({"closes": (TODAY + timedelta(days=4)).isoformat()})
    done(robin.submit())
    town.form(robin, "Open until Fri 27 Nov", "0 people answered")
    return robin


def answer(town: Town, name: str, **more: str) -> Person:
    person = town.person(name)
    done(person.slash("/qa start survey"))
    town.form(person, "How we work together")
    person.fill({"S1": "Yes", "S2": "No", **more})
    done(person.submit())
    town.form(person, "kept apart from your name")
    return person


def close_it(town: Town) -> Person:
    robin = town.person("Robin")
    done(robin.slash("/qa survey"))
    town.form(robin, "Close it now")
    done(robin.click("Close it now"))
    town.form(robin, "Closed Mon 23 Nov")
    return robin


def test_a_survey_from_opening_to_results_and_comments(birch: Town) -> None:
    open_it(birch)
    for name in FIVE:
        answer(birch, name, S3=f"A wish, number {FIVE.index(name)}.")
    robin = close_it(birch)
    done(robin.click("Results"))
    view = birch.form(robin, "5 sheets", "Is your work shared out fairly")
    assert "Yes: 5 · Partly, or in progress: 0 · No: 0 (of 5)" in view.plain
    assert "A wish" not in view.plain
    quinn = birch.person("Quinn")
    birch.shows(quinn, "The survey “How we work together” is over", "Closed Mon 23 Nov")
    done(quinn.click("Comments"))
    view = birch.form(quinn, "Shuffled", "What would help you most")
    assert all(f"A wish, number {number}." in view.plain for number in range(5))
    assert [entry["verb"] for entry in logged(birch, "survey opened") + logged(birch, "survey closed")] == [
        "survey opened",
        "survey closed",
    ]


def test_the_page_says_first_what_is_kept_and_what_is_not(birch: Town) -> None:
    open_it(birch)
    ade = birch.ade
    done(ade.open_home())
    birch.home(ade, "Surveys", "Anonymous. Open until Fri 27 Nov", "[Answer]")
    done(ade.click("Answer", on="home"))
    view = birch.form(
        ade,
        "We keep a note that you answered, so reminders stop. We do not keep which answers are yours.",
        "Nobody sees results until five people have answered. Please name no one.",
        "seen by any lead",
    )
    assert "answered" not in view.plain.partition("Used for")[2].partition("Open until")[2].partition("nothing")[0]


def test_who_has_answered_is_not_asked_again_whatever_they_press(birch: Town) -> None:
    open_it(birch)
    ade = birch.ade
    done(ade.open_home())
    birch.home(ade, "[Answer]")
    answer(birch, "Ade")
    assert birch.slack.wait(lambda: (home := ade.home()) and "Surveys" not in home.plain)
    done(ade.slash("/qa start staff survey"))
    assert "Staff survey" not in birch.form(ade).plain
    assert len(rows(birch, sheets.TakenPart)) == len(rows(birch, sheets.Sealed)) == 1


def test_an_older_page_sent_in_again_changes_nothing(birch: Town) -> None:
    open_it(birch)
    ade = birch.ade
    done(ade.slash("/qa start survey"))
    ade.fill({"S1": "Yes"})
    wave = rows(birch, sheets.Wave)[0]["id"]
    assert send_sheet(birch.council.office, birch.council.actor("Ade"), wave, {"S1": Value(choice=0)})  # on a phone
    done(ade.submit())
    birch.form(ade, "You have answered this survey already", "nothing was changed")
    assert len(rows(birch, sheets.TakenPart)) == len(rows(birch, sheets.Sealed)) == 1


def test_words_that_name_somebody_are_to_be_taken_out(birch: Town) -> None:
    open_it(birch)
    ade = birch.ade
    done(ade.slash("/qa start survey"))
    ade.fill({"S1": "Yes", "S3": "Ring 07700 900123."})
    done(ade.submit())
    view = birch.form(ade, "a phone number", "name no one")
    assert "why" not in view.plain.split("name no one")[1].partition("\n")[0]
    assert rows(birch, sheets.TakenPart) == []
    ade.fill({"S3": "Fewer forms."})
    done(ade.submit())
    birch.form(ade, "kept apart")


def test_an_empty_page_is_not_an_answer(birch: Town) -> None:
    open_it(birch)
    ade = birch.ade
    done(ade.slash("/qa start survey"))
    done(ade.submit())
    birch.form(ade, "Nothing is answered yet")
    assert rows(birch, sheets.TakenPart) == []


def test_too_few_answers_show_nothing_and_it_can_be_opened_again(birch: Town) -> None:
    open_it(birch)
    for name in FIVE[:4]:
        answer(birch, name)
    robin = close_it(birch)
    view = birch.form(robin, "Fewer than five people answered, so nothing is shown", "[Open it]")
    assert "[Results]" not in view.plain
    done(robin.click("Open it"))
    robin.fill({"closes": (TODAY + timedelta(days=4)).isoformat()})
    done(robin.submit())
    birch.form(robin, "4 people answered")


def test_a_closing_day_in_the_past_is_refused_beside_it(birch: Town) -> None:
    robin = birch.person("Robin")
    done(robin.slash("/qa survey"))
    done(robin.click("Open it"))
    robin.fill({"closes": (TODAY - timedelta(days=1)).isoformat()})
    done(robin.submit())
    birch.form(robin, "That day is past")


def test_it_is_still_open_after_a_restart(birch: Town) -> None:
    open_it(birch)
    answer(birch, "Ade")
    birch.stop_bot()
    birch.start_bot()
    for name in FIVE[1:]:
        answer(birch, name)
    robin = close_it(birch)
    done(robin.click("Results"))
    birch.form(robin, "5 sheets")


def test_who_has_no_survey_is_told_so(birch: Town) -> None:
    ade = birch.ade
    done(ade.slash("/qa survey"))
    birch.form(ade, "There is no survey for you now")
