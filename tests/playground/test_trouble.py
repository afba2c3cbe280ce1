"""Faults on calls and on deliveries do what they say, and the record shows it."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.error import URLError

import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Playground
from tests.playground.conftest import Town
from tests.playground.tiny import QUICK
from tests.playground_validation.shapes import example, undocumented


def _posts(town: Town) -> int:
    return len(town.ade.dm())


@pytest.mark.parametrize(
    ("kind", "raised", "lands"),
    [
        ("429", SlackApiError, False),
        ("500", SlackApiError, False),
        ("503-html", SlackApiError, False),
        ("half-json", SlackApiError, True),
        ("reset-before", ConnectionResetError, False),
        ("reset-after", ConnectionResetError, True),
        ("timeout", ConnectionResetError, False),
    ],
)
def test_a_fault_on_a_post(http_town: Town, kind: str, raised: type[Exception], lands: bool) -> None:
    town = http_town
    town.slack.fault("chat.postMessage", kind, seconds=0.1)
    with pytest.raises(raised):
        town.tiny.client.chat_postMessage(channel=town.ade.id, text="Hello.")
    assert _posts(town) == int(lands)
    assert town.tiny.client.chat_postMessage(channel=town.ade.id, text="Hello.")["ok"]


def test_an_error_is_answered_as_often_as_was_asked(http_town: Town) -> None:
    town, post = http_town, http_town.tiny.client.chat_postMessage
    town.slack.fault("chat.postMessage", "error", times=2, error="is_archived")
    for _ in range(2):
        with pytest.raises(SlackApiError, match="is_archived"):
            post(channel=town.ade.id, text="x")
    town.slack.fault("chat.postMessage", "500", times=9)
    town.slack.clear_faults()
    assert post(channel=town.ade.id, text="x")["ok"]
    with pytest.raises(LookupError, match="reset-after"):
        town.slack.fault("chat.postMessage", "earthquake")


def test_a_fault_can_be_on_each_third_call(http_town: Town) -> None:
    town, post = http_town, http_town.tiny.client.chat_postMessage
    town.slack.fault("chat.postMessage", "error", times=2, every=3, error="is_archived")
    for number in range(1, 10):
        if number in (3, 6):
            with pytest.raises(SlackApiError, match="is_archived"):
                post(channel=town.ade.id, text="x")
        else:
            assert post(channel=town.ade.id, text="x")["ok"]


def test_a_slow_answer_comes_late_with_its_effect(http_town: Town) -> None:
    town = http_town
    town.slack.fault("chat.postMessage", "slow", seconds=0.2)
    began = time.monotonic()
    assert town.tiny.client.chat_postMessage(channel=town.ade.id, text="Late.")["ok"]
    assert time.monotonic() - began >= 0.2


def test_a_bot_that_breaks_is_a_warning_and_nothing_is_sent_again(http_town: Town) -> None:
    town = http_town
    act = town.ade.slash("/tiny broken")
    assert (act.acked, act.status) == (False, "500")
    assert "dispatch_failed" in act.warning
    town.slack.settled()
    assert len(town.slack.deliveries()) == 1


def test_a_payload_is_delivered_twice(town: Town) -> None:
    town.slack.delivery("duplicate")
    assert town.ade.slash("/tiny nothing").acked
    town.slack.settled()
    assert len(town.tiny.seen) == 2
    assert town.tiny.seen[0] == town.tiny.seen[1]


def test_a_late_payload_comes_after_the_warning(town: Town) -> None:
    town.slack.delivery("late", seconds=1.7)
    assert town.ade.slash("/tiny nothing").warned
    assert town.tiny.seen == []
    town.slack.wait(lambda: town.tiny.seen)


def test_two_payloads_change_places(town: Town) -> None:
    town.slack.delivery("reorder")
    first = threading.Thread(target=town.ade.slash, args=("/tiny first",))
    first.start()
    town.slack.wait(lambda: town.slack.deliveries())
    town.jo.slash("/tiny second")
    first.join()
    assert [body["text"] for body in town.tiny.seen] == ["second", "first"]


def test_an_event_that_fails_is_sent_again_with_its_number(town: Town) -> None:
    seen: list[Any] = []
    noted = town.tiny.app.event("app_home_opened")

    def fail_twice(ack: Callable[[], None], request: Any) -> None:
        seen.append(request.headers.get("x-slack-retry-num", [""])[0])
        if len(seen) < 3:
            raise RuntimeError("not today")
        ack()

    town.tiny.app._listeners.clear()
    noted(fail_twice)
    assert not town.ade.open_home().acked
    town.slack.wait(lambda: len(seen) == 3)
    assert seen[1:] == ["1", "2"]


def test_a_socket_is_refreshed_without_losing_a_click(socket_town: Town) -> None:
    town = socket_town
    town.slack.delivery("disconnect", reason="refresh_requested")
    town.slack.wait(lambda: town.slack.connected() == 2 and town.slack.connections() == 1)
    assert town.ade.slash("/tiny help").acked


def test_a_dropped_socket_is_a_warning_until_the_bot_is_back(socket_town: Town) -> None:
    town = socket_town
    town.slack.delivery("drop-socket")
    assert "dispatch_failed" in town.ade.slash("/tiny help").warning
    town.slack.wait(lambda: town.slack.connections() == 1)
    assert town.ade.slash("/tiny help").acked


def test_ten_connections_share_the_work_and_an_eleventh_is_sent_away() -> None:
    with Playground(replace(QUICK, rate_scale=0)) as playground:
        assert asyncio.run(_eleven(playground)) == [*range(1, 11), "too_many_websockets"]


async def _eleven(playground: Playground) -> list[Any]:
    """What each of eleven connections is told first."""
    web = AsyncWebClient(base_url=playground.api_url)
    told: list[Any] = []
    kept = []  # a socket that nobody holds closes itself
    async with ClientSession() as session:
        for _ in range(11):
            url = (await web.apps_connections_open(app_token=QUICK.app_token))["url"]
            kept.append(await session.ws_connect(url))
            first = await kept[-1].receive_json()
            assert undocumented(example(f"socket_{first['type']}"), first) == []
            told.append(first.get("num_connections") or first["reason"])
    return told


def test_the_request_address_is_verified(http_town: Town) -> None:
    assert http_town.slack.verify_address().acked
    assert http_town.slack.check_ssl().acked


def test_the_record_holds_no_token(http_town: Town) -> None:
    http_town.tiny.client.api_call("auth.test", params={"token": "xoxb-playground"})
    assert "xoxb" not in repr(http_town.slack.calls())


def test_nobody_is_asked_for_more_than_there_is() -> None:
    from bot.playground.driver import Driver

    with pytest.raises((URLError, OSError)):
        Driver("http://127.0.0.1:9").person("ade")
