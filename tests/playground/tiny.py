"""A tiny Bolt app, over the real wire, that shows what the playground does; and its two ways to be connected."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.client import WebClient

from bot.playground.settings import Json, Settings

PEOPLE: tuple[Json, ...] = (
    {"name": "Ade Fernhill", "email": "ade@example.org"},
    {"name": "Jo Teal", "email": "jo@example.org"},
    {"name": "Sam Larkspur", "email": "sam@example.org", "kind": "guest"},
    {"name": "Robin Ashdown", "email": "robin@example.org", "kind": "stranger"},
)
SCOPES = (
    *("commands", "chat:write", "im:write", "im:history", "users:read", "users:read.email"),
    *("files:write", "channels:history", "channels:read", "im:read"),
)
MANIFEST: Json = {
    "display_information": {"name": "Tiny"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": True},
        "bot_user": {"display_name": "Tiny"},
        "slash_commands": [{"command": "/tiny", "description": "Everything"}],
    },
    "oauth_config": {"scopes": {"bot": list(SCOPES)}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "user_change", "team_join"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}
QUICK = Settings(people=PEOPLE, manifest=MANIFEST, patience=1.5, retry_waits=(0.0, 0.05, 0.05))


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": label.lower(), **more}


def card(text: str) -> Json:
    """A message with a question, two buttons, a menu and a date."""
    elements = [
        button("Yes", "answer/yes"),
        button("No", "answer/no", confirm={"title": plain("Sure?"), "text": plain("It is final."), **CONFIRM}),
        {"type": "overflow", "action_id": "more", "options": [option("Skip"), option("Help")]},
        {"type": "datepicker", "action_id": "day"},
        {"type": "users_select", "action_id": "who", "placeholder": plain("Who")},
    ]
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {"text": text, "blocks": [section, {"type": "actions", "block_id": "answers", "elements": elements}]}


ANSWERS: dict[str, Json] = {
    "help": {"text": "Type `start`."},
    "long": {"text": "x", "blocks": [{"type": "shout"}]},
}
CONFIRM = {"confirm": plain("Yes"), "deny": plain("Back")}


def option(label: str) -> Json:
    return {"text": plain(label), "value": label.lower()}


def form(title: str = "A form", **more: Any) -> Json:
    words = {"type": "plain_text_input", "action_id": "words", "max_length": 20}
    grade = {"type": "static_select", "action_id": "grade", "options": [option("Met"), option("Not met")]}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain(title),
        "submit": plain("Save"),
        "notify_on_close": True,
        "blocks": [
            {"type": "input", "block_id": "note", "label": plain("Note"), "element": words},
            {"type": "input", "block_id": "mark", "label": plain("Mark"), "optional": True, "element": grade},
            {"type": "actions", "block_id": "go", "elements": [button("Deeper", "deeper"), button("Redraw", "redraw")]},
        ],
        **more,
    }


class Tiny:
    """The app; `seen` collects what it was sent, `errors` what Slack refused."""

    def __init__(self, api_url: str, settings: Settings) -> None:
        self.client = WebClient(token=settings.bot_token, base_url=api_url, retry_handlers=[], timeout=5)
        self.app = App(client=self.client, signing_secret=settings.signing_secret, process_before_response=True)
        self.seen: list[Json] = []
        # What submissions are answered with, the next one first; nothing closes the view.
        self.answers: list[Json] = []
        self.hold = threading.Event()
        self.app.command("/tiny")(self.command)
        self.app.action("deeper")(self.deeper)
        self.app.action("redraw")(self.redraw)
        self.app.action(re.compile(".*"))(self.pressed)
        self.app.view("form")(self.submitted)
        self.app.view_closed("form")(self.noted)
        for event in ("app_home_opened", "user_change", "team_join"):
            self.app.event(event)(self.noted)

    def command(self, ack: Any, body: Json) -> None:
        self.seen.append(body)
        word = body["text"]
        if word == "start":
            self.client.chat_postMessage(channel=body["user_id"], **card("Is the plan *up to date*?"))
        elif word == "form":
            self.client.views_open(trigger_id=body["trigger_id"], view=form())
        elif word == "broken":
            raise RuntimeError("broken on purpose")
        elif word == "slow":
            self.hold.wait(5)
        ack(**ANSWERS.get(word, {}))

    def pressed(self, ack: Any, body: Json) -> None:
        self.seen.append(body)
        ack()

    def deeper(self, ack: Any, body: Json) -> None:
        self.seen.append(body)
        self.client.views_push(trigger_id=body["trigger_id"], view=form("Deeper"))
        ack()

    def redraw(self, ack: Any, body: Json) -> None:
        self.seen.append(body)
        view = body["view"]
        self.client.views_update(view_id=view["id"], hash=view["hash"], view=form("Redrawn"))
        ack()

    def submitted(self, ack: Any, body: Json) -> None:
        self.seen.append(body)
        ack(**(self.answers.pop(0) if self.answers else {}))

    def noted(self, ack: Any, body: Json) -> None:
        self.seen.append(body)
        ack()


@contextmanager
def over_socket(tiny: Tiny, api_url: str, settings: Settings) -> Iterator[SocketModeClient]:
    """slack_sdk's aiohttp client in a loop of its own thread, as the bot has it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def handle(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        asyncio.ensure_future(answer(client, request))  # noqa: RUF006

    async def answer(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        response = await loop.run_in_executor(None, run_bolt_app, tiny.app, request)
        if response.status == 200:
            payload = _payload(response.body)
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, payload))

    async def connect() -> SocketModeClient:
        web = AsyncWebClient(token=settings.bot_token, base_url=api_url)
        client = SocketModeClient(app_token=settings.app_token, web_client=web, ping_interval=0.5)
        client.socket_mode_request_listeners.append(handle)
        await client.connect()  # type: ignore[no-untyped-call]
        return client

    client = asyncio.run_coroutine_threadsafe(connect(), loop).result(5)
    try:
        yield client
    finally:
        asyncio.run_coroutine_threadsafe(_close(client), loop).result(5)
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _close(client: SocketModeClient) -> None:
    await client.close()  # type: ignore[no-untyped-call]
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _payload(body: str) -> Json | None:
    if not body:
        return None
    with contextlib.suppress(ValueError):
        parsed: Json = json.loads(body)
        return parsed
    return {"text": body}


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = False


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class Address:
    """An HTTP address for an app that does not exist yet: Slack must know it first."""

    def __init__(self) -> None:
        self.tiny: Tiny | None = None
        self.server = make_server("127.0.0.1", 0, self._serve, Threads, Quiet)
        self.url = f"http://127.0.0.1:{self.server.server_port}/slack/events"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def _serve(self, environ: Any, start_response: Any) -> Any:
        assert self.tiny
        return SlackRequestHandler(self.tiny.app)(environ, start_response)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
