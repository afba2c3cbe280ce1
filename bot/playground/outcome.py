"""One thing sent to the bot, and what came of it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.playground.settings import Json


@dataclass(frozen=True)
class Outcome:
    acked: bool
    status: str
    answer: Any = None
    took: float = 0.0
    no_retry: bool = False


@dataclass(frozen=True)
class Parcel:
    """`kind` is the Socket Mode type: slash_commands, interactive or events_api."""

    kind: str
    payload: Json

    @property
    def is_event(self) -> bool:
        return self.kind == "events_api"

    def new_envelope_id(self) -> str:
        return str(uuid.uuid4())

    def envelope(self, envelope_id: str, attempt: int, reason: str) -> Json:
        envelope = {
            "envelope_id": envelope_id,
            "payload": self.payload,
            "type": self.kind,
            "accepts_response_payload": not self.is_event,
        }
        return envelope | ({"retry_attempt": attempt, "retry_reason": reason} if self.is_event else {})

    def body(self) -> tuple[bytes, str]:
        """The HTTP body and its content type."""
        if self.is_event:
            return json.dumps(self.payload).encode(), "application/json"
        form = self.payload if self.kind == "slash_commands" else {"payload": json.dumps(self.payload)}
        return urlencode(form).encode(), "application/x-www-form-urlencoded"
