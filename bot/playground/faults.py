"""Faults that a test asks for, on calls from the bot and on deliveries to it."""

from __future__ import annotations

import asyncio
import socket
import struct
from dataclasses import dataclass, field
from typing import TypeVar

from aiohttp import web

# Whether a call with this fault still takes effect before its answer goes wrong.
TAKES_EFFECT = {
    "429": False,
    "500": False,
    "503-html": False,
    "error": False,
    "timeout": False,
    "reset-before": False,
    "slow": True,
    "half-json": True,
    "reset-after": True,
}
DELIVERY_KINDS = ("duplicate", "late", "reorder", "drop-socket", "disconnect")
HTML = "<html><head><title>Slack</title></head><body>Service Unavailable</body></html>"


@dataclass
class Fault:
    method: str
    kind: str
    times: int = 1
    seconds: float | None = None
    error: str = "fatal_error"
    applied: bool | None = None
    every: int = 1
    """On each call of so many."""
    used: int = 0
    seen: int = 0

    @property
    def takes_effect(self) -> bool:
        return TAKES_EFFECT[self.kind] if self.applied is None else self.applied


@dataclass
class DeliveryFault:
    kind: str
    times: int = 1
    seconds: float = 4.0
    used: int = 0


AnyFault = TypeVar("AnyFault", Fault, DeliveryFault)


@dataclass
class Faults:
    calls: list[Fault] = field(default_factory=list)
    deliveries: list[DeliveryFault] = field(default_factory=list)
    # Those that happened as often as was asked, the newest last.
    spent: list[Fault | DeliveryFault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        if fault.kind not in TAKES_EFFECT:
            raise LookupError(f"There is no fault {fault.kind!r}: {', '.join(TAKES_EFFECT)}")
        self.calls.append(fault)

    def add_delivery(self, fault: DeliveryFault) -> None:
        self.deliveries.append(fault)

    def take(self, method: str) -> Fault | None:
        found = next((fault for fault in self.calls if fault.method in (method, "*")), None)
        if found is not None:
            found.seen += 1
        return self._used(self.calls, found if found and found.seen % found.every == 0 else None)

    def take_delivery(self) -> DeliveryFault | None:
        return self._used(self.deliveries, next(iter(self.deliveries), None))

    def _used(self, faults: list[AnyFault], found: AnyFault | None) -> AnyFault | None:
        if found is not None:
            found.times, found.used = found.times - 1, found.used + 1
            if found.times <= 0:
                faults.remove(found)
                self.spent.append(found)
        return found

    def clear(self) -> None:
        self.calls.clear()
        self.deliveries.clear()
        self.spent.clear()


def reset(request: web.Request) -> None:
    """Tear the connection down with a true TCP reset, not a polite close."""
    transport = request.transport
    if transport is None:
        return
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def answered(request: web.Request, fault: Fault, body: bytes) -> web.StreamResponse:
    """What the caller gets instead of `body`."""
    seconds = fault.seconds
    if fault.kind == "429":
        wait = str(int(seconds or 1))
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": wait})
    if fault.kind == "500":
        return web.Response(status=500, text="Internal Server Error")
    if fault.kind == "503-html":
        return web.Response(status=503, text=HTML, content_type="text/html")
    if fault.kind == "error":
        return web.json_response({"ok": False, "error": fault.error})
    if fault.kind in ("slow", "timeout"):
        await asyncio.sleep((1.0 if fault.kind == "slow" else 60.0) if seconds is None else seconds)
    if fault.kind == "slow":
        return web.Response(body=body, content_type="application/json")
    if fault.kind == "half-json":
        return web.Response(body=body[: len(body) // 2], content_type="application/json")
    reset(request)
    return web.Response()
