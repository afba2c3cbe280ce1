"""The pictures in README and docs: taken by the tests, each carrying what it showed, so that a stale one is found.

Fonts differ from machine to machine, so the words and the style sheets are compared, not the pixels.
"""

import hashlib
import os
import re
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
_STYLES = ROOT / "bot" / "playground" / "page" / "static"
_KEY = b"Shows"
_HEAD = 8
# What differs from run to run though nothing has changed.
_VARIES = ((r"\bR-[0-9A-Z]{4}\b", "R-…"), (r"\b\d{1,2}:\d\d\b", "…"), (r"\s+", " "))


def take(page: Page, name: str, words: str) -> None:
    """With `make pictures`, take it anew; else say when the one in docs no longer shows what the page shows."""
    shows = _summary(words)
    path = FOLDER / f"{name}.png"
    if os.environ.get("QA_PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        path.write_bytes(stamped(page.screenshot(), shows))
    assert path.exists(), f"There is no picture {path.name}: run `make pictures`."
    assert stamp_of(path.read_bytes()) == shows, f"{path.name} shows an older page: run `make pictures`."


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
    at = _HEAD
    while at < len(png):
        size = _chunk_size(png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + size - 4]
        if kind == b"tEXt" and data.startswith(_KEY + b"\0"):
            return data.removeprefix(_KEY + b"\0").decode("latin-1")
        at += size
    return ""


def _chunk_size(png: bytes, at: int) -> int:
    """Length, kind, data and checksum together."""
    return int(struct.unpack(">I", png[at : at + 4])[0]) + 12


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
