"""A person at the page: what they see and press, found by its words and roles as a person finds it, never by code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True)
class Seat:
    page: Page
    url: str

    def sit_down(self, name: str) -> Seat:
        """Come to the page and become this person. What somebody left open is closed: Slack was closed and opened."""
        self.page.goto(self.url)
        if self.form.is_visible():
            self.reload()
        self.become(name).reload()
        return self

    def reload(self) -> None:
        """Until the bot's Slack knows of it; what one does sooner would be undone by it."""
        with self.page.expect_response("**/-/act"):
            self.page.reload()

    def become(self, name: str) -> Seat:
        self.page.get_by_role("button", name=re.compile("^You are ")).click()
        self.page.get_by_role("navigation", name="Be somebody else").get_by_role("link", name=name).click()
        return self.is_now(name)

    def is_now(self, name: str) -> Seat:
        expect(self.page.get_by_role("button", name=f"You are {name}")).to_be_visible()
        self.page.wait_for_load_state()
        return self

    def go(self, place: str) -> Locator:
        """To a tab of the app, or to a channel."""
        link = self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^{re.escape(place)}\b")).first
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        self.page.wait_for_load_state()
        return self.page.get_by_role("main")

    @property
    def box(self) -> Locator:
        """Where words and commands are typed."""
        return self.page.get_by_role("main").get_by_role("combobox").last

    def command(self, words: str) -> None:
        self.box.fill(words)
        self.box.press("Escape")
        self.box.press("Enter")

    def begin(self, reference: str) -> Locator:
        """A self-check about this reference, by command; its card."""
        self.command("/qa start self-check")
        self.fill_start(reference)
        self.press("Start")
        card = self.card_about(reference)
        expect(card).to_contain_text("1 of 27")
        expect(self.form).to_be_hidden()
        return card

    def fill_start(self, reference: str) -> None:
        self.form.get_by_label("Which CAF are you checking?").fill(reference)
        self.form.get_by_label("I am experienced").check()

    @property
    def card(self) -> Locator:
        """The newest message that is no reminder, which comes whenever its hour is."""
        return self.page.get_by_role("article").filter(has_not_text="See all that is due").last

    def card_about(self, words: str) -> Locator:
        """The newest message that says so."""
        return self.page.get_by_role("article").filter(has_text=words).last

    @property
    def form(self) -> Locator:
        """The dialog that is open; the uppermost, where one asks about another."""
        return self.page.get_by_role("dialog").last

    def press(self, name: str) -> None:
        """The button that reads so, in the form that is open, else in the newest message."""
        self.button(name).click()

    def button(self, name: str) -> Locator:
        return button(self.form if self.form.is_visible() else self.card, name)

    def choose_from_menu(self, card: Locator, entry: str) -> None:
        card.get_by_role("button", name="More actions").click()
        card.get_by_role("menuitem", name=entry).click()

    def choose(self, within: Locator, control: str, entry: str) -> None:
        """From a list that is named so, or shows this where nothing is chosen; one types to find it in a long one."""
        within.get_by_role("button", name=re.compile(rf"^{re.escape(control)}")).click()
        listed = self.page.locator(":popover-open")
        listed.get_by_role("combobox").fill(entry)
        listed.get_by_role("option", name=entry).first.click()

    def shows(self, *words: str) -> None:
        for each in words:
            expect(self.card).to_contain_text(each)

    def asks(self, *words: str) -> None:
        for each in words:
            expect(self.form).to_contain_text(each)


def button(within: Locator, name: str) -> Locator:
    """By what is written on it; what a screen reader hears may be longer."""
    return within.get_by_role("button").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
