"""One of everything: each block is drawn for everybody; each element works and sends what Slack documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from bot.playground.settings import Json
from tests.browser.gallery import ELEMENTS, FORMS, POSTED, Gallery, gallery
from tests.browser.looks import DESKTOP, PHONE, faults, narrow_to, sideways

Way = Callable[[Page, Locator], None]
TALL = 4200


@pytest.fixture(scope="module")
def everything() -> Iterator[Gallery]:
    with gallery() as shown:
        shown.post_examples()
        yield shown


@pytest.fixture
def shown(page: Page, everything: Gallery) -> Gallery:
    page.goto(f"{everything.slack.url}/as/U0ADE/messages")
    return everything


# Drawn


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_block_of_a_message_is_drawn_for_everybody(
    page: Page, everything: Gallery, size: tuple[int, int]
) -> None:
    narrow_to(page, (size[0], TALL))
    page.goto(f"{everything.slack.url}/as/U0ADE/messages")
    expect(page.get_by_role("article").first).to_be_visible()
    assert page.get_by_role("article").count() >= len(POSTED)
    for article in page.locator("article .body").all():
        box = article.bounding_box()
        assert box
        assert box["height"] > 0
    # An app chooses the levels of its headers itself.
    assert faults(page, but="heading-order") == []
    assert sideways(page) == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_block_of_a_form_is_drawn_for_everybody(page: Page, shown: Gallery, size: tuple[int, int]) -> None:
    narrow_to(page, (size[0], TALL))
    assert shown.ade.slash("/tiny examples").acked
    expect(page.get_by_role("dialog")).to_contain_text("Examples")
    blocks = page.locator("dialog .inside .blocks > *")
    assert blocks.count() >= len(FORMS)
    assert faults(page) == []
    assert sideways(page) == []
    shown.ade.close(all=True)


# Used


def pick(*words: str) -> tuple[Way, Way]:
    """From a list: clicked, and typed for."""

    def by_mouse(page: Page, control: Locator) -> None:
        control.locator(".pick-open").click()
        for each in words:
            page.locator(":popover-open").get_by_role("option", name=each).click()

    def by_keys(page: Page, control: Locator) -> None:
        control.locator(".pick-open").focus()
        page.keyboard.press("Enter")
        for each in words:
            page.locator(":popover-open").get_by_role("combobox").fill(each)
            page.keyboard.press("Enter")

    return by_mouse, by_keys


def box(name: str, *keys: str) -> tuple[Way, Way]:
    """A tick or a dot: clicked by its label, and with keys from the first."""

    def by_mouse(_: Page, control: Locator) -> None:
        control.get_by_label(name).click()

    def by_keys(page: Page, control: Locator) -> None:
        control.locator("input").first.focus()
        for key in keys:
            page.keyboard.press(key)

    return by_mouse, by_keys


def native(value: str) -> tuple[Way, Way]:
    def by_mouse(_: Page, control: Locator) -> None:
        control.fill(value)

    def by_keys(page: Page, control: Locator) -> None:
        control.focus()
        page.keyboard.press("ArrowUp")

    return by_mouse, by_keys


def pressed() -> tuple[Way, Way]:
    return (lambda _, control: control.click()), (lambda _, control: control.press("Enter"))


def confirmed() -> tuple[Way, Way]:
    """Denied first, which sends nothing."""

    def answer(page: Page, name: str) -> Locator:
        expect(page.get_by_role("dialog")).to_contain_text("It is final.")
        return page.get_by_role("dialog").get_by_role("button", name=name)

    def by_mouse(page: Page, control: Locator) -> None:
        control.click()
        answer(page, "Back").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        control.click()
        answer(page, "Yes").click()

    def by_keys(page: Page, control: Locator) -> None:
        control.press("Enter")
        expect(answer(page, "Yes")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        control.press("Enter")
        answer(page, "Yes").press("Enter")

    return by_mouse, by_keys


def menu(name: str) -> tuple[Way, Way]:
    def by_mouse(page: Page, control: Locator) -> None:
        control.locator("xpath=ancestor-or-self::*[contains(@class, 'section')]").locator(".menu-open").click()
        page.get_by_role("menuitem", name=name).click()

    def by_keys(page: Page, control: Locator) -> None:
        control.locator("xpath=ancestor-or-self::*[contains(@class, 'section')]").locator(".menu-open").press("Enter")
        expect(page.locator(".blocks :popover-open [role=menuitem]").first).to_be_focused()
        page.keyboard.press(name[0].lower())
        expect(page.get_by_role("menuitem", name=name)).to_be_focused()
        page.keyboard.press("Enter")

    return by_mouse, by_keys


def of(*names: str) -> list[Json]:
    return [{"text": {"type": "plain_text", "text": name, "emoji": True}, "value": name.lower()} for name in names]


# What is done, and what Slack's documentation says that the action then holds.
USED: dict[str, tuple[tuple[Way, Way], Json]] = {
    "button": (pressed(), {"value": "save"}),
    "asks": (confirmed(), {"value": "withdraw"}),
    "overflow": (menu("Planning"), {"selected_option": of("Planning")[0]}),
    "static_select": (pick("Planning"), {"selected_option": of("Planning")[0]}),
    "multi_static_select": (pick("Planning", "Review"), {"selected_options": of("Planning", "Review")}),
    "users_select": (pick("Sam Larkspur"), {"selected_user": "U0SAM"}),
    "multi_users_select": (pick("Sam Larkspur"), {"selected_users": ["U0SAM"]}),
    "channels_select": (pick("general"), {"selected_channel": "CHANNEL"}),
    "conversations_select": (pick("general"), {"selected_conversation": "CHANNEL"}),
    "radio_buttons": (box("Planning", "Space", "ArrowDown"), {"selected_option": of("Planning")[0]}),
    "checkboxes": (box("Planning", "Tab", "Space"), {"selected_options": of("Planning")}),
    "datepicker": (native("2026-12-31"), {"selected_date": "VALUE"}),
    "timepicker": (native("16:45"), {"selected_time": "VALUE"}),
}


def posted(page: Page, shown: Gallery, name: str) -> Locator:
    card = page.locator(f"article[data-ts='{shown.post_element(name)}']")
    expect(card).to_contain_text(f"Here is {name}.")
    return card


@pytest.mark.parametrize("way", [0, 1], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("name", USED)
def test_an_element_sends_what_slack_documents(page: Page, shown: Gallery, name: str, way: int) -> None:
    ways, holds = USED[name]
    card = posted(page, shown, name)
    shown.slack.forget()
    control = card.locator(f"[data-action={name}]").first
    ways[way](page, control)
    payload = shown.slack.wait(lambda: _newest(shown, holds, control))
    assert payload
    action = payload["actions"][-1]
    assert (payload["type"], payload["user"]["id"]) == ("block_actions", "U0ADE")
    assert payload["container"]["type"] == "message"
    assert (action["type"], action["action_id"], action["block_id"]) == (ELEMENTS[name]["type"], name, name)
    assert action["action_ts"]
    if name == "asks":
        assert len(shown.slack.deliveries()) == 1


def test_what_is_chosen_later_does_not_overtake_what_was_chosen_before(page: Page, shown: Gallery) -> None:
    card = posted(page, shown, "multi_static_select")
    sent: list[Route] = []
    page.route("**/-/act", lambda route: sent.append(route))
    pick("Planning", "Review")[1](page, card.locator("[data-action=multi_static_select]").first)
    page.wait_for_timeout(300)
    assert len(sent) == 1
    sent[0].continue_()
    page.unroute("**/-/act")
    shown.slack.wait(lambda: _newest(shown, {"selected_options": of("Planning", "Review")}, card))


def _newest(shown: Gallery, holds: Json, control: Locator) -> Json | None:
    """The newest payload, once its action holds these."""
    known = {"CHANNEL": _general(shown), "VALUE": None}
    sent: list[Json] = [each["payload"] for each in shown.slack.deliveries() if "actions" in each["payload"]]
    if not sent:
        return None
    action = sent[-1]["actions"][-1]
    wanted = {key: _known(value, known, control) for key, value in holds.items()}
    return sent[-1] if wanted.items() <= action.items() else None


def _known(value: object, known: Json, control: Locator) -> object:
    if value == "VALUE":
        return control.input_value()
    return known.get(value, value) if isinstance(value, str) else value


def _general(shown: Gallery) -> str:
    channels: list[Json] = shown.shop.client.conversations_list()["channels"]
    return next(str(each["id"]) for each in channels if each["name"] == "general")


def test_what_many_chose_stands_as_chips_that_go_again(page: Page, shown: Gallery) -> None:
    card = posted(page, shown, "multi_static_select")
    control = card.locator("[data-action=multi_static_select]").first
    pick("Planning", "Review")[0](page, control)
    page.keyboard.press("Escape")
    expect(card.get_by_role("button", name="Remove Review")).to_be_visible()
    card.get_by_role("button", name="Remove Planning").click()
    expect(card.get_by_role("button", name="Remove Planning")).to_have_count(0)
    expect(card.get_by_role("button", name="Remove Review")).to_be_visible()
    page.reload()
    expect(card.get_by_role("button", name="Remove Review")).to_be_visible()


FILLED = {
    "plain_text_input": ("Some words", {"type": "plain_text_input", "value": "Some words"}),
    "multiline": ("One\nTwo", {"type": "plain_text_input", "value": "One\nTwo"}),
    "number_input": ("12", {"type": "number_input", "value": "12"}),
    "email_text_input": ("ade@example.org", {"type": "email_text_input", "value": "ade@example.org"}),
    "url_text_input": ("https://example.org/a", {"type": "url_text_input", "value": "https://example.org/a"}),
    "datetimepicker": ("2026-11-24T16:45", {"type": "datetimepicker", "selected_date_time": 1795538700}),
}


def test_a_form_sends_what_was_typed_as_slack_documents(page: Page, shown: Gallery) -> None:
    assert shown.ade.slash("/tiny fields").acked
    form = page.get_by_role("dialog")
    for name, (words, _) in FILLED.items():
        form.get_by_label(f"The {name}").fill(words)
    form.get_by_label("The rich_text_input").fill("Rich words")
    form.get_by_role("button", name="Save").click()
    expect(form).to_be_hidden()
    sent = shown.slack.deliveries()[-1]["payload"]
    values = sent["view"]["state"]["values"]
    assert sent["type"] == "view_submission"
    assert {name: values[name][name] for name in FILLED} == {name: wanted for name, (_, wanted) in FILLED.items()}
    written = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Rich words"}]}
    assert values["rich_text_input"]["rich_text_input"]["rich_text_value"]["elements"] == [written]
