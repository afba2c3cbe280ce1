"""The PDF: repeatable, readable by screen readers or refused, and nothing that was typed is ever taken for markup."""

import re
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from bot.domain.papers import Bars, Paper, Run, Section, Shares, Words
from bot.reports.pdf import body, pdf
from tests.reports.papers import BARS, RUN, SHARES, WORK, paper

STRANGE = (
    "{{7*7}} {{config}} {% for %} ${x} %s {0.__class__}",
    '#import "x" $x$ *bold* _it_ `code` @ref <label> \\ // /* = Heading\n- item',
    "emoji 😀 flag 🇬🇧 family 👨‍👩‍👧, a keycap 1️⃣ and ☃",
    "中文 हिन्दी বাংলা ไทย 한국어 ŵŷ Łukasz עברית العربية",
    "\u202eturned\u202c \ufeff \x00 \x1b[31m \ue000 \ud7ff ＝1+1 a\u0301",
    "q\u0361\u0489x b\u20dd z\u0353\u0316\u1ab0",
    "",
)


def pages(made: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", _plain(made)))


def _plain(made: bytes) -> bytes:
    """The objects of a PDF, with those that are kept packed taken out of their packing."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    return made + b"".join(_unpacked(part) for part in packed)


def _unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""


def test_the_same_paper_makes_the_same_bytes_and_the_cover_leaves_the_body_alone() -> None:
    plain, covered = paper(), paper(cover=(("Made for", "Principal"), ("Rows", "44")))
    assert pdf(plain) == pdf(plain) == body(plain) == body(covered)
    assert pages(pdf(covered)) == pages(pdf(plain)) + 1


def test_it_is_tagged_has_a_title_a_language_and_says_so() -> None:
    made = _plain(pdf(paper()))
    for sign in (b"/StructTreeRoot", b"/Lang", b"pdfuaid", b"/Alt", b"DisplayDocTitle", b"/TH"):
        assert sign in made


@pytest.mark.parametrize("chart", [BARS, SHARES, RUN])
def test_a_chart_without_words_is_refused(chart: Bars | Shares | Run) -> None:
    silent = replace(chart, alt="")
    with pytest.raises(typst.TypstError, match="alt"):
        pdf(paper(Section("Silent", (silent,))))


@pytest.mark.parametrize("text", STRANGE)
def test_whatever_somebody_types_can_be_set_and_stays_words(text: str) -> None:
    """In words, in a table, in a chart and in a title alike."""
    table = replace(WORK, columns=(text, "b", "c", "d"), rows=((text, 1, 2, 3),), note=text)
    chart = replace(BARS, labels=(text, "b", "c"), title=text, alt=f"{text}.")
    odd = Section(text or "Empty", (Words(text, text), table, chart))
    assert pdf(paper(odd)).startswith(b"%PDF")


def test_nothing_at_all_can_be_set() -> None:
    assert pages(pdf(Paper("Empty", "Nobody", ()))) == 1


def test_long_tables_go_on_with_their_header_on_the_next_page() -> None:
    rows = tuple((f"Row {number}", number, number, None) for number in range(120))
    made = pdf(paper(Section("Long", (replace(WORK, rows=rows),))))
    assert 4 <= pages(made) <= 6


def test_what_makes_files_is_loaded_only_when_one_is_made() -> None:
    script = (
        "import sys, bot.reports.pdf, bot.reports.sheets, bot.reports.text, bot.app\n"
        "assert not {'typst', 'xlsxwriter', 'font_source_sans_pro', 'jinja2'} & set(sys.modules)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
