"""Compares what the playground emits with the documented examples in tests/data/slack: keys and JSON types.

An example may name `optional` paths (may be missing or null) and `free` ones (anything below them is the app's own).
Paths are dotted; every item of a list is written `[]`. A list in an example shows each shape its items may have.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "data" / "slack"


def example(name: str) -> dict[str, Any]:
    """One documented example, as `undocumented` takes it."""
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def undocumented(example: dict[str, Any], actual: Any) -> list[str]:
    """Where `actual` has a key or a type that the example lacks, or lacks a key that is not optional."""
    optional, free = frozenset(example.get("optional", ())), frozenset(example.get("free", ()))
    return list(_differences([example["payload"]], actual, "", optional, free))


def _differences(
    shown: list[Any], actual: Any, path: str, optional: frozenset[str], free: frozenset[str]
) -> Iterator[str]:
    kinds = {_kind(value) for value in shown}
    if not _fits(actual, shown, path in optional):
        yield f"{path}: {_kind(actual)} where the documentation shows {' or '.join(sorted(kinds))}"
    elif path in free:
        return
    elif isinstance(actual, dict):
        yield from _keys([value for value in shown if isinstance(value, dict)], actual, path, optional, free)
    elif isinstance(actual, list):
        items = [item for value in shown if isinstance(value, list) for item in value]
        for item in actual if items else []:
            yield from _differences(items, item, f"{path}[]", optional, free)


def _keys(
    shown: list[dict[str, Any]], actual: dict[str, Any], path: str, optional: frozenset[str], free: frozenset[str]
) -> Iterator[str]:
    for key in sorted({key for value in shown for key in value} | actual.keys()):
        at = f"{path}.{key}" if path else key
        documented = [value[key] for value in shown if key in value]
        if key not in actual:
            if len(documented) == len(shown) and at not in optional:
                yield f"{at}: missing"
        elif not documented:
            yield f"{at}: not documented"
        else:
            yield from _differences(documented, actual[key], at, optional, free)


def _fits(actual: Any, shown: list[Any], optional: bool) -> bool:
    """A documented null says nothing of the type; Slack writes an empty object as an empty list at times."""
    kinds = {_kind(value) for value in shown}
    empty = actual in ({}, []) and kinds & {"object", "array"}
    return _kind(actual) in kinds or "null" in kinds or bool(empty) or (actual is None and optional)


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    names = {bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
    return names[type(value)]
