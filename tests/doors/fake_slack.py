"""A very small Slack: apps.connections.open and the sockets it leads to. A test tells it how to misbehave."""

import asyncio
import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER 0: closing sends a reset


@dataclass
class Socket:
    """One that the app has opened, and what has been said through it."""

    wire: web.WebSocketResponse
    transport: asyncio.Transport
    others_open: int
    is_open: bool = True
    acks: dict[str, Any] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)


class FakeSlack:
    def __init__(self) -> None:
        self.sockets: list[Socket] = []
        self.asked: list[float] = []
        self.tokens: set[str] = set()
        self.answers: deque[web.Response] = deque()
        self.says_hello = True
        self.answers_pings = True
        self._changed = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.port = self._do(self._begin())

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def open_sockets(self) -> list[Socket]:
        return [socket for socket in self.sockets if socket.is_open]

    @property
    def acks(self) -> dict[str, Any]:
        return {envelope: payload for socket in self.sockets for envelope, payload in socket.acks.items()}

    def send(self, envelope: str, payload: dict[str, Any], via: int = -1, **more: Any) -> None:
        said = {"type": "interactive", "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        self._do(self.sockets[via].wire.send_str(json.dumps(said | more)))

    def say(self, text: str, via: int = -1) -> None:
        self._do(self.sockets[via].wire.send_str(text))

    def disconnect(self, reason: str, via: int = -1) -> None:
        self.say(json.dumps({"type": "disconnect", "reason": reason}), via)

    def close_politely(self, via: int = -1) -> None:
        self._do(self.sockets[via].wire.close())

    def reset(self, via: int = -1) -> None:
        async def cut() -> None:
            transport = self.sockets[via].transport
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            transport.abort()

        self._do(cut())

    def until(self, condition: Callable[[], object], seconds: float = 10) -> bool:
        with self._changed:
            return bool(self._changed.wait_for(condition, seconds))

    def until_opened(self, count: int, seconds: float = 10) -> bool:
        return self.until(lambda: len(self.sockets) == count, seconds)

    def never(self, condition: Callable[[], object], seconds: float) -> bool:
        return not self.until(condition, seconds)

    def stop(self) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, act: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(act, self._loop).result(10)

    async def _begin(self) -> int:
        app = web.Application()
        app.router.add_post("/api/apps.connections.open", self._open)
        app.router.add_get("/link", self._serve)
        self._server = web.AppRunner(app, shutdown_timeout=0.1)
        await self._server.setup()
        site = web.TCPSite(self._server, "127.0.0.1", 0)
        await site.start()
        return int(self._server.addresses[0][1])

    async def _end(self) -> None:
        for open_socket in self.open_sockets:
            await open_socket.wire.close()
        await self._server.cleanup()

    async def _open(self, request: web.Request) -> web.Response:
        self.tokens.add(request.headers.get("Authorization", ""))
        answer = self.answers.popleft() if self.answers else None
        self._note(lambda: self.asked.append(self._loop.time()))
        return answer or web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket=SECRETTICKET"})

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        wire = web.WebSocketResponse(timeout=0.2, autoping=self.answers_pings)
        await wire.prepare(request)
        assert isinstance(request.transport, asyncio.Transport)
        mine = Socket(wire, request.transport, len(self.open_sockets))
        if self.says_hello:
            await wire.send_json({"type": "hello", "num_connections": mine.others_open + 1})
        self._note(lambda: self.sockets.append(mine))
        async for message in wire:
            if message.type == WSMsgType.TEXT:
                self._heard(mine, json.loads(message.data))
        self._note(lambda: setattr(mine, "is_open", False))
        return wire

    def _heard(self, mine: Socket, said: dict[str, Any]) -> None:
        envelope = said["envelope_id"]
        if envelope in self.acks:
            mine.twice.append(envelope)
        self._note(lambda: mine.acks.update({envelope: said.get("payload")}))

    def _note(self, change: Callable[[], object]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()
