"""What is wrong in a file, said so that its author can mend it: where, what, and what to write instead."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

from bot.frameworks.shape import ADVICE, Shape, keys_of, kinds_of, shapes_at

MOST_FAULTS = 100
"""Of one file: who sees so many mends the first ones and looks again."""

Step = str | int
Where = tuple[Step, ...]
"""The way to a value inside a file, such as ("parts", 0, "title")."""


@dataclass(frozen=True)
class Problem:
    file: str
    line: int
    key: str
    wrong: str
    instead: str
    is_advice: bool = False
    """True where the file loads all the same."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key}: {self.wrong}, {self.instead}"


@dataclass(frozen=True)
class Fault:
    """A problem before it is known on which line it stands."""

    where: Where
    wrong: str
    instead: str
    is_advice: bool = False


class Lines:
    """On which line of one file each value begins."""

    def __init__(self, file: Path | str, line_of: Mapping[Where, int]) -> None:
        self._file = str(file)
        self._line_of = line_of

    def holds(self, where: Where) -> bool:
        return where in self._line_of

    def problem(self, fault: Fault) -> Problem:
        """The fault with its line: that of the value, or of the nearest thing around it that is in the file."""
        where = fault.where
        while where and where not in self._line_of:
            where = where[:-1]
        key = next((step for step in reversed(fault.where) if isinstance(step, str)), "file")
        line = self._line_of.get(where, 1)
        return Problem(self._file, line, _shown(key), fault.wrong, fault.instead, fault.is_advice)


def _shown(key: str) -> str:
    """The key as it may be printed: in one line, short, and without anything that steers a terminal."""
    plain = "".join(char if char.isprintable() else "?" for char in key[:60])
    return plain if len(key) <= 60 else f"{plain}…"


def few(faults: Iterable[Fault]) -> list[Fault]:
    """The first faults; where there are more, the last one says so."""
    coming = iter(faults)
    found = list(islice(coming, MOST_FAULTS))
    if next(coming, None):
        found.append(Fault((), "has more problems than are named here", "mend those first, then check again"))
    return found


def faults_of(errors: list[ErrorDetails], lines: Lines, root: type[Shape]) -> Iterator[Fault]:
    """Pydantic's errors in words. Steps that only name a branch of a union are taken out of the way there."""
    placed = [(_where(error, lines), error) for error in errors[: 2 * MOST_FAULTS]]
    meant = {(*where[:-1], _meant(error, root)) for where, error in placed if error["type"] == "extra_forbidden"}
    for where, error in placed:
        misspelt = error["type"] == "missing" and where in meant
        if not misspelt and not _is_echo(where, error, placed):
            yield Fault(where, *_words(error, where, root, lines))


def _where(error: ErrorDetails, lines: Lines) -> Where:
    where: Where = ()
    for step in error["loc"]:
        if lines.holds((*where, step)):
            where = (*where, step)
    match error["type"]:
        case "missing":
            return (*where, error["loc"][-1])  # named though it stands nowhere
        case "union_tag_invalid" | "union_tag_not_found":
            return (*where, "kind")
    return where


def _is_echo(where: Where, error: ErrorDetails, placed: list[tuple[Where, ErrorDetails]]) -> bool:
    """A union reports each branch that failed. Keep the branch that got furthest, and one of equals."""
    if error["type"] == "literal_error":
        return any(len(other) > len(where) and other[: len(where)] == where for other, _ in placed)
    if error["type"] == "model_type":
        return any(other == where and err["type"] == "literal_error" for other, err in placed)
    return False


def _words(error: ErrorDetails, where: Where, root: type[Shape], lines: Lines) -> tuple[str, str]:
    """What is wrong, and what to write instead."""
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return "is missing", "add it"
        case "extra_forbidden":
            return "is not a key of this place", _instead_of_key(error, where, root, lines)
        case "literal_error" | "union_tag_invalid":
            return "is not one of the words allowed here", _instead_of_word(error, where, root)
        case "union_tag_not_found":
            return "is missing", f"add it, with one of {_listed(_kinds_at(error, root))}"
        case "string_too_long":
            return "is too long", f"use at most {context['max_length']} characters"
        case "string_too_short":
            return "is empty", "write something or leave the key out"
        case "too_short":
            return "has too few entries", f"give at least {context['min_length']}"
        case "too_long":
            return "has too many entries", f"give at most {context['max_length']}"
        case "string_pattern_mismatch":
            return "is not of the right form", ADVICE[context["pattern"]]
        case "int_parsing" | "int_parsing_size":
            return "is not a number that fits", "write a small whole number"
        case "greater_than_equal":
            return "is too small", f"write a whole number of at least {context['ge']}"
        case "less_than_equal":
            return "is too large", f"write a whole number of at most {context['le']}"
        case "bool_parsing" | "bool_type":
            return "is neither true nor false", "write true or false"
        case "list_type":
            return "is not a list", _instead_of_one(error["input"])
        case "dict_type":
            return "is not a set of names", "write a name, a colon and its words, one to a line"
        case "model_type" | "model_attributes_type":
            return "does not hold keys", f"give it its keys: {_listed(_needed_at(error, root))}"
        case "string_type" | "int_type":
            return "is not a text", _instead_of_tree(error["input"])
        case other:
            return f"does not fit ({other})", "see the description of this key in the schema"


def _instead_of_key(error: ErrorDetails, where: Where, root: type[Shape], lines: Lines) -> str:
    meant = _meant(error, root)
    if meant and not lines.holds((*where[:-1], meant)):
        return f"write {meant} instead"
    free = [key for key in _keys_beside(error, root) if not lines.holds((*where[:-1], key))]
    return f"take it out, or use one of {_listed(free)}" if free else "take it out"


def _meant(error: ErrorDetails, root: type[Shape]) -> str:
    """The key of this place that looks most like the unknown one, or nothing."""
    return nearest(str(error["loc"][-1]), _keys_beside(error, root))


def _instead_of_word(error: ErrorDetails, where: Where, root: type[Shape]) -> str:
    context: dict[str, Any] = error.get("ctx", {})
    allowed = _allowed(context)
    near = nearest(str(context.get("tag", error["input"])), allowed)
    words = f"write {near}, or else one of" if near and len(allowed) > 1 else "write one of"
    said = f"{words} {_listed([word for word in allowed if word != near or len(allowed) == 1])}"
    if error["type"] == "literal_error" and where and str(error["loc"][-1]).startswith("literal["):
        said += f", or below it the key {_listed(_needed_at(error, root))}"
    return said


def _keys_beside(error: ErrorDetails, root: type[Shape]) -> list[str]:
    return _once(key for shape in shapes_at(root, error["loc"][:-1]) for key in keys_of(shape))


def _needed_at(error: ErrorDetails, root: type[Shape]) -> list[str]:
    """The keys that whatever can stand there must have."""
    shapes = shapes_at(root, error["loc"])
    return [key for key in keys_of(shapes[0]) if all(key in keys_of(shape, needed=True) for shape in shapes)]


def _kinds_at(error: ErrorDetails, root: type[Shape]) -> list[str]:
    return _once(kind for shape in shapes_at(root, error["loc"]) for kind in kinds_of(shape))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _instead_of_one(given: Any) -> str:
    if isinstance(given, str) and 0 < len(given) <= 40 and given.isprintable():
        return f"put it in brackets: [{given}]"
    return "put each entry on a line of its own after a hyphen"


def _instead_of_tree(given: Any) -> str:
    if isinstance(given, dict):
        return "write words; a text that begins with { or holds a colon needs double quotes around it"
    return "write one text, without brackets and hyphens"


def _allowed(context: dict[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", str(context.get("expected") or context.get("expected_tags")))


def _listed(words: list[str]) -> str:
    return ", ".join(words)


def nearest(word: str, words: list[str]) -> str:
    """The one of these words that looks most like this one, or nothing."""
    return next(iter(difflib.get_close_matches(word[:60], words, n=1, cutoff=0.6)), "")


_FEW = 8


def unknown(where: Where, what: str, name: str, known: Iterable[str]) -> Fault:
    """A name of something that is not there, with the nearest that is, or a few."""
    names = sorted(known)
    near = nearest(name, names)
    few = ", ".join(names[:_FEW]) + (" …" if len(names) > _FEW else "")
    return Fault(where, f"names the unknown {what} {name}", f"write {near}" if near else f"write one of {few}")
