"""Sealing what somebody answered in an anonymous survey until it is closed. The key never stands in the database.

Whoever has the database alone, or two backups of it, can so not tell which answers came with whose name.
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.errors import ShownError

NO_KEY = (
    "The key of this survey is not there, so its sheets cannot be opened. Ask whoever runs Plumbline to put it back."
)
SET_A_KEY = (
    "A survey needs a key that is kept apart from the database. Ask whoever runs Plumbline to set QA_SURVEY_KEY first."
)
_NONCE, _MARK, _LENGTH = 32, 32, 4


class SurveyKey:
    """The key as it was set, else the one in a file beside a database that is a file."""

    def __init__(self, address: str, given: str | None = None) -> None:
        self._given = given
        url = make_url(address)
        is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
        self._path = Path(f"{url.database}.survey-key") if is_file else None

    def make(self) -> bytes:
        """The key, made if there is none yet; said plainly where none can be."""
        if self._given is None and self._path is None:
            raise ShownError(SET_A_KEY)
        if self._given is None and self._path is not None:
            with suppress(FileExistsError):
                _write_new(self._path, secrets.token_hex(32))
        return self.find()

    def find(self) -> bytes:
        said = self._given
        if said is None and self._path is not None and self._path.exists():
            said = self._path.read_text(encoding="ascii")
        if not said:
            raise ShownError(NO_KEY)
        return hashlib.sha256(said.encode()).digest()


def _write_new(path: Path, text: str) -> None:
    """Readable by its owner alone, and on the disk before anything is sealed with it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def seal(key: bytes, wave: str, text: str, room: int) -> bytes:
    """Unreadable, and as long as any other sheet with that room, however much was written."""
    data = text.encode()
    if len(data) > room:
        raise ValueError("a sheet is larger than its form allows")
    padded = len(data).to_bytes(_LENGTH, "big") + data.ljust(room, b"\0")
    nonce = secrets.token_bytes(_NONCE)
    hidden = nonce + _masked(key, wave, nonce, padded)
    return hidden + _mark(key, wave, hidden)


def unseal(key: bytes, wave: str, sealed: bytes) -> str:
    hidden, mark = sealed[:-_MARK], sealed[-_MARK:]
    if not hmac.compare_digest(mark, _mark(key, wave, hidden)):
        raise ShownError(NO_KEY)
    padded = _masked(key, wave, hidden[:_NONCE], hidden[_NONCE:])
    length = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + length].decode()


def _masked(key: bytes, wave: str, nonce: bytes, data: bytes) -> bytes:
    """A stream that only the key and this nonce give, laid over the data; laid over it again it is gone."""
    stream = hashlib.shake_256(_key_for(key, wave, "mask") + nonce).digest(len(data))
    return (int.from_bytes(data, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(data), "big")


def _mark(key: bytes, wave: str, hidden: bytes) -> bytes:
    return hmac.digest(_key_for(key, wave, "mark"), hidden, "sha256")


def _key_for(key: bytes, wave: str, purpose: str) -> bytes:
    return hmac.digest(key, f"{purpose}/{wave}".encode(), "sha256")
