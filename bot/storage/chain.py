"""The append-only log as a chain: each entry's hash covers the one before it. Proving it is in proof.py."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from bot.storage.prepared import Prepared
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry, LogHead

START = "0" * 64

_entry = table_of(Entry)
_head = table_of(LogHead)

_LOCK_HEAD = Prepared(select(_head.c.sequence, _head.c.hash).with_for_update())
_ADD = Prepared(insert(_entry))
_MOVE_HEAD = Prepared(update(_head).values(sequence=bindparam("to_sequence"), hash=bindparam("to_hash")))
_HASH_AT = select(_entry.c.hash).where(_entry.c.sequence == bindparam("sequence"))
_PLAINLY = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True)
class Line:
    """An entry before it has its place in the chain."""

    verb: str
    actor: str
    run: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Head:
    """The end of the chain. Kept elsewhere, it shows whether the chain was cut or written anew."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


def body_of(line: Line, sequence: int, at: datetime) -> str:
    """The exact text that is hashed."""
    given = {"sequence": sequence, "verb": line.verb, "actor": line.actor, "at": at.astimezone(UTC).isoformat()}
    if line.run:
        given["run"] = line.run
    return _PLAINLY.encode({**given, **line.facts})


def hash_of(previous: str, body: str) -> str:
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def digest(salt: str, value: str) -> str:
    """What the log holds of a value: nothing can be read from it, and with the salt gone nothing can be tested."""
    return hashlib.sha256(f"{salt}\n{value}".encode()).hexdigest()


def lock(connection: Connection) -> Head:
    """The end of the chain; until this transaction ends, nobody else adds to it."""
    (end,) = _LOCK_HEAD.rows(connection, {})
    return Head(end.sequence, end.hash)


def append(connection: Connection, lines: Sequence[Line], at: datetime) -> Head | None:
    """Chain the lines, as the last thing a transaction does: the head stays locked until it ends."""
    if not lines:
        return None
    head = lock(connection)
    for line in lines:
        body = body_of(line, head.sequence + 1, at)
        head = Head(head.sequence + 1, hash_of(head.hash, body))
        row = {"verb": line.verb, "actor": line.actor, "run": line.run, "at": at, "body": body}
        _ADD.change(connection, {**row, "sequence": head.sequence, "hash": head.hash})
    _MOVE_HEAD.change(connection, {"to_sequence": head.sequence, "to_hash": head.hash})
    return head


def holds(connection: Connection, head: Head) -> bool:
    """Whether the chain passes through this head."""
    if head.sequence == 0:
        return head.hash == START
    return connection.execute(_HASH_AT, {"sequence": head.sequence}).scalar() == head.hash
