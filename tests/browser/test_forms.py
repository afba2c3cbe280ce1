"""Forms as a person meets them: mistakes beside their field, trouble on the way, and what opens from a card."""

from __future__ import annotations

import os
import re
import signal

from playwright.sync_api import Locator, expect

from tests.browser.seat import Seat, button
from tests.cli.test_tryout import Pair

SUBJECT = "Which CAF are you checking?"
TROUBLE = "We had some trouble connecting"


def beside(field: Locator) -> Locator:
    """What is said about a field, where a screen reader looks for it."""
    ids = (field.get_attribute("aria-describedby") or "").split()
    return field.page.locator(", ".join(f"#{id_}" for id_ in ids)).filter(has_text=re.compile(r"\w"))


def test_a_field_that_was_left_empty_says_so_and_gets_the_focus(seat: Seat) -> None:
    seat.sit_down("Jo Teal").command("/qa start self-check")
    field = seat.form.get_by_label(SUBJECT)
    expect(field).to_be_focused()
    seat.form.get_by_label("I am experienced").check()
    seat.press("Start")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(beside(field).filter(has_text="Please complete this required field.")).to_be_visible()


def test_what_the_bot_finds_wrong_is_said_beside_the_field(seat: Seat) -> None:
    seat.sit_down("Jo Teal").command("/qa start self-check")
    seat.fill_start("   ")
    seat.press("Start")
    field = seat.form.get_by_label(SUBJECT)
    expect(field).to_be_focused()
    expect(beside(field).filter(has_text="Please write something.")).to_be_visible()


def test_a_reference_that_may_identify_somebody_is_sent_back_and_stays_in_its_field(seat: Seat) -> None:
    seat.sit_down("Jo Teal").command("/qa start self-check")
    seat.fill_start("943 476 5919")
    seat.press("Start")
    seat.asks("This looks as if it holds an NHS number. Nothing was saved.", "If it has to stay: why?")
    field = seat.form.get_by_label(SUBJECT)
    expect(field).to_have_value("943 476 5919")
    expect(seat.form.get_by_label("I am experienced")).to_be_checked()
    field.fill("K9-F1")
    seat.press("Start")
    expect(seat.card_about("K9-F1")).to_contain_text("1 of 27")


def test_esc_closes_a_form_at_once_and_asks_first_when_something_was_typed(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    start = seat.go("Home").get_by_role("button", name="Start CAF practitioner self-assessment checklist")
    start.click()
    seat.asks("CAF self-check")
    seat.page.keyboard.press("Escape")
    expect(seat.form).to_be_hidden()
    expect(start).to_be_focused()

    start.click()
    field = seat.form.get_by_label(SUBJECT)
    field.fill("K9-F2")
    seat.page.keyboard.press("Escape")
    seat.asks("You have unsaved changes")
    seat.press("Keep editing")
    expect(field).to_have_value("K9-F2")
    field.press("Escape")
    seat.press("Close without saving")
    expect(seat.form).to_be_hidden()
    expect(start).to_be_focused()


def test_a_check_starts_from_home(seat: Seat) -> None:
    seat.sit_down("Bryn Hazel")
    home = seat.go("Home")
    home.get_by_role("button", name="Start CAF practitioner self-assessment checklist").click()
    seat.fill_start("K9-F3")
    seat.press("Start")
    expect(home.get_by_role("button", name="Carry on: CAF self-check · K9-F3")).to_be_visible()
    seat.go("Messages")
    seat.shows("K9-F3", "1 of 27")


def test_a_form_shows_that_it_is_being_sent(seat: Seat, product: Pair) -> None:
    seat.sit_down("Jo Teal").command("/qa start self-check")
    seat.fill_start("K9-F4")
    send = seat.button("Start")
    product.slack.settled()
    product.slack.delivery("late", seconds=1.5)
    send.click()
    expect(send).to_be_disabled()
    expect(seat.card_about("K9-F4")).to_contain_text("1 of 27")
    expect(seat.form).to_be_hidden()


def test_a_form_that_could_not_be_sent_stays_and_can_be_sent_again(seat: Seat, product: Pair) -> None:
    seat.sit_down("Jo Teal").command("/qa start self-check")
    seat.fill_start("K9-F5")
    os.kill(product.bot, signal.SIGKILL)
    product.slack.wait(lambda: product.slack.connections() == 0)
    seat.press("Start")
    expect(seat.form.get_by_role("alert")).to_contain_text(TROUBLE)
    expect(seat.form.get_by_label(SUBJECT)).to_have_value("K9-F5")
    product.read_until("It is back")
    product.slack.wait(product.slack.connections)
    seat.press("Start")
    expect(seat.card_about("K9-F5")).to_contain_text("1 of 27")


def test_a_note_is_added_beside_an_answer(seat: Seat) -> None:
    card = seat.sit_down("Jo Teal").begin("K9-F6")
    note = button(card, "Add a note")
    note.click()
    seat.asks("Please name nobody")
    seat.form.get_by_role("textbox").fill("One part was late.")
    seat.press("Save")
    expect(seat.form).to_be_hidden()
    expect(button(card, "Note (4 words)")).to_be_focused()
    button(card, "Note (4 words)").click()
    expect(seat.form.get_by_role("textbox")).to_have_value("One part was late.")
    seat.page.keyboard.press("Escape")
    expect(seat.form).to_be_hidden()


def test_a_section_is_filled_in_as_one_form(seat: Seat) -> None:
    card = seat.sit_down("Jo Teal").begin("K9-F7")
    seat.choose_from_menu(card, "Whole section in one form")
    seat.asks("CAF process · K9-F7")
    for question in seat.form.get_by_role("radiogroup").all():
        question.get_by_label("Yes", exact=True).check()
    seat.form.get_by_label("Note, if you want to add one").first.fill("All of it is there.")
    seat.press("Save all")
    expect(seat.form).to_be_hidden()
    button(card, "Back").click()
    expect(button(card, "Yes, chosen")).to_be_visible()
    button(card, "Back").click()
    expect(button(card, "Note (5 words)")).to_be_visible()


def test_a_check_is_reviewed_and_handed_in_after_asking(seat: Seat) -> None:
    card = seat.sit_down("Jo Teal").begin("K9-F8")
    button(card, "Yes").click()
    expect(card).to_contain_text("2 of 27")
    seat.choose_from_menu(card, "Review what is done")
    expect(card).to_contain_text("1 of 27 done")
    submit = button(card, "Submit")
    submit.click()
    seat.asks("Submit this check?")
    seat.press("Not yet")
    expect(seat.form).to_be_hidden()
    expect(submit).to_be_focused()
    expect(card).to_contain_text("1 of 27 done")
    card.get_by_role("button", name="Answer: ").first.click()
    expect(card).to_contain_text("2 of 27")
    seat.choose_from_menu(card, "Review what is done")
    submit.click()
    seat.press("Submit")
    expect(card).to_contain_text("1 yes · 26 not answered")
    button(card, "See my answers").click()
    seat.asks("page 1 of 4")
    seat.press("Next page")
    seat.asks("page 2 of 4")


def test_the_menu_explains_and_points_to_help(seat: Seat) -> None:
    card = seat.sit_down("Jo Teal").begin("K9-F9")
    seat.choose_from_menu(card, "Why is this asked?")
    expect(seat.form.get_by_role("heading", name="Why is this asked?")).to_be_visible()
    seat.press("Close")
    expect(seat.form).to_be_hidden()
    expect(card.get_by_role("button", name="More actions")).to_be_focused()
    seat.choose_from_menu(card, "Someone may be at risk")
    seat.asks("999")
    seat.press("Close")
    expect(seat.form).to_be_hidden()


def test_a_check_is_withdrawn_only_after_asking(seat: Seat) -> None:
    card = seat.sit_down("Jo Teal").begin("K9-F10")
    seat.choose_from_menu(card, "Withdraw this check")
    seat.asks("It will count nowhere")
    seat.press("Keep it")
    expect(seat.form).to_be_hidden()
    expect(card).to_contain_text("1 of 27")
    seat.choose_from_menu(card, "Withdraw this check")
    seat.asks("It will count nowhere")
    seat.press("Withdraw")
    expect(card).to_contain_text("Withdrawn")


def test_lists_are_searched_and_chosen_from_with_the_keyboard(seat: Seat) -> None:
    seat.sit_down("Mo Bracken").command("/qa start supervisor")
    keys = seat.page.keyboard
    opener = seat.form.get_by_role("button", name="Which practitioner is this check about?")
    expect(opener).to_be_focused()
    keys.press("Enter")
    search = seat.form.get_by_role("combobox", name="Search the choices")
    options = seat.form.get_by_role("option")
    expect(search).to_be_focused()
    expect(options).to_have_text(["Bryn Hazel", "Noor Heather"])
    keys.type("noo")
    expect(options.filter(visible=True)).to_have_text(["Noor Heather"])
    keys.press("Escape")
    expect(search).to_be_hidden()
    expect(opener).to_be_focused()
    keys.press("Enter")
    expect(search).to_be_focused()
    keys.press("ArrowDown")
    expect(seat.form.get_by_role("option", name="Noor Heather")).to_have_class("active")
    keys.press("Enter")
    expect(search).to_be_hidden()
    expect(opener).to_have_text("Noor Heather")
    expect(opener).to_be_focused()
    seat.form.get_by_label("Quarterly sample of finished CAFs").check()
    seat.press("Start")
    seat.shows("CAF supervisor check · Noor Heather", "1 of 10")
