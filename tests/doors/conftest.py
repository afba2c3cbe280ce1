"""A log of one test's own, and an app behind each door."""

import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.trace import begin_trace
from tests.doors.apps import Desk


class Log:
    """What the program said about itself."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def events(self) -> list[dict[str, Any]]:
        """All but the server's word that a request had to wait for a thread, which is up to the machine."""
        entries = [json.loads(line) for line in self.text.splitlines()]
        return [entry for entry in entries if entry["logger"] != "waitress.queue"]

    def said(self, event: str) -> list[dict[str, Any]]:
        return [entry for entry in self.events if entry["event"] == event]


@pytest.fixture
def log() -> Iterator[Log]:
    log = Log()
    hooks, root = (sys.excepthook, threading.excepthook, logging.raiseExceptions), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []  # begin_trace closes what it finds, and pytest's own are among it
    begin_trace("debug", log.stream)
    yield log
    root.handlers, (sys.excepthook, threading.excepthook, logging.raiseExceptions) = handlers, hooks
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def desk(log: Log) -> Iterator[Desk]:  # noqa: ARG001  # the log has to be there first
    desk = Desk()
    yield desk
    desk.let_go.set()
