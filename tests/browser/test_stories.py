"""The guide's stories from beginning to end, by doing what the panel says; and the panel itself."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.guide import Story
from tests.browser.seat import Seat


def test_a_check_is_answered_interrupted_and_handed_in(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    story = Story(seat, "Answer a check, and be interrupted")
    story.start_again()
    story.next_is("Be Ade Fernhill")
    story.become("Ade Fernhill")
    story.next_is("Begin a check")
    seat.command("/qa start self-check")
    seat.asks("CAF self-check")
    story.next_is("Say which record it is about")
    seat.fill_start("K9-4R")
    seat.press("Start")
    seat.shows("CAF self-check · K9-4R", "1 of 27")
    story.next_is("Answer three questions")
    for number, answer in enumerate(("Yes", "No", "Yes"), start=2):
        seat.press(answer)
        seat.shows(f"{number} of 27", "Saved")
    story.next_is("Be interrupted: reload the page")
    seat.reload()
    seat.shows("4 of 27")
    story.next_is("Open Home and press Carry on")
    home = seat.go("Home")
    home.get_by_role("button", name="Carry on: CAF self-check · K9-4R · 3 of 27").click()
    seat.asks("It is at the foot of your messages")
    seat.press("Close")
    story.next_is("Hand it in")
    seat.go("Messages")
    seat.shows("K9-4R", "4 of 27")
    seat.choose_from_menu(seat.card, "Review what is done")
    seat.shows("3 of 27 done", "24 questions are open")
    seat.press("Submit")
    seat.asks("Submit this check?", "24 questions are open")
    seat.press("Submit")
    seat.shows("Submitted", "2 yes · 1 no · 24 not answered")
    story.next_is("Read the receipt")
    seat.press("See my answers")
    seat.asks("K9-4R", "page 1 of 4", "Not answered")
    story.is_done()


def test_a_supervisor_sees_that_a_check_was_done_and_not_what_was_answered(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    story = Story(seat, "What the supervisor may see")
    story.unfold()
    story.start_again()
    story.next_is("Be Sam Larkspur")
    story.become("Sam Larkspur")
    story.unfold()
    story.next_is("Open Home")
    home = seat.go("Home")
    expect(home).to_contain_text("Ade Fernhill")
    expect(home).to_contain_text("You see that a check was done, not what was answered.")
    assert home.get_by_role("button").filter(has_text="Ade").count() == 0
    story.unfold()
    story.next_is("Look for Ade's answers elsewhere")
    seat.go("Messages")
    seat.command("/qa resume")
    seat.shows("CAF supervisor check · Tam Elder", "5 of 10")
    expect(seat.page.get_by_role("article").filter(has_text="CAF self-check")).to_have_count(0)
    story.is_done()


def test_a_story_starts_again_and_the_panel_closes_and_opens(seat: Seat) -> None:
    seat.sit_down("Robin Ashdown")
    story = Story(seat, "What the supervisor may see")
    story.unfold()
    story.start_again()
    story.become("Sam Larkspur")
    story.unfold()
    story.next_is("Open Home")
    seat.become("Robin Ashdown")
    story.unfold()
    story.start_again()
    story.next_is("Be Sam Larkspur")

    opener = seat.page.get_by_role("button", name="Guide", exact=True)
    story.panel.get_by_role("button", name="Close the guide").click()
    expect(story.panel).to_be_hidden()
    expect(opener).to_be_focused()
    seat.reload()
    expect(story.panel).to_be_hidden()
    opener.click()
    expect(story.panel).to_be_visible()
    opener.click()
    expect(story.panel).to_be_hidden()
