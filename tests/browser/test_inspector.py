"""The inspector by clicking: what went both ways, its details and filter; and a Slack that misbehaves meanwhile."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.seat import Seat
from tests.thornmere import ThornmereTown

TROUBLES = {
    "Answer “too many requests”": ("K2-4B", "Nothing is lost and nothing is doubled."),
    "Answer slowly": ("K3-5C", "is right."),
    "Break off before it takes effect": ("K4-6D", "The bot sends again, and it arrives once."),
    "Break off after it took effect": ("K5-7E", "Nothing is doubled."),
    "Deliver it twice": ("K6-8F", "counts once."),
}


@pytest.fixture
def ade(page: Page, monday: ThornmereTown) -> Seat:
    page.goto(f"{monday.slack.url}/as/{monday.slack.person('Ade').id}/messages")
    monday.slack.settled()
    seat = Seat(page, monday.slack.url)
    page.get_by_role("button", name="Guide", exact=True).click()
    return seat


@pytest.fixture
def drawer(ade: Seat) -> Locator:
    ade.page.get_by_role("button", name="Inspector", exact=True).click()
    drawer = ade.page.get_by_role("region", name="Inspector")
    expect(drawer.get_by_role("heading", name="Inspector")).to_be_focused()
    return drawer


def begin(seat: Seat, case: str) -> None:
    seat.command("/qa start self-check")
    seat.form.get_by_label("Which CAF are you checking?").fill(case)
    seat.form.get_by_label("I am experienced").check()
    seat.press("Start")
    seat.shows(f"CAF self-check · {case}", "1 of 27")


def row(drawer: Locator, words: str) -> Locator:
    return drawer.locator("details").filter(has=drawer.page.locator("summary", has_text=words)).first


def test_it_shows_what_goes_both_ways_the_newest_first(ade: Seat, drawer: Locator) -> None:
    begin(ade, "K1-3A")
    posted = row(drawer, "chat.postMessage")
    expect(posted.locator("summary")).to_contain_text("bot to Slack")
    expect(posted.locator("summary")).to_contain_text("ok")
    expect(posted.locator("summary")).to_contain_text("Ade Fernhill")
    submitted = row(drawer, "view_submission")
    expect(submitted.locator("summary")).to_contain_text("Slack to bot")
    expect(submitted.locator("summary")).to_contain_text(re.compile(r"acked in \d+ ms"))
    times = drawer.locator("summary time").all_inner_texts()
    assert times == sorted(times, reverse=True)


def test_details_open_and_hold_no_secret(drawer: Locator) -> None:
    asked = row(drawer, "chat.postMessage")
    asked.locator("summary").click()
    expect(asked.get_by_label("Request")).to_contain_text('"channel"')
    expect(asked.get_by_label("Answer")).to_contain_text('"ok": true')
    assert "xoxb" not in drawer.inner_text()


def test_the_filter_shows_only_what_has_the_words(drawer: Locator) -> None:
    expect(row(drawer, "chat.postMessage")).to_be_visible()
    drawer.get_by_label("Show only what has these words").fill("views.publish")
    expect(row(drawer, "chat.postMessage")).to_be_hidden()
    drawer.get_by_label("Show only what has these words").fill("POSTMESSAGE ok")
    expect(row(drawer, "chat.postMessage")).to_be_visible()
    drawer.get_by_label("Show only what has these words").fill("")
    drawer.get_by_role("button", name="Clear").click()
    expect(drawer.get_by_text("Nothing has gone between Slack and the bot since this was cleared.")).to_be_visible()


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_check_answered_while_slack_misbehaves_is_complete_and_there_once(
    ade: Seat, drawer: Locator, monday: ThornmereTown, trouble: str
) -> None:
    case, promise = TROUBLES[trouble]
    begin(ade, case)
    monday.slack.settled()
    drawer.get_by_label("What goes wrong next").select_option(label=trouble)
    expect(drawer.get_by_text(promise)).to_be_visible()
    drawer.get_by_role("button", name="Misbehave").click()
    expect(drawer.get_by_text(f"Still to come: {trouble}, 1 time.")).to_be_visible()
    ade.press("Yes")
    expect(ade.card).to_contain_text("2 of 27")
    expect(drawer.get_by_text(f"Has happened: {trouble}, 1 time.")).to_be_visible()
    ade.press("No")
    expect(ade.card).to_contain_text("3 of 27")
    monday.slack.settled()
    expect(ade.page.get_by_role("article").filter(has_text=case)).to_have_count(1)
    assert [f"{case}" in message.plain for message in monday.slack.person("Ade").dm()].count(True) == 1
    drawer.get_by_role("button", name="Behave again").click()
    expect(drawer.get_by_text("Slack behaves.")).to_be_visible()
    assert monday.slack.breaches() == []
