"""Delivery over HTTP: signed requests to the bot's own address."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientConnectionError, ClientSession, TooManyRedirects

from bot.playground.outcome import Outcome, Parcel


@dataclass
class Posting:
    address: str
    signing_secret: str
    session: ClientSession | None = None

    async def send(self, parcel: Parcel, attempt: int, reason: str) -> Outcome:
        body, content_type = parcel.body()
        retry = {"x-slack-retry-num": str(attempt), "x-slack-retry-reason": reason} if attempt else {}
        headers = {"content-type": content_type, "user-agent": "Slackbot 1.0"} | retry | self.signature(body)
        self.session = self.session or ClientSession(trust_env=False)
        try:
            async with self.session.post(self.address, data=body, headers=headers, max_redirects=2) as response:
                text = await response.text()
                answer = _understood(text, response.content_type)
                no_retry = response.headers.get("x-slack-no-retry") == "1"
                return Outcome(200 <= response.status < 300, str(response.status), answer, no_retry=no_retry)
        except TooManyRedirects:
            return Outcome(acked=False, status="too_many_redirects")
        except ClientConnectionError:
            return Outcome(acked=False, status="connection_failed")

    def signature(self, body: bytes) -> dict[str, str]:
        at = str(int(time.time()))
        digest = hmac.new(self.signing_secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": at, "x-slack-signature": f"v0={digest}"}

    async def close(self) -> None:
        if self.session:
            await self.session.close()


def _understood(text: str, content_type: str) -> Any:
    if not text.strip():
        return None
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return {"text": text}
    return {"text": text}
