"""A table of a paper as text with commas (RFC 4180). Words cannot become formulas, and can be had back."""

import csv
import io

from bot.domain.papers import Cell, Table
from bot.reports.formulas import disarmed

_MARK = "\ufeff"
"""Without it, spreadsheets take the letters of other alphabets for something else."""


def csv_of(table: Table) -> bytes:
    """One row for each row. A figure that is not told is an empty cell."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([disarmed(name) for name in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return (_MARK + written.getvalue()).encode()


def _cell(cell: Cell) -> str | int | float | None:
    return disarmed(cell) if isinstance(cell, str) else cell
