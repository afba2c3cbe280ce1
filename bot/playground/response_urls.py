"""Answers that the bot POSTs to a response_url: 30 minutes, five uses."""

from __future__ import annotations

import json

from aiohttp import web

from bot.playground import messages
from bot.playground.faults import answered
from bot.playground.limits import hold
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.stage import URL_LIFE, URL_USES, ResponseUrl, Stage
from bot.playground.validation import response_problems
from bot.playground.world import Message


async def serve(stage: Stage, request: web.Request) -> web.StreamResponse:
    try:
        given = json.loads(await request.read())
    except ValueError:
        return web.Response(status=400, text="invalid_payload")
    entry = stage.record.call("response_url", given)
    fault = stage.faults.take("response_url")
    if fault and not fault.takes_effect:
        entry["answer"] = {"fault": fault.kind}
        return await answered(request, fault, b"")
    status, answer = _applied(stage, request.path, given)
    entry |= {"status": status, "answer": answer}
    stage.record.moved()
    body = json.dumps(answer).encode()
    if fault:
        return await answered(request, fault, body)
    return web.Response(status=status, body=body, content_type="application/json")


def _applied(stage: Stage, path: str, given: Json) -> tuple[int, Json]:
    url = stage.response_urls.get(path)
    if url is None:
        return 404, {"ok": False, "error": "expired_url"}
    if stage.now() - url.at > URL_LIFE:
        return 404, {"ok": False, "error": "expired_url"}
    if url.uses >= URL_USES:
        return 404, {"ok": False, "error": "used_url"}
    url.uses += 1
    try:
        _respond(stage, url, given)
    except Refusal as refusal:
        return 400 if refusal.error != "message_not_found" else 404, refusal.answer()
    return 200, {"ok": True}


def _respond(stage: Stage, url: ResponseUrl, given: Json) -> None:
    hold(stage, "response_url", response_problems(given, to="response_url"))
    channel = stage.world.channels[url.channel]
    source = _source(stage, url)
    about_it = any(messages.flag(given.get(key)) for key in ("replace_original", "delete_original"))
    if url.ts and source is None and about_it:
        raise Refusal("message_not_found")
    messages.respond(stage, channel, url.user, given, source)


def _source(stage: Stage, url: ResponseUrl) -> Message | None:
    channel = stage.world.channels[url.channel]
    return next((m for m in reversed([*channel.messages, *channel.ephemerals]) if m.ts == url.ts), None)
