"""Servers in processes of their own: the bot as it is in production, and those that it is measured beside."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.ground import Ground
from tests.ports import free_port

SECRET = "a-signing-secret"  # noqa: S105
_UNTIL_READY = 30.0


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[str]
    port: int

    @property
    def resident(self) -> float:
        """Megabytes of memory that the process holds now."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmRSS:"))
        return int(kilobytes) / 1024


@contextmanager
def server(*module: str, **environment: str) -> Iterator[Server]:
    """`python -m module`, which prints the port that it listens on, or its address with the port at the end."""
    command = [sys.executable, "-m", *module]
    with _ended(subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True)) as process:
        assert process.stdout
        yield Server(process, int(process.stdout.readline().rpartition(":")[2]))


@contextmanager
def bot(environment: Mapping[str, str], log: Path, command: str = "run") -> Iterator[Server]:
    """`python -m bot run`, or worker, just begun; see wait_open. What it says about itself goes into the log."""
    port = free_port()
    whole = os.environ | environment | {"PORT": str(port)}
    line = [sys.executable, "-m", "bot", command]
    with log.open("a") as told, _ended(subprocess.Popen(line, env=whole, stdout=told, stderr=told, text=True)) as it:
        yield Server(it, port)


def bot_settings(ground: Ground, api_url: str) -> dict[str, str]:
    return {
        "QA_DATABASE_URL": f"sqlite:///{ground.path}",
        "QA_CHECKLISTS": str(ground.forms),
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": api_url,
    }


def wait_open(server: Server) -> None:
    """Until it can be connected to."""
    until = time.monotonic() + _UNTIL_READY
    while True:
        try:
            socket.create_connection(("127.0.0.1", server.port), 1).close()
        except OSError:
            if time.monotonic() > until or server.process.poll() is not None:
                raise
            time.sleep(0.005)
        else:
            return


@contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """Asked to stop at the end, and not left behind whatever happens."""
    try:
        yield process
        process.terminate()
        process.wait(15)
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
