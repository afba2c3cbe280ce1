"""The stream that tells a page when to look again: one line for each version of the world."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from bot.playground.stage import Stage

# Now and then a word although nothing happens, so that a stream whose reader has gone is noticed.
BREATH = 15.0


async def serve(stage: Stage, request: web.Request) -> web.StreamResponse:
    stream = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await stream.prepare(request)
    await stream.write(b"retry: 1000\n\n")
    with contextlib.suppress(ConnectionError):
        await _tell(stage, stream)
    return stream


async def _tell(stage: Stage, stream: web.StreamResponse) -> None:
    while True:
        changed = stage.changed
        await stream.write(f"event: version\ndata: {stage.version}\n\n".encode())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), BREATH)
