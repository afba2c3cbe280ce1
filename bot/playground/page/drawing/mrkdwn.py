"""Slack's own markup as HTML: bold, italic, strike, code, quotes, links, mentions, dates and emoji.

Formatting begins and ends only at the borders of words, as in Slack: 2*3*4 stays as it is.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from bot.playground.page.drawing import emoji, mentions
from bot.playground.page.drawing.markup import NOTHING, broken, joined, tag
from bot.playground.settings import Json
from bot.playground.world import World

_STYLES = {"*": "strong", "_": "em", "~": "s"}
_FENCE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_REST_QUOTED = re.compile(r"(?:&gt;|>){3} ?")


def _run(mark: str) -> str:
    """Between two marks stands no third, but code and links are passed over whole."""
    inside = rf"(?:(?><[^<>\n]*>|`[^`\n]+`|[^{mark}\n]))+"
    return rf"(?<![^\W_]){re.escape(mark)}(?![\s{mark}]){inside}(?<!\s){re.escape(mark)}(?![^\W_])"


_SPECIAL = re.compile(
    r"(?P<code>`[^`\n]+`)"
    r"|<(?P<angle>[^<>\n]+)>"
    r"|(?P<address>https?://[^\s<>|\"]+[^\s<>|\".,;:!?)\]}'*_~`])"
    rf"|(?P<styled>{'|'.join(map(_run, _STYLES))})"
    rf"|(?P<emoji>{emoji.SHAPE})"
)
_DATE = re.compile(r"!date\^(\d+)\^([^^|]*)(?:\^([^|]*))?(?:\|(.*))?")


def draw_text(world: World, text: Json) -> Markup:
    """A text object of either kind."""
    words = str(text.get("text", ""))
    if text.get("type") == "mrkdwn":
        return draw_mrkdwn(world, words, verbatim=bool(text.get("verbatim")))
    return draw_plain(words, with_emoji=text.get("emoji") is not False)


def draw_plain(words: str, *, with_emoji: bool = True) -> Markup:
    shown = emoji.with_emoji(words) if with_emoji else escape(words)
    return broken(shown)


def draw_mrkdwn(world: World, text: str, *, verbatim: bool = False) -> Markup:
    """With `verbatim`, bare addresses stay words; what is marked up is still drawn."""
    pieces: list[str] = []
    start = 0
    for fence in _FENCE.finditer(text):
        pieces += [_lines(world, text[start : fence.start()].removesuffix("\n"), verbatim)]
        pieces += [tag("pre", tag("code", _read(fence[1])))]
        start = fence.end() + text.startswith("\n", fence.end())
    return joined([*pieces, _lines(world, text[start:], verbatim)])


def _lines(world: World, text: str, verbatim: bool) -> Markup:
    """Lines that begin with > stand together as a quote."""
    if not text:
        return NOTHING
    pieces: list[str] = []
    lines = text.split("\n")
    while lines:
        quoted, lines = _taken_quote(lines)
        if quoted:
            pieces.append(tag("blockquote", _inline(world, "\n".join(quoted), verbatim)))
            continue
        until = next((n for n, line in enumerate(lines) if n and _QUOTE.match(line)), len(lines))
        pieces.append(_inline(world, "\n".join(lines[:until]), verbatim))
        lines = lines[until:]
    return joined(pieces)


def _taken_quote(lines: list[str]) -> tuple[list[str], list[str]]:
    if found := _REST_QUOTED.match(lines[0]):
        return [lines[0][found.end() :], *lines[1:]], []
    until = next((n for n, line in enumerate(lines) if not _QUOTE.match(line)), len(lines))
    return [_QUOTE.sub("", line, count=1) for line in lines[:until]], lines[until:]


def _inline(world: World, text: str, verbatim: bool) -> Markup:
    pieces: list[str] = []
    at = start = 0
    while found := _SPECIAL.search(text, at):
        drawn = _special(world, found, verbatim)
        at = found.end() if drawn is not None else found.end() - 1
        if drawn is not None:
            pieces += [_words(text[start : found.start()]), drawn]
            start = at
    return joined([*pieces, _words(text[start:])])


def _special(world: World, found: re.Match[str], verbatim: bool) -> Markup | None:
    whole = found[0]
    match found.lastgroup:
        case "code":
            return tag("code", _read(whole[1:-1]))
        case "angle":
            return _angle(world, found["angle"])
        case "address":
            return None if verbatim else mentions.link(_read(whole))
        case "emoji":
            name = emoji.NAMED.match(whole)
            return emoji.drawn(name) if name else None
        case _:
            return tag(_STYLES[whole[0]], _inline(world, whole[1:-1], verbatim))


def _angle(world: World, inside: str) -> Markup:
    target, _, shown = (_read(part) for part in inside.partition("|"))
    if target.startswith("@"):
        return mentions.user(world, target[1:], shown)
    if target.startswith("#"):
        return mentions.channel(world, target[1:], shown)
    if target.startswith("!"):
        return _command(world, inside, target, shown)
    return mentions.link(target, emoji.with_emoji(shown or ("" if ":" in target else f"<{target}>")))


def _command(world: World, inside: str, target: str, shown: str) -> Markup:
    if found := _DATE.fullmatch(inside):
        stamp, form, url, fallback = (_read(part or "") for part in found.groups())
        return mentions.date(world, int(stamp), form, fallback, url)
    name, _, id_ = target[1:].partition("^")
    if name == "subteam":
        return mentions.group(id_, shown)
    return mentions.broadcast(name) if name in ("here", "channel", "everyone") else escape(shown or f"<{target}>")


def _words(text: str) -> Markup:
    return broken(_read(text))


def _read(text: str) -> str:
    """The three signs that Slack asks apps to escape."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") if "&" in text else text
