"""A list of records as somebody pasted or uploaded it: one a line, commas between them, or a CSV with a first line.

Columns that mean nothing here are passed over and not kept. What is wrong is said by row, never by what stands there.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.draws import Row
from bot.errors import FormProblemsError, IdentifyingTextError, UnusableValueError
from bot.flows.texts import usable, usable_reference
from bot.storage import people
from bot.storage.store import Uow

LIST, FILE = "list", "file"
MOST_ROWS = 1000
LARGEST = 500_000
"""Bytes of a file."""
SERVICE_LENGTH = 60
_REFERENCE, _WORKER, _SERVICE = "reference", "worker", "service"
_COLUMNS = (_REFERENCE, _WORKER, _SERVICE)
_FORMULA = ("=", "+", "-", "@")
_NAMED = 8
"""Rows named in one sentence."""


@dataclass
class _Reading:
    """`keep_because`: why what seems to name somebody has to stay."""

    uow: Uow
    where: str
    keep_because: str | None
    wrong: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """What seems to be there of what names people, by kind."""
    workers: dict[str, str | None] = field(default_factory=dict)

    def worker(self, position: int, said: str) -> str | None:
        plain = " ".join(said.casefold().split())
        if plain and plain not in self.workers:
            self.workers[plain] = _find_worker(self.uow, plain)
        if plain and self.workers[plain] is None:
            self.wrong["says of a worker who is nobody, or more than one, on the QA list: give a work e-mail"].append(
                position
            )
        return self.workers.get(plain)


def read_list(uow: Uow, text: str, keep_because: str | None, *, is_file: bool) -> tuple[Row, ...]:
    """The rows in their order, or everything that is wrong with them beside the field."""
    reading = _Reading(uow, FILE if is_file else LIST, keep_because)
    told = _cells(text)
    if not told:
        raise FormProblemsError({reading.where: "There is no reference in this list."})
    if len(told) > MOST_ROWS:
        sentence = f"This list has {len(told)} rows, and there is room for {MOST_ROWS}. Leave it out and give only the "
        raise FormProblemsError({reading.where: f"{sentence}number of rows: you are then told which rows to take."})
    rows = tuple(_row(reading, position, cells) for position, cells in enumerate(told, 1))
    _refuse_twice(reading, rows)
    _refuse_wrong(reading)
    return rows


def decoded(held: bytes) -> str:
    """The text of an uploaded file."""
    try:
        return held.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = 'This file is not in UTF-8. Save it as "CSV UTF-8" and choose it again.'
        raise FormProblemsError({FILE: sentence}) from None


def _cells(text: str) -> list[tuple[str, str, str]]:
    """Reference, worker and service of each row."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip(" \t,;")]
    delimiter = _delimiter(lines[0]) if lines else ","
    header = [name.strip().strip('"').casefold() for name in lines[0].split(delimiter)] if lines else []
    if _REFERENCE in header:
        places = [header.index(name) if name in header else None for name in _COLUMNS]
        return [_placed(row, places) for row in csv.reader(io.StringIO("\n".join(lines[1:])), delimiter=delimiter)]
    if any("\t" in line for line in lines):  # as it comes out of a spreadsheet
        return [_placed(line.split("\t"), (0, 1, 2)) for line in lines]
    parts = [part.strip() for line in lines for part in line.replace(";", ",").split(",")]
    return [(part, "", "") for part in parts if part]


def _delimiter(first: str) -> str:
    return next((mark for mark in ("\t", ";") if mark in first), ",")


def _placed(row: Sequence[str], places: Sequence[int | None]) -> tuple[str, str, str]:
    found = [row[place].strip() if place is not None and place < len(row) else "" for place in places]
    return found[0], found[1], found[2]


def _row(reading: _Reading, position: int, cells: tuple[str, str, str]) -> Row:
    reference, worker, service = cells
    return Row(
        position,
        _fitting(reading, position, reference, is_reference=True),
        reading.worker(position, worker),
        _fitting(reading, position, service, is_reference=False) if service else None,
    )


def _fitting(reading: _Reading, position: int, text: str, *, is_reference: bool) -> str:
    if text.startswith(_FORMULA):
        reading.wrong["begins like a formula"].append(position)
        return text
    try:
        if is_reference:
            return " ".join(usable_reference(text, reading.keep_because).split())
        return usable(text, SERVICE_LENGTH, reading.keep_because)
    except IdentifyingTextError as error:
        reading.seen[" and ".join(error.seen)].append(position)
    except UnusableValueError:
        reading.wrong["is empty, too long, or holds what cannot be stored"].append(position)
    return text


def _refuse_twice(reading: _Reading, rows: Sequence[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        plain = (row.reference or "").casefold()
        if plain in first:
            reading.wrong[f"is the same as row {first[plain]}; each record stands in the list once"].append(
                row.position
            )
        first.setdefault(plain, row.position)


def _refuse_wrong(reading: _Reading) -> None:
    said = [f"{_rows(rows)} {wrong}." for wrong, rows in reading.wrong.items()]
    named = [f"{_rows(rows)} looks as if it holds {kinds}." for kinds, rows in reading.seen.items()]
    if said or named:
        keepable = {reading.where} if named and not said else ()
        raise FormProblemsError({reading.where: " ".join([*said, *named, "Nothing was saved."])}, keepable)


def _rows(rows: Sequence[int]) -> str:
    if len(rows) == 1:
        return f"Row {rows[0]}"
    shown = ", ".join(map(str, rows[:_NAMED]))
    return f"Each of rows {shown}{f' and {len(rows) - _NAMED} more' if len(rows) > _NAMED else ''}"


def _find_worker(uow: Uow, plain: str) -> str | None:
    if "@" in plain:
        return people.find_by_email(uow, plain)
    named = [person.id for person in people.load_everybody(uow, uow.today) if person.name.casefold() == plain]
    return named[0] if len(named) == 1 else None
