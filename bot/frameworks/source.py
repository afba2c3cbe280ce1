"""Reads one YAML file, trusted or not, into plain dicts, lists and strings with the line of each value.

Scalars stay strings, so that `yes`, `012` and `1.10` survive; the model types them later.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.frameworks.problems import Fault, Lines, Where

MOST_BYTES = 512 * 1024
MOST_EVENTS = 20_000
MOST_DEPTH = 20

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

Tree = Any
"""Nested dicts, lists and strings."""


class UnreadableError(Exception):
    """The file cannot be read at all."""

    def __init__(self, line: int, wrong: str, instead: str) -> None:
        super().__init__(wrong)
        self.line, self.wrong, self.instead = line, wrong, instead


def read_source(path: Path) -> tuple[Tree, Lines, list[Fault]]:
    """The file's tree, its lines, and the faults that leave it readable (a key given twice)."""
    text = _decode(_bytes_of(path))
    reading = _Reading(_harmless(text))
    try:
        tree = reading.document()
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise UnreadableError(line, "holds a character that YAML does not allow", "take it out") from error
    except yaml.YAMLError as error:
        raise UnreadableError(1, "is not YAML", "check quotes, colons and indents") from error
    if not isinstance(tree, dict):
        raise UnreadableError(1, "does not hold keys and values", "begin with a line such as title: My form")
    return tree, Lines(path, reading.line_of), reading.faults


_MISTAKES = (
    ("mapping values", "has a colon where none can stand", "quote a text that holds a colon, and line up the keys"),
    ("'-' indicator", "is not lined up with the list above", "use the same indent as the other entries"),
    (
        "expected key",
        "breaks off here",
        "line up the keys, close each quote above, and quote a whole text that begins with {",
    ),
    ("cannot start", "has a text that begins with a sign of YAML's own", "put the text in double quotes"),
    ("tab character", "is indented with a tab", "use spaces"),
    ("document separator", "has three hyphens or dots inside a text", "indent them or take them out"),
    ("unexpected end of stream", "opens a quote here that is never closed", "close it"),
    ("',' or", "opens a bracket here that is never closed", "close it, or put the whole text in double quotes"),
    ("flow node", "opens a bracket here that is never closed", "close it, or put the whole text in double quotes"),
    ("expected ':'", "has a line without a colon", "write key: words, or indent the line to go on with a text"),
    ("escape", "has a backslash in double quotes", "write it twice, or use single quotes"),
    ("expected alphabetic or", "has a text that begins with * or &", "put the text in double quotes"),
)


def _not_yaml(error: yaml.MarkedYAMLError) -> UnreadableError:
    """The parser's complaint in an author's words, on the line where the mistake begins."""
    said = str(error.problem)
    unknown = f"is not YAML ({said})", "check quotes, colons and indents"
    wrong, instead = next(((wrong, instead) for sign, wrong, instead in _MISTAKES if sign in said), unknown)
    mark = error.context_mark if "never closed" in wrong else error.problem_mark
    return UnreadableError(mark.line + 1 if mark else 1, wrong, instead)


def _bytes_of(path: Path) -> bytes:
    if path.is_symlink() or not path.is_file():
        raise UnreadableError(1, "is not a plain file", "put the file itself here")
    try:
        with path.open("rb") as handle:
            data = handle.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError(1, "cannot be opened", "let Plumbline read it") from error
    if len(data) > MOST_BYTES:
        raise UnreadableError(1, "is larger than 512 KB", "split it into several checklists")
    return data


def _decode(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise UnreadableError(1, "begins with a byte order mark", "save it as UTF-8 without one")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableError(line, "is not UTF-8 text", "save it as UTF-8") from error


def _harmless(text: str) -> Iterator[yaml.Event]:
    """The events, each looked at before anything is built of it: no aliases, no tags, not too deep, not too many."""
    depth = documents = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader), 1):
        line = _line_of(event)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableError(line, "uses an anchor or alias", "write the text out in full")
        if getattr(event, "tag", None):
            raise UnreadableError(line, "uses a tag", "take out the word that begins with an exclamation mark")
        if depth > MOST_DEPTH:
            raise UnreadableError(line, "is nested too deeply", "use fewer levels")
        if count > MOST_EVENTS:
            raise UnreadableError(line, "holds too many entries", "split it into several checklists")
        if documents > 1:
            raise UnreadableError(line, "holds a second document", "take out the line of three hyphens")
        yield event


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Reading:
    """Builds a tree while the events come: every scalar is a text, so YAML's own guesses at types are never made."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self.line_of: dict[Where, int] = {}
        self.faults: list[Fault] = []

    def document(self) -> Tree:
        """All of it; nothing where there is nothing."""
        root = next((event for event in self._events if isinstance(event, yaml.NodeEvent)), None)
        tree = self._tree(root, ()) if root else None
        for _ in self._events:
            """What comes after it may be refused as well."""
        return tree

    def _tree(self, event: yaml.Event, where: Where) -> Tree:
        self.line_of.setdefault(where, _line_of(event))
        if isinstance(event, yaml.ScalarEvent):
            self.faults.extend(_faults_of_scalar(event, where))
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._tree(child, (*where, index)) for index, child in enumerate(self._inside())]
        return self._mapping(where)

    def _mapping(self, where: Where) -> Tree:
        tree: dict[str, Tree] = {}
        for event in self._inside():
            line, key = _line_of(event), event.value if isinstance(event, yaml.ScalarEvent) else "?"
            self._skip(event)
            child = next(self._events)
            if key in tree:
                again = f"is given twice, again on line {line}"
                self.faults.append(Fault((*where, key), again, "keep one of them"))
                self._skip(child)
            else:
                self.line_of[(*where, key)] = line
                tree[key] = self._tree(child, (*where, key))
        return tree

    def _inside(self) -> Iterator[yaml.Event]:
        """What begins each entry, up to the end of the list or mapping that is open."""
        return iter(lambda: self._unless_end(next(self._events)), None)

    @staticmethod
    def _unless_end(event: yaml.Event) -> yaml.Event | None:
        return None if isinstance(event, yaml.CollectionEndEvent) else event

    def _skip(self, event: yaml.Event) -> None:
        """Pass over all that belongs to it."""
        depth = int(isinstance(event, yaml.CollectionStartEvent))
        while depth:
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)


def _faults_of_scalar(event: yaml.ScalarEvent, where: Where) -> Iterator[Fault]:
    if _CONTROLS.search(event.value):
        yield Fault(where, "holds a character that cannot be shown", "take out the backslash and what follows it")
    if not event.style and event.value in ("null", "Null", "NULL", "~"):
        yield Fault(where, "means nothing at all to YAML", "write words, or leave the key out")
