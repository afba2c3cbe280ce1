"""C10: nothing that somebody typed opens as a formula in a spreadsheet, numbers stay numbers, and words come back."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.papers import Paper, Section, Table, Words
from bot.reports.formulas import disarmed, rearmed
from bot.reports.sheets import xlsx
from bot.reports.text import csv_of
from tests.reports.papers import WORK, paper

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    'a","=1',
    '=HYPERLINK("https://x","y")',
    "  =1",
    "'=1",
    "''+1",
    "a;=1",
    "a\n=1",
    "a|@b",
    "＋1",
    "－1",
    "＠x",
)
BEGINS = tuple("=+-@\t\r＝＋－＠")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(made: bytes, **how: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""), **how))


def test_text_is_quoted_as_the_standard_says_and_words_come_back() -> None:
    made = csv_of(Table("Words", ("Words", "Number"), tuple((text, -1) for text in FORMULAS)))
    assert made.startswith(b"\xef\xbb\xbfWords,Number\r\n") and made.endswith(b"\r\n")
    rows = read(made)[1:]
    assert [rearmed(words) for words, _ in rows] == list(FORMULAS)
    assert [number for _, number in rows] == ["-1"] * len(FORMULAS)
    assert not [words for words, _ in rows if words.lstrip(" ").startswith(BEGINS)]


@pytest.mark.parametrize("cut", [";", "\t", "|"])
def test_nothing_opens_where_a_program_cuts_at_another_sign(cut: str) -> None:
    made = csv_of(Table("Words", ("Words",), tuple((text,) for text in FORMULAS)))
    cells = [cell for row in read(made, delimiter=cut, quoting=csv.QUOTE_NONE) for cell in row]
    assert not [cell for cell in cells if cell.startswith(BEGINS)]


@given(st.text(alphabet="=+-@\t\r\n'\",;| a1＝", max_size=12) | st.text(max_size=30))
def test_disarming_can_be_undone(text: str) -> None:
    assert rearmed(disarmed(text)) == text
    assert not disarmed(text).lstrip(" ").startswith(BEGINS)


def sheets(made: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name: ElementTree.fromstring(packed.read(name)) for name in packed.namelist() if "xml" in name}  # noqa: S314


def strings(parts: dict[str, ElementTree.Element]) -> list[str]:
    shared = parts["xl/sharedStrings.xml"]
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in shared.iter(f"{MAIN}si")]


def test_a_spreadsheet_holds_words_and_numbers_and_no_formula() -> None:
    typed = Table("Words", ("Words", "Number"), tuple((text, -1.5) for text in FORMULAS))
    odd = Section("=1+1", (Words("=cmd|' /C calc'!A0"), typed))
    parts = sheets(xlsx(paper(odd, data=(typed,))))
    cells = [cell for name, part in parts.items() if "worksheets/" in name for cell in part.iter(f"{MAIN}c")]
    assert not [cell for cell in cells if cell.find(f"{MAIN}f") is not None]
    assert [cell.findtext(f"{MAIN}v") for cell in cells if cell.get("t") is None].count("-1.5") == 2 * len(FORMULAS)
    assert {re.sub(r"_x000D_", "\r", text) for text in strings(parts)} >= {*FORMULAS, "=1+1"}


def test_a_spreadsheet_is_the_same_bytes_again_and_says_what_is_in_it() -> None:
    made = xlsx(paper(cover=(("Made for", "Principal"),)))
    assert made == xlsx(paper(cover=(("Made for", "Principal"),)))
    parts = sheets(made)
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert names == ["Summary", "Checks by tool", "Notes"]
    told = strings(parts)
    assert {"Quarterly report", "Made for", "Seven in ten were done.", WORK.note, "A parent"} <= set(told)


def test_sheets_have_names_that_a_spreadsheet_takes() -> None:
    captions = ("Summary", "a/b:c*d?[e]", "", "x" * 50, "x" * 50, "History", "''")
    made = xlsx(Paper("t", "a", (), data=tuple(replace(WORK, caption=caption) for caption in captions)))
    names = [str(sheet.get("name")) for sheet in sheets(made)["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert len({name.lower() for name in names}) == len(captions) + 2
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_words_too_long_for_a_cell_end_in_a_mark() -> None:
    made = xlsx(Paper("t", "a", (Section("s", (Words("word " * 10_000),)),)))
    assert max(map(len, strings(sheets(made)))) == 32_767
