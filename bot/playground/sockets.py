"""Socket Mode: up to ten connections from the bot, a payload to any one of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.playground.faults import reset
from bot.playground.outcome import Outcome, Parcel
from bot.playground.settings import Json

MOST = 10
WARNING_BEFORE = 10.0


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    request: web.Request
    number: int
    leaving: bool = False


@dataclass
class Sockets:
    app_id: str
    connection_time: float
    tickets: set[str] = field(default_factory=set)
    open: list[Connection] = field(default_factory=list)
    waiting: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    turn: int = 0
    connected: int = 0
    off: bool = False
    # A connection ended from the bot's side; once it is back, `returned` is told.
    lost: bool = False
    returned: Callable[[], None] = lambda: None

    def ticket(self) -> str:
        ticket = secrets.token_urlsafe(24)
        self.tickets.add(ticket)
        return ticket

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self.tickets:
            return web.Response(status=403)
        self.tickets.discard(ticket)
        # Slack pings its clients; aiohttp answers theirs.
        socket = web.WebSocketResponse(heartbeat=10.0)
        await socket.prepare(request)
        if len(self.open) >= MOST:
            await self._say_goodbye(socket, "too_many_websockets")
            return socket
        self.connected += 1
        connection = Connection(socket, request, self.connected)
        self.open.append(connection)
        self._greet_again()
        life = 360.0 if request.query.get("debug_reconnects") == "true" else self.connection_time
        clock = asyncio.ensure_future(self._grow_old(connection, life))
        try:
            await self._greet(socket, life)
            await self._listen(socket)
        finally:
            clock.cancel()
            if connection in self.open:
                self.open.remove(connection)
                self.lost = True
        return socket

    def _greet_again(self) -> None:
        if self.lost:
            self.lost = False
            self.returned()

    async def _greet(self, socket: web.WebSocketResponse, life: float) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": int(life)},
            "connection_info": {"app_id": self.app_id},
        }
        await socket.send_str(json.dumps(hello))

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            with contextlib.suppress(ValueError, AttributeError):
                said = json.loads(message.data)
                future = self.waiting.pop(said.get("envelope_id", ""), None)
                if future and not future.done():
                    future.set_result(said)

    async def _grow_old(self, connection: Connection, life: float) -> None:
        await asyncio.sleep(max(0.0, life - WARNING_BEFORE))
        await self._say(connection.socket, "warning")
        await asyncio.sleep(min(life, WARNING_BEFORE))
        await self._leave(connection, "refresh_requested")

    async def _leave(self, connection: Connection, reason: str) -> None:
        if connection in self.open:
            self.open.remove(connection)
        await self._say_goodbye(connection.socket, reason)

    async def _say_goodbye(self, socket: web.WebSocketResponse, reason: str) -> None:
        await self._say(socket, reason)
        # The app opens its new connection before this one is gone.
        await asyncio.sleep(0.2)
        with contextlib.suppress(ConnectionError):
            await socket.close()

    async def _say(self, socket: web.WebSocketResponse, reason: str) -> None:
        with contextlib.suppress(ConnectionError):
            await socket.send_str(
                json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}})
            )

    async def disconnect(self, reason: str) -> None:
        self.off = self.off or reason == "link_disabled"
        going = list(self.open)
        if reason == "warning":
            await asyncio.gather(*(self._say(connection.socket, reason) for connection in going))
        else:
            await asyncio.gather(*(self._leave(connection, reason) for connection in going))

    def drop(self) -> None:
        """Every connection torn down with a TCP reset."""
        for connection in list(self.open):
            self.open.remove(connection)
            reset(connection.request)

    async def send(self, parcel: Parcel, attempt: int, reason: str) -> Outcome:
        connection = self._next()
        if connection is None:
            return Outcome(acked=False, status="no connection")
        envelope_id = parcel.new_envelope_id()
        envelope = parcel.envelope(envelope_id, attempt, reason)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self.waiting[envelope_id] = future
        try:
            await connection.socket.send_str(json.dumps(envelope))
            said = await future
        except ConnectionError:
            return Outcome(acked=False, status="connection_failed")
        finally:
            self.waiting.pop(envelope_id, None)
        return Outcome(acked=True, status="acked", answer=said.get("payload"))

    def _next(self) -> Connection | None:
        alive = [connection for connection in self.open if not connection.socket.closed]
        self.turn += 1
        return alive[self.turn % len(alive)] if alive else None
