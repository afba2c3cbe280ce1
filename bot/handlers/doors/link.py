"""One socket to Slack, from its opening to its end, on the SDK's client. It is never mended.

When Slack, the network or silence ends it, it says so; socket.py opens the next one before it drops this one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientWSTimeout
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

PING_EVERY = 5.0
SECONDS_TO_OPEN = 10.0
SECONDS_TO_PART = 1.0


class Link(SocketModeClient):
    """Ready once Slack has said hello; `going` once it is about to end, for `reason`."""

    def __init__(self, app_token: str, web: AsyncWebClient, address: str) -> None:
        super().__init__(app_token, web_client=web, ping_interval=PING_EVERY)
        self.wss_uri = address
        self.greeted = asyncio.Event()
        self.going = asyncio.Event()
        self.reason = "silent"
        self.copies = 0  # sockets of this app that Slack knows of, this one included
        self.in_hand: set[asyncio.Task[Any]] = set()

    @property
    def is_alive(self) -> bool:
        return not self.closed and self.current_session is not None and not self.current_session.closed

    async def open(self) -> None:
        """Back when Slack has said hello, or that this socket is of no use. Raises if neither comes."""
        async with asyncio.timeout(SECONDS_TO_OPEN):
            await self.connect()
            await _first_of(self.greeted, self.going)

    async def connect(self) -> None:
        """Once. The SDK's own tries for ever, at an address that is good for one try."""
        self.current_session = await self.aiohttp_client_session.ws_connect(
            str(self.wss_uri),
            autoping=False,
            heartbeat=self.ping_interval,
            proxy=self.proxy,
            timeout=ClientWSTimeout(ws_close=SECONDS_TO_PART),
        )
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002  # the SDK's signature
        """Where the SDK would mend a socket that has closed or fallen silent."""
        self._leave("closed")

    async def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        match message.get("type"):
            case "hello":
                self.copies = int(message.get("num_connections") or 0)
                self.greeted.set()
            case "disconnect":
                self._leave(str(message.get("reason")))
            case _:
                await super().run_message_listeners(message, raw_message)

    def _leave(self, reason: str) -> None:
        if not self.going.is_set():
            self.reason = reason
            self.going.set()

    def serve(self, take: Callable[["Link", SocketModeRequest], Awaitable[None]]) -> None:
        """Hand each request to `take`, and know which of them are in hand."""

        async def taken(_: Any, request: SocketModeRequest) -> None:
            task = asyncio.current_task()
            assert task is not None  # noqa: S101  # the SDK runs each message in a task
            self.in_hand.add(task)
            try:
                await take(self, request)
            finally:
                self.in_hand.discard(task)

        self.socket_mode_request_listeners.append(taken)

    async def reply(self, request: SocketModeRequest, payload: dict[str, Any] | None) -> None:
        said = payload if request.accepts_response_payload else None
        await self.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=said))

    async def finish(self, seconds: float) -> None:
        """Close, after what is in hand or when the time is up."""
        if self.in_hand:
            await asyncio.wait(self.in_hand, timeout=seconds)
        await self.close()

    async def close(self) -> None:
        await super().close()  # type: ignore[no-untyped-call]


async def _first_of(*events: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
