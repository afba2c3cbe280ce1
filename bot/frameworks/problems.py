"""What is wrong in a file, said so that its author can mend it: where, what, and what to write instead."""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails

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
        key = next((str(step) for step in reversed(fault.where) if isinstance(step, str)), "file")
        return Problem(self._file, self._line_of.get(where, 1), key, fault.wrong, fault.instead, fault.is_advice)


def faults_of(errors: Iterable[ErrorDetails], lines: Lines, keys: Iterable[str]) -> Iterator[Fault]:
    """Pydantic's errors in words. Steps that only name a branch of a union are taken out of the way there."""
    placed = [(_where(error["loc"], lines), error) for error in errors]
    known = list(keys)
    for where, error in placed:
        if not _is_echo(where, error, placed):
            wrong, instead = _words(error, where, known)
            yield Fault(where, wrong, instead)


def _where(loc: tuple[Step, ...], lines: Lines) -> Where:
    where: Where = ()
    for position, step in enumerate(loc):
        if lines.holds((*where, step)):
            where = (*where, step)
        elif position == len(loc) - 1 and isinstance(step, str) and step.isidentifier():
            where = (*where, step)  # a missing key is named though it stands nowhere
    return where


def _is_echo(where: Where, error: ErrorDetails, placed: list[tuple[Where, ErrorDetails]]) -> bool:
    """A union reports each branch that failed. Keep the branch that got furthest, and one of equals."""
    if error["type"] == "literal_error":
        return any(len(other) > len(where) and other[: len(where)] == where for other, _ in placed)
    if error["type"] == "model_type":
        return any(other == where and err["type"] == "literal_error" for other, err in placed)
    return False


def _words(error: ErrorDetails, where: Where, keys: list[str]) -> tuple[str, str]:
    context: dict[str, Any] = error.get("ctx", {})
    key = str(where[-1]) if where else "file"
    match error["type"]:
        case "missing":
            return "is missing", "add this key"
        case "extra_forbidden":
            return "is not a key of this place", _nearest(key, keys)
        case "literal_error" | "union_tag_invalid":
            return "is not one of the words allowed here", f"write one of {_allowed(context)}"
        case "union_tag_not_found":
            return "has no kind", "add a key kind"
        case "string_too_long":
            return "is too long", f"use at most {context['max_length']} characters"
        case "string_too_short":
            return "is empty", "write something or leave the key out"
        case "too_short":
            return "has too few entries", f"give at least {context['min_length']}"
        case "too_long":
            return "has too many entries", f"give at most {context['max_length']}"
        case "string_pattern_mismatch":
            return "is not of the right form", f"write it like this pattern: {context['pattern']}"
        case "int_parsing" | "greater_than_equal" | "less_than_equal":
            return "is not a number that fits", "write a whole number in the allowed range"
        case "bool_parsing":
            return "is neither true nor false", "write true or false"
        case "list_type":
            return "is not a list", "put each entry on a line of its own after a hyphen"
        case "model_type" | "dict_type" | "model_attributes_type":
            return "is not a set of keys", "write keys with values, each on a line of its own"
        case "string_type":
            return "is not a text", "write words after the colon"
        case other:
            return f"does not fit ({other})", "see the description of this key in the schema"


def _allowed(context: dict[str, Any]) -> str:
    return str(context.get("expected") or context.get("expected_tags")).replace("'", "")


def _nearest(key: str, keys: list[str]) -> str:
    close = difflib.get_close_matches(key, keys, n=1, cutoff=0.6)
    return f"write {close[0]} instead" if close else "take it out"
