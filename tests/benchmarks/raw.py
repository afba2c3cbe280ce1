"""The same click by hand: plain sqlite3, one connection, no library, nothing done that the click does not need."""

import hashlib
import json
import secrets
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

Connection = sqlite3.Connection

_STANDING = """
SELECT b.team, h.post, h.team, a.person FROM employed e
LEFT JOIN belongs b ON b.person = e.person AND b.since <= :day AND (b.until IS NULL OR b.until > :day)
LEFT JOIN holds h ON h.person = e.person AND h.since <= :day AND (h.until IS NULL OR h.until > :day)
LEFT JOIN (
    away a JOIN employed x ON x.person = a.person AND x.since <= :day AND (x.until IS NULL OR x.until > :day)
) ON a.stand_in = e.person AND a.since <= :day AND (a.until IS NULL OR a.until > :day)
WHERE e.person = :person AND e.since <= :day AND (e.until IS NULL OR e.until > :day)"""
_RUN = "SELECT r.*, v.checklist, v.framework FROM run r JOIN version v ON v.digest = r.version WHERE r.id = ?"
_ANSWERS = """
SELECT a.item, a.choice, a.day, a.person, a.not_applicable, a.revision, a.author, a.at, a.acted_at, s.text, n.text
FROM answer a LEFT JOIN words s ON s.id = a.words_id LEFT JOIN words n ON n.id = a.note_id WHERE a.run = ?"""
_ANSWER = """
INSERT INTO answer (run, item, measure, choice, not_applicable, revision, author, at, acted_at, salt)
VALUES (?, ?, 1, ?, 0, 1, ?, ?, ?, ?)"""
_BUMP = "UPDATE run SET revision = revision + 1 WHERE id = ?"
_MOVE = "UPDATE participant SET place = ? WHERE run = ? AND person = ? AND place = ?"
_HEAD = "SELECT sequence, hash FROM log_head"
_ENTRY = "INSERT INTO entry (sequence, verb, actor, run, at, body, hash) VALUES (?, 'answered', ?, ?, ?, ?, ?)"
_MOVE_HEAD = "UPDATE log_head SET sequence = ?, hash = ?"


def connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def click(connection: sqlite3.Connection, person: str, run: str, number: int) -> None:
    """One answer, its revision, the place and the link of the chain, durable when this returns."""
    run_sql = connection.execute
    at = datetime.now(UTC).isoformat(" ")
    run_sql("BEGIN IMMEDIATE")
    asked = {"person": person, "day": date.today().isoformat()}  # noqa: DTZ011
    run_sql(_STANDING, asked).fetchall()
    run_sql(_RUN, (run,)).fetchone()
    run_sql(_ANSWERS, (run,)).fetchall()
    salt = secrets.token_hex(16)
    run_sql(_ANSWER, (run, f"Q{number}", 1, person, at, at, salt))
    run_sql(_BUMP, (run,))
    run_sql(_MOVE, (f"Q{number + 1}", run, person, f"Q{number}"))
    facts = {"actor": person, "run": run, "item": f"Q{number}", "revision": 1, "at": at, "answer": _sha(f"{salt}\n1")}
    _chain(connection, facts)
    run_sql("COMMIT")


def _chain(connection: sqlite3.Connection, facts: dict[str, Any]) -> None:
    sequence, before = connection.execute(_HEAD).fetchone()
    body = json.dumps({**facts, "verb": "answered", "sequence": sequence + 1}, sort_keys=True)
    link = _sha(f"{before}\n{body}")
    connection.execute(_ENTRY, (sequence + 1, facts["actor"], facts["run"], facts["at"], body, link))
    connection.execute(_MOVE_HEAD, (sequence + 1, link))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
