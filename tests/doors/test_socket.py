"""The Socket Mode door over a real socket: answers, sixteen at once, and coming back after everything that ends one."""

import threading
from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.handlers.doors import patience
from bot.handlers.doors.door import Door
from bot.handlers.doors.socket import SocketDoor, serve_socket
from tests.doors.apps import MARKER, Desk, click, submission
from tests.doors.conftest import Log
from tests.doors.fake_slack import FakeSlack

TOKEN = "xapp-1-A0123-0123-abcdef0123456789"  # noqa: S105


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    slack = FakeSlack()
    yield slack
    slack.stop()


@pytest.fixture
def door(desk: Desk, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> Iterator[SocketDoor]:
    monkeypatch.setattr(patience, "PAUSES", (0.0, 0.05, 0.1, 0.2))
    door = serve_socket(desk.app, TOKEN, slack.api_url)
    yield door
    door.close()


@pytest.fixture
def opened(door: SocketDoor, slack: FakeSlack) -> SocketDoor:
    assert door.wait_ready(5)
    assert slack.until(lambda: slack.sockets)
    return door


def answered(slack: FakeSlack, envelope: str, seconds: float = 5) -> bool:
    return slack.until(lambda: envelope in slack.acks, seconds)


def test_it_is_a_door_and_its_token_travels_in_the_header_only(opened: SocketDoor, slack: FakeSlack, log: Log) -> None:
    as_door: Door = opened
    assert as_door.is_open()
    assert slack.tokens == {f"Bearer {TOKEN}"}
    assert log.said("socket open")[0]["copies"] == 1
    assert "xapp" not in log.text
    assert "SECRETTICKET" not in log.text


@pytest.mark.usefixtures("opened")
def test_a_click_is_dispatched_and_acknowledged_without_payload(slack: FakeSlack, desk: Desk) -> None:
    slack.send("e1", click("quick"))
    assert answered(slack, "e1")
    assert slack.acks["e1"] is None
    assert desk.names == ["1"]


@pytest.mark.usefixtures("opened")
def test_what_bolt_answers_goes_with_the_acknowledgement_where_slack_takes_it(slack: FakeSlack) -> None:
    command = {"command": "/qa", "text": "", "team_id": "T0001", "user_id": "U0ADE"}
    slack.send("e1", submission())
    slack.send("e2", command, type="slash_commands")
    slack.send("e3", submission(), accepts_response_payload=False)
    assert slack.until(lambda: len(slack.acks) == 3)
    assert slack.acks == {"e1": {"response_action": "clear"}, "e2": {"text": "Here is what you can do."}, "e3": None}


@pytest.mark.usefixtures("opened")
def test_what_bolt_did_not_accept_gets_no_answer(slack: FakeSlack, log: Log) -> None:
    slack.send("e1", click("broken", MARKER))
    slack.send("e2", click("nobody answers this", MARKER))
    slack.send("e3", {"user": 5})
    slack.send("e4", click("quick"))
    assert answered(slack, "e4")
    assert slack.never(lambda: len(slack.acks) > 1, 0.2)
    assert {entry["status"] for entry in log.said("a request was not accepted")} == {404, 500}
    assert len(log.said("a request failed")) == 1
    assert "Quillfeather" not in log.text


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    "text", ["{bad", "", "hello", "[]", '{"type": "interactive"}', "[" * 100_000, '{"a":' * 100_000]
)
def test_nonsense_does_not_stop_it(slack: FakeSlack, text: str) -> None:
    slack.say(text)
    slack.send("e1", click("quick"))
    assert answered(slack, "e1")


@pytest.mark.usefixtures("opened")
def test_a_second_delivery_is_passed_on_with_slacks_retry_headers(slack: FakeSlack, desk: Desk) -> None:
    slack.send("e1", click("quick"))
    slack.send("e2", click("quick"), retry_attempt=1, retry_reason="timeout")
    assert slack.until(lambda: len(slack.acks) == 2)
    assert {} in desk.headers
    assert {"x-slack-retry-num": ["1"], "x-slack-retry-reason": ["timeout"]} in desk.headers


@pytest.mark.usefixtures("opened")
def test_seventeen_slow_clicks_are_answered_side_by_side(slack: FakeSlack) -> None:
    for turn in range(17):
        slack.send(f"e{turn}", click("slow"))
    assert slack.until(lambda: len(slack.acks) == 17, 3)  # 5.1 s one after the other


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_c35_a_new_socket_is_open_before_the_old_one_goes(
    opened: SocketDoor, slack: FakeSlack, desk: Desk, reason: str
) -> None:
    slack.send("e1", click("slow"))
    slack.disconnect(reason)
    assert slack.until_opened(2)
    assert slack.sockets[1].others_open == 1
    slack.send("e2", click("quick", "through the old one"), via=0)
    slack.send("e3", click("quick", "through the new one"), via=1)
    assert slack.until(lambda: len(slack.acks) == 3)
    assert set(slack.sockets[0].acks) == {"e1", "e2"}
    assert opened.is_open()
    slack.close_politely(via=0)
    assert slack.until(lambda: len(slack.open_sockets) == 1)
    assert len(desk.names) == 3


@pytest.mark.usefixtures("opened")
def test_c35_it_is_back_within_ten_seconds_of_a_reset(slack: FakeSlack) -> None:
    slack.send("e1", click("slow"))
    slack.reset()
    assert slack.until_opened(2, 10)
    slack.send("e2", click("quick"))
    assert answered(slack, "e2")


@pytest.mark.usefixtures("opened")
def test_c35_it_is_back_after_a_polite_close_and_answers_there_what_came_before(slack: FakeSlack) -> None:
    slack.send("e1", click("slow"))
    slack.close_politely()
    assert slack.until_opened(2, 2)
    assert answered(slack, "e1")
    assert set(slack.sockets[1].acks) == {"e1"}


@pytest.mark.usefixtures("opened")
def test_c35_clicks_all_the_way_through_refreshes_are_each_answered_once(slack: FakeSlack, desk: Desk) -> None:
    for turn in range(30):
        if turn % 10 == 5:
            slack.disconnect("refresh_requested")
            assert slack.until_opened(turn // 10 + 2)
        slack.send(f"e{turn}", click("quick", str(turn)))
    assert slack.until(lambda: len(slack.acks) == 30)
    assert sorted(desk.names, key=int) == [str(turn) for turn in range(30)]
    assert [envelope for socket in slack.sockets for envelope in socket.twice] == []


@pytest.mark.usefixtures("opened")
def test_c35_too_many_sockets_closes_the_old_one_first(slack: FakeSlack) -> None:
    slack.disconnect("too_many_websockets")
    assert slack.until(lambda: len(slack.sockets) == 2 and len(slack.open_sockets) == 1, 3)


def test_c35_when_slack_switches_it_off_it_stops_and_says_so(opened: SocketDoor, slack: FakeSlack, log: Log) -> None:
    slack.disconnect("link_disabled")
    assert slack.until(lambda: not slack.open_sockets)
    assert slack.never(lambda: len(slack.asked) > 1, 0.3)
    assert not opened.is_open()
    assert not opened.wait_ready(0)
    assert [entry["event"] for entry in log.events if entry["level"] == "error"] == [
        "Slack has switched Socket Mode off for this app; nothing more is heard from Slack"
    ]


def refusal(error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error})


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "not_allowed_token_type"])
def test_c35_a_token_that_slack_refuses_is_not_tried_again(slack: FakeSlack, desk: Desk, log: Log, error: str) -> None:
    slack.answers.append(refusal(error))
    door = serve_socket(desk.app, TOKEN, slack.api_url)
    assert not door.wait_ready(5)
    assert len(slack.asked) == 1
    assert log.events[-1]["problem"] == error
    door.close()


def test_c35_it_waits_as_long_as_slack_asks(slack: FakeSlack, desk: Desk) -> None:
    slack.answers.append(
        web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})
    )
    door = serve_socket(desk.app, TOKEN, slack.api_url)
    assert door.wait_ready(5)
    assert slack.asked[1] - slack.asked[0] >= 1
    door.close()


def test_c35_it_waits_longer_and_longer_while_slack_is_unwell(slack: FakeSlack, door: SocketDoor, log: Log) -> None:
    assert door.wait_ready(5)
    slack.answers += [
        web.Response(status=500, text="<html>", content_type="text/html"),
        web.Response(status=503, text="{half", content_type="application/json"),
        web.Response(status=502, text="plain"),
        web.json_response({"ok": True}),
        web.json_response({"ok": True, "url": f"ws://127.0.0.1:{slack.port}/nowhere?ticket=SECRETTICKET"}),
    ]
    slack.close_politely()
    assert slack.until_opened(2, 10)
    waits = [later - earlier for earlier, later in zip(slack.asked[1:], slack.asked[2:], strict=False)]
    assert all(wait >= least for wait, least in zip(waits, (0.1, 0.2, 0.2, 0.2, 0.2), strict=True))
    slack.send("e1", click("quick"))
    assert answered(slack, "e1")
    assert len(log.said("no socket yet")) == 5
    assert "SECRETTICKET" not in log.text


@pytest.mark.usefixtures("opened")
def test_c35_a_socket_that_always_ends_at_once_makes_no_hot_loop(slack: FakeSlack) -> None:
    for turn in range(4):
        slack.close_politely()
        assert slack.until_opened(turn + 2)
    waits = [later - earlier for earlier, later in zip(slack.asked, slack.asked[1:], strict=False)]
    assert waits[-1] >= 0.2


def test_patience_doubles_up_to_half_a_minute_and_a_long_life_forgives() -> None:
    held = patience.Patience()
    assert [held.next_pause() for _ in range(8)] == [0, 1, 2, 4, 8, 16, 30, 30]
    held.lasted(1)
    assert held.next_pause() == 30
    held.lasted(31)
    assert [held.next_pause(), held.next_pause()] == [0, 1]


def test_work_in_hand_at_closing_still_gets_its_answer(opened: SocketDoor, slack: FakeSlack, desk: Desk) -> None:
    slack.send("e1", click("lengthy"))
    assert desk.started.acquire(timeout=2)
    closing = threading.Thread(target=opened.close)
    closing.start()
    while opened.is_open():
        pass
    slack.send("e2", click("quick", "too late"))
    closing.join()
    assert set(slack.acks) == {"e1"}
    assert desk.names == ["1"]
    assert slack.until(lambda: not slack.open_sockets)


def test_closing_does_not_wait_for_a_slack_that_does_not_answer(slack: FakeSlack, desk: Desk) -> None:
    slack.says_hello = False
    door = serve_socket(desk.app, TOKEN, slack.api_url)
    assert slack.until(lambda: slack.sockets)
    assert not door.is_open()
    door.close()
    assert slack.until(lambda: not slack.open_sockets, 2)
    door.close()
    assert not door.wait_ready(0)


def test_closing_waits_for_nobody_for_ever(
    opened: SocketDoor, slack: FakeSlack, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.doors.socket.SECONDS_TO_FINISH", 0.1)
    slack.send("e1", click("stuck"))
    assert desk.started.acquire(timeout=2)
    opened.close()
    assert slack.until(lambda: not slack.open_sockets, 2)
    assert slack.acks == {}


def test_c35_a_socket_that_falls_silent_is_replaced(
    slack: FakeSlack, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.doors.link.PING_EVERY", 0.2)
    slack.answers_pings = False
    door = serve_socket(desk.app, TOKEN, slack.api_url)
    assert slack.until(lambda: slack.sockets)
    slack.answers_pings = True
    assert slack.until_opened(2, 5)
    slack.send("e1", click("quick"))
    assert answered(slack, "e1")
    door.close()
