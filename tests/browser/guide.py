"""The guide panel as a newcomer uses it: reads what to do next, sees it ticked, follows its links."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.browser.seat import Seat


@dataclass(frozen=True)
class Story:
    seat: Seat
    title: str

    @property
    def panel(self) -> Locator:
        return self.seat.page.get_by_role("complementary", name="Things to try")

    @property
    def whole(self) -> Locator:
        return self.panel.get_by_role("group").filter(has_text=self.title)

    def unfold(self) -> None:
        if self.whole.get_by_role("list").is_hidden():
            self.whole.get_by_text(self.title, exact=True).click()
        expect(self.whole.get_by_role("list")).to_be_visible()

    def start_again(self) -> None:
        """Where it has begun already, as by coming to the page as its first person."""
        again = self.whole.get_by_role("button", name="Start this story again")
        if again.is_visible():
            again.click()
        expect(self.whole).to_contain_text("0 of")

    def begin(self, name: str, words: str) -> None:
        """Anew, as whom it begins with."""
        self.unfold()
        self.start_again()
        self.become(name)
        self.unfold()
        self.next_is(words)

    def next_is(self, words: str) -> None:
        """The panel says that this is what to do now, and that all before it is done."""
        steps = self.whole.get_by_role("listitem")
        expect(self.whole.locator("[aria-current=step]")).to_contain_text(words)
        for step in steps.all():
            if words in step.inner_text():
                return
            expect(step).to_contain_text("Done: ")

    def become(self, name: str) -> None:
        self.unfold()
        self.whole.get_by_role("link", name=f"Become {name}").click()
        self.seat.is_now(name)

    def is_done(self) -> None:
        expect(self.whole.get_by_text("Done", exact=True)).to_be_visible()
        for step in self.whole.locator("li").all():  # folded by then
            expect(step).to_contain_text("Done: ")
