"""The door for HTTP: Bolt's own adapter under waitress, behind the guard, and a page that tells of our health.

Who may come in is decided in guard.py.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import structlog
from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_bolt.adapter.wsgi.http_request import WsgiHttpRequest
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from bot.clock import Clock, Deadline
from bot.errors import ShownError
from bot.handlers.doors.door import SECONDS_TO_FINISH, Health
from bot.handlers.doors.guard import LARGEST_BODY, Guard, answer
from bot.trace import scrub

THREADS = 16
# What waitress itself cuts off. Up to it the guard answers, so that the sender can read why.
MOST_READ = 4 * LARGEST_BODY
# What Bolt raises while it reads a body that no Slack ever sent.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

trace = structlog.get_logger(__name__)


def _real_now() -> float:
    return Clock().instant().timestamp()


def serve_http(
    app: App,
    secret: str,
    port: int,
    host: str = "0.0.0.0",  # noqa: S104  # the platform's router comes from outside
    health: Callable[[], Health] = lambda: Health(True),
    now: Callable[[], float] = _real_now,
) -> "HttpDoor":
    """Begin to listen. Port 0 takes any free one: the door's `port` says which."""
    return listen(Entrance(Guard(SlackPage(app), secret, now), health), host, port)


def serve_health(port: int, host: str = "0.0.0.0", health: Callable[[], Health] = lambda: Health(True)) -> "HttpDoor":  # noqa: S104
    """Only the page about our health, for whoever comes in by a socket."""
    return listen(Entrance(None, health), host, port)


def listen(entrance: WSGIApplication, host: str, port: int) -> "HttpDoor":
    """Begin to listen with whatever answers, in a thread of its own."""
    server = create_server(
        entrance,
        **cast(
            Any,
            {
                "sockets": [_bound(host, port)],
                "threads": THREADS,
                "max_request_body_size": MOST_READ,
                "connection_limit": 500,  # a hundred slow senders shut nobody out
                "asyncore_use_poll": True,
                "channel_timeout": 60,
                "ident": None,
            },
        ),
    )
    return HttpDoor(cast(BaseWSGIServer, server))


def _bound(host: str, port: int) -> socket.socket:
    """Waitress would leave its socket behind where the port is taken, and not say which it was."""
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise ShownError(f"Plumbline cannot listen on port {port}: {error.strerror}.") from error
    return bound


class SlackPage(SlackRequestHandler):
    """Bolt's adapter, except that a body which Bolt cannot read is the sender's fault, not ours."""

    def dispatch(self, request: WsgiHttpRequest) -> BoltResponse:
        try:
            asked = BoltRequest(body=request.get_body(), query=request.query_string, headers=request.get_headers())
        except UNREADABLE as error:
            trace.warning("request refused", status=400, why="the body can not be read", error=type(error).__name__)
            return BoltResponse(status=400, body="Bad Request")
        return self.app.dispatch(asked)


class Entrance:
    """Which address leads where. Nothing that goes wrong inside is told outside."""

    def __init__(self, guard: Guard | None, health: Callable[[], Health]) -> None:
        self._guard = guard
        self._health = health

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
                case "POST", "/slack/events" if self._guard:
                    return self._guard(environ, start_response)
                case "GET", "/healthz":
                    return self._tell_health(start_response)
            return answer(start_response, HTTPStatus.NOT_FOUND)
        except Exception:
            trace.exception("a request failed")
            return answer(start_response, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _tell_health(self, start_response: StartResponse) -> Iterable[bytes]:
        health = self._health()
        status = HTTPStatus.OK if health.ok else HTTPStatus.SERVICE_UNAVAILABLE
        said = scrub(json.dumps({"ok": health.ok, "facts": dict(health.facts)}))
        return answer(start_response, status, said.encode(), "application/json")


class _Refusal(ErrorTask):
    """What waitress refuses before any of our code sees it: broken HTTP, headers or bodies far too large."""

    def execute(self) -> None:
        error = cast(Any, self.request).error
        trace.warning("request refused", status=error.code, why=error.reason)
        super().execute()


class _Connection(HTTPChannel):
    error_task_class = _Refusal


class HttpDoor:
    """A listening server in a thread of its own. It closes without cutting off an answer."""

    def __init__(self, server: BaseWSGIServer) -> None:
        server.channel_class = _Connection
        self._server: Any = server  # its stubs are wrong about what is used here
        self._closing = False
        self._thread = threading.Thread(target=server.run, name="http-door", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.effective_port)

    def wait_ready(self, timeout: float) -> bool:  # noqa: ARG002  # it listens from the beginning
        return self.is_open()

    def is_open(self) -> bool:
        return self._thread.is_alive() and not self._closing

    def has_ended(self) -> bool:
        return not self._thread.is_alive()

    def close(self) -> None:
        if not self.is_open():
            return
        self._closing = True
        deadline = Deadline.after(SECONDS_TO_FINISH)
        self._in_its_thread(lambda: wasyncore.dispatcher.close(self._server))
        while not self._in_its_thread(self._close_idle) and deadline.left():
            self._thread.join(0.02)
        self._server.task_dispatcher.shutdown(timeout=max(0.5, deadline.left()))
        if self._server.task_dispatcher.threads:
            # Whoever is still at work would wake a server that is gone; the process ends soon anyway.
            trace.error("work in hand was not finished in time")
            return
        self._in_its_thread(lambda: wasyncore.close_all(self._server._map))
        self._thread.join(1)

    def _close_idle(self) -> bool:
        """Close the connections that wait for no answer; whether none is left."""
        for connection in list(self._server.active_channels.values()):
            if not connection.requests and not connection.total_outbufs_len:
                connection.handle_close()
        return not self._server.active_channels

    def _in_its_thread(self, act: Callable[[], Any]) -> Any:
        """Do something between two rounds of the server's loop, and wait for it."""
        done = threading.Event()
        results: list[Any] = []

        def act_and_tell() -> None:
            try:
                results.append(act())
            finally:
                done.set()

        self._server.trigger.pull_trigger(act_and_tell)
        done.wait(1)
        return results[0] if results else None
