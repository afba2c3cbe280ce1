"""What the bot over HTTP is measured against, behind the bot's own door: `python -m tests.benchmarks.behind_door WAY`.

`empty` is a listener that only answers, `default` is the same as Bolt does it by default, `by-hand` stores the click
with plain sqlite3. It prints its port.
"""

import logging
import os
import sqlite3
import sys
import threading
from pathlib import Path
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.handlers.doors.http import serve_http
from tests.benchmarks import raw
from tests.benchmarks.always_ok import TEAM

_TOKEN = os.environ.pop("SLACK_BOT_TOKEN")  # Bolt would take it up by itself, and complain
_PERSON = "SELECT person FROM account WHERE slack_user = ?"


def _empty() -> App:
    app = _quick()
    app.action("answer/0")(_only_ack)
    return app


def _default() -> App:
    client = WebClient(_TOKEN, os.environ["SLACK_API_URL"])
    app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
    app.action("answer/0")(_only_ack)
    return app


def _only_ack(ack: Ack) -> None:
    ack()


def _by_hand() -> App:
    app, lock = _quick(), threading.Lock()
    connection = raw.connect(Path(os.environ["BENCH_DATABASE"]))

    @app.action("answer/0")
    def answer(ack: Ack, body: dict[str, Any], action: dict[str, Any]) -> None:
        run, item, *_ = action["value"].split(" ")
        with lock:
            raw.click(connection, _person(connection, body["user"]["id"]), run, int(item[1:]))
        ack()

    return app


def _quick() -> App:
    """As the bot's own: it answers when the listener is done, and the door has checked the signature."""
    return App(
        process_before_response=True,
        request_verification_enabled=False,
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token=_TOKEN),
    )


def _person(connection: sqlite3.Connection, user: str) -> str:
    return str(connection.execute(_PERSON, (user,)).fetchone()[0])


_APPS = {"empty": _empty, "default": _default, "by-hand": _by_hand}


def main(way: str) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that clicks wait here is the point
    door = serve_http(_APPS[way](), os.environ["SLACK_SIGNING_SECRET"], 0, "127.0.0.1")
    sys.stdout.write(f"{door.port}\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1])
