"""Every screen, light and dark, wide and narrow: axe finds nothing, and nothing has to be scrolled sideways."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import DESKTOP, PHONE, ZOOMED, faults, narrow_to, sideways
from tests.browser.seat import Seat
from tests.slack.town import done
from tests.thornmere import ThornmereTown

Sits = Callable[[str, str, tuple[int, int]], Seat]
Sizes = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def busy(monday: ThornmereTown) -> ThornmereTown:
    """Jo has a card to answer, and Ade and Mo have a form open."""
    jo, ade, mo = (monday.slack.person(f"{name}@example.org") for name in ("jo", "ade", "mo"))
    done(jo.slash("/qa start self-check"))
    jo.fill({"subject": "K7-3Q", "Are you new to the CAF, or experienced with it?": "I am experienced"})
    done(jo.submit())
    monday.slack.wait(lambda: "K7-3Q" in jo.card().plain)
    done(ade.slash("/qa start self-check"))
    done(mo.slash("/qa start supervisor"))
    monday.slack.settled()
    return monday


@pytest.fixture
def at(page: Page, busy: ThornmereTown) -> Sits:
    """Somebody at a place, by its address, in a window of that size."""

    def sit(name: str, place: str, size: tuple[int, int]) -> Seat:
        narrow_to(page, size)
        page.goto(f"{busy.slack.url}/as/{busy.slack.person(name).id}/{place}")
        busy.slack.settled()
        return Seat(page, busy.slack.url)

    return sit


def messages(seat: Seat) -> None:
    seat.shows("K7-3Q")


def home(seat: Seat) -> None:
    expect(seat.page.get_by_role("region", name="Home")).to_contain_text("Start")


def about(seat: Seat) -> None:
    expect(seat.page.get_by_role("region", name="About")).to_contain_text("/qa")


def channel(seat: Seat) -> None:
    expect(seat.page.get_by_role("heading", level=1)).to_contain_text("general")


def modal(seat: Seat) -> None:
    expect(seat.form).to_be_visible()


def open_select(seat: Seat) -> None:
    seat.form.locator("[data-does=pick] button").first.click()
    expect(seat.page.get_by_role("listbox").last).to_be_visible()


def people_menu(seat: Seat) -> None:
    seat.page.get_by_role("button", name=re.compile("^You are ")).click()
    expect(seat.page.get_by_role("navigation", name="Be somebody else")).to_be_visible()


def calendar(seat: Seat) -> None:
    seat.page.get_by_role("button", name=re.compile("^Today is ")).click()
    expect(seat.page.get_by_text("Time only moves forward.")).to_be_visible()


def guide(seat: Seat) -> None:
    if not seat.page.get_by_role("heading", name="Things to try").is_visible():
        seat.page.get_by_role("button", name="Guide", exact=True).click()
    expect(seat.page.get_by_role("heading", name="Things to try")).to_be_visible()


def inspector(seat: Seat) -> None:
    seat.page.get_by_role("button", name="Inspector", exact=True).click()
    first = seat.page.locator("#inspector details").first
    first.locator("summary").click()
    expect(first.get_by_text("Request")).to_be_visible()


def overflow(seat: Seat) -> None:
    seat.card.locator(".menu-open").last.click()
    expect(seat.page.get_by_role("menu").last).to_be_visible()


SCREENS: dict[str, tuple[str, str, Callable[[Seat], None]]] = {
    "messages": ("Jo", "messages", messages),
    "home": ("Ade", "home", home),
    "home of a supervisor": ("Sam", "home", home),
    "about": ("Jo", "about", about),
    "channel": ("Jo", "general", channel),
    "modal": ("Ade", "messages", modal),
    "open select": ("Mo", "messages", open_select),
    "people menu": ("Jo", "messages", people_menu),
    "calendar": ("Jo", "messages", calendar),
    "guide": ("Jo", "messages", guide),
    "inspector": ("Jo", "messages", inspector),
    "overflow": ("Jo", "messages", overflow),
}


@Sizes
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(at: Sits, screen: str, size: tuple[int, int]) -> None:
    name, place, comes = SCREENS[screen]
    seat = at(name, place, size)
    comes(seat)
    assert faults(seat.page) == []
    assert sideways(seat.page) == []


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_has_to_be_scrolled_sideways_at_double_size(at: Sits, screen: str) -> None:
    name, place, comes = SCREENS[screen]
    seat = at(name, place, ZOOMED)
    comes(seat)
    assert sideways(seat.page) == []


def test_nothing_moves_for_those_who_asked_for_that(at: Sits) -> None:
    seat = at("Jo", "messages", DESKTOP)
    seat.page.emulate_media(reduced_motion="reduce")
    people_menu(seat)
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(one);
        const lasts = (time) => time.split(", ").some((each) => parseFloat(each) > 0.01);
        return (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration);
    }).map((one) => one.outerHTML.slice(0, 120))"""
    assert seat.page.evaluate(moving) == []
