"""A click as Slack sends it over HTTP: the documented payload with a whole card in it, signed, about ten kilobytes."""

import hashlib
import hmac
import json
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bot.blocks.card import card_message
from bot.blocks.parts import context
from bot.domain.cards import Card
from bot.flows.office import Actor
from bot.flows.walk import load_view
from tests.benchmarks.always_ok import TEAM, TS
from tests.benchmarks.crowd import Crowd
from tests.benchmarks.servers import SECRET

_DOCUMENTED = Path(__file__).parents[1] / "data" / "slack" / "block_actions_button.json"
_RUN, _ITEM, _USER, _AT = b"RUNSTANDSHERE", b"ITEMSTANDSHERE", b"USERSTANDSHERE", b"1700000000.000000"

_HELP = "Say what was seen, by whom and when; an example helps whoever reads this later. " * 35


class Presses:
    """Bodies of first answers. Only what differs from one to the next is written anew."""

    def __init__(self, crowd: Crowd, slack: str) -> None:
        self._whose = crowd.workers
        run = crowd.runs[0]
        view = load_view(crowd.office, Actor(self._whose[run].person), run)
        assert isinstance(view, Card)
        message = card_message(view, crowd.office.store.clock.now())
        self._body = _body(message.text, [*message.blocks, context(_HELP)], slack)

    def body(self, run: str, number: int) -> bytes:
        given = {_RUN: run, _ITEM: f"Q{number}", _USER: self._whose[run].user, _AT: f"{time.time():.6f}"}
        body = self._body
        for place, value in given.items():
            body = body.replace(place, value.encode())
        return body


def _body(text: str, blocks: list[dict[str, object]], slack: str) -> bytes:
    payload = json.loads(_DOCUMENTED.read_text())["payload"]
    payload["user"] |= {"id": _USER.decode(), "team_id": TEAM}
    payload["team"]["id"] = TEAM
    payload["container"]["message_ts"] = payload["message"]["ts"] = TS
    payload["message"] |= {"text": text, "blocks": [{"block_id": f"b{n}"} | each for n, each in enumerate(blocks)]}
    payload["response_url"] = f"{slack}/actions/{TEAM}/1/x"
    value = f"{_RUN.decode()} {_ITEM.decode()} 0 1"
    payload["actions"] = [
        {
            "type": "button",
            "action_id": "answer/0",
            "block_id": value.removesuffix(" 1"),
            "text": {"type": "plain_text", "text": "Yes", "emoji": False},
            "value": value,
            "action_ts": _AT.decode(),
        }
    ]
    return urlencode({"payload": json.dumps(payload)}).encode()


class Line:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30)

    def close(self) -> None:
        self._connection.close()

    def send(self, body: bytes) -> None:
        stamp = str(int(time.time()))
        signature = hmac.new(SECRET.encode(), b"v0:%b:%b" % (stamp.encode(), body), hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        self._connection.request("POST", "/slack/events", body, headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise AssertionError(answer.status)
