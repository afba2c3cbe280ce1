"""Every limit of Slack's: at it, nothing is wrong; one past it, the problem Slack would answer."""

from collections.abc import Callable
from timeit import repeat
from typing import Any

import pytest

from bot.playground.validation import message_problems, view_problems
from tests.playground_validation.payloads import (
    Payload,
    actions,
    button,
    card,
    cell,
    container,
    context,
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
    options,
    overflow,
    pie,
    plain,
    rich,
    section,
    select,
    table,
    video,
)

BLOCKS, VIEW, TOO_LONG = "invalid_blocks", "invalid_arguments", "msg_blocks_too_long"
Build = Callable[[int], Payload]


def typed(**more: Any) -> Payload:
    return {"type": "plain_text_input", **more}


def confirm(title: int = 1, text: int = 1, yes: int = 1, no: int = 1) -> Payload:
    words = {"title": plain("x" * title), "text": plain("x" * text)}
    return button(confirm={**words, "confirm": plain("x" * yes), "deny": plain("x" * no)})


def feedback(words: int = 1, value: int = 1) -> Payload:
    one = {"text": plain("x" * words), "value": "v" * value}
    return {"type": "feedback_buttons", "positive_button": one, "negative_button": one}


def context_actions(*elements: Payload) -> Payload:
    return {"type": "context_actions", "elements": list(elements)}


def acts(build: Callable[[int], Payload]) -> Build:
    return lambda n: message(actions(build(n)))


MESSAGES: list[tuple[str, Build, int, str]] = [
    ("blocks of a message", lambda n: message(*[{"type": "divider"}] * n), 50, BLOCKS),
    ("block_id", lambda n: message(section(block_id="b" * n)), 255, BLOCKS),
    ("section text", lambda n: message(section("x" * n)), 3000, BLOCKS),
    ("fields", lambda n: message({"type": "section", "fields": [mrkdwn("x")] * n}), 10, BLOCKS),
    ("a field", lambda n: message({"type": "section", "fields": [mrkdwn("x" * n)]}), 2000, BLOCKS),
    ("header", lambda n: message({"type": "header", "text": plain("x" * n)}), 150, BLOCKS),
    ("header level", lambda n: message({"type": "header", "text": plain("x"), "level": n}), 4, BLOCKS),
    ("context elements", lambda n: message(context(*[mrkdwn("x")] * n)), 10, BLOCKS),
    ("context text", lambda n: message(context(mrkdwn("x" * n))), 3000, BLOCKS),
    ("actions", lambda n: message(actions(*[button()] * n)), 25, BLOCKS),
    ("alt text", lambda n: message(image(alt_text="x" * n)), 2000, BLOCKS),
    ("image title", lambda n: message(image(title=plain("x" * n))), 2000, BLOCKS),
    ("image url", lambda n: message(image(image_url="https://" + "x" * (n - 8))), 3000, BLOCKS),
    ("action_id", acts(lambda n: button(action_id="a" * n)), 255, BLOCKS),
    ("button text", acts(lambda n: button("x" * n)), 75, BLOCKS),
    ("button value", acts(lambda n: button(value="v" * n)), 2000, BLOCKS),
    ("button url", acts(lambda n: button(url="https://" + "x" * (n - 8))), 3000, BLOCKS),
    ("button label", acts(lambda n: button(accessibility_label="x" * n)), 75, BLOCKS),
    ("confirm title", acts(lambda n: confirm(title=n)), 100, BLOCKS),
    ("confirm text", acts(lambda n: confirm(text=n)), 300, BLOCKS),
    ("confirm yes", acts(lambda n: confirm(yes=n)), 30, BLOCKS),
    ("confirm no", acts(lambda n: confirm(no=n)), 30, BLOCKS),
    ("options", acts(lambda n: select(options=options(n))), 100, BLOCKS),
    ("option text", acts(lambda n: select(options=[option("x" * n)])), 75, BLOCKS),
    ("option value", acts(lambda n: select(options=[option(value="v" * n)])), 150, BLOCKS),
    ("option description", acts(lambda n: select(options=[option(description=plain("x" * n))])), 75, BLOCKS),
    (
        "option groups",
        acts(lambda n: select(option_groups=[{"label": plain("x"), "options": options(1)}] * n)),
        100,
        BLOCKS,
    ),
    (
        "group label",
        acts(lambda n: select(option_groups=[{"label": plain("x" * n), "options": options(1)}])),
        75,
        BLOCKS,
    ),
    (
        "group options",
        acts(lambda n: select(option_groups=[{"label": plain("x"), "options": options(n)}])),
        100,
        BLOCKS,
    ),
    ("placeholder", acts(lambda n: select("users_select", placeholder=plain("x" * n))), 150, BLOCKS),
    ("overflow", acts(overflow), 5, BLOCKS),
    ("checkboxes", acts(lambda n: {"type": "checkboxes", "options": options(n)}), 10, BLOCKS),
    ("radio buttons", acts(lambda n: {"type": "radio_buttons", "options": options(n)}), 10, BLOCKS),
    ("seen by", acts(lambda n: button(visible_to_user_ids=["U0ADE"] * n)), 10, BLOCKS),
    ("agent prompt", acts(lambda n: button(agent_prompt="x" * n)), 4000, BLOCKS),
    ("table rows", lambda n: message(table(rows=n)), 100, BLOCKS),
    ("table cells", lambda n: message(table(columns=n)), 20, BLOCKS),
    ("table settings", lambda n: message({**table(), "column_settings": [{"align": "left"}] * n}), 20, BLOCKS),
    ("cells of all tables", lambda n: message(table(words="x" * 5000), table(words="x" * (n - 5000))), 10_000, BLOCKS),
    ("data table rows", lambda n: message(data_table(rows=n)), 201, BLOCKS),
    ("data table columns", lambda n: message(data_table(columns=n)), 20, BLOCKS),
    ("data table page", lambda n: message(data_table(page_size=n)), 100, BLOCKS),
    ("cells of all data tables", lambda n: message(data_table(words="x" * 5000), _cells(n - 10_000)), 20_000, BLOCKS),
    ("markdown", lambda n: message({"type": "markdown", "text": "x" * n}), 12_000, BLOCKS),
    (
        "text of all blocks",
        lambda n: message(*[section("x" * 3000)] * 3, _long(n - 9000)),
        12_000,
        "msg_blocks_too_long",
    ),
    ("charts", lambda n: message(*[pie()] * n), 2, BLOCKS),
    ("chart title", lambda n: message(pie(title="x" * n)), 50, BLOCKS),
    ("segments", lambda n: message(pie(n)), 12, BLOCKS),
    ("segment label", lambda n: message(pie(label="x" * n)), 20, BLOCKS),
    ("series", lambda n: message(lines(series=n)), 12, BLOCKS),
    ("points", lambda n: message(lines(points=n)), 20, BLOCKS),
    ("point label", lambda n: message(lines(points=1, label="x" * (n - 1))), 20, BLOCKS),
    ("card title", lambda n: message(card(title=plain("x" * n))), 150, BLOCKS),
    ("card subtitle", lambda n: message(card(subtitle=plain("x" * n))), 150, BLOCKS),
    ("card body", lambda n: message(card(body=plain("x" * n))), 200, BLOCKS),
    ("card subtext", lambda n: message(card(subtext=plain("x" * n))), 200, BLOCKS),
    ("card buttons", lambda n: message(card(actions=[button()] * n)), 3, BLOCKS),
    ("cards", lambda n: message({"type": "carousel", "elements": [card()] * n}), 10, BLOCKS),
    ("container title", lambda n: message(container(section(), title=plain("x" * n))), 150, BLOCKS),
    ("container subtitle", lambda n: message(container(section(), subtitle=plain("x" * n))), 150, BLOCKS),
    ("container blocks", lambda n: message(container(*[section()] * n)), 10, BLOCKS),
    ("video title", lambda n: message(video(title=plain("x" * n))), 199, BLOCKS),
    ("video description", lambda n: message(video(description=plain("x" * n))), 199, BLOCKS),
    ("video author", lambda n: message(video(author_name="x" * n)), 49, BLOCKS),
    ("context actions", lambda n: message(context_actions(*[feedback()] * n)), 5, BLOCKS),
    ("feedback text", lambda n: message(context_actions(feedback(words=n))), 75, BLOCKS),
    ("feedback value", lambda n: message(context_actions(feedback(value=n))), 2000, BLOCKS),
    ("list indent", lambda n: message(_list(indent=n)), 8, BLOCKS),
    ("attachments", lambda n: {"text": "x", "attachments": [{"text": "x"}] * n}, 100, "too_many_attachments"),
    ("metadata type", lambda n: {"text": "x", "metadata": _event("e" * n)}, 255, "invalid_metadata_format"),
    ("text of a post", lambda n: {"text": "x" * n}, 40_000, "msg_too_long"),
    ("markdown_text", lambda n: {"markdown_text": "x" * n}, 12_000, "msg_too_long"),
]
VIEWS: list[tuple[str, Build, int, str]] = [
    ("blocks of a modal", lambda n: modal(*[{"type": "divider"}] * n), 100, VIEW),
    ("blocks of a home", lambda n: home(*[{"type": "divider"}] * n), 100, VIEW),
    ("title", lambda n: modal(section(), title=plain("x" * n)), 24, VIEW),
    ("submit", lambda n: modal(section(), submit=plain("x" * n)), 24, VIEW),
    ("close", lambda n: modal(section(), close=plain("x" * n)), 24, VIEW),
    ("private_metadata", lambda n: modal(section(), private_metadata="x" * n), 3000, VIEW),
    ("callback_id", lambda n: modal(section(), callback_id="x" * n), 255, VIEW),
    ("external_id", lambda n: home(section(), external_id="x" * n), 255, VIEW),
    ("label", lambda n: modal(field(typed(), "x" * n)), 2000, VIEW),
    ("hint", lambda n: modal(field(typed(), hint=plain("x" * n))), 2000, VIEW),
    ("initial value", lambda n: modal(field(typed(initial_value="x" * n))), 3000, VIEW),
    ("min_length", lambda n: modal(field(typed(min_length=n))), 3000, VIEW),
    ("max_length", lambda n: modal(field(typed(max_length=n))), 3000, VIEW),
    ("input placeholder", lambda n: modal(field(typed(placeholder=plain("x" * n)))), 150, VIEW),
    ("max_lines", lambda n: modal(field({"type": "rich_text_input", "max_lines": n})), 100, VIEW),
    ("files", lambda n: modal(field({"type": "file_input", "max_files": n})), 10, VIEW),
    ("alert", lambda n: modal({"type": "alert", "text": plain("x" * n)}), 200, VIEW),
    (
        "seconds",
        lambda n: modal(field({"type": "datetimepicker", "initial_date_time": n})),
        9_999_999_999,
        VIEW,
    ),
]
EMPTY: list[tuple[str, Payload]] = [
    ("section text", section("")),
    ("fields", {"type": "section", "fields": []}),
    ("context", context()),
    ("actions", actions()),
    ("options", actions(select(options=[]))),
    ("overflow", actions(overflow(0))),
    ("alt text", image(alt_text="")),
    ("rich text", {"type": "rich_text", "elements": []}),
    ("leaf", rich(leaf(""))),
    ("table", table(rows=0)),
    ("cell", table(words="")),
    ("data table", data_table(rows=1)),
    ("page", data_table(page_size=0)),
    ("pie", pie(0)),
    ("carousel", {"type": "carousel", "elements": []}),
    ("container", container()),
    ("filter", actions(select("conversations_select", filter={}))),
    ("include", actions(select("conversations_select", filter={"include": []}))),
    ("chosen", actions(select("multi_users_select", max_selected_items=0))),
]


def _long(length: int) -> Payload:
    return {"type": "section", "fields": [mrkdwn("x" * 2000), mrkdwn("x" * (length - 2000))]}


def _cells(length: int) -> Payload:
    return {"type": "data_table", "caption": "Visits", "rows": [[cell("x" * (length - 1))], [cell("x")]]}


def _list(**more: Any) -> Payload:
    part = {"type": "rich_text_section", "elements": [leaf()]}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [part], **more}],
    }


def _event(kind: str) -> Payload:
    return {"event_type": kind, "event_payload": {"run": "abc"}}


@pytest.mark.parametrize(("build", "limit", "error"), [row[1:] for row in MESSAGES], ids=[row[0] for row in MESSAGES])
def test_a_message_may_go_up_to_each_limit_and_no_further(build: Build, limit: int, error: str) -> None:
    assert message_problems(build(limit)) == []
    assert error in {problem.error for problem in message_problems(build(limit + 1))}


@pytest.mark.parametrize(("build", "limit", "error"), [row[1:] for row in VIEWS], ids=[row[0] for row in VIEWS])
def test_a_view_may_go_up_to_each_limit_and_no_further(build: Build, limit: int, error: str) -> None:
    assert view_problems(build(limit)) == []
    assert [problem.error for problem in view_problems(build(limit + 1))] == [error]


@pytest.mark.parametrize("block", [row[1] for row in EMPTY], ids=[row[0] for row in EMPTY])
def test_what_must_not_be_empty_is_refused_when_empty(block: Payload) -> None:
    assert BLOCKS in {problem.error for problem in message_problems(message(block))}


@pytest.mark.parametrize(
    ("method", "limit"), [("chat.update", 4000), ("chat.postMessage", 40_000), ("chat.postEphemeral", 4000)]
)
def test_each_method_has_its_own_longest_text(method: str, limit: int) -> None:
    assert message_problems({"text": "x" * limit}, method=method) == []
    assert [problem.error for problem in message_problems({"text": "x" * (limit + 1)}, method=method)] == [
        "msg_too_long"
    ]


def test_an_ephemeral_text_is_counted_in_bytes() -> None:
    assert message_problems({"text": "é" * 2000}, method="chat.postEphemeral") == []
    assert message_problems({"text": "é" * 2001}, method="chat.postEphemeral") != []


def test_an_emoji_counts_two() -> None:
    assert message_problems(message(actions(button("a" * 73 + "😀")))) == []
    assert message_problems(message(actions(button("a" * 74 + "😀")))) != []


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    blocks = [section("x" * 3000) for _ in range(84)]
    assert "view_too_large" in {problem.error for problem in view_problems(modal(*blocks))}
    assert view_problems(modal(*blocks[:80])) == []


def test_data_tables_do_not_count_towards_the_sum_of_a_message() -> None:
    assert message_problems(message(data_table(rows=10, words="x" * 2000))) == []


def test_cells_of_a_table_may_be_numbers_or_rich_text() -> None:
    row = [cell(), {"type": "raw_number", "value": 4.5, "text": "4.5"}, rich(leaf())]
    settings = [None, {"align": "right"}]
    assert message_problems(message({"type": "table", "rows": [row], "column_settings": settings})) == []


def test_fifty_blocks_are_read_in_two_milliseconds() -> None:
    call = message(*[section("Was it safe? " * 10, block_id=f"b{n}", accessory=button(value="1")) for n in range(50)])
    assert min(repeat(lambda: message_problems(call), number=1, repeat=50)) < 0.002
