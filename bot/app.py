"""The composition root: from settings to a running bot. Importing it starts nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from slack_bolt import App

from bot.clock import Clock
from bot.delivery.aside import Aside
from bot.delivery.calls import Calls
from bot.delivery.checkup import introduce
from bot.delivery.follower import Follower
from bot.delivery.meeting import Meeting
from bot.delivery.parcels import Parcels
from bot.delivery.places import Places
from bot.delivery.post import Post
from bot.delivery.promptly import Promptly
from bot.delivery.rooms import Rooms
from bot.delivery.sending import Sender
from bot.delivery.shelf import Shelf
from bot.delivery.urls import ResponseUrls
from bot.errors import ShownError
from bot.flows.arrivals import claim_workspace
from bot.flows.office import Office
from bot.frameworks.library import Library, load_library
from bot.handlers.desk import Desk
from bot.handlers.doors.control import serve_control
from bot.handlers.doors.door import Door, Health
from bot.handlers.doors.http import serve_health, serve_http
from bot.handlers.front import make_front
from bot.settings import Settings
from bot.storage import outbox
from bot.storage.calendar import catch_up
from bot.storage.migrate import migrate
from bot.storage.pace import UNBOUND
from bot.storage.pulse import load_pulse
from bot.storage.store import Store
from bot.ticks.calendar import Calendar
from bot.ticks.days import Days
from bot.ticks.digests import Digests
from bot.ticks.files import Files
from bot.ticks.pulse import Pulse

_PORT = 3000
_LONG = 15 * 60
"""Seconds after which a message that was due and was not tried means that nobody sends any."""


def open_store(address: str, timezone: str, clock: Clock | None = None, survey_key: str | None = None) -> Store:
    """The database at its newest schema, going by its own calendar, on top of the clock if one is given."""
    store = Store(address, clock or Clock(ZoneInfo(timezone)), survey_key)
    migrate(store)
    catch_up(store)
    return store


def open_office(settings: Settings, library: Library | None = None, clock: Clock | None = None) -> Office:
    key = settings.survey_key.get_secret_value() if settings.survey_key else None
    store = open_store(settings.database_url, settings.timezone, clock, key)
    return Office(store, library or load_library(settings.checklists))


@dataclass
class Bot:
    """What runs. Closing it takes nothing new, finishes the work in hand and writes down what became of it."""

    office: Office
    post: Post
    promptly: Promptly
    pulse: Pulse
    doors: list[Door] = field(default_factory=list)

    @property
    def door(self) -> Door:
        """The one that Slack comes in by."""
        return self.doors[0]

    def close(self) -> None:
        for door in self.doors:
            door.close()
        self.pulse.close()
        self.promptly.close()
        self.post.close()
        self.office.store.close()


def open_bot(settings: Settings, office: Office | None = None, *, is_worker: bool = False) -> Bot:
    """Everything wired up and started, for the workspace that the token belongs to.

    A worker does what time does and sends what is owed, as every bot does, but Slack does not come in by it.
    """
    if settings.control_refusal:
        raise ShownError(settings.control_refusal)
    office = office or open_office(settings)
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    calls = Calls(token, settings.api_url)
    us = introduce(calls)
    if not claim_workspace(office, us.team):
        raise ShownError("This database belongs to another Slack workspace. Set QA_DATABASE_URL to one of its own.")
    urls = ResponseUrls(_origin(settings.api_url))
    meeting = Meeting(office, calls, us.team)
    places = Places(calls, meeting, us.bot_user)
    post = Post(office, Sender(office, calls, urls, meeting, Rooms(office, meeting, places)), _pace(settings))
    days, digests = Days(office, post), Digests(office, post)
    follower = Follower(office, post, digests.edit)
    aside = Aside(office, calls, post, meeting, follower)
    promptly = Promptly(office, calls, post)
    shelf = Shelf(office, calls, settings.keep_files_days, _pace(settings))
    parcels, files = Parcels(calls, post, shelf, settings.api_url), Files(office, shelf)
    desk = Desk(
        office, post, aside, parcels, meeting, follower, urls, promptly, places, us.team, token, settings.api_url
    )
    front = make_front(desk, us.bot_user)
    bot = Bot(office, post, promptly, Pulse(office, post, aside, meeting, follower, days, digests, files))
    post.start()
    try:
        opened = _side_door(settings, office) if is_worker else _doors(settings, front, office)
        for door in chain(opened, _control(settings, Calendar(office, post, days, digests, files))):
            bot.doors.append(door)
    except ShownError:
        bot.close()
        raise
    # People come in while it sees to what came up when nobody was there, which may take a while.
    bot.pulse.start()
    return bot


def _pace(settings: Settings) -> int:
    """Messages a minute to everybody. In a playground, where the calendar is moved, nobody wants to wait."""
    return settings.digests_per_minute if settings.control_port is None else UNBOUND


def _doors(settings: Settings, front: App, office: Office) -> Iterator[Door]:
    """The one that Slack comes in by, first; over Socket Mode the page about our health has one of its own."""
    if settings.app_token:
        from bot.handlers.doors.socket import serve_socket  # what it stands on is slow to load, and not needed for HTTP

        door = serve_socket(front, settings.app_token.get_secret_value(), settings.api_url)
        yield door
        yield from _side_door(settings, office, door)
    elif settings.signing_secret:
        port = _PORT if settings.port is None else settings.port
        yield serve_http(front, settings.signing_secret.get_secret_value(), port, health=lambda: _health(office, None))


def _side_door(settings: Settings, office: Office, door: Door | None = None) -> Iterator[Door]:
    """Where others ask about our health, where Slack comes in elsewhere or not at all."""
    if settings.port is not None:
        yield serve_health(settings.port, health=lambda: _health(office, door))


def _control(settings: Settings, calendar: Calendar) -> Iterator[Door]:
    """Where a playground moves the calendar. Nobody else has this door."""
    if settings.control_port is not None and settings.control_token is not None:
        token = settings.control_token.get_secret_value()
        yield serve_control(settings.control_port, token, calendar.shown, calendar.move)


def _origin(api_url: str | None) -> str:
    if not api_url:
        return ""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}"


def _health(office: Office, door: Door | None) -> Health:
    """Over HTTP Slack comes when it wants to; over a socket it can only come while that is open."""
    try:
        with office.store.look() as uow:
            due = outbox.first_due(uow)
            late = (uow.instant - due).total_seconds() if due else 0
            pulse = load_pulse(uow)
    except ShownError:
        return Health(False, {"database": "not reachable"})
    facts = {
        "database": "reachable",
        "slack": "connected" if door is None or door.is_open() else "not connected",
        "messages": "sent when due" if late < _LONG else f"one is {late / 60:.0f} minutes late",
        "reminders": f"last seen to {pulse.minutes} minutes ago" if pulse.minutes else "seen to within the last minute",
        "failed": f"{pulse.failed} messages could not be sent",
    }
    return Health(facts["slack"] == "connected" and late < _LONG and not pulse.has_stopped, facts)
