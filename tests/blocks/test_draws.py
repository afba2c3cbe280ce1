"""The forms about draws at their fullest still fit, and what they say in the few cases that tests rarely meet."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.draws import again_view, drawn_view, form_view, samples_view, swap_view
from bot.blocks.parts import View
from bot.domain.draws import DRAWN, FROZEN, Book, DrawForm, Line, Offer, Shown
from bot.flows.draws.freezing import MOST_DRAWN
from bot.playground.reading import blocks_as_text
from bot.playground.validation import view_problems
from bot.playground.world import World

WIDE = "𝔸"
TODAY = date(2026, 11, 23)
OFFER = Offer("f", "R" * 32, "c" * 60, WIDE * 120, WIDE * 24)
LINES = tuple(
    Line(number * 1000, WIDE * 40, WIDE * 100, WIDE * 60, is_begun=number % 3 == 1, is_done=number % 3 == 2)
    for number in range(1, MOST_DRAWN + 1)
)
SHOWN = Shown(
    draw="d" * 13,
    reference="8F2KQ7",
    title=WIDE * 120,
    check=WIDE * 24,
    about=WIDE * 100,
    report=WIDE * 80,
    report_day=TODAY,
    rows=50_000,
    at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    state=DRAWN,
    lines=LINES,
    swaps=30,
    redraws=12,
    wanted=MOST_DRAWN,
    is_by_position=False,
    is_unlike="",
    own_unknown=True,
    is_for_meeting=True,
    is_anonymised=False,
    may_change=True,
    starts="each",
    round=13,
    note=WIDE * 200,
)
FORM = DrawForm(OFFER, "person", WIDE * 300, 2, tuple((f"{n:013}", WIDE * 100) for n in range(300)), TODAY)
VIEWS: dict[str, View] = {
    "drawn": drawn_view(SHOWN, TODAY),
    "all at once": drawn_view(replace(SHOWN, starts="all", is_anonymised=True), TODAY),
    "waits": drawn_view(replace(SHOWN, state=FROZEN, lines=(), is_unlike=WIDE * 200), TODAY),
    "swap": swap_view(SHOWN, 1000),
    "again": again_view(SHOWN, 13),
    "paste": form_view(FORM, is_file=False),
    "file": form_view(FORM, is_file=True),
    "meeting": form_view(replace(FORM, of="meeting"), is_file=False),
    "list": samples_view(Book((OFFER,) * 60, tuple(replace(SHOWN, draw=f"{n:013}") for n in range(10))), TODAY),
    "nothing": samples_view(Book(), TODAY),
}


@pytest.mark.parametrize("name", VIEWS)
def test_the_fullest_view_fits(name: str) -> None:
    assert view_problems(VIEWS[name]) == []


def read(view: View) -> str:
    return blocks_as_text(World("T0"), view["blocks"], {}, {})


def said(shown: Shown) -> str:
    return read(drawn_view(shown, TODAY))


FEW = replace(SHOWN, lines=(Line(7, "K7-3Q"),), swaps=0, redraws=0, note="", wanted=2)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (FEW, "Row 7 of your report, in its order. The list had no more than 1."),
        (replace(FEW, wanted=1), "Row 7 of your report, in its order.\n"),
        (replace(FEW, swaps=1), "in its order (1 swap)."),
        (replace(FEW, swaps=2, redraws=1), "in its order (2 swaps, 1 re-draw)."),
        (replace(FEW, state=FROZEN, lines=()), "The list is stored. Nothing was drawn yet."),
        (replace(FEW, lines=()), "Every record of this list was swapped."),
        (replace(FEW, lines=(Line(7, ""),)), "Plumbline sees only the rows"),
    ],
)
def test_what_was_drawn_is_said_in_words(shown: Shown, words: str) -> None:
    assert words in said(shown)


def test_whoever_only_reads_it_has_no_buttons() -> None:
    view = drawn_view(replace(SHOWN, may_change=False, starts=""), TODAY)
    assert not [block for block in view["blocks"] if block["type"] == "actions" or "accessory" in block]


def test_a_record_that_is_gone_meanwhile_cannot_be_swapped() -> None:
    view = swap_view(SHOWN, 5)
    assert "submit" not in view
    assert "swapped or drawn again meanwhile" in read(view)
