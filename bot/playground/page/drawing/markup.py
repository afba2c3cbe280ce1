"""HTML from escaped pieces: a tag with its attributes, and pieces joined.

What the tags mean is decided by the callers.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from bot.playground.settings import Json

VOID = frozenset(("br", "hr", "img", "input", "wbr"))
NOTHING = Markup("")
BREAK = Markup("<br>")


def tag(name: str, /, *inside: str, **attributes: Any) -> Markup:
    """`class_` and `data_block` become class and data-block; None and False are left out, True stands bare."""
    shown = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    if name in VOID:
        return Markup(f"<{name}{shown}>")  # noqa: S704 - escaped in `_attribute`
    return Markup(f"<{name}{shown}>{joined(inside)}</{name}>")  # noqa: S704 - escaped in `joined`


def joined(pieces: Iterable[str]) -> Markup:
    """The pieces one after the other; those that are no markup yet are escaped."""
    # Markup's own join and escape do the same, at several times the price.
    return Markup("".join([piece if type(piece) is Markup else html.escape(piece) for piece in pieces]))  # noqa: S704


def broken(text: str) -> Markup:
    """Words with their line breaks; what is markup already stays so."""
    shown = escape(text)
    return shown.replace("\n", BREAK) if "\n" in text else shown


@lru_cache(maxsize=4096, typed=True)
def _attribute(key: str, value: Any) -> str:
    if value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(str(value))}"'


def words_of(part: Any) -> list[str]:
    """Every word that people would read in something that cannot be drawn, in order."""
    if isinstance(part, list):
        return [word for each in part for word in words_of(each)]
    if not isinstance(part, dict):
        return []
    return [word for key, value in part.items() for word in _words_under(key, value)]


def _words_under(key: str, value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if key in ("text", "title", "alt_text", "caption", "label", "author_name") else []
    return words_of(value)


def box(part: Json, what: str, more: str = "") -> Markup:
    """A labelled box in place of what is not drawn; `more` says what it would do."""
    kind = str(part.get("type", "")).replace("_", " ") or "nameless"
    label = tag("p", f"{kind} {what}, not drawn here{f': {more}' if more else ''}".strip(), class_="box-label")
    return tag("div", label, *(tag("p", broken(words)) for words in words_of(part)), class_="block-box")
