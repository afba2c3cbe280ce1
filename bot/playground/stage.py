"""Everything one running playground is made of, and the short-lived things that interactions carry.

All of it belongs to the server's one event loop; nothing here needs a lock.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import dataclass, field

from bot.playground import saving
from bot.playground.calendar import Calendar
from bot.playground.faults import Faults
from bot.playground.guide import Guide
from bot.playground.rates import Rates
from bot.playground.record import Record
from bot.playground.refusal import Refusal
from bot.playground.settings import Settings
from bot.playground.stories import read_stories
from bot.playground.world import World, bring_in, first_world

TRIGGER_LIFE = 3.0
URL_LIFE = 30 * 60.0
URL_USES = 5


@dataclass
class Trigger:
    user: str
    at: float
    # The stack was open when the person acted; views.push asks for that.
    in_modal: bool
    used: bool = False


@dataclass
class ResponseUrl:
    user: str
    channel: str
    # The message that the person pressed something in; empty for a command.
    ts: str
    at: float
    uses: int = 0


@dataclass
class Stage:
    settings: Settings
    world: World
    rates: Rates
    record: Record = field(default_factory=Record)
    faults: Faults = field(default_factory=Faults)
    calendar: Calendar = field(default_factory=Calendar)
    url: str = ""
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    notices: dict[str, str] = field(default_factory=dict)
    lifted: set[str] = field(default_factory=set)
    skipped: float = 0.0
    version: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    guide: Guide = field(init=False)

    def __post_init__(self) -> None:
        self.guide = Guide(read_stories(self.settings.stories, self.world), self.world.progress, self.touch)

    @property
    def scopes(self) -> frozenset[str]:
        return self.settings.scopes - self.lifted

    def now(self) -> float:
        """Real time plus what a test skipped; triggers and response_urls age by it."""
        return time.monotonic() + self.skipped

    def touch(self) -> None:
        """Something that a person may see has changed."""
        self.version += 1
        self.changed.set()
        self.changed = asyncio.Event()

    def new_trigger(self, user: str, *, in_modal: bool = False) -> str:
        id_ = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers = {key: value for key, value in self.triggers.items() if self.now() - value.at < 60}
        self.triggers[id_] = Trigger(user, self.now(), in_modal)
        return id_

    def exchange(self, trigger_id: str) -> Trigger:
        """The trigger, used up; Slack's refusal if it is unknown, old or used."""
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self.now() - trigger.at > TRIGGER_LIFE:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, kind: str, user: str, channel: str, ts: str = "") -> str:
        path = f"/{kind}/{self.world.team}/{secrets.randbelow(10**12)}/{secrets.token_urlsafe(16)}"
        self.response_urls[path] = ResponseUrl(user, channel, ts, self.now())
        return self.url + path


def new_stage(settings: Settings) -> Stage:
    return Stage(settings, _world(settings), Rates(settings.rate_scale))


def _world(settings: Settings) -> World:
    """As it was left, and with what the scene has got since."""
    if settings.state is None or not settings.state.exists():
        return first_world(settings)
    world = saving.read(settings.state)
    bring_in(world, settings)
    return world
