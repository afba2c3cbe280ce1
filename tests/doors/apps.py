"""A small Bolt app to stand behind a door, and what Slack would send it."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request import BoltRequest

MARKER = "Mrs Quillfeather fell in the garden"


class Desk:
    """The app, and what reached it."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.headers: list[dict[str, Any]] = []
        self.started = threading.Semaphore(0)
        self.let_go = threading.Event()
        self.app = App(
            process_before_response=True,
            request_verification_enabled=False,
            authorize=lambda: AuthorizeResult(enterprise_id=None, team_id="T0001", bot_token="xoxb-0-test"),  # noqa: S106
        )
        self.app.action("quick")(self._quick)
        self.app.action("slow")(self._slow(0.3))
        self.app.action("lengthy")(self._slow(1.5))
        self.app.action("stuck")(self._stuck)
        self.app.action("broken")(self._broken)
        self.app.view("told")(self._told)
        self.app.command("/qa")(self._told_in_words)

    @property
    def names(self) -> list[str]:
        return [body["actions"][0]["value"] for body in self.seen if "actions" in body]

    def _quick(self, ack: Ack, body: dict[str, Any], request: BoltRequest) -> None:
        self.seen.append(body)
        self.headers.append(dict(request.headers))
        ack()

    def _slow(self, seconds: float) -> Callable[..., None]:
        def work(ack: Ack, body: dict[str, Any]) -> None:
            self.started.release()
            time.sleep(seconds)
            self.seen.append(body)
            ack()

        return work

    def _stuck(self, ack: Ack) -> None:
        self.started.release()
        self.let_go.wait(10)
        ack()

    def _broken(self, body: dict[str, Any]) -> None:
        int(body["actions"][0]["value"])

    def _told(self, ack: Ack) -> None:
        ack(response_action="clear")

    def _told_in_words(self, ack: Ack) -> None:
        ack("Here is what you can do.")


def click(action: str, value: str = "1") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "team": {"id": "T0001"},
        "user": {"id": "U0ADE", "name": "ade"},
        "actions": [{"type": "button", "action_id": action, "block_id": "b", "value": value}],
    }


def submission() -> dict[str, Any]:
    view = {"type": "modal", "callback_id": "told", "state": {"values": {}}}
    return {"type": "view_submission", "team": {"id": "T0001"}, "user": {"id": "U0ADE"}, "view": view}


def form(payload: dict[str, Any]) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


def command() -> bytes:
    fields = {"command": "/qa", "text": "", "team_id": "T0001", "user_id": "U0ADE"}
    return urlencode(fields).encode()
