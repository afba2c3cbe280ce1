"""Each block and element in the shape that Slack documents is drawn: its words in reading order, and its controls.

The examples are in tests/data/slack/blocks; each names its page.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.playground.validation import message_problems, view_problems
from tests.playground.page.drawing.conftest import Drawn
from tests.playground_validation.payloads import message, modal

FOLDER = Path(__file__).parents[3] / "data" / "slack" / "blocks"
EXAMPLES = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
CHART = "Checks done East West Values as a table Month East West Oct 12 5 Nov 19 8 Dec 9 14"

# What is read from each example, and its controls.
READ: dict[str, tuple[str, list[str]]] = {
    "actions": ("Which part of the check? Cancel", ["pick static_select", "press button"]),
    "alert": ("Information: The old answer is kept.", []),
    "button": ("Click me Save Delete Read the guide", ["press button"] * 4),
    "card": ("card block, not drawn here Draft plan Due Friday Open", []),
    "channels_select": ("Pick a channel. Select a channel", ["pick channels_select"]),
    "checkboxes": ("Who was there? Child or young person Parent", ["choose checkboxes"]),
    "container": ("container block, not drawn here More Inside", []),
    "context": ("[pin] Location: Northway", []),
    "context_actions": ("Good Bad Delete", ["press feedback_buttons"] * 2 + ["press icon_button"]),
    "conversations_select": ("Pick a conversation. Select a conversation", ["pick conversations_select"]),
    "data_table": ("Checks this quarter Team Done East 12 West 9.5", []),
    "data_visualization_area": (CHART, []),
    "data_visualization_bar": (CHART, []),
    "data_visualization_line": (CHART, []),
    "data_visualization_pie": (
        "Answers Yes: 26 (87%) No: 3 (10%) Not applicable: 1 (3%) "
        "Values as a table Part Value Share Yes 26 87% No 3 10% Not applicable 1 3%",
        [],
    ),
    "datepicker": ("Pick a date for the deadline. Select a date", ["choose datepicker"]),
    "datetimepicker": ("Start date", ["choose datetimepicker"]),
    "divider": ("", []),
    "email_input": ("Address", ["fill email_text_input"]),
    "external_select": (
        "Pick from elsewhere. "
        "external select element, not drawn here: its choices come from the app as one types Select an item",
        [],
    ),
    "file": ("file block ABCD1, not drawn here", []),
    "file_input": ("Evidence Up to 5 files (jpg,png).", ["choose file_input"]),
    "header": ("Quarterly sample", []),
    "image": ("The front door [A blue front door]", []),
    "image_element": ("A picture beside. [A kitten]", []),
    "input": ("What went well? (optional) One or two sentences", ["fill plain_text_input"]),
    "markdown": (
        "Summary Done and nearly late K7-3Q, see the guide first second one two [done] Told [not done] Agreed "
        "Quoted Check Done Sample 4 x = 1 < 2",
        [],
    ),
    "multi_static_select": ("Pick some. Assessment Planning Select items", ["pick multi_static_select"]),
    "multi_users_select": ("Who else? Ade Bakare Choose some", ["pick multi_users_select"]),
    "number_input": ("How many?", ["fill number_input"]),
    "overflow": ("This has a menu.", ["press overflow"] * 3),
    "plain_text_input": ("Your reason So far", ["fill plain_text_input"]),
    "plan": ("plan block, not drawn here Thinking Fetching", []),
    "radio_buttons": ("Was it safe? Yes No", ["choose radio_buttons"]),
    "rich_text": (
        "Hello there, I am a bold rich text block, italic, struck code next line Visits Plans Reviews "
        "What the child said ref K7-3Q ref K7-3R @Ade Bakare #team-east @S0EAST @here [wave] the plan #F405B3 "
        "2024-07-11 at 16:03",
        [],
    ),
    "rich_text_input": (
        "Notes Plain words here; Slack has a toolbar for bold, lists and links.",
        ["fill rich_text_input"],
    ),
    "section": ("Sally has asked you to review a plan. K7-3Q Fields beneath Priority Type High Sample", []),
    "static_select": ("Pick one. Planning", ["pick static_select"]),
    "static_select_groups": ("Standard Choose one", ["pick static_select"]),
    "table": ("Check Done Sample 4 of 5", []),
    "timepicker": ("Pick a time. Select a time", ["choose timepicker"]),
    "url_input": ("Link", ["fill url_text_input"]),
    "users_select": ("Pick a person. Select a person", ["pick users_select"]),
    "video": ("video block, not drawn here How to sample Two minutes How to sample Quality team", []),
    "workflow_button": ("Run it", ["press workflow_button"]),
}


def test_every_example_is_expected() -> None:
    assert EXAMPLES.keys() == READ.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_read_as_slack_shows_it(name: str, drawn: Drawn) -> None:
    found = drawn(*EXAMPLES[name]["blocks"])
    assert (found.text, found.controls) == READ[name]
    assert found.unbalanced == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_one_that_slack_takes(name: str) -> None:
    blocks: list[Any] = EXAMPLES[name]["blocks"]
    if EXAMPLES[name]["surface"] == "message":
        assert message_problems(message(*blocks)) == []
    elif EXAMPLES[name]["surface"] == "modal":
        assert view_problems(modal(*blocks)) == []
