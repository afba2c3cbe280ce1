"""The ways in which one screen is looked at, light and dark, wide and narrow; and what axe finds wrong with it."""

from __future__ import annotations

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped,unused-ignore]
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
DESKTOP, PHONE = (1280, 800), (390, 844)
# What a window of 1280 pixels has room for at 200 % zoom.
ZOOMED = (640, 400)


def narrow_to(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def faults(page: Page, *, but: str = "") -> list[str]:
    """What axe finds in either theme, each as a line that says what and where; `but` is a rule left out."""
    found = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        result: dict[str, Any] = Axe().run(page, options=RULES).response
        found += [
            f"{theme}: {line}"
            for violation in result["violations"]
            if violation["id"] != but
            for line in _lines(violation)
        ]
    return found


def _lines(violation: dict[str, Any]) -> list[str]:
    nodes = violation["nodes"]
    return [f"{violation['id']}: {node['target']} {node['html'][:160]} {node['failureSummary']}" for node in nodes]


def sideways(page: Page) -> list[str]:
    """What sticks out of the window, so that one would have to scroll sideways."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    found: list[str] = page.evaluate(
        """() => [...document.body.querySelectorAll("*")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    return found or ["the page as a whole"]
