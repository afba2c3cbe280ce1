"""Without Slack: a playground and the real bot side by side, as two processes, with the invented council in both.

Should the bot die, it is started again, as whoever runs it for real would have it.
"""

import fcntl
import os
import secrets
import socket
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot.cli.pair import NO_YEAR, ROOT, Pair, start
from bot.errors import ShownError
from bot.settings import Settings

FOLDER = Path("data/playground")
_PORTS = range(8700, 8720)
_CONTROL_PORTS = range(20_000, 32_000)
"""Below those that the system gives to calls going out: one of them could take the port before the bot listens."""
# They open nothing but the playground on this machine.
_TOKENS = {"SLACK_BOT_TOKEN": "xoxb-playground", "SLACK_APP_TOKEN": "xapp-playground"}


def try_out(settings: Settings, *, fresh: bool, year: bool = True) -> None:
    """Start both and keep them going until somebody says stop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _alone():
        _play(settings, fresh=fresh, year=year)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time in a folder: two would write over each other's Slack, and a fresh start would take all away."""
    with (FOLDER / "running").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ShownError(f"A playground is running here already, in {FOLDER}. Stop it first (Ctrl-C).") from None
        yield


def _play(settings: Settings, *, fresh: bool, year: bool) -> None:
    """The bot loads and makes the council while its playground starts; then it begins."""
    if fresh:
        for path in FOLDER.iterdir():
            path.unlink() if path.name != "running" else None
    address = _database()
    ours, control = _taken_port(_PORTS), _free_port()
    url = f"http://127.0.0.1:{ours.getsockname()[1]}"
    shared = {"QA_CONTROL_TOKEN": secrets.token_urlsafe(24)}
    surroundings = {**_TOKENS, **shared, "QA_CONTROL_PORT": str(control)}
    surroundings |= {"SLACK_API_URL": f"{url}/api/", "QA_DATABASE_URL": address}
    with (FOLDER / "bot.log").open("ab") as log:
        pair = Pair(
            log,
            lambda: start(["bot.playground", "serve", *_playground_options(ours, control)], shared, hand_on=ours),
            lambda: start(["bot.cli.resident", *([] if year else [NO_YEAR])], surroundings, log),
        )
        pair.load_bot()
        try:
            _set_the_scene(settings, year=year)
            pair.load_playground()
            if pair.begin():
                typer.echo(_welcome(url, pair.bot.pid))
                pair.keep_going()
        finally:
            pair.end()


def _database() -> str:
    """Its own, whichever is set: invented people and a calendar that is moved have no place among real ones."""
    return f"sqlite:///{FOLDER / 'plumbline.db'}"


def _set_the_scene(settings: Settings, *, year: bool) -> None:
    """Who is in the playground's Slack. The bot brings the same people into its database."""
    from bot.cli.scene import demo_of, write_scene
    from bot.cli.year.council import with_year
    from bot.frameworks.library import load_library

    council = demo_of(settings.checklists, load_library(settings.checklists))
    write_scene(with_year(council) if year else council, FOLDER)


def _playground_options(ours: socket.socket, control: int) -> list[str]:
    files = ["--scene", str(FOLDER / "scene.json"), "--manifest", str(ROOT / "manifest.yaml")]
    calendar = ["--control", f"http://127.0.0.1:{control}"]
    return ["--socket", str(ours.fileno()), *files, *calendar, "--state", str(FOLDER / "slack.json")]


def _free_port() -> int:
    """For the calendar, which nobody types. At random: of two that start at once each has its own."""
    with _taken_port(secrets.SystemRandom().sample(_CONTROL_PORTS, 20)) as probe:
        return int(probe.getsockname()[1])


def _taken_port(among: Iterable[int]) -> socket.socket:
    """The first that is free, held from now on, so that of two that start at once each has its own."""
    for port in among:
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(("127.0.0.1", port))
        except OSError:
            held.close()
            continue
        return held
    raise ShownError(f"No port from {_PORTS.start} to {_PORTS.stop - 1} is free. Is a playground running already?")


def _welcome(url: str, bot: int) -> str:
    python = os.path.relpath(sys.executable)
    command = python if not python.startswith("..") else sys.executable
    return f"""
Plumbline is in a playground Slack on this machine. Open this address in a browser:

    {url}

Ade and Jo are practitioners, Sam supervises them, Robin leads their service; everybody is invented.
In a terminal instead: {command} -m bot.playground as ade --url {url}

The bot is process {bot}: kill it as you like, it comes back and nothing is lost.
Everything is kept in {FOLDER}/; `make run FRESH=1` begins anew. Ctrl-C stops.
"""
