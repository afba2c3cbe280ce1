"""People, channels, groups, links and dates inside words, the same in mrkdwn and in rich text.

How the words around them are read is in `mrkdwn` and `rich_text`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from datetime import date as Day
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from bot.playground import calendar
from bot.playground.page.drawing.markup import tag
from bot.playground.world import World

_SAFE = re.compile(r"(?:https?|mailto|tel|slack):", re.IGNORECASE)
_TOKEN = re.compile(r"\{(\w+)\}")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def user(world: World, id_: str, shown: str = "") -> Markup:
    person = world.people.get(id_)
    name = person.name if person else world.bot_name if id_ == world.bot_user else shown or id_
    return _mention(f"@{name}")


def channel(world: World, id_: str, shown: str = "") -> Markup:
    there = world.channels.get(id_)
    return _mention(f"#{shown if there is None or there.im else there.name}" if there or shown else f"#{id_}")


def group(id_: str, shown: str = "") -> Markup:
    return _mention(shown if shown.startswith("@") else f"@{shown or id_}")


def broadcast(reach: str) -> Markup:
    return tag("span", f"@{reach}", class_="mention broadcast")


def _mention(words: str) -> Markup:
    return tag("span", words, class_="mention")


def is_safe(url: str) -> bool:
    """An address that does nothing to this page when it is followed."""
    return bool(_SAFE.match(url))


def link(url: str, words: str = "") -> Markup:
    shown = words or url.removeprefix("mailto:")
    if not is_safe(url):
        return escape(shown)
    return tag("a", shown, href=url, target="_blank", rel="noopener noreferrer")


def date(world: World, stamp: int, form: str, fallback: str, url: str = "") -> Markup:
    """A moment in the zone of this Slack, in the order that British people write."""
    try:
        when = datetime.fromtimestamp(stamp, UTC).astimezone(ZoneInfo(world.zone))
    except (OverflowError, ValueError, OSError):
        return escape(fallback)
    today = calendar.now(world).date()
    shown = tag("time", _TOKEN.sub(lambda found: _formed(when, today, found), form), datetime=when.isoformat())
    return link(url, shown) if url else shown


def _formed(when: datetime, today: Day, token: re.Match[str]) -> str:
    name = token[1].removesuffix("_pretty")
    days = (when.date() - today) // timedelta(days=1)
    if name != token[1] and days in _NEAR:
        return _NEAR[days]
    if name == "ago":
        return _ago(days)
    made = _FORMS.get(name)
    return made(when) if made else token[0]


def _ago(days: int) -> str:
    if days in _NEAR:
        return _NEAR[days]
    return f"{-days} days ago" if days < 0 else f"in {days} days"


_FORMS = {
    "date_num": lambda when: f"{when:%Y-%m-%d}",
    "date_slash": lambda when: f"{when:%d/%m/%Y}",
    "date": lambda when: f"{when.day} {when:%B %Y}",
    "date_short": lambda when: f"{when.day} {when:%b %Y}",
    "date_long": lambda when: f"{when:%A}, {when.day} {when:%B %Y}",
    "date_long_full": lambda when: f"{when.day} {when:%B %Y}",
    "day_divider": lambda when: f"{when:%A}, {when.day} {when:%B}",
    "time": lambda when: f"{when:%H:%M}",
    "time_secs": lambda when: f"{when:%H:%M:%S}",
}
