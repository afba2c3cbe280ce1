"""A paper as a message: Slack takes it however long it is, it says what its pictures show, and where it was cut."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.paper import paper_message, without_charts
from bot.blocks.parts import Message
from bot.domain.papers import Bars, Facts, Lines, Paper, Run, Section, Shares, Table, Words
from bot.playground.validation import message_problems
from tests.reports.papers import BARS, RUN, SHARES, WORK, paper

MORE = "There is more: the rest stands in the file."


def problems(message: Message) -> list[str]:
    return [str(problem) for problem in message_problems({"text": message.text, "blocks": message.blocks})]


def said(message: Message) -> str:
    return str(message.blocks)


def test_a_message_says_what_the_file_says_and_its_text_says_it_alone() -> None:
    message = paper_message(paper())
    assert problems(message) == problems(without_charts(message)) == []
    for words in ("31 of 44 checks done", "Case file", "Seven in ten", BARS.alt, RUN.alt, "A parent", "Thank you."):
        assert words in said(message)
    for words in ("Quarterly report", "31 of 44 checks done", "Case file Expected 20", BARS.alt, RUN.alt):
        assert words in message.text
    assert MORE not in said(message)


def test_what_is_a_picture_and_a_table_in_the_file_is_told_once() -> None:
    beside = Table(SHARES.title, ("Question", "Yes"), (("Is it clear?", 7),))
    told = [
        paper_message(replace(paper(), sections=(Section("Answers", parts),)))
        for parts in ((SHARES, beside), (SHARES, WORK))
    ]
    assert [len([block for block in message.blocks if block["type"] == "table"]) for message in told] == [1, 2]
    assert "Is it clear?" in said(told[0])


def test_who_it_is_for_stands_at_its_foot() -> None:
    last = paper_message(paper(cover=(("Made for", "Robin"), ("Rows", "2")))).blocks[-1]
    assert last["elements"][0]["text"] == "Made for: Robin · Rows: 2 · Not for publication"


def test_pictures_are_left_out_on_request_and_their_words_stay() -> None:
    message = without_charts(paper_message(paper()))
    assert "data_visualization" not in said(message) and BARS.alt in said(message)


@pytest.mark.parametrize(
    "section",
    [
        Section("Many tables", (WORK,) * 30),
        Section("A long table", (replace(WORK, rows=WORK.rows * 200),)),
        Section("Wide cells", (replace(WORK, rows=(("w" * 4000, 1, 2, None),) * 60),)),
        Section("Many words", (Words("word " * 800),) * 20),
        Section("Many lines", (Lines(tuple("line" * 9 for _ in range(900))),)),
        Section("Many charts", (BARS, RUN, SHARES) * 10),
        Section("Long labels", (replace(BARS, labels=("The same long label of a team 1",) * 3),)),
        Section("No figures", (replace(BARS, values=(None, None, None)), Facts(()), Lines(()), Table("T", ("a",), ()))),
        Section("t" * 400, (replace(RUN, title="t" * 200, alt="a" * 4000),)),
    ],
)
def test_whatever_does_not_fit_is_cut_where_it_says_so(section: Section) -> None:
    long = paper(section)
    message = paper_message(long)
    assert problems(message) == []
    assert (MORE in said(message)) == (section.title.startswith("Many"))


NAMES = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40)
FIGURES = st.none() | st.integers(-100, 10**6)
POINTS = st.lists(st.tuples(NAMES, FIGURES, FIGURES), max_size=25)


@st.composite
def parts(draw: st.DrawFn) -> tuple[Words | Table | Bars | Run | Shares, ...]:
    points = draw(POINTS)
    labels, values = tuple(name for name, _, _ in points), tuple(value for _, value, _ in points)
    of, title = tuple(of for _, _, of in points), draw(NAMES)
    counts = tuple((abs(value or 0), abs(more or 0)) for value, more in zip(values, of, strict=True))
    bars = Bars(title, title, labels, values, of)
    run = Run(title, title, labels, values, draw(FIGURES))
    shares = Shares(title, title, labels, ("Yes", "No"), counts)
    return (Words(title), Table(title, ("Name", "Figure"), tuple(zip(labels, values, strict=True))), bars, run, shares)


@given(parts())
def test_any_paper_is_a_message_that_slack_takes(blocks: tuple[Words | Table | Bars | Run | Shares, ...]) -> None:
    message = paper_message(Paper("Paper", "About", (Section("Section", blocks),)))
    assert problems(message) == []
