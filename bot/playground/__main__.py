"""`python -m bot.playground serve` starts a playground; `… as NAME` acts as somebody in one."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer
import yaml

from bot.playground.server import Running
from bot.playground.settings import Json, Settings
from bot.playground.stories import StoryError
from bot.playground.validation import manifest_problems

app = typer.Typer(help="A Slack of your own, on this machine only.", no_args_is_help=True, add_completion=False)
DEFAULT = Settings()


@app.command()
def serve(
    scene: Annotated[Path, typer.Option(help="JSON of the people, the channels and the stories there are.")],
    manifest: Annotated[Path, typer.Option(help="The app's manifest.")],
    port: int = 8700,
    socket: Annotated[int | None, typer.Option(help="A bound socket's number, instead of a port.")] = None,
    state: Annotated[Path | None, typer.Option(help="Where to keep what happened.")] = None,
    bot_token: str = DEFAULT.bot_token,
    app_token: str = DEFAULT.app_token,
    signing_secret: str = DEFAULT.signing_secret,
    deliver_to: Annotated[str | None, typer.Option(help="The bot's address; without it, Socket Mode.")] = None,
    team: str = DEFAULT.team,
    control: Annotated[str | None, typer.Option(help="Where the bot lets its calendar be moved.")] = None,
    control_token: Annotated[str, typer.Option(envvar="QA_CONTROL_TOKEN", help="The token for that.")] = "",
) -> None:
    """Start a playground and keep it going until it is interrupted."""
    described = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    problems = manifest_problems(described)
    if problems:
        sys.stderr.write("\n".join(f"{manifest}: {problem.path}: {problem.words}" for problem in problems) + "\n")
        raise typer.Exit(1)
    given = json.loads(scene.read_text(encoding="utf-8"))
    settings = Settings(
        people=_listed(given, "people"),
        channels=_listed(given, "channels"),
        stories=_listed(given, "stories"),
        manifest=described,
        port=port,
        socket=socket,
        state=state,
        bot_token=bot_token,
        app_token=app_token,
        signing_secret=signing_secret,
        deliver_to=deliver_to,
        team=team,
        control=control,
        control_token=control_token,
    )
    try:
        asyncio.run(_serve(settings))
    except StoryError as error:
        sys.stderr.write(f"{scene}: {error}\n")
        raise typer.Exit(1) from None


def _listed(scene: Json, key: str) -> tuple[Json, ...]:
    return tuple(scene.get(key, ()))


async def _serve(settings: Settings) -> None:
    running = Running(settings)
    url = await running.start()
    sys.stdout.write(f"The playground is at {url}\n")
    sys.stdout.flush()
    enough = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, enough.set)
    await enough.wait()
    await running.stop()


@app.command("as")
def act_as(who: str, url: str = "http://127.0.0.1:8700") -> None:
    """Act as one of the people."""
    from bot.playground.terminal import sit_down

    raise typer.Exit(sit_down(url, who, sys.stdin, sys.stdout))


if __name__ == "__main__":
    app()
