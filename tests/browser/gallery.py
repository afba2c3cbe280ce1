"""A Slack that shows one of everything: each block that Slack documents, and each element to press, choose or fill."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.driver import Driver, Person
from bot.playground.server import Playground
from bot.playground.settings import Json
from tests.playground.page.drawing.test_documented import EXAMPLES
from tests.playground.tiny import CONFIRM, QUICK, Tiny, button, option, over_socket, plain

PEOPLE: tuple[Json, ...] = (
    {"id": "U0ADE", "name": "Ade Fernhill", "email": "ade@example.org"},
    {"id": "U0SAM", "name": "Sam Larkspur", "email": "sam@example.org"},
)
# No app can post a file block; Slack adds it by itself.
POSTED = [name for name, given in EXAMPLES.items() if given["surface"] == "message"]
FORMS = [name for name, given in EXAMPLES.items() if given["surface"] == "modal"]
STANDARDS = [option("Assessment"), option("Planning"), option("Review")]

ELEMENTS: dict[str, Json] = {
    "button": button("Save", "button"),
    "asks": button(
        "Withdraw", "asks", style="danger", confirm={"title": plain("Sure?"), "text": plain("It is final."), **CONFIRM}
    ),
    "overflow": {"type": "overflow", "options": STANDARDS},
    "static_select": {"type": "static_select", "options": STANDARDS, "placeholder": plain("A standard")},
    "multi_static_select": {"type": "multi_static_select", "options": STANDARDS, "placeholder": plain("Standards")},
    "users_select": {"type": "users_select", "placeholder": plain("Somebody")},
    "multi_users_select": {"type": "multi_users_select", "placeholder": plain("Some people")},
    "channels_select": {"type": "channels_select", "placeholder": plain("A channel")},
    "conversations_select": {"type": "conversations_select", "placeholder": plain("A conversation")},
    "radio_buttons": {"type": "radio_buttons", "options": STANDARDS},
    "checkboxes": {"type": "checkboxes", "options": STANDARDS},
    "datepicker": {"type": "datepicker", "initial_date": "2026-11-20"},
    "timepicker": {"type": "timepicker", "initial_time": "10:30"},
}
FIELDS: dict[str, Json] = {
    "plain_text_input": {"type": "plain_text_input"},
    "multiline": {"type": "plain_text_input", "multiline": True},
    "number_input": {"type": "number_input", "is_decimal_allowed": False},
    "email_text_input": {"type": "email_text_input"},
    "url_text_input": {"type": "url_text_input"},
    "rich_text_input": {"type": "rich_text_input"},
    "datetimepicker": {"type": "datetimepicker", "initial_date_time": 1795255200},
}


class Shop(Tiny):
    """Opens whatever form it is asked for by name."""

    def command(self, ack: Any, body: Json) -> None:
        self.client.views_open(trigger_id=body["trigger_id"], view=FORM if body["text"] == "fields" else EXAMPLE_FORM)
        ack()


@dataclass(frozen=True)
class Gallery:
    slack: Driver
    shop: Shop

    @property
    def ade(self) -> Person:
        return self.slack.person("U0ADE")

    def post(self, text: str, blocks: list[Json]) -> str:
        return str(self.shop.client.chat_postMessage(channel="U0ADE", text=text, blocks=blocks)["ts"])

    def post_examples(self) -> None:
        for name in POSTED:
            self.post(name, EXAMPLES[name]["blocks"])

    def post_element(self, name: str) -> str:
        """Beside words that name it."""
        return self.post(name, [beside(name)])


def beside(name: str) -> Json:
    words = {"type": "mrkdwn", "text": f"Here is {name}."}
    return {"type": "section", "block_id": name, "text": words, "accessory": {"action_id": name, **ELEMENTS[name]}}


def _view(title: str, blocks: list[Json]) -> Json:
    return {"type": "modal", "callback_id": "form", "title": plain(title), "submit": plain("Save"), "blocks": blocks}


def _field(name: str) -> Json:
    element = {"action_id": name, **FIELDS[name]}
    return {"type": "input", "block_id": name, "label": plain(f"The {name}"), "element": element}


FORM = _view("Fields", [_field(name) for name in FIELDS])
EXAMPLE_FORM = _view(
    "Examples",
    [{**block, "block_id": f"{name}{n}"} for name in FORMS for n, block in enumerate(EXAMPLES[name]["blocks"])],
)


@contextmanager
def gallery() -> Iterator[Gallery]:
    settings = replace(QUICK, people=PEOPLE, patience=3.0, rate_scale=0)
    with Playground(settings) as playground:
        shop = Shop(playground.api_url, settings)
        with over_socket(shop, playground.api_url, settings):
            slack = Driver(playground.url)
            slack.wait(slack.connections)
            yield Gallery(slack, shop)
        shop.hold.set()
