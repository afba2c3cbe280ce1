"""Characters for which a file's fonts have no shape are told by name: a picture somebody typed must not stop a report.

What is stored, and what Slack, spreadsheets and text show, stays as it was typed.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar

P = TypeVar("P")

_JOINERS = frozenset("\u00ad\u200b\u200c\u200d")
_VARIANTS = re.compile("[\ufe00-\ufe0f]")
_NO_SHAPE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me"})
_COMBINED = "combining"
_PICTURES = 0x1F000
"""From here on the symbols are pictures."""
_SAID = re.compile(r'(?:the text|codepoint) `"(?P<text>.*?)"`', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def spelt(paper: P, unknown: frozenset[str] = frozenset()) -> P:
    """The same values, in which every text can be set. `unknown` are kinds of characters found to have no shape."""
    told: P = _mapped(paper, partial(_spelt, unknown=unknown))
    return told


def unknown_in(error: str) -> frozenset[str]:
    """The kinds of the characters that an error of the typesetter says it has no shape for; none for other errors."""
    found = _SAID.search(error)
    text = _ESCAPE.sub(_unescaped, found["text"]) if found else ""
    named = frozenset(_kind(sign) for sign in text if not sign.isascii() and sign not in _JOINERS)
    # A plain letter has a shape: what it lacks is one with the mark that it was typed with.
    return named or frozenset({_COMBINED} if found else ())


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _PLAIN.get(found[2], found[2])


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _mapped(getattr(value, part.name), change) for part in fields(value)})
    return value


def _spelt(text: str, unknown: frozenset[str]) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        _shown(sign, unknown) for sign in unicodedata.normalize("NFC", _VARIANTS.sub("", text)).replace("\r\n", "\n")
    )


def _shown(sign: str, unknown: frozenset[str]) -> str:
    if sign == "\n" or sign in _JOINERS:
        return sign
    if sign in "\t\r":
        return " "
    has_none = unicodedata.category(sign) in _NO_SHAPE or ord(sign) >= _PICTURES or not unknown.isdisjoint(_kinds(sign))
    return f"[{_name(sign)}]" if has_none else sign


def _kinds(sign: str) -> set[str]:
    return {_kind(sign), _COMBINED} if unicodedata.combining(sign) else {_kind(sign)}


def _kind(sign: str) -> str:
    """Letters of one script come together; any other character is its own kind."""
    script = _name(sign).partition(" ")[0]
    return script if unicodedata.category(sign)[0] in "LM" and script != _COMBINED else sign


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"character {ord(sign):X}").lower()
