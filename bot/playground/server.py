"""The playground as a server: its addresses, its thread, and the state that it keeps on disk."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from aiohttp import web

from bot.playground import api, calendar, response_urls, saving, uploads
from bot.playground.control import Control
from bot.playground.courier import Courier
from bot.playground.page import serve as page
from bot.playground.posting import Posting
from bot.playground.settings import Settings
from bot.playground.sockets import Sockets
from bot.playground.stage import Stage, new_stage

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
SAVE_EVERY = 0.5
LARGEST_BODY = 64 * 1024 * 1024
ELSEWHERE = "The playground takes nothing from another page."


@web.middleware
async def _asked_by_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A page from elsewhere that renamed itself to our address still says its own name."""
    if request.url.host not in ("127.0.0.1", "localhost", "::1"):
        return web.Response(status=403, text="The playground answers on this machine only.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != str(request.url.origin()):
        return web.Response(status=403, text=ELSEWHERE)
    if _brought_by_another_page(request) and not _opens_a_page(request):
        return web.Response(status=403, text=ELSEWHERE)
    return await handler(request)


def _brought_by_another_page(request: web.Request) -> bool:
    """Browsers say so also where they name no origin, as for a picture; programs say nothing."""
    return request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")


def _opens_a_page(request: web.Request) -> bool:
    """Somebody follows a link to here."""
    is_page = request.path == "/" or request.path.startswith("/as/")
    return is_page and request.method == "GET" and request.headers.get("Sec-Fetch-Mode") == "navigate"


class Running:
    """One server inside the event loop that made it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stage: Stage = new_stage(settings)
        self.sockets = Sockets(self.stage.world.app_id, settings.connection_time)
        self.sockets.returned = lambda: self.stage.guide.happened("bot_restarted")
        posting = Posting(settings.deliver_to, settings.signing_secret) if settings.deliver_to else None
        self.courier = Courier(self.stage, self.sockets, posting)
        self.runner = web.AppRunner(self._app(), shutdown_timeout=0.2, access_log=None)
        self.saving: asyncio.Task[None] | None = None
        self.learning: asyncio.Task[None] | None = None
        self.saved = -1

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_asked_by_this_machine])
        control = Control(self.stage, self.courier)
        everything = [
            web.route("*", "/api/{method}", partial(api.serve, self.stage, self.sockets)),
            web.post("/{kind:commands|actions}/{rest:.+}", partial(response_urls.serve, self.stage)),
            web.get("/link/", self.sockets.serve),
            web.post("/upload/v1/{file}", partial(uploads.take, self.stage)),
            web.get("/files/{file}/{name}", partial(uploads.give, self.stage)),
            web.post("/-/{asked}", control.serve),
            *page.routes(self.stage),
        ]
        app.add_routes(everything)
        app.on_response_prepare.append(page.guard)
        return app

    async def start(self) -> str:
        await self.runner.setup()
        await self._site().start()
        host, port = self.runner.addresses[0][:2]
        self.stage.url = f"http://{host}:{port}"
        self.saving = asyncio.ensure_future(self._save_for_ever())
        self.learning = asyncio.ensure_future(calendar.keep_learning(self.stage))
        return self.stage.url

    def _site(self) -> web.BaseSite:
        if self.settings.socket is not None:
            return web.SockSite(self.runner, socket.socket(fileno=self.settings.socket))
        return web.TCPSite(self.runner, self.settings.host, self.settings.port)

    async def _save_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SAVE_EVERY)
            self.save()

    def save(self) -> None:
        if self.settings.state and self.saved != self.stage.version:
            self.saved = self.stage.version
            saving.write(self.settings.state, saving.as_json(self.stage.world))

    async def stop(self) -> None:
        for task in filter(None, (self.saving, self.learning)):
            task.cancel()
        await self.courier.close()
        await self.runner.cleanup()
        self.save()


class Playground:
    """A server with its own thread and loop, for tests."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="playground", daemon=True)
        self._running: Running | None = None

    @property
    def api_url(self) -> str:
        return self.url + "/api/"

    def start(self) -> Playground:
        self._thread.start()
        self.url = self._run(self._start())
        return self

    async def _start(self) -> str:
        self._running = Running(self.settings)
        return await self._running.start()

    def stop(self) -> None:
        if self._running:
            self._run(self._running.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(timeout=10)

    def __enter__(self) -> Playground:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
