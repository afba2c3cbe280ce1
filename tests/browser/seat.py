"""A person at the page: what they see and press, found by words and roles as a person finds it, never by code."""

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
        self.page.reload()
        return self.become(name)

    def become(self, name: str) -> Seat:
        self.page.get_by_role("button", name=re.compile("^You are ")).click()
        self.page.get_by_role("navigation", name="Be somebody else").get_by_role("link", name=name).click()
        expect(self.page.get_by_role("button", name=f"You are {name}")).to_be_visible()
        return self

    def go(self, place: str) -> Locator:
        """To a tab of the app, or to a channel."""
        link = self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"^{re.escape(place)}\b"))
        link.first.click()
        return self.page.get_by_role("main")

    def command(self, words: str) -> None:
        box = self.page.get_by_role("main").get_by_role("combobox").last
        box.fill(words)
        box.press("Escape")
        box.press("Enter")

    @property
    def card(self) -> Locator:
        """The newest message."""
        return self.page.get_by_role("article").last

    @property
    def form(self) -> Locator:
        return self.page.get_by_role("dialog")

    def press(self, name: str) -> None:
        """The button that reads so, in the form that is open, else in the newest message."""
        within = self.form if self.form.is_visible() else self.card
        within.get_by_role("button").filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$")).click()

    def shows(self, *words: str) -> None:
        for each in words:
            expect(self.card).to_contain_text(each)

    def asks(self, *words: str) -> None:
        for each in words:
            expect(self.form).to_contain_text(each)
