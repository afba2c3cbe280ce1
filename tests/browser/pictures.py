"""The pictures in README and docs: taken by the tests, each carrying what it showed, so that a stale one is found.

Fonts differ from machine to machine, so the words and the style sheets are compared, not the pixels.
"""

import hashlib
import os
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
_STYLES = ROOT / "bot" / "playground" / "page" / "static"
LARGEST = 200_000
_KEY = b"Shows"
_HEAD = 8
# What differs from run to run though nothing has changed.
_VARIES = ((r"\bref [0-9A-Z]{3}-[0-9A-Z]{3}\b", "ref …"), (r"\b\d{1,2}:\d\d\b", "…"), (r"\s+", " "))


def take(page: Page, name: str, words: str) -> None:
    """With `make pictures`, take it anew; else say when the one in docs no longer shows what the page shows."""
    shows = _summary(words)
    path = FOLDER / f"{name}.png"
    if os.environ.get("QA_PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        path.write_bytes(stamped(page.screenshot(animations="disabled"), shows))
    assert path.exists(), f"There is no picture {path.name}: run `make pictures`."
    picture = path.read_bytes()
    assert stamp_of(picture) == shows, f"{path.name} shows an older page: run `make pictures`."
    assert len(picture) <= LARGEST, f"{path.name} is {len(picture)} bytes large."


def _summary(words: str) -> str:
    for pattern, steady in _VARIES:
        words = re.sub(pattern, steady, words)
    styles = hashlib.sha256(b"".join(sheet.read_bytes() for sheet in sorted(_STYLES.glob("*.css"))))
    return f"{hashlib.sha256(words.encode()).hexdigest()} {styles.hexdigest()}"


def stamped(png: bytes, text: str) -> bytes:
    """The same picture with a text chunk behind its header."""
    size = _chunk_size(png, _HEAD)
    return png[: _HEAD + size] + _chunk(b"tEXt", _KEY + b"\0" + text.encode("latin-1")) + png[_HEAD + size :]


def stamp_of(png: bytes) -> str:
    key = _KEY + b"\0"
    found = (data for kind, data in _chunks(png) if kind == b"tEXt" and data.startswith(key))
    return next(found, b"").removeprefix(key).decode("latin-1")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the data of each."""
    at = _HEAD
    while at < len(png):
        size = _chunk_size(png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + size - 4]
        at += size


def _chunk_size(png: bytes, at: int) -> int:
    """Length, kind, data and checksum together."""
    return int(struct.unpack(">I", png[at : at + 4])[0]) + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
