"""Serving a workspace until somebody says stop. SIGTERM and Ctrl-C finish the work in hand."""

import gc
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import ShownError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.flows.office import Office

_UNTIL_READY = 30.0
_LOOK = 5.0


def serve(settings: Settings, office: "Office | None" = None, *, is_worker: bool = False) -> None:
    """Open for Slack; a door that Slack itself has shut for good ends the program, so that whoever runs it sees.

    A worker has no such door, and goes on until somebody says stop.
    """
    stopped = threading.Event()
    with here_to_stay(), without("rich"):
        from bot.trace import begin_trace

        begin_trace(settings.log_level, sys.stderr)
        from bot.app import open_bot

        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stopped.set())
        bot = open_bot(settings, office, is_worker=is_worker)
    try:
        if not is_worker and not bot.door.wait_ready(_UNTIL_READY):
            raise ShownError("Slack did not let Plumbline in. `python -m bot doctor` says what is missing or wrong.")
        print("Plumbline is ready.", flush=True)
        while not stopped.wait(_LOOK):
            if not is_worker and bot.door.has_ended():
                raise ShownError("Slack has shut Plumbline out. `python -m bot doctor` says what is missing or wrong.")
    finally:
        bot.close()


@contextmanager
def here_to_stay() -> Iterator[None]:
    """What a start loads is kept until the end, so Python looks for rubbish in it neither meanwhile nor ever after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def without(library: str) -> Iterator[None]:
    """As if it were not installed: what would load it by the way, for colours that nobody sees here, does without."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment]  # what Python itself looks for there
    try:
        yield
    finally:
        del sys.modules[library]
