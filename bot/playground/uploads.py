"""The bytes of files: taken from the bot at its upload address, given to the people who look at them."""

from __future__ import annotations

import base64
import mimetypes
import time
from typing import Any
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.playground.faults import answered
from bot.playground.payloads import file_object
from bot.playground.refusal import Mistake
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import File

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


def chosen_in_form(stage: Stage, element: Json, meant: Any) -> list[Json]:
    """What somebody picks in a form, each with its name and text, as Slack tells the bot of it."""
    wanted = meant or []
    most, endings = element.get("max_files", 10), element.get("filetypes", [])
    if "files:read" not in stage.scopes:
        raise Mistake("This app may not take files: it has no scope files:read.")
    if len(wanted) > most:
        raise Mistake(f"This takes {most} files at the most.")
    for there in wanted:
        if endings and str(there["name"]).rpartition(".")[2].lower() not in endings:
            raise Mistake(f"This takes files of these kinds: {', '.join(endings)}.")
    return [_kept(stage, str(there["name"]), str(there["text"]).encode()) for there in wanted]


def _kept(stage: Stage, name: str, content: bytes) -> Json:
    data = base64.b64encode(content).decode()
    file = File(stage.world.new_id("F"), name, len(content), data, name, done=True, created=int(time.time()))
    file.in_form = True
    stage.world.files[file.id] = file
    return file_object(file, stage.url)


def _may_fetch(stage: Stage, request: web.Request) -> bool:
    has_token = request.headers.get("Authorization") == f"Bearer {stage.settings.bot_token}"
    return has_token and "files:read" in stage.scopes


async def give(stage: Stage, request: web.Request) -> web.StreamResponse:
    file = stage.world.files.get(request.match_info["file"])
    if file is None or file.data is None or not file.done:
        return web.Response(status=404, text="There is no such file.")
    if file.in_form:
        stage.record.call("download", {"file": file.id})
        fault = stage.faults.take("download")
        if fault:
            return await answered(request, fault, b"")
        if not _may_fetch(stage, request):
            # Whoever may not see a file is asked to sign in, with the status of a page that is there.
            return web.Response(text="<h1>Sign in to Slack</h1>", content_type="text/html")
    opened = OPENED.get(mimetypes.guess_type(file.name)[0] or "")
    headers = {
        "Content-Type": opened or "application/octet-stream",
        "Content-Disposition": f"{'inline' if opened else 'attachment'}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": READABLE if opened == PDF else f"{READABLE}; sandbox",
    }
    return web.Response(body=base64.b64decode(file.data), headers=headers)
