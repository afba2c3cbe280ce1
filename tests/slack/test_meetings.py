"""Meetings over the wire: set up, filled in by its members, changed while sheets are open, entered for a guest."""

import pytest

from bot.playground.driver import Person
from bot.storage.tables.meetings import Meeting
from tests.meetings import circle, works_by_rowan
from tests.slack.sight import logged, rows
from tests.slack.test_run_record import fetched, with_file
from tests.slack.town import Town, done


@pytest.fixture
def rowan(town: Town) -> Town:
    works_by_rowan(town.council)
    return town


def sheet_of(town: Town, person: Person, case: str = "K7-3Q") -> None:
    done(person.slash("/qa meeting"))
    town.form(person, "Reading circle: November circle")
    done(person.click("Fill in: Circle sheet"))
    town.form(person, "A sheet about the reading circle", "[November circle, Mon 23 Nov 2026]")
    done(person.submit())
    town.shows(person, f"{case} · Each case", "Was the case prepared?")


def test_a_meeting_is_set_up_filled_in_and_changed(rowan: Town) -> None:
    town, robin, ade = rowan, rowan.person("Robin"), rowan.ade
    done(robin.slash("/qa meeting"))
    town.form(robin, "You sit in no meeting that is open now.")
    done(robin.click("Set up: Reading circle"))
    form = town.form(robin, "What is the meeting called?", "From outside: Guest reader.")
    usual = form.values["people"]["answer"]["selected_options"]
    assert [option["text"]["text"] for option in usual] == ["Ade", "Bea"]
    robin.fill({"name": "November circle", "points": "K7-3Q\nK9-1A"})
    done(robin.submit())
    town.form(robin, "0 sheets handed in", "K7-3Q", "Take out", "Guest reader (from outside)")
    sheet_of(town, ade)
    done(ade.click("Yes"))
    town.shows(ade, "K9-1A · Each case · 2 of 3")
    robin.fill({"points": "K4-4F"})
    done(robin.submit())
    town.form(robin, "1 begun", "K4-4F")
    town.shows(ade, "K9-1A · Each case · 2 of 4")
    done(robin.click("Take off K9-1A"))
    town.form(robin, "1 begun", "K4-4F")
    town.shows(ade, "Review · 1 of 3 done", "K4-4F: Was the case prepared?")


def test_the_pack_comes_to_who_keeps_the_meeting_as_one_file(rowan: Town) -> None:
    town, robin = rowan, rowan.person("Robin")
    circle(town.council)
    done(robin.slash("/qa meeting"))
    town.form(robin, "November circle")
    done(robin.click("Open", on=robin.view()))
    town.form(robin, "On the agenda")
    done(robin.click("Make the pack", on=robin.view()))
    town.form(robin, "It comes as a file")
    message = town.slack.wait(lambda: with_file(robin))
    assert message and message.files[0]["name"] == "pack-reading-circle.pdf"
    assert fetched(message).startswith(b"%PDF")
    assert with_file(town.ade) is None
    (entry,) = logged(town, "export")
    assert entry["forms"] == 0 and "circle" not in str(entry).lower()


def test_a_whole_sheet_is_handed_in_and_read_by_who_keeps_the_meeting(rowan: Town) -> None:
    town, ade = rowan, rowan.ade
    circle(town.council)
    sheet_of(town, ade)
    done(ade.click("No"))
    town.shows(ade, "2 of 4", "K7-3Q: What was missing?")
    done(ade.click("Write your answer"))
    ade.fill({"R2~1": "The notes of the last time."})
    done(ade.submit())
    town.shows(ade, "K9-1A · Each case · 3 of 4")
    done(ade.click("Yes"))
    town.shows(ade, "Altogether · 4 of 4")
    done(ade.click("Partly, or in progress"))
    town.shows(ade, "Review · 4 of 4 done", "K7-3Q · Each case: 2 of 2", "K9-1A · Each case: 1 of 1")
    done(ade.click("Submit"))
    town.shows(ade, "Submitted ", "Circle sheet · November circle, Mon 23 Nov 2026")
    done(ade.click("See my answers"))
    town.form(ade, "K7-3Q: Was the case prepared?", "The notes of the last time.")
    done(ade.slash("/qa meeting"))
    assert "Fill in" not in town.form(ade, "November circle").plain
    assert "All sheets" not in town.form(ade).plain
    robin = town.person("Robin")
    done(robin.slash("/qa meeting"))
    town.form(robin, "November circle")
    done(robin.click("All sheets: Circle sheet"))
    town.form(robin, "What 1 sheet handed in says, without names.", "K7-3Q: What was missing?", "The notes of the last")


def test_a_guests_sheet_is_entered_by_who_keeps_the_meeting(rowan: Town) -> None:
    town, robin = rowan, rowan.person("Robin")
    circle(town.council)
    done(robin.slash("/qa meeting"))
    town.form(robin, "November circle")
    done(robin.click("Open"))
    town.form(robin, "Guest reader (from outside)")
    done(robin.choose("⋯", "Enter their sheet: Circle sheet"))
    town.form(robin, "A sheet about the reading circle")
    done(robin.submit())
    town.shows(robin, "November circle, Mon 23 Nov 2026, for Guest reader", "K7-3Q")
    done(robin.choose("⋯", "Review what is done"))
    town.shows(robin, "Review")
    done(robin.click("Submit"))
    town.shows(robin, "Submitted", "Entered by Robin for Guest reader")
    done(robin.slash("/qa meeting"))
    done(robin.click("Open"))
    town.form(robin, "1 sheet handed in", "Handed in: Circle sheet")


def test_a_whole_point_is_one_form_and_home_leads_to_the_sheet(rowan: Town) -> None:
    town, ade = rowan, rowan.ade
    circle(town.council)
    ade.open_home()
    home = town.home(ade, "Meetings", "Reading circle: November circle")
    assert "Fill in: Circle sheet" in home.buttons
    sheet_of(town, ade)
    done(ade.choose("⋯", "Whole section in one form"))
    town.form(ade, "K7-3Q · Each case", "K7-3Q: Was the case prepared?")
    ade.fill({"R1~1": "Yes"})
    done(ade.submit())
    town.shows(ade, "K9-1A · Each case · 2 of 3")


def test_what_names_somebody_is_refused_and_nothing_stored(rowan: Town) -> None:
    town, robin = rowan, rowan.person("Robin")
    done(robin.slash("/qa meeting"))
    done(robin.click("Set up: Reading circle"))
    robin.fill({"name": "November circle", "points": "07700 900123"})
    robin.submit()
    town.form(robin, "looks as if it holds a phone number")
    assert rows(town, Meeting) == []
