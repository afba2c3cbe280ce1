"""conversations.*: which conversations there are, who is in them, what was said."""

from __future__ import annotations

from bot.playground import payloads
from bot.playground.methods.registry import Call, method, page
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.world import Channel

FAMILY = {"im": "im", "private_channel": "groups", "public_channel": "channels"}


def _scope(call: Call, channel: Channel, verb: str) -> None:
    call.scope(f"{FAMILY[channel.kind]}:{verb}")


@method(
    "conversations.open",
    scope="im:write mpim:write groups:write channels:manage",
    tier=3,
    accepts="channel users return_im prevent_creation",
)
def open_conversation(call: Call) -> Json:
    full = call.flag("return_im")
    if call.text("channel"):
        return {"channel": _brief(call, call.channel(), full=full)}
    users = [user for user in call.text("users").split(",") if user]
    if len(users) != 1:
        raise Refusal("users_list_not_supplied" if not users else "not_enough_users")
    if users[0] in (call.stage.world.bot_user, "USLACKBOT"):
        raise Refusal("cannot_dm_bot")
    person = call.stage.world.people.get(users[0])
    if person is None:
        raise Refusal("user_not_found")
    if person.deleted:
        raise Refusal("user_disabled")
    if person.stranger:
        raise Refusal("user_not_visible")
    return {"channel": _brief(call, call.stage.world.channels[person.dm], full=full)}


def _brief(call: Call, channel: Channel, *, full: bool) -> Json:
    if not full:
        return {"id": channel.id}
    return {key: value for key, value in _seen(call, channel).items() if key != "is_archived"}


def _seen(call: Call, channel: Channel) -> Json:
    common: Json = {"id": channel.id, "created": channel.created, "is_archived": channel.archived, "is_im": channel.im}
    if channel.im:
        other = next(user for user in channel.members if user != call.stage.world.bot_user)
        return common | {"user": other, "is_org_shared": False, "priority": 0}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.private,
        "is_group": channel.private,
        "is_mpim": False,
        "is_private": channel.private,
        "is_general": channel.name == "general",
        "is_shared": channel.shared,
        "is_ext_shared": channel.shared,
        "is_org_shared": False,
        "is_member": call.stage.world.bot_user in channel.members,
        "creator": "USLACKBOT",
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


ALL_FAMILIES = "channels:read groups:read im:read mpim:read"


@method("conversations.info", scope=ALL_FAMILIES, tier=3, needs="channel", accepts="include_locale include_num_members")
def info(call: Call) -> Json:
    channel = call.channel()
    _scope(call, channel, "read")
    count = {"num_members": len(channel.members)} if call.flag("include_num_members") else {}
    return {"channel": _seen(call, channel) | count}


@method("conversations.list", tier=2, accepts="cursor exclude_archived limit team_id types")
def everything(call: Call) -> Json:
    kinds = (call.text("types") or "public_channel").split(",")
    for kind in kinds:
        call.scope(f"{FAMILY.get(kind, 'mpim')}:read")
    bot = call.stage.world.bot_user
    visible = [c for c in call.stage.world.channels.values() if not c.private or bot in c.members]
    wanted = [c for c in visible if c.kind in kinds and not (c.archived and call.flag("exclude_archived"))]
    some, cursor = page(call, wanted, limit=call.number("limit", 100, 1000))
    return {"channels": [_seen(call, c) for c in some], "response_metadata": {"next_cursor": cursor}}


@method("conversations.members", scope=ALL_FAMILIES, tier=4, needs="channel", accepts="cursor limit")
def members(call: Call) -> Json:
    channel = call.channel()
    _scope(call, channel, "read")
    some, cursor = page(call, channel.members, limit=call.number("limit", 100, 1000))
    return {"members": some, "response_metadata": {"next_cursor": cursor}}


@method(
    "conversations.history",
    tier=3,
    needs="channel",
    accepts="cursor inclusive include_all_metadata latest limit oldest",
)
def history(call: Call) -> Json:
    channel = call.channel()
    _scope(call, channel, "history")
    if call.stage.world.bot_user not in channel.members:
        raise Refusal("not_in_channel")
    oldest, latest = call.moment("oldest", "0"), call.moment("latest", "inf")
    edge = call.flag("inclusive")
    between = [m for m in reversed(channel.messages) if _between(float(m.ts), oldest, latest, edge=edge)]
    some, cursor = page(call, between, limit=call.number("limit", 100, 999))
    metadata = call.flag("include_all_metadata")
    world, url = call.stage.world, call.stage.url
    return {
        "messages": [payloads.message_object(world, m, url, metadata=metadata) for m in some],
        "has_more": bool(cursor),
        "pin_count": 0,
    } | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _between(ts: float, oldest: float, latest: float, *, edge: bool) -> bool:
    return oldest < ts < latest or (edge and ts in (oldest, latest))
