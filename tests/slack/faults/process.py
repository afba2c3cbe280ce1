"""A real bot in a process of its own, to be killed: `python -m bot run` against a playground and a test council."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.playground.driver import Driver
from bot.playground.server import Playground
from bot.playground.settings import Settings as SlackSettings
from bot.settings import Settings
from bot.storage.store import Store
from tests.council import FORMS, FixedClock, found
from tests.slack.town import MANIFEST, Town, slack_people

ROOT = Path(__file__).parents[3]


class Process:
    """The bot's process; a new one may follow it on the same database."""

    def __init__(self, environment: dict[str, str], folder: Path, command: str = "run") -> None:
        self._environment = environment
        self._folder = folder
        self._command = command
        self._running: subprocess.Popen[str] | None = None

    def twin(self) -> "Process":
        """Another one, beside it on the same database."""
        return Process(self._environment, self._folder)

    def worker(self) -> "Process":
        """One that Slack does not come in by, on the same database."""
        return Process(self._environment, self._folder, "worker")

    def start(self) -> None:
        command = [sys.executable, "-m", "bot", self._command]
        with (self._folder / "bot.log").open("a") as log:
            self._running = subprocess.Popen(
                command, env=self._environment, cwd=self._folder, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self._running.stdout
        assert self._running.stdout.readline() == "Plumbline is ready.\n", (self._folder / "bot.log").read_text()

    def kill(self) -> None:
        """As when the machine loses power."""
        if self._running:
            self._running.kill()
            self._over()

    def send(self, signal: int) -> None:
        assert self._running
        self._running.send_signal(signal)

    def ask_to_stop(self) -> None:
        assert self._running
        self._running.terminate()

    def ended(self) -> int:
        """Its exit status, once it has stopped by itself."""
        assert self._running
        self._running.wait(20)
        return self._over()

    def _over(self) -> int:
        assert self._running and self._running.stdout
        status = self._running.wait(20)
        self._running.stdout.close()
        self._running = None
        return status


@contextmanager
def town_with_process(address: str, folder: Path) -> Iterator[tuple[Town, Process]]:
    """A town whose bot is a process; `town.bot` is never there."""
    settings = SlackSettings(people=slack_people(), manifest=MANIFEST, rate_scale=0)
    with Playground(settings) as playground:
        store = Store(address, FixedClock())
        town = Town(Driver(playground.url), playground, found(store), Settings.model_validate({}))
        environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        process = Process(
            environment
            | {
                "PYTHONPATH": str(ROOT),
                "QA_DATABASE_URL": address,
                "QA_CHECKLISTS": str(FORMS),
                "SLACK_BOT_TOKEN": settings.bot_token,
                "SLACK_APP_TOKEN": settings.app_token,
                "SLACK_API_URL": playground.api_url,
            },
            folder,
        )
        try:
            process.start()
            yield town, process
            assert town.slack.breaches() == []
        finally:
            process.kill()
            store.close()
