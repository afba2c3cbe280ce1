"""What one playground is started with. Nothing here changes while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Settings:
    people: tuple[Json, ...] = ()
    channels: tuple[Json, ...] = ()
    stories: tuple[Json, ...] = ()
    manifest: Json = field(default_factory=dict)
    host: str = "127.0.0.1"
    port: int = 0
    # The number of a socket that whoever began this has bound, instead of a port.
    socket: int | None = None
    state: Path | None = None
    bot_token: str = "xoxb-playground"  # noqa: S105 - opens nothing outside this machine
    app_token: str = "xapp-playground"  # noqa: S105
    signing_secret: str = "playground"  # noqa: S105
    deliver_to: str | None = None
    # Where the bot lets its calendar be moved, and the token for it; without them nobody can move it.
    control: str | None = None
    control_token: str = ""
    team: str = "T0PLAYGROUND"
    # 1.0 holds the bot to Slack's tiers, 2.0 allows twice as much, 0 switches them off.
    rate_scale: float = 1.0
    patience: float = 3.0
    retry_waits: tuple[float, ...] = (0.0, 60.0, 300.0)
    connection_time: float = 3600.0

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", []))

    @property
    def events(self) -> frozenset[str]:
        subscriptions = self.manifest.get("settings", {}).get("event_subscriptions", {})
        return frozenset(subscriptions.get("bot_events", []))

    @property
    def commands(self) -> frozenset[str]:
        return frozenset(command["command"] for command in self.manifest.get("features", {}).get("slash_commands", []))

    @property
    def app_home(self) -> Json:
        home: Json = self.manifest.get("features", {}).get("app_home", {})
        return home

    @property
    def bot_name(self) -> str:
        return str(self.manifest.get("features", {}).get("bot_user", {}).get("display_name", "Bot"))
