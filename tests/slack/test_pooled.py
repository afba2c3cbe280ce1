"""A sheet entered for somebody outside, and what all such sheets say together, as people see both in Slack."""

import pytest

from bot.storage.tables import people as tables
from tests.council import START, add
from tests.slack.town import Town, done


@pytest.fixture
def birch(town: Town) -> Town:
    with town.council.office.store.work() as uow:
        add(uow, tables.Uses, team=town.council.ids["Service"], framework="birch", since=START)
    return town


def test_a_sheet_is_entered_for_somebody_by_role_and_says_who_entered_it(birch: Town) -> None:
    ade = birch.ade
    done(ade.slash("/qa start family"))
    birch.form(ade, "You enter the answers of a parent or carer: by this role, not by name.")
    done(ade.submit())
    birch.shows(ade, "Were you listened to")
    done(ade.click("Yes"))
    birch.shows(ade, "2 of 4")
    done(ade.choose("⋯", "Review what is done"))
    birch.shows(ade, "Review")
    done(ade.click("Submit"))
    birch.shows(ade, "Submitted ", "Family sheet", "Entered by Ade for a parent or carer")
    done(ade.click("See my answers"))
    birch.form(ade, "Entered by Ade for a parent or carer")


def test_below_five_sheets_what_people_told_us_is_refused_in_a_sentence(birch: Town) -> None:
    ade = birch.ade
    done(ade.open_home())
    birch.home(ade, "What people told us", "What families say of us", "[See]")
    done(ade.click("See", on="home"))
    birch.form(ade, "Fewer than five sheets are counted so far")
