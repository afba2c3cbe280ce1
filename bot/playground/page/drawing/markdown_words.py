"""Markdown within a line: bold, italic, strike, code, links, bare addresses, escapes and emoji.

The blocks that the lines make are in `markdown`.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from bot.playground.page.drawing import emoji, mentions
from bot.playground.page.drawing.markup import broken, joined, tag

_SPECIAL = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!~>|])"
    r"|(?P<code>``[^\n]+?``(?!`)|`[^`]+`)"
    r"|!?\[(?P<words>[^\[\]]*)\]\((?P<url>[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:\s+\"[^\"\n]*\")?\)"
    r"|<(?P<angle>(?:https?://|mailto:)[^<>\s]+)>"
    r"|(?P<address>https?://[^\s<>|\"]+[^\s<>|\".,;:!?)\]}'*_~`])"
    r"|\*\*\*(?![\s*])(?P<both>[^*]+)(?<!\s)\*\*\*"
    r"|\*\*(?![\s*])(?P<bold>(?>[^*]|\*(?!\*))+)(?<!\s)\*\*"
    r"|(?<![^\W_])__(?![\s_])(?P<bold_too>(?>[^_]|_(?!_))+)(?<!\s)__(?![^\W_])"
    r"|\*(?![\s*])(?P<italic>(?>[^*]|\*\*[^*]+\*\*)+)(?<!\s)\*(?!\*)"
    r"|(?<![^\W_])_(?![\s_])(?P<italic_too>(?>[^_]|__[^_]+__)+)(?<!\s)_(?![^\W_])"
    r"|~~(?![\s~])(?P<strike>[^~]+)(?<!\s)~~"
    rf"|(?P<emoji>{emoji.SHAPE})"
)
_STYLES = {"bold": "strong", "italic": "em", "strike": "s"}


def draw_words(text: str) -> Markup:
    pieces: list[str] = []
    at = start = 0
    while found := _SPECIAL.search(text, at):
        drawn = _special(found)
        at = found.end() if drawn is not None else found.end() - 1
        if drawn is not None:
            pieces += [broken(text[start : found.start()]), drawn]
            start = at
    return joined([*pieces, broken(text[start:])])


def _special(found: re.Match[str]) -> Markup | None:
    kind = next(name for name, value in found.groupdict().items() if value is not None)
    match kind:
        case "escaped":
            return broken(found[kind])
        case "code":
            return tag("code", found[kind].strip("`").strip(" "))
        case "words":
            return mentions.link(found["url"], draw_words(found["words"]))
        case "angle" | "address":
            return mentions.link(found[kind])
        case "emoji":
            name = emoji.NAMED.match(found[kind])
            return emoji.drawn(name) if name else None
        case "both":
            return tag("strong", tag("em", draw_words(found[kind])))
        case _:
            return tag(_STYLES[kind.removesuffix("_too")], draw_words(found[kind]))
