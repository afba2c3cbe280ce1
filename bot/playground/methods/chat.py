"""chat.*: posting, changing and taking away messages."""

from __future__ import annotations

from bot.playground import messages, payloads
from bot.playground.methods.registry import SPECIAL, Call, method
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.world import Channel, Message

CONTENT = "text blocks attachments markdown_text parse link_names as_user"
LOOKS = "icon_emoji icon_url username"


@method(
    "chat.postMessage",
    scope="chat:write",
    tier=SPECIAL,
    needs="channel",
    accepts=f"{CONTENT} {LOOKS} metadata mrkdwn unfurl_links unfurl_media thread_ts reply_broadcast",
)
def post_message(call: Call) -> Json:
    channel = _addressed(call)
    _may_post(call, channel)
    messages.check(call.stage, call.arguments, call.method)
    message = messages.post(call.stage, channel, call.arguments)
    return {"channel": channel.id, "ts": message.ts, "message": _seen(call, message)}


def _addressed(call: Call) -> Channel:
    """The conversation; a person's id stands for their conversation with the bot."""
    world, wanted = call.stage.world, call.text("channel")
    if wanted in (world.bot_user, "USLACKBOT"):
        raise Refusal("cannot_dm_bot")
    person = world.people.get(wanted)
    if person is None:
        return call.channel()
    if person.stranger:
        raise Refusal("channel_not_found")
    return world.channels[person.dm]


def _may_post(call: Call, channel: Channel) -> None:
    if channel.archived:
        raise Refusal("is_archived")
    if channel.im and not call.stage.settings.app_home.get("messages_tab_enabled", True):
        raise Refusal("messages_tab_disabled")
    inside = call.stage.world.bot_user in channel.members
    if not inside and "chat:write.public" not in call.stage.scopes:
        raise Refusal("not_in_channel")


def _seen(call: Call, message: Message) -> Json:
    return payloads.message_object(call.stage.world, message, call.stage.url, metadata=True)


@method(
    "chat.update",
    scope="chat:write",
    tier=3,
    needs="channel ts",
    accepts=f"{CONTENT} metadata file_ids reply_broadcast",
)
def update(call: Call) -> Json:
    message = _own(call, "cant_update_message")
    given = call.arguments
    if not any(given.get(key) is not None for key in ("text", "blocks", "attachments", "markdown_text", "metadata")):
        raise Refusal("no_text")
    messages.check(call.stage, given, call.method)
    messages.change(call.stage, message, given)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": _seen(call, message),
    }


def _own(call: Call, not_own: str) -> Message:
    """A message of the bot's by channel id and ts."""
    channel = call.channel()
    message = channel.message(call.text("ts"))
    if message is None:
        raise Refusal("message_not_found")
    if channel.archived:
        raise Refusal("is_archived")
    if message.user != call.stage.world.bot_user:
        raise Refusal(not_own)
    return message


@method("chat.delete", scope="chat:write", tier=3, needs="channel ts", accepts="as_user")
def delete(call: Call) -> Json:
    message = _own(call, "cant_delete_message")
    messages.delete(call.stage, message)
    return {"channel": message.channel, "ts": message.ts}


@method(
    "chat.postEphemeral",
    scope="chat:write",
    tier=4,
    needs="channel user",
    accepts=f"{CONTENT} {LOOKS} thread_ts",
)
def post_ephemeral(call: Call) -> Json:
    channel = call.channel()
    _may_post(call, channel)
    person = call.stage.world.people.get(call.text("user"))
    if person is None or person.deleted or person.id not in channel.members:
        raise Refusal("user_not_in_channel")
    messages.check(call.stage, call.arguments, call.method)
    return {"message_ts": messages.post(call.stage, channel, call.arguments, only_for=person.id).ts}


@method("chat.getPermalink", tier=SPECIAL, needs="channel message_ts")
def permalink(call: Call) -> Json:
    channel = call.channel()
    if channel.message(call.text("message_ts")) is None:
        raise Refusal("message_not_found")
    short = call.text("message_ts").replace(".", "")
    where = f"https://{call.stage.world.domain}.slack.com/archives/{channel.id}/p{short}"
    return {"channel": channel.id, "permalink": where}
