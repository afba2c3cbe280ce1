"""A paper as files to send: which kinds there are, what they are called, and what each is made by."""

import re
from dataclasses import dataclass
from enum import Enum

from bot.domain.papers import Paper, Table
from bot.reports.pdf import pdf
from bot.reports.sheets import xlsx
from bot.reports.text import csv_of

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_NAME_LENGTH = 80


class Kind(Enum):
    """What somebody can ask for."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class File:
    name: str
    title: str
    content: bytes


def files_of(paper: Paper, kind: Kind, name: str = "") -> list[File]:
    """One file, but of text one for each table of data, and its cover. Without a name they are called as the paper."""
    name = name or f"{paper.title} {paper.about}"
    if kind is Kind.CSV:
        tables = [(f"{name} {table.caption}" if len(paper.data) > 1 else name, table) for table in paper.data]
        cover = Table("Cover", ("This file", paper.title), paper.cover)
        tables += [(f"cover {name}", cover)] if tables and paper.cover else []
        return [_file(called, table.caption, kind, csv_of(table)) for called, table in tables]
    content = pdf(paper) if kind is Kind.PDF else xlsx(paper)
    return [_file(name, f"{paper.title} · {paper.about}", kind, content)]


def _file(name: str, title: str, kind: Kind, content: bytes) -> File:
    plain = _NOT_IN_NAMES.sub("-", name.lower()).strip("-")[:_NAME_LENGTH].rstrip("-") or "paper"
    return File(f"{plain}.{kind.value}", title, content)
