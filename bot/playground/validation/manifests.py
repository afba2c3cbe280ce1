"""The app's manifest, as Slack takes it when an app is created from one.

Page: reference/app-manifest; the numbers are those of the schema Slack publishes (major version 2).
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.playground.validation.between import distinct
from bot.playground.validation.objects import HTTPS
from bot.playground.validation.report import Problem, Report
from bot.playground.validation.rules import Flag, Listed, Mapped, Number, OneOf, Rule, String, shape

NAMES = Listed(String(1), 0, 255)
EVENTS = Listed(String(1), 0, 100)
DISPLAY = shape(
    {
        "name": String(1, 35),
        "description?": String(1, 140),
        "long_description?": String(175, 4000),
        "background_color?": String(4, 7, re.compile("#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")),
    }
)
COMMAND = shape(
    {
        "command": String(2, 32, re.compile(r"/\S+")),
        "description": String(1, 2000),
        "usage_hint?": String(0, 1000),
        "should_escape?": Flag(),
        "url?": HTTPS,
    }
)
SHORTCUT = shape(
    {
        "name": String(1, 24),
        "callback_id": String(1, 255),
        "description": String(1, 150),
        "type": OneOf(("global", "message")),
    }
)
HOME: dict[str, Rule] = {
    "home_tab_enabled?": Flag(),
    "messages_tab_enabled?": Flag(),
    "messages_tab_read_only_enabled?": Flag(),
}
FEATURES = shape(
    {
        "app_home?": shape(HOME),
        "bot_user?": shape({"display_name": String(1, 80), "always_online?": Flag()}),
        "slash_commands?": Listed(COMMAND, 1, 50),
        "shortcuts?": Listed(SHORTCUT, 0, 10),
        "unfurl_domains?": Listed(String(1), 0, 5),
        "assistant_view?": Mapped(),
        "agent_view?": Mapped(),
        "workflow_steps?": Listed(Mapped(), 0, 10),
    },
    distinct("slash_commands", "command"),
    distinct("shortcuts", "callback_id"),
)
SCOPES = shape({"bot?": NAMES, "user?": NAMES, "bot_optional?": NAMES, "user_optional?": NAMES})
OAUTH = shape(
    {
        "scopes?": SCOPES,
        "redirect_urls?": Listed(HTTPS, 0, 1000),
        "token_management_enabled?": Flag(),
        "pkce_enabled?": Flag(),
    }
)
SUBSCRIPTIONS: dict[str, Rule] = {
    "request_url?": HTTPS,
    "bot_events?": EVENTS,
    "user_events?": EVENTS,
    "metadata_subscriptions?": Listed(Mapped(), 0, 50),
}
INTERACTIVITY: dict[str, Rule] = {"is_enabled": Flag(), "request_url?": HTTPS, "message_menu_options_url?": HTTPS}


def reachable(settings: dict[str, Any], path: str, report: Report) -> None:
    """Without Socket Mode, Slack needs an address for what is switched on."""
    if settings.get("socket_mode_enabled") is True:
        return
    events, acts = settings.get("event_subscriptions"), settings.get("interactivity")
    for key, on in (("event_subscriptions", bool(events)), ("interactivity", bool(_get(acts, "is_enabled")))):
        if on and not _get(settings[key], "request_url"):
            report.add(f"{path}.{key}.request_url", "is needed unless Socket Mode is on")


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


SETTINGS = shape(
    {
        "event_subscriptions?": shape(SUBSCRIPTIONS),
        "interactivity?": shape(INTERACTIVITY),
        "incoming_webhooks?": shape({"incoming_webhooks_enabled?": Flag()}),
        "allowed_ip_address_ranges?": Listed(String(1), 0, 10),
        "org_deploy_enabled?": Flag(),
        "socket_mode_enabled?": Flag(),
        "token_rotation_enabled?": Flag(),
    },
    reachable,
)
MANIFEST = shape(
    {
        "_metadata?": shape({"major_version?": OneOf((1, 2)), "minor_version?": Number(0)}),
        "display_information": DISPLAY,
        "features?": FEATURES,
        "oauth_config?": OAUTH,
        "settings?": SETTINGS,
        "functions?": Mapped(),
    }
)


def manifest_problems(manifest: Mapping[str, Any]) -> list[Problem]:
    """What Slack would not take in this manifest."""
    report = Report("manifest", "invalid_manifest")
    MANIFEST.check(dict(manifest), "", report)
    return report.problems
