"""How a Web API method is declared, and what it is called with. The methods themselves live beside this."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.refusal import Refusal
from bot.playground.settings import Json
from bot.playground.sockets import Sockets
from bot.playground.stage import Stage
from bot.playground.world import Channel, Person

SPECIAL = 0


@dataclass(frozen=True)
class Call:
    stage: Stage
    sockets: Sockets
    method: str
    arguments: Json

    def text(self, name: str) -> str:
        given = self.arguments.get(name)
        return "" if given is None else str(given)

    def flag(self, name: str) -> bool:
        return self.arguments.get(name) in (True, "true", "1", 1)

    def number(self, name: str, default: int, most: int) -> int:
        try:
            wanted = int(self.arguments.get(name) or default)
        except (TypeError, ValueError):
            raise Refusal("invalid_arguments", f"[ERROR] must be a number [json-pointer:/{name}]") from None
        if not 0 < wanted <= most:
            raise Refusal("invalid_limit")
        return wanted

    def scope(self, *one_of: str) -> None:
        """Any one of these scopes will do."""
        if not self.stage.scopes.intersection(one_of):
            raise Refusal("missing_scope", needed=",".join(one_of), provided=",".join(sorted(self.stage.scopes)))

    def moment(self, name: str, default: str) -> float:
        try:
            return float(self.text(name) or default)
        except ValueError:
            raise Refusal(f"invalid_ts_{name}") from None

    def channel(self, name: str = "channel") -> Channel:
        """A conversation that the bot may see, by id."""
        channel = self.stage.world.channels.get(self.text(name))
        if channel is None or (channel.private and self.stage.world.bot_user not in channel.members):
            raise Refusal("channel_not_found")
        return channel

    def person(self, name: str = "user") -> Person:
        person = self.stage.world.people.get(self.text(name))
        if person is None:
            raise Refusal("user_not_found")
        return person


@dataclass(frozen=True)
class Method:
    name: str
    run: Callable[[Call], Json]
    scopes: tuple[str, ...]
    tier: int
    needs: tuple[str, ...]
    accepts: frozenset[str]
    app_token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scope: str = "", tier: int, needs: str = "", accepts: str = "", app_token: bool = False
) -> Callable[[Callable[[Call], Json]], Callable[[Call], Json]]:
    """`scope`: any one of these; `needs`: arguments that must be there; `accepts`: those that may."""

    def registered(run: Callable[[Call], Json]) -> Callable[[Call], Json]:
        allowed = frozenset({*needs.split(), *accepts.split(), "token"})
        METHODS[name] = Method(name, run, tuple(scope.split()), tier, tuple(needs.split()), allowed, app_token)
        return run

    return registered


def page(call: Call, everything: list[Any], *, limit: int) -> tuple[list[Any], str]:
    """One page of a list, and the cursor of the next page or ""."""
    cursor = call.text("cursor")
    if cursor and not re.fullmatch(r"at:\d+", cursor):
        raise Refusal("invalid_cursor")
    start = int(cursor[3:]) if cursor else 0
    end = start + limit
    return everything[start:end], f"at:{end}" if end < len(everything) else ""
