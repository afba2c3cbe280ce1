"""What a review found: forms that overwrote what was newer, steps taken twice, words that could not be taken back."""

import pytest

from bot.errors import NotSavedError
from bot.flows.arrivals import find_account
from tests.slack.town import Town, done


def test_saving_a_section_leaves_alone_what_was_not_touched_in_it(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    first = ade.card()
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.choose("⋯", "Whole section in one form"))
    # On another device, while the form is open: the first answer is changed to No.
    done(ade.press("answer/1", message=first))
    town.slack.settled()
    ade.fill({"A2": "Yes"})
    done(ade.submit())
    town.form(ade, "Did the plan change")  # which No to the first has added to this section
    ade.close()
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 2 of 7 done")


def test_leaving_twice_skips_nothing(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    card = ade.card()
    done(ade.click("Leave for now", times=2))
    town.shows(ade, "2 of 6")
    town.slack.settled()
    done(ade.press("leave/0", message=card))
    town.slack.settled()
    town.shows(ade, "2 of 6")


def test_words_can_be_taken_back(town: Town) -> None:
    ade = town.ade
    town.begin(ade)
    done(ade.click("Leave for now"))
    town.shows(ade, "2 of 6")
    done(ade.click("Leave for now"))
    town.shows(ade, "3 of 6")
    done(ade.click("Write your answer"))
    ade.fill({"B1": "Words I regret"})
    done(ade.submit())
    ade.close()
    town.shows(ade, "4 of 6")
    done(ade.click("Back"))
    town.shows(ade, "Your answer: 3 words.")
    done(ade.click("Change your answer"))
    ade.fill({"B1": ""})
    done(ade.submit())
    ade.close()
    town.slack.settled()
    with town.council.office.store.look() as uow:
        assert uow.connection.exec_driver_sql("SELECT count(*) FROM words").scalar() == 0
    done(ade.choose("⋯", "Review what is done"))
    town.shows(ade, "Review · 0 of 6 done")


def test_a_section_left_half_empty_is_followed_by_the_next_one(town: Town) -> None:
    ade = town.ade
    done(ade.open_home())
    town.home(ade, "Show me whole sections")
    done(ade.click("Show me whole sections"))
    town.home(ade, "Show me one question at a time")
    town.begin(ade)
    town.form(ade, "First · K7-3Q")
    ade.fill({"A2": "Yes"})
    done(ade.submit())
    town.form(ade, "Second · K7-3Q")
    done(ade.submit())
    assert ade.view() is None
    town.shows(ade, "Review · 1 of 6 done")


def test_words_that_came_too_late_in_a_section_stay_in_the_form(town: Town) -> None:
    sam, sid = town.sam, town.person("Sid")
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4")
    done(sam.choose("⋯", "Whole section in one form"))
    done(sid.slash("/qa resume"))
    town.shows(sid, "1 of 4")
    done(sid.click("Yes"))
    town.shows(sid, "2 of 4")
    sam.fill({"S1": "No", "note S1": "A long note.", "S2": "Yes"})
    done(sam.submit())
    town.form(sam, "Somebody else answered this", "What somebody else saved:", "[A long note.]")
    town.shows(sid, "[Yes, chosen]")
    done(sam.submit())
    town.shows(sid, "the question before, which was answered: No.")


def test_a_way_that_fails_leaves_the_words_in_the_form(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ade = town.ade
    town.begin(ade)
    for place in ("2 of 6", "3 of 6"):
        done(ade.click("Leave for now"))
        town.shows(ade, place)
    done(ade.click("Write your answer"))
    ade.fill({"B1": "Half a thought"})
    assert town.bot

    def locked(*_: object) -> None:
        raise NotSavedError

    with monkeypatch.context() as patch:
        patch.setattr(town.bot.office.store, "work", locked)
        assert ade.choose("turn/0", "Review").warned
    form = town.form(ade, "That was not saved")
    assert "[Half a thought]" in form.plain
    done(ade.submit())
    town.form(ade, "4 of 6")


def test_a_switch_off_that_could_not_be_stored_is_told_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    ade = town.ade
    town.begin(ade)
    assert town.bot

    def locked(*_: object) -> None:
        raise NotSavedError

    with monkeypatch.context() as patch:
        patch.setattr(town.bot.office.store, "work", locked)
        town.slack.deactivate(ade)
        town.slack.settled()
        events = [each for each in town.slack.deliveries() if "user_change" in str(each)]
        assert events
        assert not any(each.get("acked") for each in events)
    account = find_account(town.bot.office, ade.id)
    assert account
    assert account.state == "member"
