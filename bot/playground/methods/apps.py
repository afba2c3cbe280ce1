"""Who the bot is, and its way into Socket Mode."""

from __future__ import annotations

from bot.playground.methods.registry import SPECIAL, Call, method
from bot.playground.refusal import Refusal
from bot.playground.settings import Json


@method("auth.test", tier=SPECIAL)
def auth_test(call: Call) -> Json:
    world = call.stage.world
    return {
        "url": f"https://{world.domain}.slack.com/",
        "team": world.domain.title(),
        "user": world.bot_name.lower(),
        "team_id": world.team,
        "user_id": world.bot_user,
        "bot_id": world.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", tier=1, app_token=True)
def connections_open(call: Call) -> Json:
    if call.sockets.off:
        raise Refusal("socket_mode_not_enabled")
    address = call.stage.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.sockets.ticket()}&app_id={call.stage.world.app_id}"}
