"""The inspector: what went between Slack and the bot as rows, their JSON without secrets, and trouble on demand."""

from __future__ import annotations

import html
import json
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.faults import DELIVERY_KINDS, TAKES_EFFECT
from bot.playground.inspector import HIDDEN, without_secrets
from bot.playground.mischief import CALLS, DELIVERIES
from bot.playground.settings import Json
from tests.playground.conftest import Town
from tests.playground.tiny import card, form


def ask(town: Town, path: str = "") -> tuple[int, str]:
    address = urlsplit(town.slack.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request("GET", f"/inspector{path}")
    response = connection.getresponse()
    answer = response.status, response.read().decode()
    connection.close()
    return answer


def rows(town: Town, query: str = "") -> list[list[str]]:
    """Way, what, whom and outcome of each, the newest first."""
    summaries = re.findall(r"<summary>(.*?)</summary>", ask(town, query)[1], re.DOTALL)
    return [[_plain(part) for part in re.findall(r"<span.*?</span>", each, re.DOTALL)] for each in summaries]


def _plain(markup: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", markup).split()))


def details(town: Town, what: str) -> list[Json]:
    """Request and answer of the newest row of this kind."""
    page = ask(town)[1]
    numbers = re.findall(r'data-number="(\d+)".*?class="what">(.*?)<', page, re.DOTALL)
    number = next(number for number, name in numbers if name.startswith(what))
    found = re.findall(r"<pre[^>]*>(.*?)</pre>", ask(town, f"/{number}")[1], re.DOTALL)
    return [json.loads(html.unescape(each)) for each in found]


def number_of(town: Town, key: str) -> str:
    found = re.search(rf'data-{key}="(\d+)"', ask(town)[1])
    assert found
    return found[1]


def test_both_directions_stand_in_rows_with_the_newest_first(town: Town) -> None:
    town.ade.slash("/tiny start")
    town.ade.click("Yes")
    pressed, asked, posted = [
        row for row in rows(town) if row[1] in ("block_actions answer/yes", "/tiny start", "chat.postMessage")
    ]
    assert (pressed[0], pressed[2]) == ("Slack to bot", "Ade Fernhill")
    assert re.fullmatch(r"acked in \d+ ms", pressed[3])
    assert {asked[1], posted[1]} == {"/tiny start", "chat.postMessage"}
    call = asked if asked[1] == "chat.postMessage" else posted
    assert call == ["bot to Slack", "chat.postMessage", "Ade Fernhill", "ok"]
    assert re.search(r"<time>\d\d:\d\d:\d\d\.\d{3}</time>", ask(town)[1])


def test_modals_home_and_events_are_named(town: Town) -> None:
    town.ade.slash("/tiny form")
    town.ade.fill({"Note": "hm"})
    town.ade.submit()
    town.ade.open_home()
    named = [row[1] for row in rows(town)]
    assert "view_submission form" in named
    assert "app_home_opened home" in named


def test_refusals_and_warnings_are_named(town: Town) -> None:
    with pytest.raises(SlackApiError):
        town.tiny.client.chat_postMessage(channel="C0NOWHERE", text="x")
    town.ade.slash("/tiny slow")
    outcomes = {row[1]: row[3] for row in rows(town)}
    assert outcomes["chat.postMessage"] == "channel_not_found"
    assert re.fullmatch(r"timed out after \d+ ms", outcomes["/tiny slow"])


def test_request_and_answer_open_as_json(town: Town) -> None:
    town.ade.slash("/tiny start")
    request, answer = details(town, "chat.postMessage")
    assert request["blocks"][0]["type"] == "section"
    assert answer["ok"] is True
    request, _ = details(town, "/tiny start")
    assert request["command"] == "/tiny"
    assert ask(town, "/999999")[0] == 404


def test_nothing_that_opens_anything_is_shown(town: Town) -> None:
    town.ade.slash("/tiny form")
    request, _ = details(town, "/tiny form")
    assert request["token"] == HIDDEN
    assert request["response_url"].endswith(f"/{HIDDEN}")
    assert request["trigger_id"] == details(town, "views.open")[0]["trigger_id"] == HIDDEN
    town.tiny.client.files_getUploadURLExternal(filename="a.txt", length=1)
    assert details(town, "files.getUploadURLExternal")[1]["upload_url"] == HIDDEN
    everything = "".join(ask(town, f"/{number}")[1] for number in re.findall(r'data-number="(\d+)"', ask(town)[1]))
    assert everything
    for secret in ("xoxb-", "xapp-", "playground-verification-token"):
        assert secret not in everything


def test_secrets_are_hidden_wherever_they_stand() -> None:
    given = {
        "url": "ws://127.0.0.1:1/link/?ticket=abc-DEF_1&x=1",
        "nested": [{"Authorization": "Bearer xoxb-12-ab"}, "it is xapp-1-A-2-b"],
        "view": '{"private_metadata": "xoxp-9"}',
        "words": "[not json",
    }
    assert without_secrets(given) == {
        "url": f"ws://127.0.0.1:1/link/?ticket={HIDDEN}&x=1",
        "nested": [{"Authorization": HIDDEN}, f"it is {HIDDEN}"],
        "view": {"private_metadata": HIDDEN},
        "words": "[not json",
    }


def test_markup_in_a_payload_stays_words(town: Town) -> None:
    town.ade.slash("/tiny <script>alert(1)</script>")
    assert "<script>" not in ask(town)[1]
    assert rows(town)[0][1] == "/tiny <script>alert(1)</script>"


def test_nothing_is_answered_while_nothing_happens(town: Town) -> None:
    town.ade.slash("/tiny start")
    town.slack.settled()
    since = number_of(town, "changes")
    assert ask(town, f"?since={since}") == (204, "")
    town.ade.click("Yes")
    status, fresh = ask(town, f"?since={since}")
    assert (status, "answer/yes" in fresh) == (200, True)


def test_what_was_cleared_away_is_left_out(town: Town) -> None:
    town.ade.slash("/tiny start")
    town.slack.settled()
    newest = number_of(town, "newest")
    assert rows(town, f"?after={newest}") == []
    assert "since this was cleared" in ask(town, f"?after={newest}")[1]
    town.ade.click("Yes")
    assert [row[1] for row in rows(town, f"?after={newest}")] == ["block_actions answer/yes"]


def test_limits_that_the_bot_broke_stand_on_top_in_words(town: Town) -> None:
    assert "Limits that the bot broke" not in ask(town)[1]
    town.tiny.answers = [{"response_action": "update", "view": form("A title far longer than it may be")}]
    town.ade.slash("/tiny form")
    town.ade.fill({"Note": "hm"})
    town.ade.submit()
    page = ask(town)[1]
    assert page.index("Limits that the bot broke (1)") < page.index("<summary>")
    assert "answer to view_submission" in page


def test_what_goes_wrong_next_is_said_until_it_is_used_up(town: Town) -> None:
    assert "Slack behaves." in ask(town)[1]
    wrong = CALLS[0]
    town.slack.ask(wrong.asks, **wrong.given, times=2)
    assert "Answer “too many requests”, 2 times." in ask(town)[1]
    for left in ("happened 1 of 2 times", "Has happened:"):
        with pytest.raises(SlackApiError):
            town.tiny.client.chat_postMessage(channel=town.ade.id, **card("Hello"))
        assert left in ask(town)[1]
    assert rows(town)[0][3] == "429, as asked for"
    town.slack.delivery("duplicate")
    assert "Deliver it twice, 1 time." in ask(town)[1]
    town.slack.clear_faults()
    assert "Slack behaves." in ask(town)[1]


def test_all_that_can_be_asked_for_is_known_to_the_server(town: Town) -> None:
    assert {each.kind for each in CALLS} <= set(TAKES_EFFECT)
    assert {each.kind for each in DELIVERIES} <= set(DELIVERY_KINDS)
    for each in (*CALLS, *DELIVERIES):
        town.slack.ask(each.asks, **each.given, **({} if each.at_once else {"times": 3}))


def test_the_drawer_in_the_page_offers_them_and_holds_no_rows(socket_town: Town) -> None:
    address = urlsplit(socket_town.slack.url)
    connection = HTTPConnection(address.hostname or "", address.port, timeout=10)
    connection.request("GET", f"/as/{socket_town.ade.id}/messages")
    page = connection.getresponse().read().decode()
    connection.close()
    for each in (*CALLS, *DELIVERIES):
        assert each.words in html.unescape(page)
    assert 'class="entry' not in page
    given = [json.loads(html.unescape(each)) for each in re.findall(r'data-given="(.*?)"', page)]
    assert given == [each.given for each in (*CALLS, *DELIVERIES)]
