"""A CSV file as lines of cells: its size, its letters, its header, and what a single cell may hold.
Which columns there are and what they mean is in roster_files.py.
"""

import csv
import difflib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.flows.texts import is_blank
from bot.frameworks.problems import Problem

LARGEST = 5_000_000
_YEARS = range(1950, 2101)
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)|(?P<d2>\d\d?)/(?P<m2>\d\d?)/(?P<y2>\d{4})", re.A)
# Controls, lone surrogates, and the two separators that look like a new line.
_UNKEEPABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


@dataclass
class Cells:
    """One line of a file. Reading a cell notes what is wrong with it."""

    file: str
    line: int
    said: Mapping[str, str]
    problems: list[Problem]

    def note(self, column: str, wrong: str, instead: str) -> None:
        self.problems.append(Problem(self.file, self.line, column, wrong, instead))

    def is_empty(self, column: str) -> bool:
        return is_blank(self.said[column])

    def text(self, column: str, longest: int) -> str | None:
        said = self.said[column]
        if not said.isprintable() and any(unicodedata.category(char) in _UNKEEPABLE for char in said):
            self.note(column, "holds a character that cannot be stored", "type it again, on one line")
            return None
        said = " ".join(unicodedata.normalize("NFC", said).split())
        if len(said) > longest:
            self.note(column, "is too long", f"use at most {longest} characters")
            return None
        return None if is_blank(said) else said

    def shaped(self, column: str, longest: int, shape: re.Pattern[str], wrong: str, instead: str) -> str | None:
        said = self.text(column, longest)
        if said and not shape.fullmatch(said):
            self.note(column, wrong, instead)
            return None
        return said

    def day(self, column: str) -> date | None:
        said = self.text(column, 40)
        if said is None:
            return None
        day = _day(said)
        if day is None:
            self.note(column, "is not a date", "write it like 2026-11-23 or 23/11/2026")
        elif day.year not in _YEARS:
            self.note(column, "is too far away", f"write a year from {_YEARS[0]} to {_YEARS[-1]}")
        return day if day and day.year in _YEARS else None

    def parts(self, column: str, longest: int) -> list[str]:
        """What stands between the semicolons, each once."""
        said = self.text(column, longest) or ""
        return list(dict.fromkeys(part.strip() for part in said.split(";") if part.strip()))


def _day(said: str) -> date | None:
    found = _DATE.fullmatch(said)
    if not found:
        return None
    try:
        return date(*(int(found[key] or found[f"{key}2"]) for key in ("y", "m", "d")))
    except ValueError:
        return None


@lru_cache(maxsize=1000)
def nearest(word: str, known: frozenset[str]) -> str:
    """What to write instead of an unknown word."""
    there = sorted(known)
    close = there if len(there) == 1 else difflib.get_close_matches(word, there, n=1, cutoff=0.7)
    if close:
        return f"write {close[0]}"
    return f"write one of {', '.join(there)}" if 0 < len(there) <= 12 else "write one that is there"


def read_bytes(path: Path, problems: list[Problem]) -> bytes | None:
    """The file as it is, read once: what is imported is what its digest is of."""
    try:
        with path.open("rb") as file:
            held = file.read(LARGEST + 1)
    except OSError:
        problems.append(Problem(str(path), 1, "file", "cannot be read", "check its name and that it may be opened"))
        return None
    if len(held) > LARGEST:
        problems.append(Problem(str(path), 1, "file", "is larger than 5 MB", "check that it is the right file"))
        return None
    return held


def lines_of(file: str, held: bytes, columns: Sequence[str], problems: list[Problem]) -> list[Cells] | None:
    """The lines below the header, or nothing when the file as a whole cannot be used."""
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "file", "is not in UTF-8", 'save it as "CSV UTF-8"'))
        return None
    rows = _rows(file, text, problems)
    if rows is None:
        return None
    header = [name.strip() for name in rows[0][1]] if rows else []
    if not _is_header(file, header, columns, problems):
        return None
    return [cells for line, row in rows[1:] for cells in _cells(file, line, header, row, problems)]


def _rows(file: str, text: str, problems: list[Problem]) -> list[tuple[int, list[str]]] | None:
    """Each line that holds anything, with the number of the line that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            if not all(is_blank(cell) for cell in row):
                rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error:
        wrong, instead = "cannot be read as CSV from here on", "check the quotation marks"
        problems.append(Problem(file, begins, "file", wrong, instead))
        return None
    return rows


def delimiter_of(text: str) -> str:
    """Some spreadsheets write semicolons for commas, and then the first line holds no comma."""
    first = text.partition("\n")[0]
    return ";" if ";" in first and "," not in first else ","


def _is_header(file: str, header: Sequence[str], columns: Sequence[str], problems: list[Problem]) -> bool:
    found = [*_faults_in_header(header, columns)]
    problems += (Problem(file, 1, column, wrong, instead) for column, wrong, instead in found)
    return not found


def _faults_in_header(header: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for column in columns:
        if column not in header:
            yield column, "is missing from the first line", f"let the first line be {','.join(columns)}"
    for position, column in enumerate(header):
        if column not in columns:
            yield column or f"column {position + 1}", "is not a column of this file", "take the column out"
        elif column in header[:position]:
            yield column, "is there twice", "keep one of the columns"


def _cells(file: str, line: int, header: list[str], row: list[str], problems: list[Problem]) -> Iterator[Cells]:
    if len(row) == len(header):
        yield Cells(file, line, dict(zip(header, row, strict=True)), problems)
        return
    wrong = f"has {len(row)} cells, the first line has {len(header)}"
    problems.append(Problem(file, line, "line", wrong, "put a text that holds a comma in quotation marks"))
