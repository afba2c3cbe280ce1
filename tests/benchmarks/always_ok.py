"""A Slack that says yes to everything at once, so that what stands behind it costs the same for all.

`python -m tests.benchmarks.always_ok` prints its port. Every message stands at the same time in a channel of its own.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

Json = dict[str, Any]

TEAM, TS = "T0PLUMB01", "1763700000.000100"
_QUIET = 0.4
_LOOK = 0.05


class AlwaysOk:
    def __init__(self) -> None:
        self.last = time.monotonic()
        self.counts: dict[str, int] = {}

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = await _given(request)
        self._note(method)
        return web.json_response({"ok": True} | _ANSWERS.get(method, _nothing_more)(given))

    async def redraw(self, request: web.Request) -> web.Response:
        await request.read()
        self._note("response_url")
        return web.Response(text="ok")

    async def quiet(self, _: web.Request) -> web.Response:
        """Answers, with what has been called, once nothing was called for a moment."""
        while time.monotonic() - self.last < _QUIET:
            await asyncio.sleep(_LOOK)
        return web.json_response(self.counts)

    def _note(self, what: str) -> None:
        self.last = time.monotonic()
        self.counts[what] = self.counts.get(what, 0) + 1


async def _given(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(json.loads(await request.read() or b"{}"))
    return {**request.query, **await request.post()}


def _nothing_more(_: Json) -> Json:
    return {}


_ANSWERS: dict[str, Callable[[Json], Json]] = {
    "auth.test": lambda _: {
        "url": "https://plumbline.example/",
        "team": "Plumbline",
        "team_id": TEAM,
        "user": "plumbline",
        "user_id": "U0PLUMBBOT",
        "bot_id": "B0PLUMB01",
    },
    "users.list": lambda _: {"members": []},
    "conversations.open": lambda given: {"channel": {"id": f"D{given['users']}"}},
    "chat.postMessage": lambda given: {"channel": given["channel"], "ts": TS},
    "chat.update": lambda given: {"channel": given["channel"], "ts": given["ts"]},
}


async def _serve() -> None:
    slack = AlwaysOk()
    app = web.Application(client_max_size=2**22)
    app.add_routes(
        [
            web.route("*", "/api/{method}", slack.call),
            web.post("/actions/{rest:.+}", slack.redraw),
            web.get("/quiet", slack.quiet),
        ]
    )
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
