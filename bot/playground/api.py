"""POST /api/<method>: token, arguments, faults, rate, scope, then the method itself; all of it recorded."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.playground.faults import answered
from bot.playground.methods import METHODS, Call, Method
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.sockets import Sockets
from bot.playground.stage import Stage

# Arguments that carry JSON, with Slack's error for one that does not parse.
CARRY_JSON = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments_format",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "files": "invalid_arguments",
}


async def serve(stage: Stage, sockets: Sockets, request: web.Request) -> web.StreamResponse:
    name = request.match_info["method"]
    try:
        given = await _given(request)
    except Refusal as refusal:
        return web.json_response(refusal.answer())
    token = _token(request, given)
    entry = stage.record.call(name, given)
    fault = stage.faults.take(name)
    entry |= {"fault": fault.kind} if fault else {}
    if fault and not fault.takes_effect:
        entry["answer"] = {"fault": fault.kind}
        return await answered(request, fault, b"")
    status, answer, headers = _answer(stage, sockets, name, given, token)
    entry |= {"status": status, "answer": answer}
    stage.record.moved()
    if fault:
        with stage.record.under_way():
            return await answered(request, fault, json.dumps(answer).encode())
    return web.json_response(answer, status=status, headers=headers)


async def _given(request: web.Request) -> Json:
    given: Json = dict(request.query)
    if request.content_type != "application/json":
        return given | {key: str(value) for key, value in (await request.post()).items()}
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(body, dict):
        raise Refusal("json_not_object")
    return given | body


def _token(request: web.Request, given: Json) -> str:
    said = given.pop("token", None)
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() or str(said or "")


def _answer(stage: Stage, sockets: Sockets, name: str, given: Json, token: str) -> tuple[int, Json, dict[str, str]]:
    headers = {"x-oauth-scopes": ",".join(sorted(stage.scopes))}
    try:
        method = _known(name)
        _may_call(stage, method, token)
        wait = stage.rates.wait(name, method.tier, _conversation(stage, given))
        if wait:
            return 429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(wait)}
        arguments = _read(stage, method, given)
        return 200, {"ok": True} | method.run(Call(stage, sockets, name, arguments)), headers
    except Refusal as refusal:
        return 200, refusal.answer(), headers


def _conversation(stage: Stage, given: Json) -> str:
    """Posts to a person and to their D… conversation count together."""
    channel = str(given.get("channel", ""))
    person = stage.world.people.get(channel)
    return person.dm if person else channel


def _known(name: str) -> Method:
    if name not in METHODS:
        raise Refusal("unknown_method", req_method=name)
    return METHODS[name]


def _may_call(stage: Stage, method: Method, token: str) -> None:
    if not token:
        raise Refusal("not_authed")
    right = stage.settings.app_token if method.app_token else stage.settings.bot_token
    if token != right:
        known = token in (stage.settings.app_token, stage.settings.bot_token)
        raise Refusal("not_allowed_token_type" if known else "invalid_auth")
    if method.scopes and not stage.scopes.intersection(method.scopes):
        provided = ",".join(sorted(stage.scopes))
        raise Refusal("missing_scope", needed=",".join(method.scopes), provided=provided)


def _read(stage: Stage, method: Method, given: Json) -> Json:
    for name in sorted(given.keys() - method.accepts):
        words = f"{method.name} has no argument {name}."
        stage.record.breach(method.name, "invalid_arguments", words, name)
        raise Refusal("invalid_arguments", f"[ERROR] {words} [json-pointer:/{name}]")
    arguments = {name: _parsed(name, value) for name, value in given.items() if value is not None}
    for name in method.needs:
        if arguments.get(name) in (None, ""):
            raise Refusal("invalid_arguments", f"[ERROR] missing required field: {name} [json-pointer:/{name}]")
    return arguments


def _parsed(name: str, value: Any) -> Any:
    if name not in CARRY_JSON or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise Refusal(CARRY_JSON[name]) from None
