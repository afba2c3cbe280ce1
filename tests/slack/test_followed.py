"""Actions after their check is handed in: lists, two people, confirming, passing on, double clicks, and Home."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.playground.driver import Person
from bot.storage.tables import table_of
from bot.storage.tables.actions import Action
from tests.council import TODAY
from tests.slack.sight import logged
from tests.slack.town import Town, done

PLAIN = "Write plainer records."


def agreed(town: Town, **more: object) -> Person:
    """Sam has looked at Ade's work, agreed an action after the first answer, and handed the check in."""
    sam = town.sam
    done(sam.slash("/qa start work look"))
    sam.fill({"subject": "Ade"})
    done(sam.submit())
    town.shows(sam, "1 of 4")
    done(sam.click("Halfway"))
    town.shows(sam, "2 of 4", "An action can be agreed")
    done(sam.click("Agree an action"))
    town.form(sam, "Who will do it?", "How urgent is it?")
    sam.fill({"words": PLAIN, **more})
    done(sam.submit())
    town.slack.settled()
    done(sam.choose("⋯", "Review what is done"))
    town.shows(sam, "Review")
    done(sam.click("Submit"))
    town.shows(sam, "Submitted ", "1 action")
    return sam


def opened(town: Town, person: Person, *words: str, which: str = "") -> None:
    done(person.slash(f"/qa actions {which}".strip()))
    town.form(person, *words)
    done(person.click("Open"))
    town.form(person, PLAIN)


def test_the_day_filled_in_beforehand_is_the_working_day_after_four_weeks(town: Town) -> None:
    sam = agreed(town)
    done(sam.slash("/qa actions"))
    town.form(sam, "Mine: 1", PLAIN, "Sam · by Mon 21 Dec", "Work look · Ade")


def test_the_owner_is_told_closes_it_and_the_other_sees_it_done(town: Town) -> None:
    sam, ade = agreed(town, owner="Ade"), town.ade
    told = town.shows(ade, "An action is yours to do: Work look · Ade", "Sam agreed it")
    assert PLAIN not in told.plain
    done(ade.click("Open the action"))
    town.form(ade, PLAIN, "Owner: Ade", "[Mark as done]", "[Pass it on]", "[Change the date]")
    done(ade.click("Mark as done"))
    ade.fill({"why": "Three were read again."})
    done(ade.submit())
    town.form(ade, "done", "Ade closed it", "Three were read again.", "[Open it again]")
    done(sam.slash("/qa actions done"))
    town.form(sam, "Done: 1", PLAIN)
    done(sam.choose("Which actions?", "My team's"))
    town.form(sam, "My team's: 0", "Nobody whose actions you follow")
    done(sam.choose("Which actions?", "Done"))
    done(sam.click("Open"))
    done(sam.click("Open it again"))
    sam.fill({"why": "Two more came."})
    done(sam.submit())
    town.form(sam, "Sam opened it again", "Two more came.", "[Mark as done]")
    with town.council.office.store.work() as uow:
        uow.run(update(table_of(Action)).values(due=TODAY - timedelta(days=3)))
    done(sam.slash("/qa actions late"))
    town.form(sam, "Past their date: 1", PLAIN, "Ade · by Fri 20 Nov, past its date")


def test_high_priority_is_confirmed_by_another_person(town: Town) -> None:
    sam, ade = agreed(town, owner="Ade", priority="High"), town.ade
    town.shows(ade, "An action is yours to do")
    opened(town, ade, "high priority")
    done(ade.click("Mark as done"))
    ade.fill({"why": "All are plain."})
    done(ade.submit())
    view = town.form(ade, "waits to be confirmed", "Ade said that it is done")
    assert "Confirm that it is done" not in view.buttons
    town.shows(sam, "An action waits for you to confirm that it is done")
    opened(town, sam, "waits for you to confirm it")
    done(sam.click("Return it"))
    sam.fill({"why": "One is still missing."})
    done(sam.submit())
    town.form(sam, "Sam returned it", "One is still missing.")
    town.shows(ade, "An action is open again", "Sam returned it")
    opened(town, ade)
    done(ade.click("Mark as done"))
    ade.fill({"why": "That one too."})
    done(ade.submit())
    town.form(ade, "waits to be confirmed")
    opened(town, sam, "waits for you to confirm it")
    done(sam.click("Confirm that it is done"))
    town.form(sam, "done", "Sam confirmed that it is done")
    town.shows(ade, "An action of yours was closed", "Sam confirmed that it is done")


def test_passed_on_to_somebody_who_is_told_once(town: Town) -> None:
    sam, bea = agreed(town), town.person("Bea")
    opened(town, sam)
    done(sam.click("Pass it on"))
    sam.fill({"owner": "Bea"})
    done(sam.submit())
    town.form(sam, "Owner: Bea", "Sam passed it on to Bea")
    town.shows(bea, "An action is yours to do", "Sam passed it on to Bea")
    town.slack.settled()
    assert len(bea.dm()) == 1
    opened(town, bea, "Mine: 1")


def test_passed_to_nobody_on_the_list_or_moved_without_a_reason_is_refused_in_words(town: Town) -> None:
    sam = agreed(town)
    opened(town, sam)
    done(sam.click("Pass it on"))
    sam.fill({"owner": "Una"})
    done(sam.submit())
    assert town.form(sam).errors == {"owner": "Please choose somebody on the QA list."}
    sam.close()
    opened(town, sam)
    done(sam.click("Change the date"))
    sam.fill({"until": "2020-01-01", "why": "Leave."})
    done(sam.submit())
    assert "That day is past." in str(town.form(sam).errors)
    sam.fill({"until": "2027-01-15"})
    done(sam.submit())
    town.form(sam, "by Fri 15 Jan 2027", "Sam moved it to Fri 15 Jan 2027", "Leave.")


def test_two_people_at_once_and_a_form_sent_twice(town: Town) -> None:
    sam, ade = agreed(town, owner="Ade"), town.ade
    town.shows(ade, "An action is yours to do")
    for person in (ade, sam):
        opened(town, person, which="" if person is ade else "team")
        done(person.click("Mark as done"))
    ade.fill({"why": "Three were read again."})
    done(ade.submit())
    town.form(ade, "Ade closed it")
    sam.fill({"why": "I saw them."})
    done(sam.submit())
    assert "changed by somebody else in the meantime" in str(town.form(sam).errors)
    assert len(logged(town, "action closed")) == 1


def test_whoever_has_no_part_in_it_sees_nothing_of_it(town: Town) -> None:
    agreed(town)
    for name in ("Bea", "Quinn", "Max"):
        person = town.person(name)
        for which in ("", "team", "late", "done"):
            done(person.slash(f"/qa actions {which}".strip()))
            assert PLAIN not in town.form(person).plain


def test_home_lists_what_waits_without_its_words(town: Town) -> None:
    sam = agreed(town)
    sam.open_home()
    home = town.home(sam, "Actions", "by Mon 21 Dec", "Work look · Ade")
    assert PLAIN not in home.plain
    done(sam.click("openaction/0"))
    town.form(sam, PLAIN)


@pytest.mark.parametrize("value", ["close", "close x", "close x y", "shut x 1", "close aaaaaaaaaaaaa 1", ""])
def test_a_control_that_was_made_up_changes_nothing(town: Town, value: str) -> None:
    sam = agreed(town)
    opened(town, sam)
    assert sam.press("deed/0", value).acked
    assert logged(town, "action closed") == []
