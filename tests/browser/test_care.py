"""Nothing that somebody typed is lost: where a line breaks off, in a form that is left, by going elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from bot.playground.driver import Driver
from bot.playground.server import Playground
from bot.playground.settings import Json
from tests.browser.looks import ZOOMED, faults, narrow_to
from tests.browser.seat import Seat, button
from tests.playground.tiny import QUICK, Tiny, card, form, option, over_socket, plain

UNSAVED = "You have unsaved changes"
KEPT = "Nothing was sent. What you typed is still here."
ASIDE = {"type": "radio_buttons", "action_id": "aside", "options": [option("One"), option("Two")]}
FORM = form()
FORM["blocks"] += [
    {"type": "input", "block_id": "aside", "label": plain("Aside"), "optional": True, "element": ASIDE},
    {"type": "actions", "block_id": "at_once", "elements": [{"type": "datepicker", "action_id": "at_once"}]},
]
LONG = "It takes many words to say what is to be done here, and why, and what one sees then. " * 2
STEPS = ["/tiny help"] * 20 + ["/tiny start"] + ["/tiny nothing"] * 5
STORY: Json = {
    "id": "long",
    "title": "A long legend",
    "about": "It does not fit.",
    "steps": [{"say": f"Step {n}. {LONG}", "when": {"command": words}} for n, words in enumerate(STEPS, start=1)],
}


class Desk(Tiny):
    """Its form also has dots to choose from, and a date that it is told of at once."""

    def command(self, ack: Any, body: Json) -> None:
        if body["text"] == "form":
            self.client.views_open(trigger_id=body["trigger_id"], view=FORM)
            ack()
        else:
            super().command(ack, body)


@dataclass(frozen=True)
class Room:
    slack: Driver
    desk: Desk

    def sent(self, kind: str) -> list[Json]:
        return [body for body in self.desk.seen if body.get("type") == kind]


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    settings = replace(QUICK, patience=3.0, rate_scale=0, stories=(STORY,))
    with Playground(settings) as playground:
        desk = Desk(playground.api_url, settings)
        with over_socket(desk, playground.api_url, settings):
            slack = Driver(playground.url)
            slack.wait(slack.connections)
            yield Room(slack, desk)
        desk.hold.set()


@pytest.fixture
def ade(page: Page, room: Room, complaints: list[str]) -> Iterator[Seat]:
    """At a page without anything open; that a line breaks off is meant."""
    room.slack.person("ade").reload()
    room.desk.seen.clear()
    page.goto(room.slack.url)
    seat = Seat(page, room.slack.url).is_now("Ade Fernhill")
    room.slack.settled()
    yield seat
    page.unroute_all(behavior="ignoreErrors")
    complaints[:] = [each for each in complaints if "Failed to load resource" not in each]


class Line:
    """The line to the server, for acts of one sort: it breaks off `times` times, or keeps them to be let go."""

    def __init__(self, page: Page, act: str, times: int = 0) -> None:
        self.act, self.times, self.kept = act, times, list[Route]()
        page.route("**/-/act", self._take)

    def _take(self, route: Route) -> None:
        asked: Json = route.request.post_data_json or {}
        if asked["act"] != self.act:
            route.continue_()
        elif self.times < 0:
            self.kept.append(route)
        elif self.times:
            self.times -= 1
            route.abort()
        else:
            route.continue_()


KEEPS = -1


def opened(seat: Seat) -> Locator:
    """The form; its first field."""
    seat.command("/tiny form")
    note = seat.form.get_by_label("Note")
    expect(note).to_be_focused()
    return note


def values(body: Json) -> Json:
    return {block: next(iter(held.values())) for block, held in body["view"]["state"]["values"].items() if held}


# A line that breaks off


def test_words_that_did_not_get_through_go_again_before_the_form(ade: Seat, room: Room) -> None:
    note = opened(ade)
    Line(ade.page, "choose", times=1)
    note.fill("All is well.")
    note.press("Tab")
    expect(ade.form.get_by_text("What you did was not sent.")).to_be_visible()
    ade.press("Save")
    expect(ade.form).to_be_hidden()
    (submitted,) = room.sent("view_submission")
    assert values(submitted)["note"]["value"] == "All is well."


def test_a_form_does_not_go_without_its_words(ade: Seat, room: Room) -> None:
    narrow_to(ade.page, ZOOMED)
    note = opened(ade)
    Line(ade.page, "choose", times=2)
    note.fill("All is well.")
    note.press("Tab")
    expect(ade.form.get_by_text("What you did was not sent.")).to_be_visible()
    ade.form.locator("input[type=date]").focus()
    ade.press("Save")
    expect(ade.form.get_by_text(KEPT)).to_be_in_viewport(ratio=1)
    assert faults(ade.page) == []
    expect(note).to_have_value("All is well.")
    expect(ade.button("Save")).to_be_focused()
    assert room.sent("view_submission") == []
    ade.press("Save")
    expect(ade.form).to_be_hidden()
    (submitted,) = room.sent("view_submission")
    assert values(submitted)["note"]["value"] == "All is well."


def test_a_dot_that_did_not_get_through_goes_again_before_the_form(ade: Seat, room: Room) -> None:
    opened(ade).fill("Fine")
    ade.page.keyboard.press("Tab")
    room.slack.settled()
    Line(ade.page, "choose", times=1)
    ade.form.get_by_label("Two").check()
    expect(ade.form.get_by_text("What you did was not sent.")).to_be_visible()
    expect(ade.form.get_by_label("Two")).to_be_checked()
    ade.press("Save")
    expect(ade.form).to_be_hidden()
    (submitted,) = room.sent("view_submission")
    assert values(submitted)["aside"]["selected_option"]["value"] == "two"


def test_a_button_is_not_pressed_without_the_words_beside_it(ade: Seat, room: Room) -> None:
    note = opened(ade)
    Line(ade.page, "choose", times=1)
    note.fill("All is well.")
    ade.press("Redraw")
    expect(ade.form.get_by_text(KEPT)).to_be_visible()
    assert room.sent("block_actions") == []
    ade.press("Redraw")
    expect(ade.form.get_by_role("heading", name="Redrawn")).to_be_visible()
    (pressed,) = room.sent("block_actions")
    assert values(pressed)["note"]["value"] == "All is well."
    expect(note).to_have_value("All is well.")


def test_a_button_waits_for_what_stands_beside_it_and_for_nothing_else(ade: Seat, room: Room) -> None:
    first, second = (_card(ade, room, words) for words in ("The first card", "The second card"))
    line = Line(ade.page, "choose", KEEPS)
    first.locator("input[type=date]").fill("2026-11-20")
    expect(first.locator("input[type=date]")).to_have_attribute("data-busy", "")
    button(first, "Yes").click()
    button(second, "Yes").click()
    room.slack.wait(lambda: room.sent("block_actions"))
    line.kept[0].continue_()
    expect(first.locator("input[type=date]")).not_to_have_attribute("data-busy", "")
    room.slack.wait(lambda: len(room.sent("block_actions")) == 3)
    pressed = [(body["message"]["text"], body["actions"][0]["action_id"]) for body in room.sent("block_actions")]
    assert pressed == [
        ("The second card", "answer/yes"),
        ("The first card", "day"),
        ("The first card", "answer/yes"),
    ]


def _card(seat: Seat, room: Room, words: str) -> Locator:
    room.desk.client.chat_postMessage(channel=room.slack.person("ade").id, **card(words))
    shown = seat.card_about(words)
    expect(shown).to_be_visible()
    return shown


# A form that is left


@pytest.mark.parametrize("way", ["Close", "Cancel", "Esc"])
def test_leaving_a_form_asks_first_where_something_was_typed(ade: Seat, room: Room, way: str) -> None:
    opened(ade)
    leave(ade, way)
    expect(ade.form).to_be_hidden()

    note = opened(ade)
    note.fill("All is well.")
    leave(ade, way)
    ade.asks(UNSAVED)
    ade.press("Keep editing")
    expect(note).to_have_value("All is well.")
    leave(ade, way)
    ade.press("Close without saving")
    expect(ade.form).to_be_hidden()
    assert room.sent("view_submission") == []


def leave(seat: Seat, way: str) -> None:
    if way == "Esc":
        seat.page.keyboard.press("Escape")
    else:
        seat.form.get_by_role("button", name=way, exact=True).click()


def test_going_back_asks_about_the_form_on_top_and_the_cross_about_all(ade: Seat) -> None:
    opened(ade).fill("Below")
    ade.press("Deeper")
    expect(ade.form.get_by_role("heading", name="Deeper")).to_be_visible()
    leave(ade, "Close")
    ade.asks(UNSAVED)
    ade.press("Keep editing")
    leave(ade, "Back")
    expect(ade.form.get_by_role("heading", name="A form")).to_be_visible()
    expect(ade.form.get_by_label("Note")).to_have_value("Below")

    ade.press("Deeper")
    expect(ade.form.get_by_role("heading", name="Deeper")).to_be_visible()
    ade.form.get_by_label("Note").fill("On top")
    leave(ade, "Back")
    ade.asks(UNSAVED)
    ade.press("Close without saving")
    expect(ade.form.get_by_label("Note")).to_have_value("Below")


def test_what_the_bot_was_sent_is_not_asked_about(ade: Seat, room: Room) -> None:
    note = opened(ade)
    note.fill("All is well.")
    room.desk.answers = [{"response_action": "update", "view": {**FORM, "title": plain("Saved")}}]
    ade.press("Save")
    expect(ade.form.get_by_role("heading", name="Saved")).to_be_visible()
    ade.form.locator("input[type=date]").fill("2026-11-20")
    room.slack.wait(lambda: room.sent("block_actions"))
    expect(ade.form.locator("input[type=date]")).not_to_have_attribute("data-busy", "")
    leave(ade, "Cancel")
    expect(ade.form).to_be_hidden()


def test_what_was_sent_back_is_still_asked_about(ade: Seat, room: Room) -> None:
    opened(ade).fill("All is well.")
    room.desk.answers = [{"response_action": "errors", "errors": {"note": "That is too short."}}]
    ade.press("Save")
    ade.asks("That is too short.")
    leave(ade, "Cancel")
    ade.asks(UNSAVED)


def test_searching_a_list_is_not_a_change(ade: Seat) -> None:
    opened(ade)
    ade.form.get_by_role("button", name="Mark").click()
    ade.form.get_by_role("combobox", name="Search the choices").fill("not")
    ade.page.keyboard.press("Escape")
    leave(ade, "Cancel")
    expect(ade.form).to_be_hidden()


# The box


def test_words_under_way_are_not_found_again_elsewhere(ade: Seat) -> None:
    ade.go("general")
    took: list[Route] = []

    def reaches_the_server_but_never_answers(route: Route) -> None:
        route.fetch()
        took.append(route)

    ade.page.route("**/-/act", reaches_the_server_but_never_answers)
    ade.command("Good morning.")
    expect(ade.card_about("Good morning.")).to_be_visible()
    assert took
    ade.go("shared")
    ade.go("general")
    expect(ade.page.get_by_role("article").filter(has_text="Good morning.")).to_have_count(1)
    expect(ade.box).to_have_value("")


def test_words_that_did_not_get_through_stand_before_what_was_typed_since(ade: Seat) -> None:
    ade.go("general")
    line = Line(ade.page, "say", KEEPS)
    ade.command("The first half")
    expect(ade.box).to_have_attribute("data-busy", "")
    ade.box.press_sequentially("and the second.")
    line.kept[0].abort()
    expect(ade.box).to_have_value("The first half and the second.")
    ade.page.reload()
    expect(ade.box).to_have_value("The first half and the second.")


# The inspector


def test_what_is_wished_while_the_inspector_asks_is_not_forgotten(ade: Seat, room: Room) -> None:
    ade.page.get_by_role("button", name="Inspector", exact=True).click()
    drawer = ade.page.get_by_role("region", name="Inspector")
    expect(drawer.locator("details").first).to_be_visible()
    room.slack.settled()
    kept: list[Route] = []

    def keep_the_first(route: Route) -> None:
        route.continue_() if kept else kept.append(route)

    with ade.page.expect_request("**/inspector?*"):
        ade.page.route("**/inspector?*", keep_the_first)
    drawer.get_by_role("button", name="Clear").click()
    kept[0].continue_()
    expect(drawer.get_by_text("Nothing has gone between Slack and the bot since this was cleared.")).to_be_visible()


# The guide


def test_the_guide_keeps_the_current_step_in_sight(ade: Seat, room: Room) -> None:
    person = room.slack.person("ade")
    steps = ade.page.locator("#guide [aria-current=step]")
    stories = ade.page.locator("#guide .stories")
    ade.page.emulate_media(reduced_motion="reduce")
    ade.box.focus()
    person.slash("/tiny help")
    expect(steps).to_contain_text("Step 21.")
    expect(steps).to_be_in_viewport(ratio=1)
    expect(ade.box).to_be_focused()

    ade.page.reload()
    expect(steps).to_be_in_viewport(ratio=1)

    stories.evaluate("panel => panel.scrollTo(0, 0)")
    room.desk.client.chat_postMessage(channel=person.id, text="Something else")
    ade.shows("Something else")
    assert stories.evaluate("panel => panel.scrollTop") == 0
    person.slash("/tiny start")
    expect(steps).to_contain_text("Step 22.")
    expect(steps).to_be_in_viewport(ratio=1)
