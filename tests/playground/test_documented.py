"""What the playground sends has the keys and types that Slack documents."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.playground.methods import METHODS
from tests.playground.conftest import Town
from tests.playground.tiny import button, form
from tests.playground_validation.shapes import EXAMPLES, example, undocumented

REQUESTS = json.loads((Path(EXAMPLES) / "requests.json").read_text(encoding="utf-8"))["methods"]


@pytest.mark.parametrize("name", sorted(METHODS))
def test_each_method_takes_the_documented_arguments(name: str) -> None:
    documented = REQUESTS[name]
    method = METHODS[name]
    assert set(method.needs) == set(documented["required"])
    assert method.accepts - {"token"} == {*documented["required"], *documented["optional"]}


def test_answers_are_as_documented(socket_town: Town) -> None:
    town = socket_town
    _use_everything(town)
    calls = [call for call in town.slack.calls() if call["method"] in METHODS]
    assert {call["method"] for call in calls} == set(METHODS)
    assert [(call["method"], problem) for call in calls for problem in _answer_problems(call)] == []


def _answer_problems(call: dict[str, Any]) -> list[str]:
    assert call["answer"]["ok"], call
    return undocumented(example(call["method"]), call["answer"])


def _use_everything(town: Town) -> None:
    client, ade = town.tiny.client, town.ade
    ade.slash("/tiny start")
    card = ade.card()
    meta = {"event_type": "card", "event_payload": {"row": "x"}}
    client.chat_update(channel=card.channel, ts=card.ts, text="Changed.", metadata=meta)
    client.chat_getPermalink(channel=card.channel, message_ts=card.ts)
    client.chat_postEphemeral(channel=card.channel, user=ade.id, text="Between us.")
    client.conversations_open(users=ade.id)
    client.conversations_open(users=ade.id, return_im=True)
    client.conversations_history(channel=card.channel, include_all_metadata=True)
    for channel in client.conversations_list(types="public_channel,im", limit=2)["channels"]:
        client.conversations_info(channel=channel["id"], include_num_members=True)
        client.conversations_members(channel=channel["id"])
    client.chat_delete(channel=card.channel, ts=card.ts)
    client.users_info(user=ade.id)
    client.users_list(limit=2)
    client.users_lookupByEmail(email="jo@example.org")
    client.auth_test()
    sent = client.files_upload_v2(channel=card.channel, content="words", filename="a.txt", title="A")
    client.files_delete(file=sent["files"][0]["id"])
    ade.slash("/tiny form")
    ade.click("Deeper")
    ade.click("Redraw")
    client.views_publish(user_id=ade.id, view={"type": "home", "blocks": [{"type": "divider"}]})


def test_payloads_are_as_documented(town: Town) -> None:
    _act(town)
    expected = {
        *("slash_command", "block_actions_button", "block_actions_overflow", "block_actions_datepicker"),
        *("block_actions_users_select", "block_actions_view", "view_submission", "view_closed"),
        *("event_app_home_opened", "event_user_change", "event_team_join"),
    }
    found = list(_named(town))
    assert {name for name, _ in found} == expected
    assert [(name, problem) for name, payload in found for problem in undocumented(example(name), payload)] == []


def _act(town: Town) -> None:
    ade = town.ade
    ade.slash("/tiny start")
    ade.click("Yes")
    ade.click("No")
    ade.choose("more", "Skip")
    ade.pick_day("day", "2026-11-21")
    ade.choose("who", "Jo Teal")
    ade.slash("/tiny form")
    ade.fill({"Note": "fine"})
    ade.click("Redraw")
    ade.submit()
    ade.slash("/tiny form")
    ade.close()
    ade.open_home()
    town.tiny.client.views_publish(
        user_id=ade.id, view={"type": "home", "blocks": [{"type": "actions", "elements": [button("Begin", "begin")]}]}
    )
    ade.open_home()
    ade.click("Begin")
    town.slack.add_person("Kit Marsh", "kit@example.org", "guest")
    town.slack.deactivate("Kit")
    town.slack.wait(lambda: town.tiny.seen[-1].get("event", {}).get("type") in ("user_change", "team_join"))
    town.slack.settled()


def _named(town: Town) -> Iterator[tuple[str, dict[str, Any]]]:
    for delivery in town.slack.deliveries():
        payload = delivery["payload"]
        if delivery["kind"] == "slash_commands":
            yield "slash_command", payload
        elif delivery["kind"] == "events_api":
            yield f"event_{payload['event']['type']}", payload
        elif payload["type"] == "block_actions":
            kind = "view" if "view" in payload else payload["actions"][0]["type"]
            yield f"block_actions_{kind}", payload
        else:
            yield payload["type"], payload


def test_refusals_are_as_documented(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    town.ade.slash("/tiny form")
    used = town.tiny.seen[-1]["trigger_id"]
    town.slack.lift_scope("users:read")
    bad = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    refused: dict[str, Callable[[], object]] = {
        "error.exchanged_trigger_id": lambda: client.views_open(trigger_id=used, view=form()),
        "error.missing_scope": lambda: client.users_info(user=town.ade.id),
        "error.invalid_blocks": lambda: client.chat_postMessage(channel=town.ade.id, text="x", blocks=[bad]),
        "error.invalid_arguments": lambda: client.views_open(trigger_id=used, view=form("x" * 25)),
    }
    for name, call in refused.items():
        with pytest.raises(Exception, match=name.removeprefix("error.")) as raised:
            call()
        assert undocumented(example(name), raised.value.response.data) == []  # type: ignore[attr-defined]
