"""The bytes of files: taken from the bot at its upload address, given to the people who look at them."""

from __future__ import annotations

import base64
import mimetypes
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.playground.faults import answered
from bot.playground.stage import Stage

PDF = "application/pdf"
# A browser's own reader of PDF does not work in a sandbox.
READABLE = "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'"
# What a browser shows itself, as what; everything else is saved. Nothing that could run here is ever shown.
OPENED = {
    **{kind: kind for kind in ("image/png", "image/jpeg", "image/gif", "image/webp", PDF)},
    **dict.fromkeys(("text/plain", "text/csv", "text/markdown", "application/json"), "text/plain; charset=utf-8"),
}


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
    opened = OPENED.get(mimetypes.guess_type(file.name)[0] or "")
    headers = {
        "Content-Type": opened or "application/octet-stream",
        "Content-Disposition": f"{'inline' if opened else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": READABLE if opened == PDF else f"{READABLE}; sandbox",
    }
    return web.Response(body=base64.b64decode(file.data), headers=headers)
