"""The general notion: a rule says what a value may be, a shape is a rule for an object with known keys.

No limit of Slack's stands here; they are in `objects`, `elements`, `blocks` and their neighbours.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.playground.validation.report import Report, join, units

Also = Callable[[dict[str, Any], str, Report], None]  # what must hold between the keys of one object
SURFACES = frozenset({"message", "modal", "home"})


class Rule(Protocol):
    def check(self, value: Any, path: str, report: Report) -> None: ...


@dataclass(frozen=True)
class String:
    """A string of `low` to `high` UTF-16 units; `shown` ones are read by people and count towards the sum."""

    low: int = 0
    high: int | None = None
    pattern: re.Pattern[str] | None = None
    shown: bool = False
    unique: str = ""

    def check(self, value: Any, path: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "must be a string")
            return
        size = units(value)
        if self.shown:
            report.counts["text"] += size
        if size < self.low or (self.high is not None and size > self.high):
            report.add(path, _bounds(self.low, self.high, "characters", size))
        elif self.pattern and not self.pattern.fullmatch(value):
            report.add(path, f"does not have the form Slack expects ({self.pattern.pattern})")
        if self.unique and report.repeats(self.unique, value):
            report.add(path, f"stands twice in this payload: a {self.unique} must be unique")


@dataclass(frozen=True)
class Number:
    low: float | None = None
    high: float | None = None
    whole: bool = True

    def check(self, value: Any, path: str, report: Report) -> None:
        kinds = int if self.whole else (int, float)
        if not isinstance(value, kinds) or isinstance(value, bool) or value in (math.inf, -math.inf) or value != value:
            report.add(path, "must be a whole number" if self.whole else "must be a number")
        elif (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            report.add(path, f"must lie between {self.low} and {self.high}; it is {value}")


@dataclass(frozen=True)
class Flag:
    def check(self, value: Any, path: str, report: Report) -> None:
        if not isinstance(value, bool):
            report.add(path, "must be true or false")


@dataclass(frozen=True)
class OneOf:
    values: tuple[Any, ...]

    def check(self, value: Any, path: str, report: Report) -> None:
        if value not in self.values or isinstance(value, bool):
            report.add(path, f"must be one of {', '.join(map(str, self.values))}")


@dataclass(frozen=True)
class Listed:
    """A list of `low` to `high` things; `null` is let through where Slack takes a gap."""

    rule: Rule
    low: int = 0
    high: int | None = None
    gaps: bool = False

    def check(self, value: Any, path: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add(path, "must be a list")
            return
        if len(value) < self.low or (self.high is not None and len(value) > self.high):
            report.add(path, _bounds(self.low, self.high, "items", len(value)))
        for index, part in enumerate(value):
            if part is not None or not self.gaps:
                self.rule.check(part, f"{path}[{index}]", report)


@dataclass(frozen=True)
class Mapped:
    """An object with free keys, all of whose values follow one rule (none: any value)."""

    rule: Rule | None = None
    low: int = 0

    def check(self, value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must be an object")
        elif len(value) < self.low:
            report.add(path, "must not be empty")
        elif self.rule:
            for key, part in value.items():
                self.rule.check(part, join(path, key), report)


@dataclass(frozen=True)
class Shape:
    """An object with known keys. An unknown key is a problem, and so is a missing required one."""

    keys: Mapping[str, Rule]
    required: frozenset[str]
    also: tuple[Also, ...] = ()
    on: frozenset[str] = SURFACES

    def check(self, value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must be an object")
            return
        for key, part in value.items():
            rule = self.keys.get(key)
            if rule is not None:
                rule.check(part, join(path, key), report)
            elif key != "type":
                report.add(join(path, key), "is a key that Slack does not know here")
        if not self.required <= value.keys():
            for key in sorted(self.required - value.keys()):
                report.add(join(path, key), "is required")
        for extra in self.also:
            extra(value, path, report)


@dataclass(frozen=True)
class Kinds:
    """An object whose `type` picks its shape, among those that may stand in this place."""

    shapes: Mapping[str, Shape]
    place: str

    def check(self, value: Any, path: str, report: Report) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        shape = self.shapes.get(kind) if isinstance(kind, str) else None
        if shape is None:
            report.add(path, f"{kind!r} is no type that may stand in {self.place}")
            return
        report.counts[f"type:{kind}"] += 1
        if report.surface not in shape.on:
            report.add(path, f"{kind} may not stand on this surface ({report.surface})")
        shape.check(value, path, report)


@dataclass(frozen=True)
class Tallied:
    """Counts the shown characters under this rule by themselves, and optionally keeps them out of the sum."""

    name: str
    rule: Rule
    apart: bool = False

    def check(self, value: Any, path: str, report: Report) -> None:
        before = report.counts["text"]
        self.rule.check(value, path, report)
        report.counts[self.name] += report.counts["text"] - before
        if self.apart:
            report.counts["text"] = before


def shape(keys: Mapping[str, Rule], *also: Also, on: str = "message modal home") -> Shape:
    """A shape from a description in which a key that may be left out ends in a question mark."""
    required = frozenset(key for key in keys if not key.endswith("?"))
    return Shape({key.rstrip("?"): rule for key, rule in keys.items()}, required, also, frozenset(on.split()))


def _bounds(low: int, high: int | None, things: str, found: int) -> str:
    wanted = f"at least {low:,}" if high is None else f"{low:,} to {high:,}"
    return f"must have {wanted} {things}; it has {found:,}"
