"""The main path on a real PostgreSQL with two bots at work: a payload goes to either of them."""

from collections.abc import Iterator

import pytest

from bot.app import open_bot, open_office
from tests.council import LIBRARY
from tests.ports import free_port
from tests.slack.town import CLOCK, Town, done, town_at

pytestmark = pytest.mark.parametrize("address", ["postgresql"], indirect=True)


@pytest.fixture
def two_bots(address: str) -> Iterator[Town]:
    with town_at(address, "socket") as town:
        settings = town.settings.model_copy(update={"port": free_port()})
        second = open_bot(settings, open_office(settings, LIBRARY, CLOCK))
        try:
            assert second.door.wait_ready(10)
            town.slack.wait(lambda: town.slack.connections() == 2)
            yield town
        finally:
            second.close()


def test_a_whole_check_ends_with_one_card_and_one_receipt(two_bots: Town) -> None:
    town, ade = two_bots, two_bots.ade
    done(ade.slash("/qa"))
    town.told(ade, "/qa start")
    town.begin(ade)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    done(ade.click("No"))
    ade.fill({"note": "It was put off twice."})
    done(ade.submit())
    town.shows(ade, "3 of 6")
    done(ade.click("Write your answer"))
    ade.fill({"B1": "The visits were on time."})
    done(ade.submit())
    ade.fill({"B2": "The long one"})
    done(ade.submit())
    town.shows(ade, "5 of 6")
    done(ade.pick_day("day/0", "2026-11-20"))
    town.shows(ade, "6 of 6")
    done(ade.choose("person/0", "Bea"))
    town.shows(ade, "Review · 6 of 6 done")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ", "1 yes · 1 no · 4 in words")
    town.slack.settled(quiet=0.5)
    assert len(ade.dm()) == 1
    assert len(town.slack.calls("chat.postMessage")) == 1


def test_clicks_on_both_bots_at_once_are_one_answer(two_bots: Town) -> None:
    town, ade = two_bots, two_bots.ade
    town.begin(ade)
    for place in ("2 of 6", "3 of 6"):
        act = ade.click("Yes", times=4)
        assert all(each.acked for each in (act, *act.repeats))
        town.shows(ade, place)
    town.slack.settled(quiet=0.5)
    town.shows(ade, "3 of 6")
    assert ade.ephemerals() == []


def test_a_notice_is_sent_once_by_either_bot(two_bots: Town) -> None:
    town, sam, ade = two_bots, two_bots.sam, two_bots.ade
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4")
    done(sam.choose("⋯", "Review what is done"))
    town.shows(sam, "Review")
    done(sam.click("Submit"))
    town.shows(sam, "Submitted ")
    act = sam.click("Share with Ade", times=4)
    assert all(each.acked for each in (act, *act.repeats))
    town.shows(ade, "Sam has shared")
    town.slack.settled(quiet=0.5)
    assert len(ade.dm()) == 1


def test_the_other_bot_goes_on_when_one_stops(two_bots: Town) -> None:
    town, ade = two_bots, two_bots.ade
    town.begin(ade)
    town.stop_bot()
    town.slack.wait(lambda: town.slack.connections() == 1)
    done(ade.click("Yes"))
    town.shows(ade, "2 of 6")
    assert len(ade.dm()) == 1
