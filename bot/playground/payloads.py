"""What Slack sends to an app, key by key as its documentation shows. Builds values; sends nothing."""

from __future__ import annotations

import secrets
import time
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.settings import Json
from bot.playground.world import OTHER_TEAM, Channel, File, Message, Person, View, World

TOKEN = "playground-verification-token"  # noqa: S105 - the old verification token, long deprecated


def stamp() -> str:
    return f"{time.time():.6f}"


def slash(world: World, person: Person, channel: Channel, command: str, text: str, trigger: str, url: str) -> Json:
    return {
        "token": TOKEN,
        "team_id": world.team,
        "team_domain": world.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.username,
        "command": command,
        "text": text,
        "api_app_id": world.app_id,
        "is_enterprise_install": "false",
        "response_url": url,
        "trigger_id": trigger,
    }


def channel_name(channel: Channel) -> str:
    return "directmessage" if channel.im else "privategroup" if channel.private else channel.name


def _interaction(world: World, kind: str, person: Person) -> Json:
    return {
        "type": kind,
        "team": {"id": world.team, "domain": world.domain},
        "user": {
            "id": person.id,
            "username": person.username,
            "name": person.username,
            "team_id": team_of(world, person),
        },
        "api_app_id": world.app_id,
        "token": TOKEN,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def team_of(world: World, person: Person) -> str:
    return OTHER_TEAM if person.stranger else world.team


def message_actions(
    world: World,
    person: Person,
    message: Message,
    seen: Json,
    *,
    actions: list[Json],
    values: Json,
    trigger: str,
    url: str,
) -> Json:
    channel = world.channels[message.channel]
    ephemeral = bool(message.only_for)
    container = {
        "type": "message",
        "message_ts": seen["ts"],
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    payload = _interaction(world, "block_actions", person) | {
        "container": container,
        "trigger_id": trigger,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": values},
        "response_url": url,
        "actions": actions,
    }
    return payload if ephemeral else payload | {"message": seen}


def view_actions(world: World, person: Person, view: View, actions: list[Json], trigger: str) -> Json:
    return _interaction(world, "block_actions", person) | {
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger,
        "view": view_object(world, view),
        "actions": actions,
    }


def view_submission(world: World, person: Person, view: View, trigger: str) -> Json:
    return _interaction(world, "view_submission", person) | {
        "trigger_id": trigger,
        "view": view_object(world, view),
        "response_urls": [],
    }


def view_closed(world: World, person: Person, view: View, *, cleared: bool) -> Json:
    seen = view_object(world, view)
    del seen["state"]
    return _interaction(world, "view_closed", person) | {"view": seen, "is_cleared": cleared}


def view_object(world: World, view: View) -> Json:
    content = view.content
    return {
        "id": view.id,
        "team_id": world.team,
        "type": content["type"],
        "blocks": content["blocks"],
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous or None,
        "root_view_id": view.root or view.id,
        "app_id": world.app_id,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": world.team,
        "bot_id": world.bot_id,
    }


def message_object(world: World, message: Message, url: str = "", *, metadata: bool = False) -> Json:
    """A message as Slack gives it back."""
    by_bot = message.user == world.bot_user
    seen: Json = {"type": "message", "user": message.user, "text": message.text, "ts": message.ts, "team": world.team}
    if by_bot:
        seen |= {"bot_id": world.bot_id, "app_id": world.app_id, "bot_profile": bot_profile(world)}
    if message.blocks:
        seen["blocks"] = message.blocks
    if message.attachments:
        seen["attachments"] = message.attachments
    if message.thread_ts:
        seen["thread_ts"] = message.thread_ts
    if message.edited_ts:
        seen["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.files:
        seen["files"] = [file_object(world.files[id_], url) for id_ in message.files]
    if metadata and message.metadata:
        seen["metadata"] = message.metadata
    return seen


def bot_profile(world: World) -> Json:
    return {
        "id": world.bot_id,
        "deleted": False,
        "name": world.bot_name,
        "updated": 1700000000,
        "app_id": world.app_id,
        "team_id": world.team,
    }


def file_object(file: File, url: str) -> Json:
    if file.deleted:
        return {"id": file.id, "mode": "tombstone"}
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "url_private": f"{url}/files/{file.id}/{file.name}",
        "url_private_download": f"{url}/files/{file.id}/{file.name}?download=1",
    }


def event(world: World, inner: Json) -> Json:
    return {
        "token": TOKEN,
        "team_id": world.team,
        "api_app_id": world.app_id,
        "event": inner,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(time.time()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": world.team,
                "user_id": world.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def home_opened(world: World, person: Person, tab: str) -> Json:
    inner: Json = {"type": "app_home_opened", "user": person.id, "channel": person.dm, "tab": tab, "event_ts": stamp()}
    view = world.homes.get(person.id)
    return event(world, inner | ({"view": view_object(world, view)} if view and tab == "home" else {}))


def user_event(world: World, kind: str, person: Person, *, email: bool) -> Json:
    inner: Json = {"type": kind, "user": user_object(world, person, email=email), "event_ts": stamp()}
    return event(world, inner | ({"cache_ts": int(time.time())} if kind == "user_change" else {}))


def user_object(world: World, person: Person, *, email: bool) -> Json:
    seen: Json = {
        "id": person.id,
        "team_id": team_of(world, person),
        "name": person.username,
        "deleted": person.deleted,
        "real_name": person.name,
        "profile": _profile(world, person, email=email),
        "is_bot": False,
        "is_app_user": False,
        "updated": person.updated,
    }
    if person.stranger:
        seen["is_stranger"] = True
    if person.deleted:
        return seen
    there = datetime.now(ZoneInfo(person.zone))
    return seen | {
        "color": "9f69e7",
        "tz": person.zone,
        "tz_label": there.tzname(),
        "tz_offset": int(there.utcoffset().total_seconds()),  # type: ignore[union-attr]
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _profile(world: World, person: Person, *, email: bool) -> Json:
    first, _, last = person.name.partition(" ")
    profile: dict[str, Any] = {
        "title": person.title,
        "phone": "",
        "skype": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g0",
        "first_name": first,
        "last_name": last,
    }
    profile |= _names(world, person.name) | {"team": team_of(world, person)}
    return profile | ({"email": person.email} if email and person.email and not person.stranger else {})


def bot_user_object(world: World) -> Json:
    profile = _names(world, world.bot_name) | {"api_app_id": world.app_id, "bot_id": world.bot_id}
    return _not_a_person(world, world.bot_user, world.bot_name, profile) | {"is_bot": True}


def slackbot_object(world: World) -> Json:
    return _not_a_person(world, "USLACKBOT", "Slackbot", _names(world, "Slackbot"))


def _names(world: World, name: str) -> Json:
    names = ("real_name", "real_name_normalized", "display_name", "display_name_normalized")
    return dict.fromkeys(names, name) | {"team": world.team}


def _not_a_person(world: World, id_: str, name: str, profile: Json) -> Json:
    return {
        "id": id_,
        "team_id": world.team,
        "name": name.lower(),
        "deleted": False,
        "real_name": name,
        "profile": profile,
        "is_bot": False,
        "is_app_user": False,
        "updated": 1700000000,
    }
