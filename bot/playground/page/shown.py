"""What the page shows of one person at one place, as values for the templates. How it looks lives in the templates."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from bot.playground import modals
from bot.playground.controls import said
from bot.playground.page import unread
from bot.playground.page.drawing.blocks import draw_blocks
from bot.playground.page.lines import Face, Line, face, lines, portrait
from bot.playground.settings import Json
from bot.playground.stage import Stage
from bot.playground.world import Channel, Person, View, World

APP_TABS = {"home": "Home", "messages": "Messages", "about": "About"}
NEWEST = 100
MOST_OTHERS = 50


@dataclass(frozen=True)
class Spot:
    """One thing that can be opened in the list at the left."""

    place: str
    words: str
    url: str
    kind: str
    unread: int = 0
    here: bool = False


@dataclass(frozen=True)
class Somebody:
    """One of the people whom one can be."""

    id: str
    face: Face
    title: str
    url: str
    here: bool


@dataclass(frozen=True)
class Modal:
    id: str
    title: str
    submit: str
    close: str
    deeper: bool
    body: Markup


@dataclass(frozen=True)
class Page:
    me: Somebody
    bot: Face
    heading: str
    description: str
    place: str
    title: str
    kind: str
    tabs: list[Spot]
    app: Spot
    channels: list[Spot]
    people: list[Somebody]
    others: list[Somebody]
    # How many more there are in this Slack.
    left_out: int
    lines: list[Line]
    earlier: str
    home: Markup | None
    home_id: str
    modal: Modal | None
    notice: str
    commands: list[Json]
    # Why words do not work in the box; empty where they do.
    only_commands: str
    channel: str


def page(stage: Stage, person: Person, place: str, wanted: int = NEWEST) -> Page:
    """The person looks at the place: what is shown there counts as read."""
    channel = _conversation(stage, person, place)
    if channel:
        unread.look(stage, person, channel)
    messages = unread.seen_by(person, channel) if channel else []
    home = stage.world.homes.get(person.id)
    tabs = _tabs(stage, person, place)
    channels = _channels(stage, person, place)
    here = next(spot for spot in [*tabs, *channels] if spot.here)
    first, others = offered(stage.world)
    return Page(
        me=somebody(person, "messages", here=True),
        bot=face(stage.world, stage.world.bot_user),
        heading=here.words,
        description=stage.settings.manifest.get("display_information", {}).get("description", ""),
        place=place,
        title=stage.world.bot_name if place in APP_TABS else here.words,
        kind="app" if place in APP_TABS else here.kind,
        tabs=tabs,
        app=_app(stage, person, place),
        channels=channels,
        people=_people(first, person, place),
        others=_people(others, person, place),
        left_out=len(stage.world.people) - len(first) - len(others),
        lines=lines(stage, person, messages[-wanted:]),
        earlier=f"?shown={wanted + NEWEST}" if len(messages) > wanted else "",
        home=_drawn_view(stage, home) if home and place == "home" else None,
        home_id=home.id if home else "",
        modal=_modal(stage, person),
        notice=stage.notices.get(person.id, ""),
        commands=stage.settings.manifest.get("features", {}).get("slash_commands", []),
        only_commands=_only_commands(stage, channel),
        channel=channel.id if channel else "",
    )


def is_place(stage: Stage, person: Person, place: str) -> bool:
    return place in APP_TABS or _conversation(stage, person, place) is not None


def _conversation(stage: Stage, person: Person, place: str) -> Channel | None:
    if place in APP_TABS:
        return stage.world.channels[person.dm] if place == "messages" else None
    channel = stage.world.channels.get(place)
    return channel if channel and not channel.im and person.id in channel.members else None


def _only_commands(stage: Stage, channel: Channel | None) -> str:
    off = stage.settings.app_home.get("messages_tab_read_only_enabled")
    return "Sending messages to this app has been turned off." if channel and channel.im and off else ""


def _tabs(stage: Stage, person: Person, place: str) -> list[Spot]:
    turned_on = stage.settings.app_home
    names = [name for name in APP_TABS if turned_on.get(f"{name}_tab_enabled", True)]
    return [Spot(name, APP_TABS[name], f"/as/{person.id}/{name}", "tab", here=name == place) for name in names]


def _app(stage: Stage, person: Person, place: str) -> Spot:
    count = unread.count(stage, person, stage.world.channels[person.dm])
    return Spot("messages", stage.world.bot_name, f"/as/{person.id}/messages", "app", count, place in APP_TABS)


def _channels(stage: Stage, person: Person, place: str) -> list[Spot]:
    mine = [c for c in stage.world.channels.values() if not c.im and person.id in c.members and not c.archived]
    return [
        Spot(
            place=channel.id,
            words=channel.name,
            url=f"/as/{person.id}/{channel.id}",
            kind="private" if channel.private else "channel",
            unread=unread.count(stage, person, channel),
            here=channel.id == place,
        )
        for channel in sorted(mine, key=lambda channel: channel.name)
    ]


def offered(world: World) -> tuple[list[Person], list[Person]]:
    """Whom one can be with a click: the main ones, and some of the others, who come first where nobody is main."""
    everybody = list(world.people.values())
    main = [person for person in everybody if person.main]
    others = [person for person in everybody if not person.main][:MOST_OTHERS]
    return (main, others) if main else (others, [])


def _people(wanted: list[Person], me: Person, place: str) -> list[Somebody]:
    return [somebody(person, place if place in APP_TABS else "messages", person is me) for person in wanted]


def somebody(person: Person, place: str, here: bool) -> Somebody:
    return Somebody(person.id, portrait(person.id, person.name), _about(person), f"/as/{person.id}/{place}", here)


def _about(person: Person) -> str:
    kinds = {"guest": "Guest", "stranger": "From another organisation", "bot": "App"}
    words = [person.title, kinds.get(person.kind, ""), "Deactivated" if person.deleted else ""]
    return ", ".join(filter(None, words))


def _drawn_view(stage: Stage, view: View) -> Markup:
    return draw_blocks(stage, view.content["blocks"], view.values, view.errors, view.id)


def _modal(stage: Stage, person: Person) -> Modal | None:
    stack = modals.stack(stage, person.id)
    if not stack:
        return None
    view = stack[-1]
    content = view.content
    close = said(content.get("close")) or "Cancel"
    return Modal(
        view.id, said(content["title"]), said(content.get("submit")), close, len(stack) > 1, _drawn_view(stage, view)
    )
