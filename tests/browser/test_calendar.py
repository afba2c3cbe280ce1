"""The calendar moved by clicking: the new day, the words of what came of it, and the dates on what is done after."""

from __future__ import annotations

import os
import re
import signal
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, expect

from bot.cli.history import workday
from tests.browser.seat import Seat
from tests.cli.test_tryout import Pair


@pytest.fixture
def panel(seat: Seat) -> Locator:
    """Ade has opened the calendar."""
    seat.sit_down("Ade Fernhill")
    return opened(seat)


def opened(seat: Seat) -> Locator:
    button(seat).click()
    panel = seat.page.get_by_role("region", name="Move the calendar")
    expect(panel.get_by_text("Time only moves forward. Everybody sees the new date.")).to_be_visible()
    return panel


def button(seat: Seat) -> Locator:
    return seat.page.get_by_role("button", name=re.compile("^Today is "))


def today(seat: Seat) -> date:
    shown = seat.page.locator("#calendar-to").get_attribute("min")
    assert shown
    return date.fromisoformat(shown) - timedelta(days=1)


def said(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def arrived(seat: Seat, panel: Locator, day: date) -> None:
    expect(panel.get_by_role("status")).to_contain_text(f"Moved to {said(day)} {day.year}.", timeout=20_000)
    expect(panel.get_by_role("status").get_by_role("listitem").first).to_be_visible()
    expect(button(seat)).to_contain_text(said(day))


def quarters_end(day: date) -> date:
    ends = [date(year, month + 1, 1) - timedelta(days=1) for year in (day.year, day.year + 1) for month in (3, 6, 9)]
    ends += [date(year, 12, 31) for year in (day.year, day.year + 1)]
    return min(end for end in ends if end > day)


def test_next_day_next_week_and_the_quarters_end(seat: Seat, panel: Locator) -> None:
    tomorrow = today(seat) + timedelta(days=1)
    panel.get_by_role("button", name="Next day").click()
    arrived(seat, panel, tomorrow)
    monday = tomorrow + timedelta(days=7 - tomorrow.weekday())
    panel.get_by_role("button", name="Next week").click()
    arrived(seat, panel, monday)
    panel.get_by_role("button", name="End of the quarter").click()
    arrived(seat, panel, quarters_end(monday))


def test_what_is_done_after_bears_the_new_date(seat: Seat, panel: Locator) -> None:
    to = workday(today(seat) + timedelta(days=10))
    panel.get_by_label("To another day").fill(to.isoformat())
    panel.get_by_role("button", name="Go").click()
    arrived(seat, panel, to)
    seat.page.keyboard.press("Escape")
    seat.command("/qa start self-check")
    seat.form.get_by_label("Which CAF are you checking?").fill("M4-8W")
    seat.form.get_by_label("I am experienced").check()
    seat.press("Start")
    seat.shows("CAF self-check · M4-8W", "1 of 27")
    seat.press("Yes")
    seat.shows("2 of 27", "Saved")
    expect(seat.page.get_by_role("heading", name=f"{to:%A} {to.day} {to:%B %Y}")).to_be_visible()
    seat.card.get_by_role("button", name="More actions").click()
    seat.page.get_by_role("menuitem", name="Review what is done").click()
    seat.shows("Review")
    seat.press("Submit")
    seat.asks("Submit this check?")
    seat.press("Submit")
    seat.shows(f"Submitted {said(to)}")


def test_a_past_date_says_so_beside_the_field(seat: Seat, panel: Locator, complaints: list[str]) -> None:
    field = panel.get_by_label("To another day")
    before = button(seat).inner_text()
    field.fill((today(seat) - timedelta(days=3)).isoformat())
    panel.get_by_role("button", name="Go").click()
    expect(panel.get_by_role("alert")).to_contain_text("forward")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("forward"))
    assert button(seat).inner_text() == before
    panel.get_by_label("To another day").fill("")
    panel.get_by_role("button", name="Go").click()
    expect(panel.get_by_role("alert")).to_contain_text("Please give a whole date.")
    expect(field).to_be_focused()
    # The browser notes that one request was refused.
    assert complaints == ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    complaints.clear()


def test_the_bot_started_again_keeps_the_date(seat: Seat, panel: Locator, product: Pair) -> None:
    to = today(seat) + timedelta(days=1)
    panel.get_by_role("button", name="Next day").click()
    arrived(seat, panel, to)
    os.kill(product.bot, signal.SIGKILL)
    product.read_until("It is back")
    product.slack.wait(lambda: product.slack.connections(), timeout=20)
    seat.page.reload()
    expect(button(seat)).to_contain_text(said(to))
    panel = opened(seat)
    panel.get_by_role("button", name="Next day").click()
    arrived(seat, panel, to + timedelta(days=1))
