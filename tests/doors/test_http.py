"""The HTTP door over real sockets: who is refused, what is answered, and what closing finishes first."""

import hashlib
import hmac
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.handlers.doors.door import Door, Health
from bot.handlers.doors.http import HttpDoor, serve_http
from tests.doors.apps import MARKER, Desk, click, command, form, submission
from tests.doors.conftest import Log

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105  # the example in Slack's documentation
NOW = 1_790_000_000
REFUSED = "request refused"
FORM = "application/x-www-form-urlencoded"


class Wellness:
    """What the health page is told; a test changes it."""

    health = Health(True, {"database": "open"})


@pytest.fixture
def wellness() -> Wellness:
    return Wellness()


@pytest.fixture
def door(desk: Desk, wellness: Wellness) -> Iterator[HttpDoor]:
    door = serve_http(desk.app, SECRET, 0, "127.0.0.1", lambda: wellness.health, lambda: float(NOW))
    yield door
    door.close()


def signed(body: bytes, stamp: str = str(NOW), secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode("latin-1") + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}", "Content-Type": FORM}


def post(door: HttpDoor, body: bytes, headers: dict[str, str], path: str = "/slack/events") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    try:
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def get(door: HttpDoor, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_it_is_a_door(door: HttpDoor) -> None:
    as_door: Door = door
    assert as_door.wait_ready(1)
    assert as_door.is_open()


def test_a_signed_click_arrives_and_is_acknowledged(door: HttpDoor, desk: Desk) -> None:
    body = form(click("quick"))
    assert post(door, body, signed(body)) == (200, b"")
    assert desk.names == ["1"]


def test_words_and_json_come_back_as_bolt_gave_them(door: HttpDoor) -> None:
    body = command()
    assert post(door, body, signed(body)) == (200, b"Here is what you can do.")
    body = form(submission())
    status, answer = post(door, body, signed(body))
    assert (status, json.loads(answer)) == (200, {"response_action": "clear"})


def changed(headers: dict[str, str], name: str, value: str | None) -> dict[str, str]:
    return {key: held for key, held in headers.items() if key != name} | ({} if value is None else {name: value})


BODY = form(click("quick", MARKER))
GOOD = signed(BODY)
FORGERIES = {
    "unsigned": {"Content-Type": FORM},
    "no signature": changed(GOOD, "X-Slack-Signature", None),
    "empty signature": changed(GOOD, "X-Slack-Signature", ""),
    "wrong signature": changed(GOOD, "X-Slack-Signature", "v0=" + "0" * 64),
    "one digit changed": changed(GOOD, "X-Slack-Signature", GOOD["X-Slack-Signature"][:-1] + "g"),
    "other version": changed(GOOD, "X-Slack-Signature", GOOD["X-Slack-Signature"].replace("v0", "v1")),
    "another secret": signed(BODY, secret="another"),  # noqa: S106
    "another body": signed(BODY + b"x"),
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_c01_a_forged_request_is_refused_and_told_in_one_line(door: HttpDoor, desk: Desk, log: Log, kind: str) -> None:
    assert post(door, BODY, FORGERIES[kind]) == (401, b"Unauthorized")
    assert desk.seen == []
    assert len(log.events) == len(log.said(REFUSED)) == 1
    assert log.said(REFUSED)[0]["status"] == 401
    for word in (MARKER, "Quillfeather", SECRET, GOOD["X-Slack-Signature"], "v0=", str(NOW)):
        assert word not in log.text


@pytest.mark.parametrize(("age", "status"), [(299, 200), (300, 200), (301, 401), (-299, 200), (-300, 200), (-301, 401)])
def test_c02_a_request_is_good_for_five_minutes_either_way(door: HttpDoor, age: int, status: int) -> None:
    body = form(click("quick"))
    assert post(door, body, signed(body, str(NOW - age)))[0] == status


@pytest.mark.parametrize(
    "stamp", ["", "abc", "1e9", "-1", "+1790000000", "1_790_000_000", "1790000000.0", "9" * 400, "9" * 5000, "²", "inf"]
)
def test_c03_a_malformed_timestamp_is_refused(door: HttpDoor, log: Log, stamp: str) -> None:
    body = form(click("quick"))
    assert post(door, body, signed(body, stamp))[0] == 401
    assert [entry["status"] for entry in log.events] == [401]


@pytest.mark.parametrize("signature", ["v0=é", "\xff" * 64, "v0=" + "é" * 64])
def test_c03_a_signature_that_is_not_ascii_is_refused(door: HttpDoor, log: Log, signature: str) -> None:
    body = form(click("quick"))
    headers = signed(body) | {"X-Slack-Signature": signature}
    assert post(door, body, headers)[0] == 401
    assert "exception" not in log.text


def test_c03_a_header_sent_twice_is_refused(door: HttpDoor) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in GOOD.items())
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: {len(BODY)}\r\n{lines}"
    extra = f"X-Slack-Request-Timestamp: {NOW}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", door.port), 10) as wire:
        wire.sendall((head + extra).encode() + BODY)
        assert wire.recv(12) == b"HTTP/1.1 401"


DEEP = b"[" * 200_000
UNREADABLE = {
    "broken json": (b"{bad", "application/json"),
    "a list": (b"[]", "application/json"),
    "null": (b"null", "application/json"),
    "a number": (b"5", "application/json"),
    "deep json": (DEEP, "application/json"),
    "deep in a form": (b"payload=" + DEEP, FORM),
    "payload is a list": (b"payload=[]", FORM),
    "payload is empty": (b"payload=", FORM),
    "payload is a word": (b"payload=%22x%22", FORM),
    "payload is broken": (b"payload=%7Bbad", FORM),
    "user is a number": (form({"user": 5}), FORM),
    "not UTF-8": (b"payload=\xff\xfe", FORM),
    "not UTF-8 json": (b'{"a": "\xff"}', "application/json"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_c03_a_signed_body_that_can_not_be_read_is_refused_quietly(door: HttpDoor, log: Log, kind: str) -> None:
    body, content_type = UNREADABLE[kind]
    assert post(door, body, signed(body) | {"Content-Type": content_type}) == (400, b"Bad Request")
    assert [(entry["event"], entry["status"]) for entry in log.events] == [(REFUSED, 400)]
    assert "exception" not in log.events[0]


@pytest.mark.parametrize("size", [1_048_577, 3_000_000])
def test_c01_a_body_over_a_megabyte_is_refused(door: HttpDoor, desk: Desk, log: Log, size: int) -> None:
    body = b"x" * size
    assert post(door, body, signed(body)) == (413, b"Request Entity Too Large")
    assert [entry["status"] for entry in log.events] == [413]
    assert desk.seen == []


def test_a_body_of_a_megabyte_is_read(door: HttpDoor, desk: Desk) -> None:
    body = form(click("quick"))
    body += b"&x=" + b"x" * (1_048_576 - len(body) - 3)
    assert post(door, body, signed(body))[0] == 200
    assert len(desk.seen) == 1


def raw(door: HttpDoor, said: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", door.port), 10) as wire:
        wire.sendall(said)
        heard = b""
        while part := wire.recv(4096):
            heard += part
        return heard


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n", b"400"),
        (b"no http at all\r\n\r\n", b"400"),
    ],
)
def test_c03_what_is_not_http_is_refused_and_told_in_one_line(
    door: HttpDoor, log: Log, said: bytes, status: bytes
) -> None:
    heard = raw(door, said)
    assert heard.split()[1] == status
    assert b"Traceback" not in heard
    assert [entry["event"] for entry in log.events] == [REFUSED]


def test_c03_endless_headers_are_cut_off_and_told_in_one_line(door: HttpDoor, log: Log) -> None:
    with suppress(ConnectionResetError):  # it does not read to the end
        raw(door, b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000 + b"\r\n\r\n")
    assert [entry["status"] for entry in log.said(REFUSED)] == [431]


def test_a_failure_inside_is_not_told_outside(door: HttpDoor, log: Log) -> None:
    body = form(click("broken", MARKER))
    status, answer = post(door, body, signed(body))
    assert status == 500
    assert b"Traceback" not in answer
    assert MARKER.encode() not in answer
    assert "ValueError" in log.text
    assert "Quillfeather" not in log.text


def test_bolts_inner_headers_from_outside_do_nothing(door: HttpDoor, desk: Desk) -> None:
    body = form(click("quick"))
    headers = signed(body) | {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "_broken"}
    assert post(door, body, headers)[0] == 200
    assert desk.names == ["1"]


@pytest.mark.parametrize("path", ["/", "/slack", "/slack/events/", "/slack/install", "/healthz/x"])
def test_any_other_address_is_not_found(door: HttpDoor, log: Log, path: str) -> None:
    assert get(door, path) == (404, b"Not Found")
    assert post(door, BODY, GOOD, path) == (404, b"Not Found")
    assert get(door, "/slack/events") == (404, b"Not Found")
    assert log.events == []


def test_c18_the_health_page_tells_facts_and_no_secret(door: HttpDoor, wellness: Wellness) -> None:
    assert get(door, "/healthz") == (200, b'{"ok": true, "facts": {"database": "open"}}')
    wellness.health = Health(False, {"database": "postgresql://plumbline:hunter2@db/x", "slack": "xoxb-1-2-abc"})
    status, answer = get(door, "/healthz")
    assert status == 503
    assert json.loads(answer)["ok"] is False
    assert b"hunter2" not in answer
    assert b"xoxb" not in answer


def test_one_connection_carries_many_requests_good_and_bad(door: HttpDoor, desk: Desk) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    statuses = []
    for turn in range(20):
        body = form(click("quick", str(turn)))
        connection.request("POST", "/slack/events", body, signed(body) if turn % 2 else {})
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()
    assert statuses == [401, 200] * 10
    assert desk.names == [str(turn) for turn in range(1, 20, 2)]


def test_bodies_that_come_slowly_do_not_hold_up_others(door: HttpDoor) -> None:
    wires = [socket.create_connection(("127.0.0.1", door.port), 10) for _ in range(120)]
    for wire in wires:
        wire.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nslow")
    body = form(click("quick"))
    assert post(door, body, signed(body))[0] == 200
    for wire in wires:
        wire.close()


def in_background(door: HttpDoor, body: bytes, results: list[int]) -> threading.Thread:
    thread = threading.Thread(target=lambda: results.append(post(door, body, signed(body))[0]))
    thread.start()
    return thread


def test_sixteen_slow_clicks_run_side_by_side(door: HttpDoor, desk: Desk) -> None:
    results: list[int] = []
    threads = [in_background(door, form(click("lengthy")), results) for _ in range(16)]
    for _ in threads:
        assert desk.started.acquire(timeout=1.4)  # one after the other, the second would begin after 1.5 s
    for thread in threads:
        thread.join()
    assert results == [200] * 16


def test_work_in_hand_at_closing_still_gets_its_answer(door: HttpDoor, desk: Desk) -> None:
    idle = http.client.HTTPConnection("127.0.0.1", door.port, timeout=10)
    idle.request("GET", "/healthz")
    idle.getresponse().read()
    results: list[int] = []
    thread = in_background(door, form(click("lengthy")), results)
    assert desk.started.acquire(timeout=2)
    closing = threading.Thread(target=door.close)
    closing.start()
    while door.is_open():
        pass
    with pytest.raises(OSError):  # refused or reset, as the system likes
        for _ in range(1000):
            get(door, "/healthz")
    assert results == []
    closing.join()
    thread.join()
    idle.close()
    assert results == [200]
    assert desk.names == ["1"]


def test_closing_twice_is_closing_once(door: HttpDoor) -> None:
    door.close()
    door.close()
    assert not door.is_open()
    assert not door.wait_ready(0)


def test_closing_waits_for_nobody_for_ever(
    door: HttpDoor, desk: Desk, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.handlers.doors.http.SECONDS_TO_FINISH", 0.1)
    results: list[int] = []
    thread = in_background(door, form(click("stuck")), results)
    assert desk.started.acquire(timeout=2)
    door.close()
    assert results == []
    assert log.said("work in hand was not finished in time")
    desk.let_go.set()
    thread.join()
