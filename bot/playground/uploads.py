"""The bytes of files: taken from the bot at its upload address, given to the people who look at them."""

from __future__ import annotations

import base64

from aiohttp import BodyPartReader, web

from bot.playground.faults import answered
from bot.playground.stage import Stage


async def take(stage: Stage, request: web.Request) -> web.StreamResponse:
    entry = stage.record.call("upload", {"file": request.match_info["file"]})
    fault = stage.faults.take("upload")
    if fault and not fault.takes_effect:
        return await answered(request, fault, b"")
    file = stage.world.files.get(request.match_info["file"])
    content = await _content(request)
    if file is None or file.done or len(content) != file.length:
        entry |= {"status": 400}
        return web.Response(status=400, text="The upload is not the one that was announced.")
    file.data = base64.b64encode(content).decode()
    entry |= {"status": 200}
    body = f"OK - {len(content)}".encode()
    return await answered(request, fault, body) if fault else web.Response(body=body, content_type="text/plain")


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    part = await (await request.multipart()).next()
    return bytes(await part.read()) if isinstance(part, BodyPartReader) else b""


async def give(stage: Stage, request: web.Request) -> web.StreamResponse:
    file = stage.world.files.get(request.match_info["file"])
    if file is None or file.data is None or not file.done:
        return web.Response(status=404, text="There is no such file.")
    headers = {"Content-Disposition": f'attachment; filename="{file.id}"', "X-Content-Type-Options": "nosniff"}
    return web.Response(body=base64.b64decode(file.data), headers=headers, content_type="application/octet-stream")
