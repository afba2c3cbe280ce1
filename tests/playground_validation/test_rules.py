"""What is no matter of length: keys, places, surfaces, equal options, unique ids, labels that can be read aloud."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.playground.validation import (
    Problem,
    manifest_problems,
    message_problems,
    response_problems,
    view_problems,
)
from tests.playground_validation.payloads import (
    Payload,
    actions,
    button,
    card,
    container,
    data_table,
    field,
    home,
    image,
    leaf,
    lines,
    message,
    modal,
    mrkdwn,
    option,
    overflow,
    plain,
    rich,
    section,
    select,
    table,
)

TYPED = {"type": "plain_text_input"}
ROOT = Path(__file__).parents[2]


def errors(problems: list[Problem]) -> list[str]:
    return [problem.error for problem in problems]


@pytest.mark.parametrize(
    ("block", "path"),
    [
        (section(colour="red"), "blocks[0].colour"),
        (section(text={**plain("x"), "bold": True}), "blocks[0].text.bold"),
        (section(accessory=button(colour="red")), "blocks[0].accessory.colour"),
        (actions(select(options=[option(icon="x")])), "blocks[0].elements[0].options[0].icon"),
        (rich({**leaf(), "style": {"loud": True}}), "blocks[0].elements[0].elements[0].style.loud"),
    ],
)
def test_an_unknown_key_is_a_problem_with_its_path(block: Payload, path: str) -> None:
    assert [(each.path, each.error) for each in message_problems(message(block))] == [(path, "invalid_blocks")]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section"},
        {"type": "header"},
        {"type": "image", "image_url": "https://example.org/a.png"},
        {"type": "image", "alt_text": "x"},
        image(slack_file={"id": "F0"}),
        image(slack_file={"id": "F0", "url": "https://example.org/f"}, image_url="https://example.org/a.png"),
        {"type": "input", "element": TYPED},
        {"type": "card", "subtitle": plain("x")},
        {"type": "wall"},
        {"text": "no type"},
        "not an object",
        actions(select()),
        actions(select(options=[option()], option_groups=[{"label": plain("x"), "options": [option()]}])),
        container(section(), title=None),
        container(section(), default_collapsed=True),
        container(section(), is_collapsible=True, has_header_divider=True),
        container(card()),
        card(icon=image(), slack_icon={"name": "star"}),
        section(text=mrkdwn(7)),  # type: ignore[arg-type]
        section(expand="yes"),
        {"type": "header", "text": mrkdwn("x")},
        {"type": "header", "text": plain("x"), "level": True},
        actions("not an object"),  # type: ignore[arg-type]
        {"type": "actions", "elements": "x"},
        actions(button(style="loud")),
        actions(button(url="no address")),
        {"type": "video", "alt_text": "x", "title": plain("x"), "video_url": "http://x", "thumbnail_url": "https://x"},
    ],
)
def test_a_malformed_block_is_refused(block: Any) -> None:
    assert "invalid_blocks" in errors(message_problems(message(block)))


@pytest.mark.parametrize(
    "block",
    [
        {"type": "file", "external_id": "x", "source": "remote"},
        {"type": "call", "call_id": "R0"},
        {"type": "alert", "text": plain("x")},
        field({"type": "rich_text_input"}),
        field({"type": "number_input", "is_decimal_allowed": False}),
        field({"type": "file_input"}),
        field({"type": "email_text_input"}),
    ],
)
def test_what_belongs_elsewhere_may_not_stand_in_a_message(block: Payload) -> None:
    assert any("surface" in problem.words for problem in message_problems(message(block)))


@pytest.mark.parametrize(
    "block", [table(), data_table(), container(section()), {"type": "markdown", "text": "x"}, lines()]
)
def test_what_belongs_in_messages_may_not_stand_in_a_modal(block: Payload) -> None:
    assert "invalid_arguments" in errors(view_problems(modal(block)))


def test_an_alert_stands_in_a_modal_and_not_in_a_home_tab() -> None:
    alert = {"type": "alert", "text": plain("Saved"), "level": "success"}
    assert view_problems(modal(alert)) == []
    assert view_problems(home(alert)) != []


@pytest.mark.parametrize(
    "block",
    [
        actions(TYPED),
        actions(image()),
        section(accessory={"type": "datetimepicker"}),
        section(accessory=TYPED),
        {"type": "context", "elements": [button()]},
        field(button()),
        field(overflow()),
        {"type": "context_actions", "elements": [button()]},
        actions(select(options=[option(url="https://example.org")])),
        actions(select("conversations_select", response_url_enabled=True)),
        actions(select(options=[{**option(), "text": mrkdwn("x")}])),
    ],
)
def test_an_element_in_the_wrong_place_is_refused(block: Payload) -> None:
    assert "invalid_arguments" in errors(view_problems(modal(block)))


def test_checkboxes_take_mrkdwn_and_overflows_take_addresses() -> None:
    boxes = {"type": "checkboxes", "options": [{**option(), "text": mrkdwn("*x*"), "description": mrkdwn("y")}]}
    menu = {"type": "overflow", "options": [option(url="https://example.org")]}
    assert message_problems(message(actions(boxes, menu))) == []


def test_a_block_id_stands_once_in_a_message_even_inside_a_container() -> None:
    twice = message(section(block_id="a"), container(section(block_id="a")))
    assert errors(message_problems(twice)) == ["invalid_blocks"]


def test_an_action_id_stands_once_in_a_block() -> None:
    assert message_problems(message(actions(button(action_id="a")), actions(button(action_id="a")))) == []
    assert message_problems(message(actions(button(action_id="a"), button(action_id="a")))) != []


def test_two_options_may_not_have_the_same_value() -> None:
    assert message_problems(message(actions(select(options=[option("A"), option("B")])))) != []


def test_what_is_chosen_at_first_equals_an_option() -> None:
    fine = select(options=[option()], initial_option=option())
    other = select(options=[option()], initial_option=option("Yes!"))
    grouped = select(option_groups=[{"label": plain("x"), "options": [option()]}], initial_option=option())
    several = select("multi_static_select", options=[option()], initial_options=[option("No", "no")])
    assert message_problems(message(actions(fine), actions(grouped))) == []
    assert errors(message_problems(message(actions(other), actions(several)))) == ["invalid_blocks"] * 2


def test_only_one_element_of_a_view_takes_the_focus() -> None:
    one, two = ({**TYPED, "focus_on_load": first} for first in (True, False))
    assert view_problems(modal(field(one), field(two))) == []
    assert view_problems(modal(field(one), field(one))) != []


@pytest.mark.parametrize(
    "element",
    [
        {"type": "datepicker", "initial_date": "2026-13-01"},
        {"type": "timepicker", "initial_time": "24:00"},
        {"type": "datetimepicker", "initial_date_time": 5},
        {"type": "number_input", "is_decimal_allowed": True, "initial_value": 4},
        {"type": "number_input", "is_decimal_allowed": True, "min_value": "5", "max_value": "4"},
        {**TYPED, "min_length": 5, "max_length": 4},
        {**TYPED, "dispatch_action_config": {"trigger_actions_on": ["on_blur"]}},
    ],
)
def test_a_malformed_input_is_refused(element: Payload) -> None:
    assert errors(view_problems(modal(field(element)))) == ["invalid_arguments"]


def test_a_file_input_does_not_dispatch() -> None:
    assert view_problems(modal(field({"type": "file_input"}))) == []
    assert view_problems(modal(field({"type": "file_input"}, dispatch_action=True))) != []


def test_rows_of_a_data_table_are_even_and_its_header_plain() -> None:
    uneven = {**data_table(), "rows": [[{"type": "raw_text", "text": "x"}] * count for count in (1, 2)]}
    rich_header = {**data_table(), "rows": [[rich(leaf())], [rich(leaf())]]}
    assert message_problems(message(uneven)) != []
    assert [problem.path for problem in message_problems(message(rich_header))] == ["blocks[0].rows[0]"]


def test_each_series_of_a_chart_has_a_point_for_each_category() -> None:
    chart = lines(points=2)
    chart["chart"]["axis_config"]["categories"].append("3")
    assert message_problems(message(chart)) != []


def test_a_message_needs_text() -> None:
    assert errors(message_problems({"channel": "C0"})) == ["no_text"]
    assert errors(message_problems(message(section(), text=" "))) == ["accessibility"]
    assert message_problems({"attachments": [{"text": "x", "blocks": [section()]}]}) == []
    assert errors(message_problems({"text": 7})) == ["invalid_arguments"]


def test_markdown_text_stands_alone() -> None:
    assert errors(message_problems({"text": "x", "markdown_text": "x"})) == ["markdown_text_conflict"]


def test_metadata_has_a_type_and_a_payload() -> None:
    assert errors(message_problems({"text": "x", "metadata": {"event_type": "x"}})) == ["invalid_metadata_format"]
    assert message_problems({"text": "x", "metadata": {}}, method="chat.update") == []
    assert message_problems({"text": "x", "metadata": {}}) != []


@pytest.mark.parametrize("words", ["✓", ":wastebasket:", "…"])
def test_a_button_needs_words_or_a_label(words: str) -> None:
    assert errors(message_problems(message(actions(button(words))))) == ["accessibility"]
    assert message_problems(message(actions(button(words, accessibility_label="Delete")))) == []


def test_a_loose_select_needs_a_placeholder_and_one_in_an_input_does_not() -> None:
    assert errors(message_problems(message(actions({"type": "users_select"})))) == ["accessibility"]
    assert view_problems(modal(field({"type": "users_select"}))) == []


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    view = {key: value for key, value in modal(field(TYPED)).items() if key != "submit"}
    assert [problem.path for problem in view_problems(view)] == ["submit"]


@pytest.mark.parametrize(
    "view", [home(section(), submit=plain("x")), home(), {"type": "wall", "blocks": []}, modal(section(), state={})]
)
def test_a_malformed_view_is_refused(view: Payload) -> None:
    assert view_problems(view) != []


@pytest.mark.parametrize(
    ("answer", "to"),
    [
        ({}, "command"),
        ({"text": "Hello", "response_type": "ephemeral"}, "command"),
        ({"delete_original": True}, "response_url"),
        ({"text": "x", "replace_original": True, "blocks": [section()]}, "response_url"),
        ({}, "view_submission"),
        ({"response_action": "clear"}, "view_submission"),
        ({"response_action": "errors", "errors": {"why": "Say why"}}, "view_submission"),
        ({"response_action": "update", "view": modal(section())}, "view_submission"),
        ({"options": [option()]}, "options"),
    ],
)
def test_a_good_answer_passes(answer: Payload, to: str) -> None:
    assert response_problems(answer, to=to) == []


@pytest.mark.parametrize(
    ("answer", "to"),
    [
        ({"response_type": "ephemeral"}, "command"),
        ({"text": "x", "response_type": "loud"}, "command"),
        ({"text": "x", "colour": "red"}, "response_url"),
        ({"text": "x", "blocks": [section("")]}, "response_url"),
        ({"text": "x"}, "view_submission"),
        ({"response_action": "close"}, "view_submission"),
        ({"response_action": "clear", "view": modal(section())}, "view_submission"),
        ({"response_action": "errors", "errors": {}}, "view_submission"),
        ({"response_action": "push", "view": home(section())}, "view_submission"),
        ({"response_action": "update", "view": modal(section(), title=plain("x" * 25))}, "view_submission"),
        ({"options": [option()] * 101}, "options"),
        ({}, "options"),
    ],
)
def test_a_bad_answer_is_refused(answer: Payload, to: str) -> None:
    assert response_problems(answer, to=to) != []


def test_our_own_manifest_passes() -> None:
    assert manifest_problems(yaml.safe_load((ROOT / "manifest.yaml").read_text())) == []


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("display_information", {"name": "x" * 36}),
        ("display_information", {"name": "x", "description": "x" * 141}),
        ("display_information", {"name": "x", "long_description": "x" * 174}),
        ("display_information", {"name": "x", "background_color": "blue"}),
        ("features", {"bot_user": {"display_name": "x" * 81}}),
        ("features", {"slash_commands": [{"command": "/" + "x" * 32, "description": "x"}]}),
        ("features", {"slash_commands": [{"command": "qa", "description": "x"}]}),
        ("features", {"slash_commands": [{"command": "/qa", "description": "x"}] * 2}),
        ("features", {"unfurl_domains": ["x"] * 6}),
        ("oauth_config", {"scopes": {"bot": ["chat:write"] * 256}}),
        ("settings", {"event_subscriptions": {"bot_events": ["user_change"]}}),
        ("settings", {"socket_mode_enabled": True, "event_subscriptions": {"bot_events": ["x"] * 101}}),
        ("settings", {"interactivity": {"is_enabled": True}}),
        ("setings", {}),
    ],
)
def test_a_bad_manifest_is_refused(part: str, wrong: Payload) -> None:
    good = {"display_information": {"name": "Plumbline"}}
    assert manifest_problems(good) == []
    assert errors(manifest_problems({**good, part: wrong})) == ["invalid_manifest"]
