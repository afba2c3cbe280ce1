"""The wiring and the accessible names of controls: what the page's scripts and a screen reader go by."""

from __future__ import annotations

import time

from bot.playground.controls import completed, shown_values
from bot.playground.page.drawing.blocks import draw_blocks
from bot.playground.settings import Json
from bot.playground.stage import Stage
from tests.playground.page.drawing.conftest import Drawn
from tests.playground_validation.payloads import (
    actions,
    button,
    field,
    image,
    mrkdwn,
    option,
    options,
    plain,
    section,
    select,
    table,
)


def held(kind: str, **value: object) -> Json:
    return {"b": {"a": {"type": kind, **value}}}


def test_a_button_says_where_it_stands_and_what_a_screen_reader_should_say(drawn: Drawn) -> None:
    pressed = button("Next", action_id="a", accessibility_label="Next question", style="primary", value="7")
    [found] = drawn(actions(pressed, block_id="b/1")).named("button")
    assert (found["data-does"], found["data-block"], found["data-action"]) == ("press", "b/1", "a")
    assert found["aria-label"] == "Next question"
    assert found["class"] == "press primary"
    assert "data-confirm" not in found


def test_a_button_with_an_address_is_a_link_that_still_presses(drawn: Drawn) -> None:
    [found] = drawn(actions(button("Guide", action_id="a", url="https://example.org"))).named("a")
    assert (found["href"], found["rel"], found["data-does"]) == ("https://example.org", "noopener", "press")
    [found] = drawn(actions(button("Odd", url="javascript:alert(1)"))).named("a")
    assert "href" not in found


def test_the_value_kept_is_shown_before_the_first_one(drawn: Drawn) -> None:
    typed = {"type": "plain_text_input", "action_id": "a", "initial_value": "first"}
    kept = held("plain_text_input", value="now")
    assert drawn(field(typed, block_id="b")).named("input")[0]["value"] == "first"
    assert drawn(field(typed, block_id="b"), values=kept).named("input")[0]["value"] == "now"
    assert (
        drawn(field(typed, block_id="b"), values=held("plain_text_input", value=None)).named("input")[0]["value"] == ""
    )


def test_a_box_of_words_keeps_them_letter_by_letter(drawn: Drawn) -> None:
    typed = {"type": "plain_text_input", "action_id": "a", "multiline": True, "initial_value": "\n a\n</textarea> b"}
    found = drawn(field(typed, block_id="b"))
    assert "".join(found.words).count("\n\n a\n</textarea> b") == 1


def test_what_is_wrong_stands_beside_its_field_and_is_read_with_it(drawn: Drawn) -> None:
    typed = {"type": "plain_text_input", "action_id": "a"}
    found = drawn(field(typed, block_id="b", hint=plain("A hint")), errors={"b": "Too short."})
    [shown] = found.named("input")
    [error] = found.having(class_="error")
    [hint] = found.having(class_="hint")
    assert shown["aria-invalid"] == "true"
    assert shown["aria-describedby"] == f"{hint['id']} {error['id']}"
    assert "Too short." in found.text


def test_only_an_input_that_dispatches_sends_what_is_typed_at_once(drawn: Drawn) -> None:
    typed = {"type": "plain_text_input", "action_id": "a"}
    eager = {**typed, "dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    asked = [drawn(field(typed)), drawn(field(typed, dispatch_action=True)), drawn(field(eager, dispatch_action=True))]
    sent = [found.named("input")[0].get("data-dispatch") for found in asked]
    assert sent == [None, "on_enter_pressed", "on_character_entered"]


def test_a_list_is_named_by_its_label_and_shows_what_is_chosen(drawn: Drawn) -> None:
    one = select(action_id="a", options=options(3))
    kept = held("static_select", selected_option=options(3)[1])
    found = drawn(field(one, "Standard", block_id="b"), values=kept)
    [label] = found.named("label")
    [opener] = found.having(class_="pick-open")
    assert label["for"] == opener["id"]
    assert opener["aria-labelledby"] == f"{label['id']} {opener['id']}"
    assert found.text == "Standard Choice 1"
    assert found.having(class_="pick")[0]["data-chosen"] == '["1"]'
    assert [each["data-value"] for each in found.having(role="option")] == ["0", "1", "2"]


def test_a_list_of_many_has_a_chip_for_each_and_says_how_many_may_be_chosen(drawn: Drawn) -> None:
    many = select("multi_users_select", action_id="a", max_selected_items=2, initial_users=["U0SAM", "U0GONE"])
    found = drawn(field(many, "Who", block_id="b"))
    root = found.having(data_does="pick")[0]
    assert "data-many" in root
    assert root["data-most"] == "2"
    assert [chip["aria-label"] for chip in found.having(class_="chip")] == ["Remove Sam Okoro", "Remove U0GONE"]


def test_lists_of_places_hold_to_their_filter(drawn: Drawn) -> None:
    everywhere = drawn(actions(select("conversations_select")))
    named = drawn(actions(select("conversations_select", filter={"include": ["im"]})))
    public = drawn(actions(select("channels_select")))
    assert len(everywhere.having(role="option")) > len(named.having(role="option")) == 2
    assert "C0TEAM" in [each["data-value"] for each in public.having(role="option")]


def test_radio_buttons_beside_a_section_are_named_by_its_words(drawn: Drawn) -> None:
    choice = {"type": "radio_buttons", "action_id": "a", "options": [option("Yes", "y"), option("No", "n")]}
    found = drawn(section("Was it safe?", accessory=choice, block_id="b"))
    [group] = found.named("fieldset")
    assert [given["id"] for _, given in found.tags if given.get("id") == group["aria-labelledby"]]
    assert [each["value"] for each in found.named("input")] == ["y", "n"]


def test_a_moment_is_shown_in_london(drawn: Drawn) -> None:
    moment = {"type": "datetimepicker", "action_id": "a", "initial_date_time": 1628633820}
    [found] = drawn(field(moment)).named("input")
    assert found["value"] == "2021-08-10T23:17"


def test_a_picture_of_the_playground_is_shown_and_one_from_elsewhere_described(drawn: Drawn) -> None:
    ours = {"type": "image", "slack_file": {"id": "F0DOOR"}, "alt_text": "A door"}
    by_url = image(image_url="http://127.0.0.1:8000/files/F0DOOR/x.png")
    assert [each["src"] for each in drawn(ours, by_url).named("img")] == ["/files/F0DOOR/front%20door.png"] * 2
    assert drawn(image()).named("img") == []


def test_an_unknown_element_is_a_box_that_says_so(drawn: Drawn) -> None:
    odd = {"type": "hologram", "text": plain("Wave here")}
    assert drawn(actions(odd)).text == "hologram element, not drawn here Wave here"
    assert drawn({"type": "theatre", "title": "Act one"}).text == "theatre block, not drawn here Act one"


def test_a_chart_tells_its_values_to_those_who_cannot_see_it(stage: Stage) -> None:
    chart = {"type": "pie", "segments": [{"label": "Met", "value": 3}, {"label": "Not met", "value": 1}]}
    html = draw_blocks(stage, [{"type": "data_visualization", "title": "Visits", "chart": chart}], {}, {}, "m1")
    assert '<desc id="m1-0-chart-desc">Pie chart. Met: Value 3, Share 75%; Not met: Value 1, Share 25%.</desc>' in html


def test_the_same_blocks_give_the_same_ids_and_others_give_others(stage: Stage) -> None:
    blocks = completed([field({"type": "plain_text_input"}, block_id=each) for each in ("a-b", "a_b", "a b", "a/b")])
    drawn = [draw_blocks(stage, blocks, {}, {}, "m1") for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len({drawn[0].split('<label class="label" id="')[n].split('"')[0] for n in range(1, 5)}) == 4


def test_fifty_blocks_are_drawn_within_five_milliseconds(stage: Stage) -> None:
    choices = actions(*(button(each, action_id=each) for each in ("Yes", "No", "Note")))
    why = {"type": "context", "elements": [mrkdwn("_Why_ is this asked?")]}
    blocks = completed([section("*Was it safe?* <@U0ADE> :tada:"), choices, why] * 16 + [list_of_ten(), table(5, 5)])
    values = shown_values(blocks, {})
    # On a busy machine most tries wait for others; one that did not is enough.
    assert any(_seconds(stage, blocks, values) < 0.005 for _ in range(400))


def list_of_ten() -> Json:
    return actions(select(options=options(10)))


def _seconds(stage: Stage, blocks: list[Json], values: Json) -> float:
    start = time.process_time()
    draw_blocks(stage, blocks, values, {}, "m1")
    return time.process_time() - start
