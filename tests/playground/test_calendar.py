"""The calendar beside a bot that answers badly, late or not at all: it goes on, and messages get their true day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.playground import calendar, messages
from bot.playground.calendar import SILENT, UNCLEAR, keep_learning, learn, move
from bot.playground.refusal import Mistake
from bot.playground.settings import Settings
from bot.playground.stage import Stage, new_stage
from bot.playground.world import Channel, Message
from tests.playground.tiny import PEOPLE

WEEK = timedelta(days=7).total_seconds()


@dataclass
class FalseBot:
    """A bot's control door: GET answers what is in `answers`, one after another, and then the truth."""

    ahead: float = 0.0
    answers: list[web.Response] = field(default_factory=list)
    asked: int = 0
    # What it does when it is to move.
    moving: Callable[[], Awaitable[None]] | None = None
    answer_to_move: web.Response | None = None

    def truth(self) -> dict[str, Any]:
        now = datetime.now(UTC) + timedelta(seconds=self.ahead)
        choices = [{"label": "Next day", "to": (now + timedelta(days=1)).date().isoformat()}]
        return {"today": now.date().isoformat(), "now": now.isoformat(), "zone": "Europe/London", "choices": choices}

    async def told(self, request: web.Request) -> web.Response:  # noqa: ARG002
        self.asked += 1
        return self.answers.pop(0) if self.answers else web.json_response(self.truth())

    async def moved(self, request: web.Request) -> web.Response:  # noqa: ARG002
        self.ahead += WEEK
        if self.moving:
            await self.moving()
        return self.answer_to_move or web.json_response(self.truth() | {"happened": ["A card was drawn."]})


@asynccontextmanager
async def beside(bot: FalseBot) -> AsyncIterator[Stage]:
    app = web.Application()
    app.add_routes([web.get("/calendar", bot.told), web.post("/calendar", bot.moved)])
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield new_stage(Settings(people=PEOPLE, control=f"http://127.0.0.1:{runner.addresses[0][1]}"))
    finally:
        await runner.cleanup()


def ades(stage: Stage) -> Channel:
    ade = stage.world.person("ade")
    assert ade
    return stage.world.channels[ade.dm]


def post(stage: Stage, *, only_for: str = "") -> Message:
    """As the bot does."""
    return messages.post(stage, ades(stage), {"text": "A card"}, only_for=only_for)


def say(stage: Stage) -> Message:
    """As Ade does."""
    channel = ades(stage)
    message = Message(stage.world.new_ts(), channel.id, channel.members[0], "Hm", ahead=stage.world.ahead)
    channel.messages.append(message)
    return message


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("EVERY", 0.01), ("UNTIL_KNOWN", 0.01), ("LONGEST_MOVE", 0.3)):
        monkeypatch.setattr(calendar, name, seconds)


BAD = {
    "broken": lambda: web.Response(text='{"today": ', content_type="application/json"),
    "no JSON": lambda: web.Response(text="<html>", content_type="text/html"),
    "another thing": lambda: web.json_response(["2026-12-31"]),
    "a key is missing": lambda: web.json_response({"today": "2026-12-31"}),
    "no such zone": lambda: web.json_response(FalseBot(WEEK).truth() | {"zone": "Europe/Nowhere"}),
    "a folder of zones": lambda: web.json_response(FalseBot(WEEK).truth() | {"zone": "Europe"}),
    "no such day": lambda: web.json_response(FalseBot(WEEK).truth() | {"choices": [{"label": "x", "to": "soon"}]}),
    "no time zone": lambda: web.json_response(FalseBot().truth() | {"now": "2026-12-31T09:30:00"}),
    "no words to a refusal": lambda: web.json_response({}, status=503),
}


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("answer", BAD.values(), ids=BAD)
def test_after_a_bad_answer_the_bot_is_asked_again(answer: Callable[[], web.Response], known: bool) -> None:
    async def run() -> None:
        bot = FalseBot()
        async with beside(bot) as stage:
            if known:
                await learn(stage)
            bot.ahead, bot.answers = 2 * WEEK, [answer()]
            learning = asyncio.ensure_future(keep_learning(stage))
            async with asyncio.timeout(5):
                while stage.world.ahead < 2 * WEEK - 1:
                    assert not learning.done()
                    assert stage.world.ahead == 0
                    await stage.changed.wait()
            learning.cancel()

    asyncio.run(run())


@pytest.mark.usefixtures("impatient")
def test_what_the_bot_posted_while_it_was_silent_bears_the_new_day_once_that_is_known() -> None:
    async def run() -> None:
        bot = FalseBot()
        async with beside(bot) as stage:
            await learn(stage)
            before, sent = post(stage), []

            async def draw_and_hang() -> None:
                sent.extend([post(stage), post(stage, only_for="U1"), say(stage)])
                await asyncio.sleep(5)

            bot.moving = draw_and_hang
            with pytest.raises(Mistake, match=SILENT):
                await move(stage, "2026-12-31")
            assert [message.ahead for message in sent] == [0, 0, 0]
            await learn(stage)
            assert [message.ahead for message in [before, *sent]] == [0, WEEK, WEEK, 0]

    asyncio.run(run())


def test_a_move_that_arrives_dates_what_the_bot_posted_on_its_way_and_nothing_of_peoples() -> None:
    async def run() -> None:
        bot = FalseBot()
        async with beside(bot) as stage:
            sent: list[Message] = []

            async def draw() -> None:
                sent.extend([post(stage), say(stage)])

            bot.moving = draw
            assert (await move(stage, "2026-12-31"))["happened"] == ["A card was drawn."]
            assert stage.calendar.happened == ["A card was drawn."]
            assert [message.ahead for message in sent] == [WEEK, 0]

    asyncio.run(run())


@pytest.mark.parametrize("answer", [BAD["broken"], BAD["a key is missing"]], ids=["broken", "a key is missing"])
def test_a_move_with_a_bad_answer_says_so_and_the_day_is_learned(answer: Callable[[], web.Response]) -> None:
    async def run() -> None:
        bot = FalseBot(answer_to_move=answer())
        async with beside(bot) as stage:
            with pytest.raises(Mistake, match=UNCLEAR):
                await move(stage, "2026-12-31")
            assert stage.calendar.moving_to is None
            sent = post(stage)
            await learn(stage)
            assert sent.ahead == stage.world.ahead == WEEK

    asyncio.run(run())


def test_a_move_that_never_came_to_the_bot_dates_nothing_later() -> None:
    """The bot was away, came back on the old day, and was moved by somebody else the next day."""

    async def run() -> None:
        bot = FalseBot()
        async with beside(bot) as stage:
            there = stage.settings
            stage.settings = replace(there, control="http://127.0.0.1:9")
            with pytest.raises(Mistake, match=SILENT):
                await move(stage, "2026-12-31")
            stage.settings = there
            await learn(stage)
            sent = post(stage)
            bot.ahead = WEEK
            await learn(stage)
            assert (stage.world.ahead, sent.ahead) == (WEEK, 0)

    asyncio.run(run())
