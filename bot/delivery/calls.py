"""Calling Slack's Web API: one client without retries of its own, and a pause per method that Slack asked for."""

import threading
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.clock import Deadline
from bot.delivery.verdicts import Step, decide_verdict

_TIMEOUT = 10


class PausedError(Exception):
    """Slack has asked us to leave this method alone for a while; nothing was sent."""

    def __init__(self, method: str, after: float) -> None:
        super().__init__(f"{method} is paused")
        self.after = after


class Calls:
    """Slack, for whatever is sent from outside a listener. Threads may share it."""

    def __init__(self, token: str, api_url: str | None) -> None:
        # The SDK by default sends a post twice when the connection drops after Slack has read it.
        self._client = WebClient(token, api_url or WebClient.BASE_URL, timeout=_TIMEOUT, retry_handlers=[])
        self._pauses: dict[str, Deadline] = {}
        self._lock = threading.Lock()

    def __call__(self, method: str, **given: Any) -> SlackResponse:
        return self._call(self._client, method, given)

    def by(self, deadline: Deadline | None, method: str, **given: Any) -> SlackResponse:
        """Whoever answers a click waits no longer than that click may take."""
        # urllib takes whole seconds or parts of one alike; the SDK's type says int.
        patience: Any = max(0.2, deadline.left()) if deadline else _TIMEOUT
        client = WebClient(self._client.token, self._client.base_url, timeout=patience, retry_handlers=[])
        return self._call(client, method, given)

    def _call(self, client: WebClient, method: str, given: dict[str, Any]) -> SlackResponse:
        with self._lock:
            left = max((pause.left() for name in (method, "*") if (pause := self._pauses.get(name))), default=0.0)
        if left:
            raise PausedError(method, left)
        try:
            return client.api_call(method, json=given) if _takes_json(method) else client.api_call(method, params=given)
        except SlackApiError as error:
            self._pause(method, error)
            raise

    def _pause(self, method: str, error: SlackApiError) -> None:
        verdict = decide_verdict(error)
        if verdict.step is Step.AGAIN:
            self._set_pause(method, verdict.after)
        elif verdict.step is Step.STOP:
            self._set_pause("*", 60.0)

    def _set_pause(self, method: str, seconds: float) -> None:
        with self._lock:
            self._pauses[method] = Deadline.after(seconds)


def _takes_json(method: str) -> bool:
    """Methods that only read take a form."""
    return method.startswith(("chat.", "views.")) and method != "chat.getPermalink"
