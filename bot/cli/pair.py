"""The playground and the bot in it as two processes: begun, watched, begun again when the bot dies, and ended.

What they are begun with is said in tryout.py.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import typer

from bot.errors import ShownError

ROOT = Path(__file__).parents[2]
_OPEN = "The playground is at"
_READY = "Plumbline is ready."
NO_YEAR = "--no-year"
PROGRESS = "Making "
"""What the bot says before it is ready begins so, and is handed on."""
_WITHIN = 60.0
_READY_WITHIN = 300.0
"""On a slow machine the council's year takes long; who has died is noticed at once."""
_WHILE = 60.0
_AT_MOST = 5

Process = subprocess.Popen[str]


@dataclass
class Pair:
    """`log` is where the bot writes what it has to say; each of the two is begun with a module and its surroundings."""

    log: IO[bytes]
    start_playground: Callable[[], Process]
    start_bot: Callable[[], Process]
    bot: Process = field(init=False)
    playground: Process | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)

    def load_bot(self) -> None:
        """It does what it can without the playground, and waits for a word."""
        self.bot = self.start_bot()

    def load_playground(self) -> None:
        self.playground = self.start_playground()

    def begin(self) -> bool:
        """Whether both are there; not so when somebody has said stop meanwhile."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: self._stopping.set())
        if self.playground:
            self._wait_for(self.playground, _OPEN)
        self._let_bot_begin()
        return not self._stopping.is_set()

    def keep_going(self) -> None:
        """Until stopped, or until one of the two can not be kept going."""
        died: list[float] = []
        while self.playground and self.playground.poll() is None and not self._stopping.wait(0.2):
            if self.bot.poll() is not None:
                died = [*(at for at in died if at > time.perf_counter() - _WHILE), time.perf_counter()]
                self._again(len(died))

    def end(self) -> None:
        """The bot first, so that it can still say what it has to."""
        for process in (self.bot, self.playground):
            if process is None:
                continue
            process.terminate()
            try:
                process.wait(_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()

    def _again(self, times: int) -> None:
        if times > _AT_MOST:
            raise ShownError(f"The bot stops again and again. {self.log.name} says why.")
        typer.echo("The bot has stopped; it is started again.")
        self.load_bot()
        with suppress(ShownError):  # it died on the way: that counts like any other time
            self._let_bot_begin()
            typer.echo(f"It is back, as process {self.bot.pid}.")

    def _let_bot_begin(self) -> None:
        with suppress(BrokenPipeError):  # it has died already, as waiting for it will show
            if self.bot.stdin:
                self.bot.stdin.write("\n")
                self.bot.stdin.close()
        self._wait_for(self.bot, _READY)

    def _wait_for(self, process: Process, words: str) -> None:
        """Until it says so, or somebody says stop. One that never does is ended."""
        heard = threading.Event()
        threading.Thread(target=_listen, args=(process, words, heard), daemon=True).start()
        until = time.perf_counter() + _READY_WITHIN
        while not heard.wait(0.02) and not self._stopping.is_set():
            if process.poll() is not None or time.perf_counter() > until:
                process.kill()
                raise ShownError(f"It did not start. {self.log.name} may say why.")


def _listen(process: Process, words: str, heard: threading.Event) -> None:
    """Until it says these words. What it says of its progress is handed on."""
    for line in process.stdout or ():
        if words in line:
            heard.set()
            return
        if line.startswith(PROGRESS):
            typer.echo(line, nl=False)


def start(
    command: list[str],
    surroundings: dict[str, str],
    errors: IO[bytes] | None = None,
    hand_on: socket.socket | None = None,
) -> Process:
    """A module of ours with its arguments, as a process. A socket that is handed on is its own from then on."""
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    process = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-m", *command],
        env={**os.environ, "PYTHONPATH": path, **surroundings},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        pass_fds=[hand_on.fileno()] if hand_on else [],
        preexec_fn=_end_with_parent,
    )
    if hand_on:
        hand_on.close()
    return process


def _end_with_parent() -> None:
    """Where the system can: a child does not outlive a launcher that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
