"""What exists in this Slack: people, channels, messages, views, files.

How it is changed over the Web API lives in `methods`, by people in `acts`; how it is saved in `saving`.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import Any

from bot.playground.settings import Json, Settings

OTHER_TEAM = "T0ELSEWHERE"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Person:
    id: str
    name: str
    email: str
    kind: str = "member"
    deleted: bool = False
    dm: str = ""
    updated: int = 0
    title: str = ""
    # One of those whom the page offers first.
    main: bool = False
    # Where their account says that they are.
    zone: str = "Europe/London"

    @property
    def username(self) -> str:
        return re.sub(r"[^a-z0-9]+", ".", self.name.lower()).strip(".")

    @property
    def stranger(self) -> bool:
        return self.kind == "stranger"

    @property
    def guest(self) -> bool:
        return self.kind == "guest"


@dataclass
class Message:
    ts: str
    channel: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json = field(default_factory=dict)
    thread_ts: str = ""
    edited_ts: str = ""
    files: list[str] = field(default_factory=list)
    # Who alone sees it; empty for a message that everybody in the conversation sees.
    only_for: str = ""
    # What each person has chosen in the message's own inputs: user -> block_id -> action_id -> value.
    values: dict[str, Json] = field(default_factory=dict)
    # How far the calendar ran ahead of real time, in seconds, when it was posted.
    ahead: float = 0.0


@dataclass
class Channel:
    id: str
    name: str
    members: list[str] = field(default_factory=list)
    private: bool = False
    im: bool = False
    shared: bool = False
    archived: bool = False
    created: int = 0
    messages: list[Message] = field(default_factory=list)
    ephemerals: list[Message] = field(default_factory=list)

    def message(self, ts: str) -> Message | None:
        return next((message for message in reversed(self.messages) if message.ts == ts), None)

    @property
    def kind(self) -> str:
        return "im" if self.im else "private_channel" if self.private else "public_channel"


@dataclass
class View:
    id: str
    user: str
    content: Json
    hash: str
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    root: str = ""
    previous: str = ""


@dataclass
class File:
    id: str
    name: str
    length: int
    data: str | None = None
    title: str = ""
    done: bool = False
    created: int = 0
    deleted: bool = False
    in_form: bool = False
    """Chosen by somebody in a form: the bot fetches it with its token, and nobody else does."""


@dataclass
class World:
    team: str
    bot_user: str = "U0PLAYBOT"
    bot_id: str = "B0PLAYBOT"
    app_id: str = "A0PLAYBOT"
    bot_name: str = "Bot"
    domain: str = "playground"
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    modals: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    # How far each person has looked: user -> channel -> ts of the newest message seen there.
    looked: dict[str, dict[str, str]] = field(default_factory=dict)
    # How often each step of each story has happened; see guide.py.
    progress: dict[str, dict[str, int]] = field(default_factory=dict)
    counter: int = 0
    last_ts: float = 0.0
    # How far the bot's calendar runs ahead of real time, in seconds, and where its clocks hang.
    ahead: float = 0.0
    zone: str = "Europe/London"

    def new_id(self, letter: str) -> str:
        self.counter += 1
        number, digits = self.counter, ""
        while number:
            number, rest = divmod(number, 36)
            digits = ALPHABET[rest] + digits
        return f"{letter}0PG{digits.rjust(7, '0')}"

    def new_ts(self) -> str:
        self.last_ts = max(time.time(), self.last_ts + 0.000001)
        return f"{self.last_ts:.6f}"

    def person(self, who: str) -> Person | None:
        """The person with this id, e-mail address or name; a first name will do."""
        found = self.people.get(who)
        if found:
            return found
        wanted = who.casefold()
        everybody = list(self.people.values())
        exact = [p for p in everybody if wanted in (p.email.casefold(), p.name.casefold())]
        first = [p for p in everybody if p.name.casefold().split(" ")[0] == wanted]
        return next(iter(exact + first), None)

    def channel(self, name: str) -> Channel | None:
        found = self.channels.get(name)
        return found or next((c for c in self.channels.values() if not c.im and c.name == name.lstrip("#")), None)

    def views(self) -> dict[str, View]:
        """Every view that somebody could see now, by id."""
        stacked = [view for stack in self.modals.values() for view in stack]
        return {view.id: view for view in [*stacked, *self.homes.values()]}


def add_person(world: World, given: Json) -> Person:
    id_ = given.get("id") or world.new_id("U")
    now = int(time.time())
    person = Person(
        id=id_,
        name=given["name"],
        email=given.get("email", ""),
        kind=given.get("kind", "member"),
        deleted=bool(given.get("deleted", False)),
        dm=world.new_id("D"),
        updated=now,
        title=given.get("title", ""),
        main=bool(given.get("main", False)),
        zone=given.get("zone", Person.zone),
    )
    world.people[id_] = person
    world.channels[person.dm] = Channel(person.dm, "directmessage", [id_, world.bot_user], im=True, created=now)
    return person


def add_channel(world: World, name: str, members: list[str], **more: Any) -> Channel:
    channel = Channel(world.new_id("C"), name, [world.bot_user, *members], created=int(time.time()), **more)
    world.channels[channel.id] = channel
    return channel


def first_world(settings: Settings) -> World:
    """Everybody and every channel named; without channels, a #general, and a #shared where strangers are too."""
    world = World(team=settings.team, bot_name=settings.bot_name)
    bring_in(world, settings)
    return world


def bring_in(world: World, settings: Settings) -> None:
    """Whoever and whatever is named and not there yet. What has come of those who are there stays."""
    there = _by_address(world)
    everybody = [_brought_in(world, there, given) for given in settings.people]
    known = _by_address(world)
    for given in settings.channels or _usual_channels(everybody):
        members = _members(world, known, given)
        channel = world.channel(given["name"])
        if channel is None:
            add_channel(world, given["name"], members, **_kind_of(given))
        else:
            inside = set(channel.members)
            channel.members += [id_ for id_ in members if id_ not in inside]


def _by_address(world: World) -> dict[str, Person]:
    """By e-mail address, or by name where there is none; of two with the same, the first."""
    return {_address(person.email, person.name): person for person in reversed(world.people.values())}


def _address(email: str, name: str) -> str:
    return (email or name).casefold()


def _brought_in(world: World, there: dict[str, Person], given: Json) -> Person:
    address = _address(given.get("email", ""), given["name"])
    person = world.people.get(given.get("id", "")) or there.get(address)
    if person is None:
        return add_person(world, given)
    person.main = bool(given.get("main", person.main))
    if given.get("title", person.title) != person.title:
        person.title, person.updated = given["title"], int(time.time())
    return person


def _usual_channels(everybody: list[Person]) -> tuple[Json, ...]:
    general = {"name": "general", "members": [p.id for p in everybody if p.kind == "member"]}
    shared = {"name": "shared", "members": [p.id for p in everybody], "shared": True}
    return (general, shared) if any(p.stranger for p in everybody) else (general,)


def _members(world: World, known: dict[str, Person], channel: Json) -> list[str]:
    found = {who: known.get(who.casefold()) or world.person(who) for who in channel["members"]}
    missing = [who for who, person in found.items() if person is None]
    if missing:
        raise ValueError(f"#{channel['name']} has members who are not there: {', '.join(missing)}.")
    return [person.id for person in found.values() if person]


def _kind_of(channel: Json) -> Json:
    return {key: bool(channel[key]) for key in ("private", "shared") if key in channel}
