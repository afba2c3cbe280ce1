"""Requests as anybody on the network could send them: what Slack once sent, altered, repeated, signed or not."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from bot.playground.driver import Person
from tests.slack.town import SECRET, Town

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    status: int
    text: str

    @property
    def said(self) -> Json:
        said: Json = json.loads(self.text) if self.text else {}
        return said


def signed(body: bytes, late: int = 0, secret: str = SECRET) -> dict[str, str]:
    """The headers of a request that left Slack so many seconds ago."""
    at = str(int(time.time()) - late)
    digest = hmac.new(secret.encode(), b"v0:%b:%b" % (at.encode(), body), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


def post(town: Town, body: bytes, headers: dict[str, str]) -> Reply:
    connection = HTTPConnection("127.0.0.1", town.settings.port, timeout=20)
    try:
        connection.request("POST", "/slack/events", body, {"Content-Type": FORM, **headers})
        response = connection.getresponse()
        return Reply(response.status, response.read().decode())
    finally:
        connection.close()


def interactive(payload: Json) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


def send(town: Town, payload: Json) -> Reply:
    """An interaction with a good signature, whatever it says."""
    body = interactive(payload)
    return post(town, body, signed(body))


def last_sent(town: Town, kind: str = "interactive") -> Json:
    """What Slack delivered last of this kind."""
    found: Json = [sent["payload"] for sent in town.slack.deliveries() if sent["kind"] == kind][-1]
    return found


def submission(town: Town, person: Person, callback: str, metadata: str, **typed: Any) -> Json:
    """A form of ours handed in by this person, with whatever metadata. `typed` is each field's element by block."""
    blocks = [
        {
            "type": "input",
            "block_id": block,
            "label": {"type": "plain_text", "text": block},
            "element": {"type": element["type"], "action_id": "answer"},
        }
        for block, element in typed.items()
    ]
    words = {name: {"type": "plain_text", "text": "A form"} for name in ("title", "submit", "close")}
    view = {
        "id": "V0FORGED",
        "type": "modal",
        "callback_id": callback,
        "private_metadata": metadata,
        "blocks": blocks,
        "hash": "1.a",
        "state": {"values": {block: {"answer": element} for block, element in typed.items()}},
        **words,
    }
    known = next(there for there in town.slack.people() if there["id"] == person.id)
    home = town.playground.settings.team
    own = "T0ELSEWHERE" if known["kind"] == "stranger" else home
    user = {"id": person.id, "username": "somebody", "name": "somebody", "team_id": own}
    return {"type": "view_submission", "team": {"id": home, "domain": "town"}, "user": user, "view": view}


def words(text: str) -> Json:
    return {"type": "plain_text_input", "value": text}


def option(value: str) -> Json:
    return {"type": "static_select", "selected_option": {"value": value}}


def day(text: str) -> Json:
    return {"type": "datepicker", "selected_date": text}
