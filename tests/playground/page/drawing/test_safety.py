"""Nothing that anybody typed becomes a tag or an act, and nothing that Slack takes stops the drawing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from bot.playground.controls import completed, shown_values
from bot.playground.page.drawing.blocks import draw_blocks
from bot.playground.page.drawing.markdown import draw_markdown
from bot.playground.page.drawing.mrkdwn import draw_mrkdwn, draw_plain
from bot.playground.validation.blocks import BLOCKS
from tests.playground.page.drawing.conftest import new
from tests.playground.page.drawing.reading import Read, read
from tests.playground_validation.payloads import actions, button, field, option, section
from tests.playground_validation.test_described import block, relaxed

STAGE = new()
PIECES = st.sampled_from(
    [
        *"*_~`<>&|!#@^\"'\\[]()- \n:/=x1",
        "```", "**", "&lt;", "&amp;", "<script>", "</b>", "<img src=x onerror=x>", "javascript:x", "https://a.b/",
        "<https://a|", "](javascript:x)", "<@U0ADE>", "<!date^1^{time}^javascript:x|y>", ":tada:", "| - |", "> ", "1. ",
    ]
)  # fmt: skip
TYPED = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))
OURS = set(
    re.split(
        " ", "a blockquote br code div em h3 h4 h5 h6 hr li ol p pre s span strong table tbody td th thead time tr ul"
    )
)
SAFE = re.compile(r"(?:https?|mailto|tel|slack):|/files/", re.IGNORECASE)


def assert_harmless(found: Read) -> None:
    assert found.unbalanced == []
    for _, given_ in found.tags:
        assert not [key for key in given_ if key.startswith("on") or key == "style"]
        assert all(SAFE.match(given_[key] or "") for key in ("href", "src") if key in given_)


@relaxed(max_examples=300)
@given(TYPED)
def test_no_text_gives_a_tag_that_is_not_ours(text: str) -> None:
    for drawn in (draw_mrkdwn(STAGE.world, text), draw_markdown(text), draw_plain(text)):
        found = read(drawn)
        assert_harmless(found)
        assert {name for name, _ in found.tags} <= OURS


@relaxed(max_examples=100)
@given(st.text(alphabet=st.characters(exclude_characters="*_~`<>&:|\r\n", exclude_categories=("Cs", "Cc"))))
def test_words_without_signs_are_shown_letter_by_letter(text: str) -> None:
    assert draw_mrkdwn(STAGE.world, text) == draw_plain(text) == escape(text)


@relaxed(max_examples=100)
@given(TYPED.filter(bool))
def test_hostile_words_stay_words_in_every_control(text: str) -> None:
    words = {"type": "plain_text", "text": text}
    chosen = option(text, text)
    confirm = {"title": words, "text": words, "confirm": words, "deny": words}
    typed = {"type": "plain_text_input", "multiline": True, "placeholder": words, "initial_value": text}
    blocks = [
        section(text, accessory={"type": "multi_static_select", "options": [chosen], "initial_options": [chosen]}),
        actions(button(text, url=text, confirm=confirm), {"type": "overflow", "options": [chosen | {"url": text}]}),
        field({"type": "radio_buttons", "options": [chosen], "initial_option": chosen}, text, hint=words),
        field(typed, text, block_id=text),
        {"type": "image", "image_url": text, "alt_text": text, "title": words},
    ]
    kept = completed(blocks)
    found = read(draw_blocks(STAGE, kept, shown_values(kept, {}), {text: text}, "m1"))
    assert_harmless(found)
    asked = found.having(data_kind="button")[0]["data-confirm"]
    assert json.loads(asked or "") == dict.fromkeys(("title", "text", "confirm", "deny"), text)


KINDS = [
    (kind, where)
    for kind, shape in BLOCKS.shapes.items()
    for where in ("message", "modal", "home")
    if where in shape.on
]


@pytest.mark.parametrize(("kind", "where"), KINDS)
@relaxed(max_examples=15)
@given(st.data())
def test_whatever_slack_takes_is_drawn(kind: str, where: str, data: st.DataObject) -> None:
    drawn_block: dict[str, Any] = block(data.draw, kind, where)
    kept = completed([drawn_block])
    found = read(draw_blocks(STAGE, kept, shown_values(kept, {}), {}, "m1"))
    assert_harmless(found)
    ids = [given_["id"] for _, given_ in found.tags if "id" in given_]
    assert len(ids) == len(set(ids))
