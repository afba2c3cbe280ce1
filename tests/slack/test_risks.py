"""A risk to quality over the wire: raised at the review and the receipt, decided by the lead, told to who raised it."""

import pytest

from bot.playground.driver import Person
from tests.meetings import works_by_rowan
from tests.slack.town import Town, done

WORDS = "Too few rooms for quiet talks."


@pytest.fixture
def rowan(town: Town) -> Town:
    works_by_rowan(town.council)
    return town


def reviewed(town: Town) -> Person:
    ade = town.ade
    done(ade.slash("/qa start note to myself"))
    done(ade.submit())
    town.shows(ade, "Own note", "1 of 1")
    done(ade.click("Yes"))
    town.shows(ade, "Review · 1 of 1 done")
    return ade


def test_raised_at_the_review_decided_by_the_lead_and_told(rowan: Town) -> None:
    town, robin = rowan, rowan.person("Robin")
    ade = reviewed(town)
    done(ade.click("Raise a quality risk"))
    form = town.form(ade, "It is not for a person who may be in danger.", "Ring 999 in danger", "too little time")
    assert "They do not get your answers in Own note" in form.plain
    ade.fill({"words": WORDS})
    done(ade.submit())
    town.form(ade, "It is kept under ref ")
    notice = town.shows(robin, "A risk to quality was raised, ref ")
    assert WORDS not in notice.plain
    robin.open_home()
    town.home(robin, "Risks to quality", "waits for a decision")
    done(robin.click("Open it"))
    town.form(robin, "Raised by Ade", WORDS)
    assert "Own note" not in town.form(robin).plain
    robin.fill({"words": "Two more from May."})
    done(robin.submit())
    town.form(robin, "Decided by Robin, Mon 23 Nov", "Two more from May.")
    town.slack.settled()
    assert any("has been decided on" in message.plain for message in ade.dm())
    done(ade.slash("/qa risk"))
    town.form(ade, "Raised by you", "decided Mon 23 Nov")
    done(ade.click("Open"))
    town.form(ade, "Two more from May.")
    assert len([message for message in robin.dm() if "A risk to quality" in message.plain]) == 1


def test_it_is_offered_at_the_receipt_and_in_the_answers_and_by_command(rowan: Town) -> None:
    town = rowan
    ade = reviewed(town)
    done(ade.click("Submit"))
    assert "Raise a quality risk" in town.shows(ade, "Submitted").buttons
    done(ade.click("See my answers"))
    assert "Raise a quality risk" in town.form(ade, "Is there time for good work?").buttons
    done(ade.slash("/qa risk"))
    town.form(ade, "You have raised none.", "Ring 999 in danger")
    done(ade.click("Raise a quality risk"))
    town.form(ade, "What gets in the way of good work")
    ade.fill({"words": "Ring 07700 900123"})
    ade.submit()
    town.form(ade, "looks as if it holds a phone number")


def test_a_check_of_a_framework_without_a_route_offers_nothing(town: Town) -> None:
    town.begin(town.ade)
    done(town.ade.choose("⋯", "Review what is done"))
    assert "Raise a quality risk" not in town.shows(town.ade, "Review").buttons
