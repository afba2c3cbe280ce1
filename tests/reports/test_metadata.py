"""What a file says of itself: its title and the time of its figures, and nothing of the machine or who made it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.reports.files import Kind, files_of
from tests.reports.papers import WORK, paper

ROOT = str(Path(__file__).parents[2])


def test_no_file_names_the_folders_of_the_machine_that_made_it() -> None:
    for kind in Kind:
        for file in files_of(paper(), kind):
            assert ROOT.encode() not in file.content and b"site-packages" not in file.content


def test_a_spreadsheet_bears_the_time_of_its_figures() -> None:
    made_at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    (sheets,) = files_of(replace(paper(), made_at=made_at), Kind.XLSX)
    with zipfile.ZipFile(io.BytesIO(sheets.content)) as packed:
        core = packed.read("docProps/core.xml").decode()
    assert "2026-10-01T09:00:00Z" in core and "Quarterly report" in core
    assert not re.search(r"<dc:creator>[^<]", core)


def test_files_are_called_after_their_paper_or_as_they_are_told() -> None:
    (pdf,) = files_of(paper(), Kind.PDF)
    assert (pdf.name, pdf.title) == (
        "quarterly-report-children-s-east-jul-sep-2026.pdf",
        "Quarterly report · Children's East · Jul–Sep 2026",
    )
    assert files_of(paper(), Kind.PDF, "../a/../b\x00 = c")[0].name == "a-b-c.pdf"
    assert files_of(paper(), Kind.PDF, "日本")[0].name == "paper.pdf"
    two = files_of(paper(data=(WORK, replace(WORK, caption="Another"))), Kind.CSV)
    assert [file.name.rpartition("2026-")[2] for file in two] == ["checks-by-tool.csv", "another.csv"]
    assert files_of(paper(data=()), Kind.CSV) == []
    *_, cover = files_of(paper(data=(WORK,), cover=(("Made for", "Mia"), ("Rows", "1"))), Kind.CSV, "a long name " * 9)
    assert cover.name.startswith("cover-a-long-name") and b"Made for,Mia\r\nRows,1" in cover.content
