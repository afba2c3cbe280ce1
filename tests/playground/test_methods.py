"""The Web API refuses what Slack refuses, with Slack's own words."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.client import WebClient

from bot.playground.driver import Driver
from bot.playground.server import Playground
from tests.playground.conftest import Town
from tests.playground.tiny import QUICK, button, card, form


def error(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as raised:
        call()
    return str(raised.value.response["error"])


def test_a_token_is_asked_for(http_town: Town) -> None:
    base = http_town.slack.url + "/api/"
    assert error(WebClient(base_url=base).auth_test) == "not_authed"
    assert error(WebClient(QUICK.bot_token + "x", base_url=base).auth_test) == "invalid_auth"
    client = http_town.tiny.client
    assert error(lambda: client.apps_connections_open(app_token=QUICK.bot_token)) == "not_allowed_token_type"
    assert error(lambda: http_town.tiny.client.api_call("chat.shout")) == "unknown_method"


def test_an_argument_that_is_not_documented_is_refused_and_recorded(http_town: Town) -> None:
    client = http_town.tiny.client
    assert error(lambda: client.chat_postMessage(channel="C1", text="x", colour="red")) == "invalid_arguments"
    assert http_town.slack.breaches()[-1]["path"] == "colour"
    assert error(lambda: client.api_call("users.info")) == "invalid_arguments"


def test_a_post_goes_where_the_bot_may_post(http_town: Town) -> None:
    town, post = http_town, http_town.tiny.client.chat_postMessage
    general = town.slack.add_channel("office", [town.ade])
    assert post(channel=general, text="Hello.")["channel"] == general
    assert post(channel=town.ade.id, text="Hello.")["channel"].startswith("D")
    assert error(lambda: post(channel="C0NOWHERE", text="x")) == "channel_not_found"
    assert error(lambda: post(channel=town.tiny.client.auth_test()["user_id"], text="x")) == "cannot_dm_bot"
    town.slack.remove_bot("office")
    assert error(lambda: post(channel=general, text="x")) == "not_in_channel"
    town.slack.archive("office")
    assert error(lambda: post(channel=general, text="x")) == "is_archived"
    hidden = town.slack.add_channel("hidden", private=True)
    town.slack.remove_bot("hidden")
    assert error(lambda: post(channel=hidden, text="x")) == "channel_not_found"


def test_a_message_is_changed_by_its_own_channel_and_ts_only(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    client.chat_postMessage(channel=town.ade.id, **card("A question"))
    seen = town.ade.card()
    assert error(lambda: client.chat_update(channel=town.ade.id, ts=seen.ts, text="x")) == "channel_not_found"
    assert error(lambda: client.chat_update(channel=seen.channel, ts="1.2", text="x")) == "message_not_found"
    town.ade.say("Good morning", channel="general")
    said = town.ade.channel("general")[0]
    assert error(lambda: client.chat_update(channel=said.channel, ts=said.ts, text="x")) == "cant_update_message"
    assert error(lambda: client.chat_update(channel=seen.channel, ts=seen.ts, text="x" * 4001)) == "msg_too_long"
    client.chat_update(channel=seen.channel, ts=seen.ts, text="Only words.")
    assert town.ade.card().blocks == []
    town.slack.delete_message(town.ade.card())
    assert error(lambda: client.chat_update(channel=seen.channel, ts=seen.ts, text="x")) == "message_not_found"
    with pytest.raises(LookupError, match="turned off"):
        town.ade.say("Hello?")


def test_an_ephemeral_message_is_for_one_member_and_cannot_be_changed(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    general = town.ade.slack.add_channel("office", [town.ade])
    ts = client.chat_postEphemeral(channel=general, user=town.ade.id, text="Between us.")["message_ts"]
    assert [message.plain for message in town.ade.ephemerals("office")] == ["Between us."]
    assert error(lambda: client.chat_update(channel=general, ts=ts, text="x")) == "message_not_found"
    post = client.chat_postEphemeral
    assert error(lambda: post(channel=general, user=town.jo.id, text="x")) == "user_not_in_channel"


def test_people_are_looked_up_and_listed_a_page_at_a_time(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    pages = [page["members"] for page in client.users_list(limit=2)]
    assert [len(page) for page in pages] == [2, 2, 2]
    assert pages[0][0]["id"] == "USLACKBOT"
    assert client.users_lookupByEmail(email="ADE@example.org")["user"]["id"] == town.ade.id
    town.slack.deactivate(town.ade)
    assert error(lambda: client.users_lookupByEmail(email="ade@example.org")) == "users_not_found"
    assert error(lambda: client.conversations_open(users=town.ade.id)) == "user_disabled"
    assert error(lambda: client.users_info(user="U0NOBODY")) == "user_not_found"
    town.slack.lift_scope("users:read.email")
    assert "email" not in client.users_info(user=town.jo.id)["user"]["profile"]


def test_history_gives_metadata_back_and_pages(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    posted = [
        client.chat_postMessage(
            channel=town.ade.id, text=str(n), metadata={"event_type": "row", "event_payload": {"id": str(n)}}
        )
        for n in range(3)
    ]
    dm = posted[0]["channel"]
    first = client.conversations_history(channel=dm, limit=2, include_all_metadata=True)
    assert [message["metadata"]["event_payload"]["id"] for message in first["messages"]] == ["2", "1"]
    rest = client.conversations_history(channel=dm, limit=2, cursor=first["response_metadata"]["next_cursor"])
    assert [message["text"] for message in rest["messages"]] == ["0"]
    assert "metadata" not in rest["messages"][0]
    newer = client.conversations_history(channel=dm, oldest=posted[1]["ts"])
    assert [message["text"] for message in newer["messages"]] == ["2"]
    town.slack.lift_scope("im:history")
    assert error(lambda: client.conversations_history(channel=dm)) == "missing_scope"


def test_a_view_must_be_right_and_have_an_external_id_of_its_own(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    town.ade.slash("/tiny nothing")
    trigger = town.tiny.seen[-1]["trigger_id"]
    assert error(lambda: client.views_open(trigger_id=trigger, view=form("x" * 25))) == "invalid_arguments"
    client.views_open(trigger_id=trigger, view=form(external_id="one"))
    town.jo.slash("/tiny nothing")
    trigger = town.tiny.seen[-1]["trigger_id"]
    assert error(lambda: client.views_open(trigger_id=trigger, view=form(external_id="one"))) == "duplicate_external_id"
    assert client.views_update(external_id="one", view=form("Other"))["view"]["title"]["text"] == "Other"
    home = {"type": "home", "blocks": [{"type": "actions", "elements": [button("Go", "go")]}]}
    old = client.views_publish(user_id=town.ade.id, view=home)["view"]["hash"]
    client.views_publish(user_id=town.ade.id, view=home, hash=old)
    assert error(lambda: client.views_publish(user_id=town.ade.id, view=home, hash=old)) == "hash_conflict"


def test_a_file_is_uploaded_once_and_read_by_the_person(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    client.chat_postMessage(channel=town.ade.id, text="Here it comes.")
    dm = town.ade.card().channel
    done = client.files_upload_v2(channel=dm, content=b"some words", filename="report.txt", initial_comment="Ready.")
    message = town.ade.card()
    assert message.plain == "Ready.\n[file: report.txt]"
    with urllib.request.urlopen(message.files[0]["url_private"]) as response:  # noqa: S310
        assert response.read() == b"some words"
    again = [{"id": done["files"][0]["id"]}]
    assert error(lambda: client.files_completeUploadExternal(files=again, channel_id=dm)) == "file_not_found"


def test_a_file_is_deleted_once_and_its_message_says_so(http_town: Town) -> None:
    town, client = http_town, http_town.tiny.client
    dm = client.conversations_open(users=town.ade.id)["channel"]["id"]
    file = client.files_upload_v2(channel=dm, content=b"some words", filename="report.txt")["files"][0]["id"]
    address = town.ade.card().files[0]["url_private"]
    assert client.files_delete(file=file)["ok"]
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(address)  # noqa: S310
    assert client.conversations_history(channel=dm)["messages"][0]["files"] == [{"id": file, "mode": "tombstone"}]
    assert town.ade.card().plain == "[a file that was deleted]"
    with urllib.request.urlopen(f"{town.slack.url}/as/{town.ade.id}/messages") as shown:  # noqa: S310
        assert b"This file was deleted." in shown.read()
    assert error(lambda: client.files_delete(file=file)) == "file_deleted"
    assert error(lambda: client.files_delete(file="F0NONE")) == "file_not_found"


def test_a_method_called_too_often_is_refused_for_a_while() -> None:
    with Playground(replace(QUICK, rate_scale=0.5)) as playground:
        client = WebClient(token=QUICK.bot_token, base_url=playground.api_url, retry_handlers=[])
        ade, jo = (Driver(playground.url).person(name).id for name in ("Ade", "Jo"))
        with pytest.raises(SlackApiError) as raised:
            for _ in range(20):
                client.chat_postMessage(channel=ade, text="Again.")
        assert raised.value.response.status_code == 429
        assert raised.value.response.headers["Retry-After"] in ("1", "2")
        assert client.chat_postMessage(channel=jo, text="Another conversation.")["ok"]


def test_a_response_url_is_good_five_times_and_for_thirty_minutes(town: Town) -> None:
    town.ade.slash("/tiny start")
    town.ade.click("Yes")
    url = town.tiny.seen[-1]["response_url"]
    assert _post(url, {"text": "Done.", "replace_original": True}) == (200, {"ok": True})
    assert town.ade.card().plain == "Done."
    assert _post(url, {"text": "Only you.", "response_type": "ephemeral"})[0] == 200
    assert town.ade.ephemerals()[-1].plain == "Only you."
    assert _post(url, {"text": "x", "blocks": [{"type": "shout"}]})[0] == 400
    assert _post(url, {"text": "x", "response_type": "in_channel"})[0] == 200
    assert _post(url, {"delete_original": True})[0] == 200
    assert [message.plain for message in town.ade.dm()] == ["x"]
    assert _post(url, {"text": "x"}) == (404, {"ok": False, "error": "used_url"})
    town.ade.slash("/tiny help")
    town.slack.skip(30 * 60 + 1)
    assert _post(town.tiny.seen[-1]["response_url"], {"text": "x"})[1]["error"] == "expired_url"
    assert town.slack.calls("response_url")[0]["arguments"]["text"] == "Done."


def _post(url: str, body: dict[str, Any]) -> tuple[int, Any]:
    host, path = url.removeprefix("http://").split("/", 1)
    connection = http.client.HTTPConnection(host, timeout=5)
    connection.request("POST", "/" + path, json.dumps(body), {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.status, json.loads(response.read())
    connection.close()
    return answer


def test_an_app_that_is_in_no_channel_is_invited_by_somebody_there(socket_town: Town) -> None:
    town, client = socket_town, socket_town.tiny.client
    office = town.slack.add_channel("office", [town.ade])
    town.slack.remove_bot("office")
    town.ade.slash("/invite @Tiny", channel="office")
    assert client.chat_postMessage(channel=office, text="Here I am.")["ok"]
    with pytest.raises(LookupError, match="can be invited here"):
        town.ade.slash("/invite @somebody-else", channel="office")
