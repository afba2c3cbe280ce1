"""The door by which a playground moves the calendar: who is let in, what is answered, and where it does not exist."""

import json
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from bot.errors import NotSavedError, ShownError, UnusableValueError
from bot.handlers.doors.control import serve_control
from bot.handlers.doors.door import Door
from bot.handlers.doors.http import HttpDoor
from bot.settings import Settings
from tests.doors.conftest import Log

TOKEN = "a-token-of-the-playground"  # noqa: S105
KNOWN = {"Authorization": f"Bearer {TOKEN}"}
JSON = {**KNOWN, "Content-Type": "application/json"}
PLAYGROUND = "http://127.0.0.1:8700/api/"


class Days:
    """What stands behind the door here. It notes where it was moved to."""

    def __init__(self) -> None:
        self.moves: list[object] = []
        self.refusal: Exception | None = None

    def shown(self) -> dict[str, object]:
        return {"today": "2026-11-21"}

    def move(self, to: object) -> dict[str, object]:
        if self.refusal:
            raise self.refusal
        self.moves.append(to)
        return {"today": to, "happened": ["Nothing fell due."]}


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def door(days: Days, log: Log) -> Iterator[HttpDoor]:  # noqa: ARG001  # the log has to be there first
    door = serve_control(0, TOKEN, days.shown, days.move)
    yield door
    door.close()


def ask(
    door: HttpDoor, method: str, headers: dict[str, str], body: bytes | str | None = None, path: str = "/calendar"
) -> tuple[int, dict[str, Any]]:
    connection = HTTPConnection("127.0.0.1", door.port, timeout=10)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        assert response.getheader("Content-Type") == "application/json"
        return response.status, json.loads(response.read())
    finally:
        connection.close()


def test_it_is_a_door_of_this_machine_only(door: HttpDoor) -> None:
    as_door: Door = door
    assert as_door.wait_ready(1)
    assert {listening.getsockname()[0] for listening in _sockets(door)} == {"127.0.0.1"}


def _sockets(door: HttpDoor) -> list[socket.socket]:
    server: Any = door._server
    return [server.socket]


def test_it_says_what_day_it_is(door: HttpDoor) -> None:
    assert ask(door, "GET", KNOWN) == (200, {"today": "2026-11-21"})


def test_it_moves_and_says_what_happened(door: HttpDoor, days: Days) -> None:
    status, said = ask(door, "POST", JSON, '{"to": "2026-12-31"}')
    assert (status, said) == (200, {"today": "2026-12-31", "happened": ["Nothing fell due."]})
    assert days.moves == ["2026-12-31"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer another"},
        {"Authorization": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer \xe9"},
    ],
)
def test_without_the_token_nobody_is_answered(door: HttpDoor, days: Days, headers: dict[str, str]) -> None:
    assert ask(door, "GET", headers)[0] == 401
    assert ask(door, "POST", {**headers, "Content-Type": "application/json"}, '{"to": "2026-12-31"}')[0] == 401
    assert days.moves == []


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        (KNOWN, '{"to": "2026-12-31"}', 415),
        ({**KNOWN, "Content-Type": "application/x-www-form-urlencoded"}, "to=2026-12-31", 415),
        (JSON, "", 400),
        (JSON, "to=2026-12-31", 400),
        (JSON, '["2026-12-31"]', 400),
        (JSON, b"\xff\xfe", 400),
        (JSON, "[" * 9000, 400),
        (JSON, '{"to": "' + "9" * 20_000 + '"}', 413),
    ],
)
def test_only_small_json_is_read(
    door: HttpDoor, days: Days, headers: dict[str, str], body: str | bytes, status: int
) -> None:
    answered, said = ask(door, "POST", headers, body)
    assert answered == status
    assert said["refused"]
    assert days.moves == []


def test_json_may_name_its_alphabet(door: HttpDoor) -> None:
    assert (
        ask(door, "POST", {**KNOWN, "Content-Type": "application/json; charset=utf-8"}, '{"to": "2027-01-01"}')[0]
        == 200
    )


@pytest.mark.parametrize(("method", "path"), [("GET", "/"), ("DELETE", "/calendar"), ("POST", "/slack/events")])
def test_there_is_nothing_else_behind_it(door: HttpDoor, method: str, path: str) -> None:
    assert ask(door, method, JSON, path=path)[0] == 404


@pytest.mark.parametrize(
    ("refusal", "status", "sentence"),
    [
        (UnusableValueError("That day is past."), 400, "That day is past."),
        (NotSavedError(), 503, "That was not saved."),
        (RuntimeError("a secret place"), 500, "That went wrong."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    door: HttpDoor, days: Days, refusal: Exception, status: int, sentence: str
) -> None:
    days.refusal = refusal
    answered, said = ask(door, "POST", JSON, '{"to": "2020-01-01"}')
    assert answered == status
    assert said["refused"].startswith(sentence)
    assert "secret place" not in said["refused"]


def test_a_taken_port_is_named(door: HttpDoor, days: Days) -> None:
    with pytest.raises(ShownError, match=f"cannot listen on port {door.port}"):
        serve_control(door.port, TOKEN, days.shown, days.move)


def settings(**given: object) -> Settings:
    return Settings.model_validate({"QA_CONTROL_PORT": 9, "QA_CONTROL_TOKEN": TOKEN, **given})


@pytest.mark.parametrize("address", [PLAYGROUND, "http://localhost:8700/api", "http://[::1]:8700/api/"])
def test_a_playground_of_this_machine_may_move_time(address: str) -> None:
    assert settings(SLACK_API_URL=address).control_refusal is None


@pytest.mark.parametrize(
    "address",
    [None, "", "https://slack.example.org/api/", "http://10.0.0.1/api/", "http://127.0.0.1.example.org/", "x"],
)
def test_nobody_elses_time_can_be_moved(address: str | None) -> None:
    assert "is for a playground only" in (settings(SLACK_API_URL=address).control_refusal or "")


@pytest.mark.parametrize("missing", [{"QA_CONTROL_PORT": None}, {"QA_CONTROL_TOKEN": ""}])
def test_port_and_token_belong_together(missing: dict[str, object]) -> None:
    assert "belong together" in (settings(SLACK_API_URL=PLAYGROUND, **missing).control_refusal or "")


def test_without_either_there_is_no_door_to_refuse() -> None:
    assert settings(QA_CONTROL_PORT=None, QA_CONTROL_TOKEN=None).control_refusal is None
