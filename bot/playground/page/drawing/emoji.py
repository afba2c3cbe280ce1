"""Emoji by the names that Slack gives them, each with words for a screen reader. The table is emoji.txt.

A name that is not in the table stays as it was typed.
"""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup, escape

from bot.playground.page.drawing.markup import joined, tag

NAMED = re.compile(r":([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?")
SHAPE = r":[a-z0-9_+'-]+:(?::skin-tone-[2-6]:)?"
_WITH_TONE = "[with a skin tone]"


def _table() -> tuple[dict[str, str], frozenset[str]]:
    """Each line: the emoji, then its names. Those after the mark take a skin tone."""
    known: dict[str, str] = {}
    plain, _, toned = (Path(__file__).parent / "emoji.txt").read_text(encoding="utf-8").partition(_WITH_TONE)
    for line in [*plain.splitlines(), *toned.splitlines()]:
        sign, *names = line.split() or [""]
        known |= dict.fromkeys(names, sign)
    return known, frozenset(name for line in toned.splitlines() for name in line.split()[1:])


KNOWN, TONED = _table()


def named(name: str, tone: int = 0) -> Markup | None:
    """The emoji of this name, in one of Slack's skin tones (2 to 6) where it has them."""
    sign = KNOWN.get(name)
    if sign is None:
        return None
    shown = _toned(sign, tone) if tone > 1 and name in TONED else sign
    return tag("span", shown, role="img", aria_label=name.replace("_", " "), class_="emoji")


def _toned(sign: str, tone: int) -> str:
    return sign[0] + chr(0x1F3FB + tone - 2) + sign[1:].removeprefix("\ufe0f")


def drawn(found: re.Match[str]) -> Markup | None:
    """What `NAMED` has found."""
    return named(found[1], int(found[2] or 0))


def with_emoji(text: str) -> Markup:
    """Words in which each known name becomes its emoji."""
    if ":" not in text:
        return escape(text)
    pieces: list[str] = []
    at = start = 0
    while found := NAMED.search(text, at):
        sign = drawn(found)
        # The colon that ends an unknown name may begin a known one.
        at = found.end() if sign else found.end(1)
        if sign:
            pieces += [text[start : found.start()], sign]
            start = at
    return joined([*pieces, text[start:]])
