"""The door for Socket Mode: keeps one socket open, and works off in sixteen threads what comes through it.

What one socket is: link.py. How long to wait for the next: patience.py.
"""

import asyncio
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.handlers.doors.door import SECONDS_TO_FINISH
from bot.handlers.doors.link import Link
from bot.handlers.doors.patience import FINAL, Patience

THREADS = 16
SLACK = "https://slack.com/api/"
# Slack says some seconds ahead that a socket will go; until then clicks may still come through it.
STILL_LISTENING = 10.0
# These ask us to be gone before, not after, the next one comes.
AT_ONCE = {"link_disabled", "too_many_websockets"}

trace = structlog.get_logger(__name__)


def serve_socket(app: App, app_token: str, api_url: str | None = None) -> "SocketDoor":
    """Begin to connect; `api_url` is another server's Web API, where Slack's own is not wanted."""
    return SocketDoor(app, app_token, f"{(api_url or SLACK).rstrip('/')}/")


class SocketDoor:
    """Runs in a thread with a loop of its own; only `wait_ready`, `is_open` and `close` are called from others."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        self._app = app
        self._app_token = app_token
        self._web = AsyncWebClient(base_url=api_url, timeout=10, retry_handlers=[])
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="socket-door")
        self._patience = Patience()
        self._link: Link | None = None
        self._retiring: set[asyncio.Task[None]] = set()
        self._settled = threading.Event()  # connected, or given up
        self._closing = asyncio.Event()
        self._runner = asyncio.Runner(loop_factory=asyncio.new_event_loop)
        self._loop = self._runner.get_loop()
        self._thread = threading.Thread(target=self._run, name="socket-door", daemon=True)
        self._thread.start()

    def wait_ready(self, timeout: float) -> bool:
        return self._settled.wait(timeout) and self.is_open()

    def is_open(self) -> bool:
        return self._link is not None and self._link.is_alive and not self._closing.is_set()

    def has_ended(self) -> bool:
        return not self._thread.is_alive()

    def close(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._closing.set)
            self._thread.join(SECONDS_TO_FINISH + 2)

    def _run(self) -> None:
        with self._runner:
            try:
                self._runner.run(self._serve())
            finally:
                self._settled.set()
                self._pool.shutdown(wait=False, cancel_futures=True)

    async def _serve(self) -> None:
        keeping = self._loop.create_task(self._keep_linked())
        closing = self._loop.create_task(self._closing.wait())
        await asyncio.wait({keeping, closing}, return_when=asyncio.FIRST_COMPLETED)
        keeping.cancel()
        self._closing.set()
        (ended, _) = await asyncio.gather(keeping, closing, return_exceptions=True)
        if isinstance(ended, Exception):
            trace.error("the socket door has failed; nothing more is heard from Slack", exc_info=ended)
        await self._finish()

    async def _keep_linked(self) -> None:
        """Comes back only when there is no use in another socket."""
        while (link := await self._next_link()) is not None:
            self._replace(link)
            opened = self._loop.time()
            await link.going.wait()
            self._patience.lasted(self._loop.time() - opened)
            trace.info("socket is going", reason=link.reason)
            if link.reason == "link_disabled":
                trace.error("Slack has switched Socket Mode off for this app; nothing more is heard from Slack")
                return

    async def _next_link(self) -> Link | None:
        """A socket that is ready; None when there is no use in trying."""
        while True:
            await asyncio.sleep(self._patience.next_pause())
            try:
                return await self._open()
            except Exception as error:  # whatever it was, the next try may do
                problem = self._patience.failed(error)
            if problem in FINAL:
                trace.error("Slack does not let this app connect; nothing is heard from Slack", problem=problem)
                return None
            trace.warning("no socket yet", problem=problem)

    async def _open(self) -> Link:
        opened = await self._web.apps_connections_open(app_token=self._app_token)
        link = Link(self._app_token, self._web, opened["url"])
        link.serve(self._take)
        try:
            await link.open()
        except BaseException:
            await link.close()
            raise
        trace.info("socket open", copies=link.copies)
        return link

    def _replace(self, link: Link) -> None:
        old, self._link = self._link, link
        self._settled.set()
        if old is not None:
            task = self._loop.create_task(self._retire(old))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

    async def _retire(self, link: Link) -> None:
        if link.is_alive and link.reason not in AT_ONCE:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), STILL_LISTENING)
        await link.finish(SECONDS_TO_FINISH)

    async def _finish(self) -> None:
        if self._link is not None:
            await self._link.finish(SECONDS_TO_FINISH)
        if self._retiring:
            await asyncio.wait(self._retiring)

    async def _take(self, link: Link, request: SocketModeRequest) -> None:
        """Answer one request. What Bolt did not accept gets no answer, so that the person sees Slack's warning."""
        if self._closing.is_set():
            return
        try:
            response = await self._loop.run_in_executor(self._pool, self._dispatch, request)
        except Exception:
            trace.exception("a request failed", envelope=request.envelope_id)
            return
        if response.status == 200:
            await self._answer(link, request, _payload(response))
        else:
            trace.warning("a request was not accepted", envelope=request.envelope_id, status=response.status)

    def _dispatch(self, request: SocketModeRequest) -> BoltResponse:
        headers = {}
        if request.retry_attempt is not None:
            headers["x-slack-retry-num"] = str(request.retry_attempt)
        if request.retry_reason is not None:
            headers["x-slack-retry-reason"] = request.retry_reason
        return self._app.dispatch(BoltRequest(mode="socket_mode", body=request.payload, headers=dict(headers)))

    async def _answer(self, link: Link, request: SocketModeRequest, payload: dict[str, Any] | None) -> None:
        """Through the socket it came by; if that has gone meanwhile, through the one that is open."""
        for way in (link, self._link):
            if way is not None and way.is_alive:
                try:
                    return await way.reply(request, payload)
                except (ClientError, OSError):
                    continue
        trace.warning("an answer could not be delivered", envelope=request.envelope_id)
        return None


def _payload(response: BoltResponse) -> dict[str, Any] | None:
    """What Bolt answered, as Socket Mode wants it."""
    if not response.body:
        return None
    kind = response.headers.get("content-type", [""])[0]
    said: dict[str, Any] = json.loads(response.body) if kind.startswith("application/json") else {"text": response.body}
    return said
