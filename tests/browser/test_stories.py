"""The guide's stories from beginning to end, by doing what the panel says; and the panel itself.

They are walked with the council's year, as `make run` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.guide import Story
from tests.browser.seat import Seat
from tests.cli.test_tryout import Pair

LIST = ("D7-1M", "F3-5J", "F4-8W", "K2-8W", "K3-6Q", "K5-2P")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    pair = Pair(tmp_path_factory.mktemp("product"), year=True)
    pair.slack.settled()
    yield pair
    pair.stop()


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


def test_a_sample_is_drawn_and_the_check_begins_with_it(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    story = Story(seat, "Draw a sample that nobody can choose")
    story.begin("Sam Larkspur", "Type /qa sample quarterly")
    seat.command("/qa sample quarterly")
    seat.asks("Which CAFs has this practitioner finished in this quarter?")
    story.next_is("Choose Ade Fernhill")
    seat.choose(seat.form, "Whose records?", "Ade Fernhill")
    seat.form.get_by_label("Paste the references").fill("\n".join(LIST))
    seat.form.get_by_label("What is the report called?").fill("Finished CAFs")
    seat.form.get_by_label("How many rows has it?").fill("6")
    seat.press("Draw")
    seat.asks("What was drawn", "Quarterly sample · Ade Fernhill")
    if "Is it the right list?" in seat.form.inner_text():
        seat.press("Draw from this list")
    seat.asks("of your report, in its order")
    story.next_is("Read which was drawn")
    drawn = next(each for each in LIST if each in seat.form.inner_text())
    seat.press("Start: CAF supervisor check")
    expect(seat.form.get_by_label("Which CAFs did you look at?")).to_have_value(drawn)
    story.next_is("Choose Quarterly sample of finished CAFs")
    seat.form.get_by_label("Quarterly sample of finished CAFs").check()
    seat.press("Start")
    expect(seat.form).to_be_hidden()
    seat.shows("CAF supervisor check · Ade Fernhill", "1 of 10")
    story.is_done()


def test_a_manager_sees_a_summary_opens_a_figure_and_posts_it(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    story = Story(seat, "See it in numbers, and share them")
    story.begin("Robin Ashdown", "Go to #children-and-families")
    seat.go("children-and-families")
    seat.command("/qa summary")
    seat.shows("Children and Families", "Only visible to you", "are done.")
    story.next_is("Press Break down")
    seat.press("Break down")
    seat.asks("All checks", "Out of: ", "By team:")
    seat.choose(seat.form, "Which figure?", "CAF line manager and supervisor checklist")
    seat.asks("Quarterly sample (CAF-4)")
    seat.press("Close")
    story.next_is("choose Last quarter")
    seat.choose(seat.card, "Period", "Last quarter")
    story.next_is("Press Post here")
    quarter = chosen(seat.card, "Period").removeprefix("Last quarter: ")
    seat.shows(f"Children and Families · {quarter}")
    seat.press("Post here")
    posted = seat.card_about("Posted by Robin Ashdown")
    expect(posted).to_contain_text(f"Children and Families · {quarter}")
    expect(posted.get_by_role("button")).to_have_count(0)
    seat.become("Sam Larkspur")
    seat.go("children-and-families")
    expect(seat.card_about("Posted by Robin Ashdown")).not_to_contain_text("Ade")
    story.unfold()
    story.is_done()


def chosen(within: Locator, control: str) -> str:
    """What a list of one choice shows."""
    return within.get_by_role("button", name=re.compile(rf"^{control}: ")).inner_text()


def test_the_quarterly_report_is_written_and_downloaded(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    story = Story(seat, "Make the quarterly report")
    story.begin("Wren Sedge", "Type /qa report")
    seat.command("/qa report")
    seat.asks("To make", "Quarterly quality report")
    story.next_is("Press Open beside Quarterly quality report")
    seat.form.get_by_role("button", name="Open: Quarterly quality report").click()
    seat.asks("Quarterly quality report · Whole organisation", "A draft.")
    story.next_is("Press Write")
    seat.form.get_by_role("button", name="Write: Key themes").click()
    seat.form.get_by_role("textbox").fill("Plans say more clearly who does what.")
    seat.press("Save")
    seat.asks("Plans say more clearly who does what.")
    story.next_is("Press Get it as a PDF")
    seat.press("Get it as a PDF")
    seat.asks("It comes as a file")
    seat.press("Close")
    assert downloaded(seat, "Quarterly quality report").startswith(b"%PDF")
    story.is_done()


def test_a_manager_goes_from_the_summary_to_the_report_that_a_board_reads(seat: Seat) -> None:
    """A year's figures in a channel, one of them opened, its chart, the posted copy, and the report as a PDF."""
    seat.sit_down("Nell Aspen")
    seat.go("adult-services")
    seat.command("/qa summary")
    seat.shows("Adult Services", "Only visible to you", "are done.")
    seat.choose(seat.card, "Period", "Last quarter")
    expect(seat.card.get_by_role("button", name=re.compile("^Period: Last quarter"))).to_be_visible()
    quarter = chosen(seat.card, "Period").removeprefix("Last quarter: ")
    seat.shows(f"Adult Services · {quarter}")
    expect(seat.card.get_by_role("img", name="Checks done, by month of the due date")).to_be_visible()
    seat.press("Break down")
    seat.asks("All checks", "Out of: ", "By team:", "Birch Team", "Elm Team")
    seat.press("Close")
    expect(seat.form).to_be_hidden()
    seat.press("Post here")
    expect(seat.card_about("Posted by Nell Aspen")).to_contain_text(f"Adult Services · {quarter}")
    seat.become("Wren Sedge")
    seat.go("Plumbline")
    seat.command("/qa report")
    seat.form.get_by_role("button", name="Open: Quarterly quality report").click()
    seat.asks("A draft.", quarter)
    seat.press("Get it as a PDF")
    seat.asks("It comes as a file")
    seat.press("Close")
    assert downloaded(seat, "Quarterly quality report").startswith(b"%PDF")


def downloaded(seat: Seat, name: str) -> bytes:
    """The newest file of this name."""
    link = seat.page.get_by_role("article").get_by_role("link", name=re.compile(f"^{name}")).last
    address = link.get_attribute("href") or ""
    return seat.page.request.get(f"{seat.url}{address}" if address.startswith("/") else address).body()


def test_the_quarters_end_comes_and_says_what_it_brought(seat: Seat) -> None:
    """Last of all stories: everybody's day is another one from here on."""
    seat.sit_down("Jo Teal")
    story = Story(seat, "Come to the quarter's end")
    story.unfold()
    story.start_again()
    story.next_is("Press the date at the top")
    move(seat, "End of the quarter")
    if seat.page.get_by_role("button", name=re.compile("^Today is (Sat|Sun)")).is_visible():
        move(seat, "Next week")
    story.next_is("Be Sam Larkspur")
    story.become("Sam Larkspur")
    reminder = seat.card_about("Good morning Sam")
    expect(reminder).to_contain_text("Past its date")
    story.next_is("Choose Why is this due?")
    seat.choose_from_menu(reminder.locator(".block-actions").first, "Why is this due?")
    seat.asks("Why is this due?")
    seat.press("Close")
    story.next_is("Be Robin Ashdown")
    story.become("Robin Ashdown")
    expect(seat.card_about("Good morning Robin")).to_contain_text("Of your people, past its date")
    story.unfold()
    story.is_done()


def move(seat: Seat, choice: str) -> None:
    seat.page.get_by_role("button", name=re.compile("^Today is ")).click()
    panel = seat.page.get_by_role("region", name="Move the calendar")
    panel.get_by_role("button", name=choice).click()
    expect(panel.get_by_role("status")).to_contain_text("Moved to", timeout=60_000)
    expect(panel.get_by_role("status")).to_contain_text("reminders were sent")
    seat.page.keyboard.press("Escape")


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
