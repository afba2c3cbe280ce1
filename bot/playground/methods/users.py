"""users.*: who is in the workspace."""

from __future__ import annotations

from bot.playground import payloads
from bot.playground.methods.registry import Call, method, page
from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.world import Person


def _seen(call: Call, person: Person) -> Json:
    email = "users:read.email" in call.stage.scopes
    return payloads.user_object(call.stage.world, person, email=email)


@method("users.info", scope="users:read", tier=4, needs="user", accepts="include_locale")
def info(call: Call) -> Json:
    if call.text("user") == call.stage.world.bot_user:
        return {"user": payloads.bot_user_object(call.stage.world)}
    return {"user": _seen(call, call.person())}


@method("users.list", scope="users:read", tier=2, accepts="cursor include_locale limit team_id")
def everybody(call: Call) -> Json:
    world = call.stage.world
    known = [_seen(call, person) for person in world.people.values()]
    members = [payloads.slackbot_object(world), payloads.bot_user_object(world), *known]
    some, cursor = page(call, members, limit=call.number("limit", 1000, 1000))
    return {"members": some, "cache_ts": int(float(payloads.stamp())), "response_metadata": {"next_cursor": cursor}}


@method("users.lookupByEmail", scope="users:read.email", tier=3, needs="email")
def lookup_by_email(call: Call) -> Json:
    wanted = call.text("email").casefold()
    for person in call.stage.world.people.values():
        if person.email.casefold() == wanted and not person.deleted and not person.stranger:
            return {"user": _seen(call, person)}
    raise Refusal("users_not_found")
