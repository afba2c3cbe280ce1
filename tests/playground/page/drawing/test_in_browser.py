"""Lists, menus and counts in a real browser, by mouse and by keyboard: what goes out, and where the focus is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped,unused-ignore]
from playwright.sync_api import Browser, Page, Route, expect

import bot.playground.page
from bot.playground.controls import completed, shown_values
from bot.playground.page.drawing.blocks import draw_blocks
from bot.playground.settings import Json
from tests.browser.chromium import chromium
from tests.playground.page.drawing.conftest import new
from tests.playground.page.drawing.test_documented import EXAMPLES
from tests.playground_validation.payloads import actions, field, option, overflow, plain, select

pytestmark = pytest.mark.slow
STATIC = Path(bot.playground.page.__file__).parent / "static"
ADDRESS = "http://playground.test"
POLICY = "default-src 'self'; style-src 'self'; img-src 'self' data:"
SCRIPT = """
window.heard = [];
document.addEventListener("picked", (event) => heard.push(event.detail.option));
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-does=press]");
  if (pressed) heard.push(pressed.dataset.option);
});
"""
STILL = "export const refresh = async () => {}; export const whenDrawn = () => {};"
# The page scrolls its conversation; here the whole of it is one.
FRAME = "body { display: block; height: auto; background: var(--paper); }"
KINDS = {".css": "text/css", ".js": "text/javascript"}
NAMES = [option("Assessment", "a"), option("Planning", "p"), option("Plain words", "w")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_default_timeout(5000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    yield page
    page.close()
    assert complaints == []


def show(
    page: Page, *blocks: Json, surface: str = "h2", scripts: Sequence[str] = (), sent: list[Json] | None = None
) -> None:
    """The blocks in a page of their own, under the rules that the playground's page is under; `sent` gets its acts."""
    kept = completed(list(blocks))
    drawn = draw_blocks(new(), kept, shown_values(kept, {}), {}, "m1")
    html = (
        '<!doctype html><html lang="en-GB"><title>Blocks</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="/page.css"><link rel="stylesheet" href="/blocks.css">'
        '<link rel="stylesheet" href="/frame.css">'
        '<script type="module" src="/menu.js"></script><script type="module" src="/pick.js"></script>'
        f"{''.join(f'<script type=module src=/{name}.js></script>' for name in scripts)}"
        f'<script type="module" src="/heard.js"></script><main><h1>Bot</h1><{surface}>Today</{surface}>{drawn}</main>'
    )

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{ADDRESS}/")
        if name == "-/act" and sent is not None:
            sent.append(json.loads(route.request.post_data or "{}"))
            route.fulfill(json={"acked": False})
            return
        ours = {"": html, "heard.js": SCRIPT, "frame.css": FRAME}
        ours |= {} if sent is None else {"live.js": STILL}
        body = ours[name] if name in ours else (STATIC / name).read_text(encoding="utf-8")
        kind = KINDS.get(Path(name).suffix, "text/html")
        route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": POLICY})

    page.route(f"{ADDRESS}/**", answer)
    page.goto(ADDRESS)


def heard(page: Page) -> list[Any]:
    found: list[Any] = json.loads(page.evaluate("JSON.stringify(window.heard)"))
    return found


def test_a_list_is_searched_and_chosen_from_with_the_keyboard_alone(page: Page) -> None:
    show(page, field(select(action_id="s", options=NAMES), "Standard"))
    opener = page.get_by_role("button", name="Standard")
    opener.press("Enter")
    search = page.get_by_role("combobox")
    expect(search).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "true")
    search.press_sequentially("pla")
    expect(page.get_by_role("option")).to_have_text(["Planning", "Plain words"])
    for key in ("ArrowDown", "Home", "End"):
        search.press(key)
    expect(page.locator("[role=option].active")).to_have_text("Plain words")
    assert search.get_attribute("aria-activedescendant") == page.locator("[role=option].active").get_attribute("id")
    search.press("Enter")
    expect(opener).to_be_focused()
    expect(search).to_be_hidden()
    assert heard(page) == ["w"]


def test_escape_leaves_a_list_as_it_was(page: Page) -> None:
    show(page, field(select(action_id="s", options=NAMES), "Standard"))
    opener = page.get_by_role("button", name="Standard")
    opener.click()
    page.get_by_role("combobox").fill("zzz")
    expect(page.get_by_text("No matches")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.click()
    expect(page.get_by_role("option")).to_have_count(3)
    assert heard(page) == []


def test_choosing_again_what_a_static_list_shows_takes_it_back(page: Page) -> None:
    show(page, field(select(action_id="s", options=NAMES, initial_option=NAMES[1]), "Standard"))
    page.get_by_role("button", name="Standard Planning").click()
    expect(page.locator("[role=option].active")).to_have_text("Planning")
    page.get_by_role("option", name="Planning").click()
    assert heard(page) == [""]


def test_a_list_of_many_sends_each_choice_and_stops_at_the_most(page: Page) -> None:
    many = select("multi_static_select", action_id="m", options=NAMES, max_selected_items=2)
    show(page, field(many, "Standards"))
    page.get_by_role("button", name="Standards").click()
    page.get_by_role("option", name="Assessment").click()
    page.get_by_role("option", name="Planning").click()
    expect(page.get_by_role("option", name="Plain words")).to_have_attribute("aria-disabled", "true")
    page.get_by_role("option", name="Assessment").click()
    assert heard(page) == [["a"], ["a", "p"], ["p"]]


def test_a_chip_is_removed_and_the_focus_goes_to_the_next(page: Page) -> None:
    many = select("multi_static_select", action_id="m", options=NAMES, initial_options=NAMES[:2])
    show(page, field(many, "Standards"))
    page.get_by_role("button", name="Remove Assessment").press("Enter")
    expect(page.get_by_role("button", name="Remove Planning")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Standards")).to_be_focused()
    assert heard(page) == [["p"], []]


def test_a_menu_is_walked_with_arrows_and_letters(page: Page) -> None:
    menu = overflow(0) | {
        "action_id": "o",
        "options": [option("Why", "y"), option("Withdraw", "w"), option("Risk", "r")],
    }
    show(page, actions(menu))
    opener = page.get_by_role("button", name="More actions")
    opener.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Why")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Risk")).to_be_focused()
    page.keyboard.press("w")
    page.keyboard.press("w")
    expect(page.get_by_role("menuitem", name="Withdraw")).to_be_focused()
    page.keyboard.press("Enter")
    assert heard(page) == ["w"]
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


def test_what_opens_stays_within_the_window(page: Page) -> None:
    rows = [field(select(action_id=f"s{n}", options=NAMES), f"Standard {n}", block_id=f"b{n}") for n in range(12)]
    show(page, *rows)
    for n in (0, 11):
        page.get_by_role("button", name=f"Standard {n}", exact=False).last.click()
        box = page.locator(".pick-pop:popover-open").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 844
        page.keyboard.press("Escape")


def test_the_characters_left_are_said_when_few_are(page: Page) -> None:
    typed = {"type": "plain_text_input", "action_id": "t", "max_length": 100, "placeholder": plain("Words")}
    show(page, field(typed, "Reason"))
    box = page.get_by_label("Reason")
    box.fill("a" * 50)
    expect(page.get_by_role("status")).to_be_hidden()
    box.fill("a" * 99)
    expect(page.get_by_role("status")).to_have_text("1 character left")
    box.fill("a" * 103)
    expect(page.get_by_role("status")).to_have_text("3 too many")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_example_can_be_read_by_everybody(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    blocks = [
        {**block, "block_id": f"{name}{n}"} for name, each in EXAMPLES.items() for n, block in enumerate(each["blocks"])
    ]
    show(page, *(block for block in blocks if block["type"] != "file"), surface="h3")
    found = Axe().run(page).response["violations"]
    serious = {each["id"]: [node["html"] for node in each["nodes"]] for each in found if each["id"] != "heading-order"}
    assert serious == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_that_is_chosen_goes_with_its_name_and_what_is_in_it(page: Page) -> None:
    """As the page sends it: the rest of the page is not here, so nothing is drawn anew."""
    sent: list[Json] = []
    text = "reference\nZoë-1\n"
    chosen: Json = {"type": "file_input", "action_id": "f", "filetypes": ["csv"], "max_files": 1}
    show(page, field(chosen, "The list"), scripts=("fields",), sent=sent)
    picker = page.get_by_label("The list")
    expect(picker).to_have_attribute("accept", ".csv")
    picker.set_input_files({"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.wait_for_timeout(500)
    assert [(act["act"], act["option"]) for act in sent] == [
        ("choose", [{"name": "list.csv", "text": "reference\nZoë-1\n"}])
    ]
