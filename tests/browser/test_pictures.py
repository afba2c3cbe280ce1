"""The pictures of README and docs show what the page shows. `make pictures` takes them anew.

They are taken of a council whose day stands still, so that the words in them change only when the product does.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looks import DESKTOP, PHONE, narrow_to
from tests.browser.pictures import take
from tests.browser.seat import Seat
from tests.slack.town import done
from tests.thornmere import ThornmereTown

Sits = Callable[..., Seat]


@pytest.fixture(scope="module")
def working(monday: ThornmereTown) -> ThornmereTown:
    """Ade has answered three questions."""
    ade = monday.slack.person("Ade")
    done(ade.slash("/qa start self-check"))
    ade.fill({"subject": "K9-4R", "Are you new to the CAF, or experienced with it?": "I am experienced"})
    done(ade.submit())
    monday.slack.wait(lambda: "K9-4R" in ade.card().plain)
    for now in ("2 of 27", "3 of 27", "4 of 27"):
        done(ade.click("Yes"))
        monday.slack.wait(lambda now=now: now in ade.card().plain)  # type: ignore[misc]
    return monday


@pytest.fixture
def sit(page: Page, working: ThornmereTown) -> Sits:
    """Somebody at a place, with the panels that are named open."""

    def sit(name: str, place: str = "messages", *panels: str, size: tuple[int, int] = DESKTOP) -> Seat:
        narrow_to(page, size)
        page.add_init_script(f"localStorage.setItem('guide', '{'open' if 'guide' in panels else 'closed'}')")
        page.goto(f"{working.slack.url}/as/{working.slack.person(name).id}/{place}")
        working.slack.settled()
        page.get_by_role("button", name=re.compile("^Today is Mon 23 Nov 2026")).wait_for()
        return Seat(page, working.slack.url)

    return sit


def read(*parts: Locator) -> str:
    return "\n".join(part.inner_text() for part in parts)


def test_a_check_being_answered(sit: Sits) -> None:
    seat = sit("Ade")
    seat.shows("K9-4R", "4 of 27", "Saved")
    take(seat.page, "card", read(seat.card))


def test_a_check_in_the_dark(sit: Sits, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    seat = sit("Ade")
    seat.shows("K9-4R")
    take(page, "dark", read(seat.card))


def test_a_check_on_a_phone(sit: Sits) -> None:
    seat = sit("Ade", size=PHONE)
    seat.shows("K9-4R")
    take(seat.page, "phone", read(seat.card))


@pytest.mark.parametrize(("name", "picture"), [("Ade", "home"), ("Sam", "home-supervisor")])
def test_home(sit: Sits, name: str, picture: str) -> None:
    seat = sit(name, "home")
    home = seat.page.get_by_role("region", name="Home")
    expect(home).to_contain_text("Start")
    take(seat.page, picture, read(home))


def test_a_start(sit: Sits, working: ThornmereTown) -> None:
    seat = sit("Ade")
    done(working.slack.person("Ade").slash("/qa start self-check"))
    seat.asks("CAF self-check")
    seat.form.get_by_label("Which CAF are you checking?").fill("K9-5T")
    take(seat.page, "start", read(seat.form))
    working.slack.person("Ade").close(all=True)


def test_a_summary(sit: Sits, working: ThornmereTown) -> None:
    robin = working.slack.person("Robin")
    done(robin.slash("/qa summary", channel="larch-team"))
    (shown,) = working.slack.wait(lambda: robin.ephemerals("larch-team"))
    seat = sit("Robin", shown.channel, size=(1120, 1290))
    expect(seat.card).to_contain_text("Larch Team · Oct–Dec 2026")
    take(seat.page, "summary", read(seat.card))


def test_the_guide(sit: Sits) -> None:
    sit("Ade")
    seat = sit("Robin", "messages", "guide", size=(1120, 680))
    guide = seat.page.get_by_role("complementary", name="Things to try")
    expect(guide).to_be_visible()
    take(seat.page, "guide", read(guide.get_by_role("group").first))


def test_the_calendar(sit: Sits) -> None:
    seat = sit("Ade")
    seat.page.get_by_role("button", name=re.compile("^Today is ")).click()
    panel = seat.page.get_by_role("region", name="Move the calendar")
    expect(panel).to_contain_text("End of the quarter")
    take(seat.page, "calendar", read(panel))


def test_the_inspector(sit: Sits) -> None:
    seat = sit("Ade")
    seat.page.get_by_role("button", name="Inspector", exact=True).click()
    drawer = seat.page.get_by_role("region", name="Inspector")
    drawer.get_by_role("button", name="Clear").click()
    seat.press("Yes")
    for way in ("Slack to bot", "bot to Slack"):
        drawer.locator("summary", has_text=way).first.wait_for()
    seat.shows("5 of 27", "Saved")
    # What went between Slack and the bot took as long as it took.
    take(seat.page, "inspector", read(drawer.get_by_role("form"), drawer.locator("header")))
