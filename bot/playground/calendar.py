"""The calendar that people here go by: what the bot says of it, moving it on, and the times that messages show.

Only the bot can move time; this asks it to, over its control door. Slack's own clock, the ts of messages, stays real.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.playground.refusal import Mistake
from bot.playground.settings import Json
from bot.playground.world import Message, Person, World

if TYPE_CHECKING:
    from bot.playground.stage import Stage

EVERY = 30.0
UNTIL_KNOWN = 0.2
LONGEST_MOVE = 60.0
SILENT = "The bot does not answer. If the date has not changed in a moment, please try again."
UNCLEAR = "The bot's answer cannot be understood. If the date has not changed in a moment, please try again."


@dataclass(frozen=True)
class Choice:
    label: str
    to: date


@dataclass
class Calendar:
    """What the page shows of the calendar beside the day."""

    choices: list[Choice] = field(default_factory=list)
    # The day that it is just being moved to.
    moving_to: date | None = None
    # What came of the last move, and to which day that was.
    moved_to: date | None = None
    happened: list[str] = field(default_factory=list)
    # When a move began that the bot has not answered yet; what it has posted since may be of the new day.
    moved_since: str = ""


@dataclass(frozen=True)
class Shown:
    today: date
    movable: bool
    choices: list[Choice]
    tomorrow: date
    moving_to: date | None
    moved_to: date | None
    happened: list[str]


@dataclass(frozen=True)
class Told:
    """What the bot says of its calendar."""

    today: date
    # Of real time, in seconds.
    ahead: float
    zone: str
    choices: list[Choice]
    # What a move has brought about.
    happened: list[str]


def now(world: World) -> datetime:
    """The time that the bot and everybody here go by."""
    return datetime.now(UTC).astimezone(ZoneInfo(world.zone)) + timedelta(seconds=world.ahead)


def shown_time(world: World, message: Message) -> datetime:
    """When people here say that it was posted: its real time, and as far ahead as the calendar was then."""
    return datetime.fromtimestamp(float(message.ts) + message.ahead, ZoneInfo(world.zone))


def shown(stage: Stage, person: Person) -> Shown:  # noqa: ARG001  # the same for everybody
    calendar, today = stage.calendar, now(stage.world).date()
    return Shown(
        today=today,
        movable=stage.settings.control is not None,
        choices=[choice for choice in calendar.choices if choice.to > today],
        tomorrow=today + timedelta(days=1),
        moving_to=calendar.moving_to,
        moved_to=calendar.moved_to,
        happened=calendar.happened,
    )


async def keep_learning(stage: Stage) -> None:
    """Ask the bot what day it is, soon until it is there and then now and then: another may have moved it."""
    while stage.settings.control:
        with contextlib.suppress(ClientError, TimeoutError, OSError, Mistake):
            await learn(stage)
        await asyncio.sleep(EVERY if stage.calendar.choices else UNTIL_KNOWN)


async def learn(stage: Stage) -> None:
    """Also what came of a move that the bot was silent about."""
    _take(stage, _understood(await _asked(stage, "GET", None)))
    if stage.calendar.moving_to is None:
        stage.calendar.moved_since = ""


async def move(stage: Stage, to: str) -> Json:
    """On to that day, and back when everything that fell due by it is done."""
    calendar = stage.calendar
    if stage.settings.control is None:
        raise Mistake("This playground was started without a bot whose calendar could be moved.")
    if calendar.moving_to:
        raise Mistake("The calendar is being moved just now. Please wait until it has arrived.")
    calendar.moved_since = stage.world.new_ts()
    with _moving(stage, to):
        try:
            answer = await _asked(stage, "POST", {"to": to})
        except (ClientError, TimeoutError, OSError):
            raise Mistake(SILENT) from None
        told = _understood(answer)
        _take(stage, told)
        calendar.moved_to, calendar.happened = told.today, told.happened
    return answer


@contextlib.contextmanager
def _moving(stage: Stage, to: str) -> Iterator[None]:
    """Everybody's page says so. Whether it is a day at all, the bot decides."""
    with contextlib.suppress(ValueError):
        stage.calendar.moving_to = date.fromisoformat(to)
    stage.touch()
    try:
        yield
    finally:
        stage.calendar.moving_to = None
        stage.touch()


def _date_anew(world: World, since: str) -> None:
    """What the bot has posted on its way was posted on the new day already."""
    for channel in world.channels.values():
        for message in [*channel.messages, *channel.ephemerals]:
            if message.user == world.bot_user and float(message.ts) > float(since):
                message.ahead = world.ahead


async def _asked(stage: Stage, method: str, given: Json | None) -> Json:
    settings = stage.settings
    headers = {"Authorization": f"Bearer {settings.control_token}"}
    async with (
        ClientSession(trust_env=False, timeout=ClientTimeout(total=LONGEST_MOVE)) as session,
        session.request(method, f"{settings.control}/calendar", json=given, headers=headers) as response,
    ):
        try:
            answer: Json = await response.json()
            refused = "" if response.status == 200 else str(answer["refused"])
        except (KeyError, TypeError, ValueError):
            raise Mistake(UNCLEAR) from None
    if refused:
        raise Mistake(refused)
    return answer


def _understood(answer: Json) -> Told:
    try:
        return Told(
            today=date.fromisoformat(answer["today"]),
            ahead=(datetime.fromisoformat(answer["now"]) - datetime.now(UTC)).total_seconds(),
            zone=ZoneInfo(answer["zone"]).key,
            choices=[Choice(str(each["label"]), date.fromisoformat(each["to"])) for each in answer["choices"]],
            happened=[str(sentence) for sentence in answer.get("happened", [])],
        )
    except (KeyError, TypeError, ValueError, OSError):  # the last of them for a zone that is no file
        raise Mistake(UNCLEAR) from None


def _take(stage: Stage, told: Told) -> None:
    """The calendar is moved by whole seconds; what is less was the answer's own time on its way."""
    world, calendar = stage.world, stage.calendar
    is_news = abs(told.ahead - world.ahead) > 1 or (world.zone, calendar.choices) != (told.zone, told.choices)
    if is_news:
        world.ahead, world.zone, calendar.choices = float(round(told.ahead)), told.zone, told.choices
        if calendar.moved_since:
            _date_anew(world, calendar.moved_since)
        stage.touch()
