"""Without Slack: a playground and the real bot side by side, as two processes, with the invented council in both.

Should the bot die, it is started again, as whoever runs it for real would have it.
"""

import ctypes
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import typer

from bot.app import open_store
from bot.cli.demo import demo_of, fill_demo, is_unpeopled
from bot.cli.scene import write_scene
from bot.errors import ShownError
from bot.flows.office import Office
from bot.frameworks.demo import Demo
from bot.frameworks.library import load_library
from bot.settings import Settings

FOLDER = Path("data/playground")
ROOT = Path(__file__).parents[2]
_PORTS = range(8700, 8720)
_READY = "Plumbline is ready."
_WITHIN = 30.0
_AT_MOST = 5
# They open nothing but the playground on this machine.
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-playground", "SLACK_APP_TOKEN": "xapp-playground"}


def try_out(settings: Settings, *, fresh: bool) -> None:
    """Start both and keep them going until somebody says stop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _alone():
        _play(settings, fresh=fresh)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time in a folder: two would write over each other's Slack, and a fresh start would take all away."""
    with (FOLDER / "running").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ShownError(f"A playground is running here already, in {FOLDER}. Stop it first (Ctrl-C).") from None
        yield


def _play(settings: Settings, *, fresh: bool) -> None:
    if fresh:
        for path in FOLDER.iterdir():
            path.unlink() if path.name != "running" else None
    address = _database(settings)
    library = load_library(settings.checklists)
    council = demo_of(settings.checklists, library)
    write_scene(council, FOLDER)
    port, control = islice(_free_ports(), 2)
    shared = {"QA_CONTROL_TOKEN": secrets.token_urlsafe(24)}
    with (FOLDER / "bot.log").open("ab") as log:
        options = _playground_options(port, control)
        playground = _start([sys.executable, "-m", "bot.playground", "serve", *options], shared, None)
        _people(Office(open_store(address, settings.timezone), library), council)
        _wait_for(playground, "The playground is at")
        url = f"http://127.0.0.1:{port}"
        surroundings = {**_TOKENS, **shared, "QA_CONTROL_PORT": str(control)}
        surroundings |= {"SLACK_API_URL": f"{url}/api/", "QA_DATABASE_URL": address}
        pair = Pair(playground, lambda: _start([sys.executable, "-m", "bot", "run"], surroundings, log.fileno()))
        pair.begin()
        typer.echo(_welcome(url, pair.bot.pid))
        pair.keep_going()


def _database(settings: Settings) -> str:
    """Its own, unless one was named: invented people have no place among real ones."""
    if "database_url" in settings.model_fields_set:
        return settings.database_url
    return f"sqlite:///{FOLDER / 'plumbline.db'}"


def _people(office: Office, council: Demo) -> None:
    """The council, where nobody is yet; a database that has people keeps what it has."""
    try:
        if is_unpeopled(office):
            fill_demo(office, council)
    finally:
        office.store.close()


def _playground_options(port: int, control: int) -> list[str]:
    files = ["--scene", str(FOLDER / "scene.json"), "--manifest", str(ROOT / "manifest.yaml")]
    calendar = ["--control", f"http://127.0.0.1:{control}"]
    return ["--port", str(port), *files, *calendar, "--state", str(FOLDER / "slack.json")]


def _free_ports() -> Iterator[int]:
    for port in _PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        yield port
    raise ShownError(f"No port from {_PORTS.start} to {_PORTS.stop - 1} is free. Is a playground running already?")


def _start(command: list[str], surroundings: dict[str, str], errors: int | None) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return subprocess.Popen(  # noqa: S603 (our own program)
        command,
        env={**os.environ, "PYTHONPATH": path, **surroundings},
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    """Where the system can: a child does not outlive a launcher that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _wait_for(process: subprocess.Popen[str], words: str) -> None:
    for line in process.stdout or ():
        if words in line:
            return
    raise ShownError(f"It did not start. {FOLDER / 'bot.log'} may say why.")


def _welcome(url: str, bot: int) -> str:
    python = os.path.relpath(sys.executable)
    command = python if not python.startswith("..") else sys.executable
    return f"""
Plumbline is in a playground Slack on this machine: {url}

Act as somebody in another terminal:

    {command} -m bot.playground as ade --url {url}

and type /qa there. Sam supervises Ade and Jo, Robin leads the service; all of them hold every post, so that each
check can be tried. Gil is a guest, Uma is not on the list. Everybody is invented.

The bot is process {bot}: kill it as you like, it comes back and nothing is lost.
Everything is kept in {FOLDER}/; `make run FRESH=1` begins anew. Ctrl-C stops.
"""


@dataclass
class Pair:
    """The playground and the bot in it."""

    playground: subprocess.Popen[str]
    start_bot: Callable[[], subprocess.Popen[str]]

    def begin(self) -> None:
        self._stopping = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        self.bot = self.start_bot()
        _wait_for(self.bot, _READY)

    def keep_going(self) -> None:
        """Until stopped, or until one of the two can not be kept going."""
        died: list[float] = []
        try:
            while not self._stopping and self.playground.poll() is None:
                if self.bot.poll() is not None:
                    died = [*(at for at in died if at > time.perf_counter() - 60), time.perf_counter()]
                    self._again(len(died))
                time.sleep(0.2)
        finally:
            self._end()

    def _again(self, times: int) -> None:
        if times > _AT_MOST:
            raise ShownError(f"The bot stops again and again. {FOLDER / 'bot.log'} says why.")
        typer.echo("The bot has stopped; it is started again.")
        self.bot = self.start_bot()
        _wait_for(self.bot, _READY)
        typer.echo(f"It is back, as process {self.bot.pid}.")

    def _stop(self, *_: object) -> None:
        self._stopping = True

    def _end(self) -> None:
        """The bot first, so that it can still say what it has to."""
        for process in (self.bot, self.playground):
            process.terminate()
            try:
                process.wait(_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
