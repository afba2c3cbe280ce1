"""Rules between the keys of one object: exclusive keys, equal options, unique names, labels people can read.

Rules for a single value are in `rules`.
"""

import re
from typing import Any

from bot.playground.validation.report import Report, join
from bot.playground.validation.rules import Also

EMOJI_CODE = re.compile(r":[a-z0-9_+'-]+:")


def exactly_one(*keys: str) -> Also:
    return _present(keys, 1, 1, f"needs exactly one of {' and '.join(keys)}")


def at_least_one(*keys: str) -> Also:
    return _present(keys, 1, len(keys), f"needs at least one of {', '.join(keys)}")


def at_most_one(*keys: str) -> Also:
    return _present(keys, 0, 1, f"takes only one of {' and '.join(keys)}")


def _present(keys: tuple[str, ...], low: int, high: int, words: str) -> Also:
    def rule(value: dict[str, Any], path: str, report: Report) -> None:
        if not low <= sum(key in value for key in keys) <= high:
            report.add(path, words)

    return rule


def distinct(listed: str, key: str) -> Also:
    """No two things of a list share the value of this key."""

    def rule(value: dict[str, Any], path: str, report: Report) -> None:
        found = [part[key] for part in things(value, listed) if isinstance(part.get(key), str)]
        if len(set(found)) < len(found):
            report.add(join(path, listed), f"has the same {key} twice")

    return rule


def ordered(low: str, high: str) -> Also:
    """The lower bound is not above the upper one; both may be numbers or, as in number inputs, strings."""

    def rule(value: dict[str, Any], path: str, report: Report) -> None:
        try:
            wrong = float(value[low]) > float(value[high])
        except (KeyError, TypeError, ValueError):
            return
        if wrong:
            report.add(join(path, low), f"must not be above {high}")

    return rule


def initial_is_an_option(value: dict[str, Any], path: str, report: Report) -> None:
    """What is chosen at first must equal one of the options in every key."""
    groups = things(value, "option_groups")
    options = things(value, "options") + [option for group in groups for option in things(group, "options")]
    for option in things(value, "initial_options"):
        if option not in options:
            report.add(join(path, "initial_options"), "must each equal one of the options exactly")
    if "initial_option" in value and value["initial_option"] not in options:
        report.add(join(path, "initial_option"), "must equal one of the options exactly")


def readable(*keys: str) -> Also:
    """One of these keys holds words or figures that a screen reader can say."""

    def rule(value: dict[str, Any], path: str, report: Report) -> None:
        if not any(_can_be_said(value.get(key)) for key in keys):
            report.add(path, f"has no label that can be read aloud ({' or '.join(keys)})", "accessibility")

    return rule


def _can_be_said(label: Any) -> bool:
    text = label.get("text") if isinstance(label, dict) else label
    return isinstance(text, str) and any(letter.isalnum() for letter in EMOJI_CODE.sub("", text))


def things(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of a list, leaving out what is not an object: another rule reports that."""
    found = value.get(key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []
