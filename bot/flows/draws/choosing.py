"""Which rows of a list are drawn, and who in a meeting looks at which. Pure: the same key and list give the same.

Whose list it is, and what was drawn before, is worked out in drawing.py.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.draws import Member, Row


def chosen(
    key: str, rows: Sequence[Row], count: int, auditor: str | None = None, unusable: Collection[int] = ()
) -> list[int]:
    """The positions drawn, in the order of the draw. `unusable`: rows that turned out not to be of use.

    Everybody's records are looked at before anybody's are a second time, then every record before any a second time;
    the key alone decides the rest. One more unusable row leaves all the others in and brings in the next in order.
    """
    usable = [row for row in rows if _is_usable(row, auditor, unusable)]
    secret = bytes.fromhex(key)
    lots = {row.position: _lot(secret, row) for row in usable}
    turns = _turns(sorted(usable, key=lambda row: (row.before, lots[row.position])))
    ranked = sorted(usable, key=lambda row: (row.covered + turns[row.position], row.before, lots[row.position]))
    return [row.position for row in ranked[:count]]


def _is_usable(row: Row, auditor: str | None, unusable: Collection[int]) -> bool:
    is_own = row.worker is not None and row.worker == auditor
    return not (row.barred or is_own or row.position in unusable)


def _turns(rows: Sequence[Row]) -> dict[int, int]:
    """How many records of the same worker come before each."""
    seen: Counter[str] = Counter()
    turns = {}
    for row in rows:
        turns[row.position] = seen[row.worker] if row.worker else 0
        if row.worker:
            seen[row.worker] += 1
    return turns


def _lot(secret: bytes, row: Row) -> bytes:
    """What the key makes of one row: as good as random for whoever did not know the key before. Its place in a list
    that stands says which it is, so that nothing drawn tells of a reference that was erased.
    """
    return hmac.digest(secret, str(row.position).encode(), "sha256")


def again(rows: Sequence[Row], drawn: Collection[int]) -> list[Row]:
    """The list for a further round: what an earlier round drew comes after what none has."""
    return [replace(row, before=row.before + 1) if row.position in drawn else row for row in rows]


def allotted(
    key: str, rows: Sequence[Row], members: Sequence[Member], taken: Collection[str] = ()
) -> dict[int, str | None]:
    """The seat of whoever looks at each row; none where nobody may. `taken`: the seats of those given out before.

    Nobody gets a record of their own or of their own service; else it goes round evenly.
    """
    so_far = Counter(taken)
    found: dict[int, str | None] = {}
    for row in rows:
        free = [member.seat for member in members if member.may_look_at(row)]
        seat = min(free, key=lambda seat: (so_far[seat], _toss(key, row, seat)), default=None)
        found[row.position] = seat
        so_far.update([seat] if seat else [])
    return found


def _toss(key: str, row: Row, seat: str) -> bytes:
    return hmac.digest(_lot(bytes.fromhex(key), row), seat.encode(), "sha256")


def list_digest(salt: str, rows: int, count: int, listed: Sequence[Row]) -> str:
    """Of the list as it stands before the key is drawn. Each reference has a salt of its own: without that nobody can
    try out which it may have been.
    """
    told = [rows, count, [_told(row) for row in listed]]
    return _digest(salt, json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _told(row: Row) -> tuple[object, ...]:
    reference = _digest(row.salt, row.reference) if row.reference is not None else None
    return row.position, reference, row.worker, row.service, row.before, row.covered, row.barred


def key_digest(salt: str, key: str) -> str:
    return _digest(salt, key)


def picks_digest(salt: str, positions: Collection[int]) -> str:
    return _digest(salt, ",".join(map(str, sorted(positions))))


def _digest(salt: str, said: str) -> str:
    return hashlib.sha256(f"{salt}\n{said}".encode()).hexdigest()


_MUCH = 0.3
_HALF = 0.5


def unlike(rows: int, references: Collection[str], rows_before: int, before: Collection[str]) -> str:
    """In what way a list is much unlike the one before it, in a sentence; empty where it is not."""
    if abs(rows - rows_before) > _MUCH * rows_before:
        more = "more" if rows > rows_before else "fewer"
        return f"This list has {rows} rows and the last one had {rows_before}: many {more}."
    now = {reference.casefold() for reference in references}
    then = {reference.casefold() for reference in before}
    if now and then and len(now & then) < _HALF * len(then):
        return f"Of the {len(then)} records in the last list, only {len(now & then)} are in this one."
    return ""
