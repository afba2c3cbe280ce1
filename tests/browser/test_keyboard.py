"""Everything without a mouse: Tab, arrows, Enter, Space and Esc; and the keyboard always knows where it is."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.seat import Seat

QUESTIONS = 27
FAR = 150
"""More stops than there are on a page."""


def tab_to(seat: Seat, wanted: Locator, key: str = "Tab") -> None:
    for _ in range(FAR):
        if is_focused(wanted):
            return
        seat.page.keyboard.press(key)
        assert has_focus(seat)
    raise AssertionError(f"{key} does not lead there.")


def is_focused(wanted: Locator) -> bool:
    return bool(wanted.evaluate("element => element === document.activeElement"))


def has_focus(seat: Seat) -> bool:
    """Somewhere in the page; at its very top and end a browser leaves it for its own bars."""
    return bool(seat.page.evaluate("document.activeElement !== null && document.activeElement !== document.body"))


def test_a_check_from_start_to_receipt(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    keys = seat.page.keyboard
    tab_to(seat, seat.box)
    keys.type("/qa start self-check")
    keys.press("Enter")
    field = seat.form.get_by_label("Which CAF are you checking?")
    expect(field).to_be_focused()
    keys.type("K9-K1")
    tab_to(seat, seat.form.get_by_label("I am new to it"))
    keys.press("ArrowDown")
    expect(seat.form.get_by_label("I am experienced")).to_be_checked()
    tab_to(seat, seat.form.get_by_role("button", name="Start"))
    keys.press("Enter")
    card = seat.card_about("K9-K1")
    expect(card).to_contain_text("1 of 27")
    expect(seat.form).to_be_hidden()
    expect(seat.box).to_be_focused()

    tab_to(seat, card.get_by_role("button", name="Answer: Yes"), "Shift+Tab")
    for number in range(2, QUESTIONS + 1):
        keys.press("Enter" if number % 2 else "Space")
        expect(card).to_contain_text(f"{number} of 27")
        assert is_focused(card.get_by_role("button", name="Answer: Yes")), f"The focus is lost at question {number}."
    keys.press("Enter")
    expect(card).to_contain_text("27 of 27 done")
    assert has_focus(seat)
    tab_to(seat, card.get_by_role("button", name="Submit"))
    keys.press("Enter")
    seat.asks("Submit this check?")
    keys.press("Enter")
    expect(card).to_contain_text("27 yes")
    assert has_focus(seat)
    tab_to(seat, card.get_by_role("button", name="See my answers"))
    keys.press("Enter")
    seat.asks("page 1 of 4")
    keys.press("Escape")
    expect(seat.form).to_be_hidden()
    expect(card.get_by_role("button", name="See my answers")).to_be_focused()


def test_the_menu_of_a_card_by_its_keys(seat: Seat) -> None:
    card = seat.sit_down("Jo Teal").begin("K9-K2")
    keys = seat.page.keyboard
    opener = card.get_by_role("button", name="More actions")
    tab_to(seat, opener, "Shift+Tab")
    keys.press("Enter")
    expect(card.get_by_role("menuitem", name="Whole section in one form")).to_be_focused()
    keys.press("ArrowDown")
    expect(card.get_by_role("menuitem", name="Review what is done")).to_be_focused()
    keys.press("Escape")
    expect(card.get_by_role("menu")).to_be_hidden()
    expect(opener).to_be_focused()
    keys.press("ArrowDown")
    expect(card.get_by_role("menuitem", name="Whole section in one form")).to_be_focused()
    keys.press("w")
    keys.press("w")
    keys.press("ArrowUp")
    expect(card.get_by_role("menuitem", name="Withdraw this check")).to_be_focused()
    keys.press("Enter")
    seat.asks("It will count nowhere")
    keys.press("Escape")
    expect(seat.form).to_be_hidden()
    expect(opener).to_be_focused()
    expect(card).to_contain_text("1 of 27")


def test_the_first_stop_skips_to_the_conversation(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    seat.page.keyboard.press("Tab")
    skip = seat.page.get_by_role("link", name="Skip to the conversation")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    seat.page.keyboard.press("Enter")
    expect(seat.page.get_by_role("main")).to_be_focused()


def test_what_pops_up_closes_with_esc_and_gives_the_focus_back(seat: Seat) -> None:
    seat.sit_down("Jo Teal")
    keys = seat.page.keyboard
    people = seat.page.get_by_role("navigation", name="Be somebody else")
    for name, opened in (("Today is", seat.page.get_by_role("button", name="Next day")), ("You are Jo Teal", people)):
        opener = seat.page.get_by_role("button", name=name)
        tab_to(seat, opener)
        keys.press("Enter")
        expect(opened).to_be_visible()
        keys.press("Tab")
        keys.press("Escape")
        expect(opened).to_be_hidden()
        expect(opener).to_be_focused()
    commands = seat.page.get_by_role("listbox", name="Commands")
    tab_to(seat, seat.box)
    keys.type("/")
    expect(commands).to_be_visible()
    keys.press("Escape")
    expect(commands).to_be_hidden()
    expect(seat.box).to_be_focused()
