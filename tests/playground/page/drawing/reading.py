"""A page as its readers meet it: the words in order, and what can be pressed, chosen or filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "wbr"}
INLINE = {"a", "b", "code", "em", "mark", "s", "span", "strong", "time", "u"}


@dataclass
class Read:
    """What `read` finds."""

    words: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def having(self, **wanted: str) -> list[dict[str, str | None]]:
        named = {key.rstrip("_").replace("_", "-"): value for key, value in wanted.items()}
        return [given for _, given in self.tags if named.items() <= given.items()]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [given for name, given in self.tags if name == tag]

    @property
    def controls(self) -> list[str]:
        """Each control as `does kind`, in order."""
        return [f"{given['data-does']} {given['data-kind']}" for _, given in self.tags if "data-does" in given]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.read = Read()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.read.tags.append((tag, given))
        if "alt" in given or (given.get("role") == "img" and "aria-label" in given):
            self.read.words.append(f"[{given.get('alt') or given['aria-label']}]")
        self._part(tag)
        if tag not in VOID:
            self.open.append("hidden" if _is_silent(given) else tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if not self.open:
            self.read.unbalanced.append(tag)
            return
        top = self.open.pop()
        if top not in ("hidden", tag):
            self.read.unbalanced.append(tag)

    def _part(self, tag: str) -> None:
        if tag not in INLINE:
            self.read.words.append(" ")

    def handle_data(self, data: str) -> None:
        if "hidden" not in self.open:
            self.read.words.append(data)


def _is_silent(given: dict[str, str | None]) -> bool:
    unseen = "hidden" in given or given.get("aria-hidden") == "true" or "popover" in given
    return unseen or given.get("role") == "img"


def read(html: str) -> Read:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.read.unbalanced += reader.open
    return reader.read
