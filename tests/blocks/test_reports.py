"""A heading of a report: what its row says, and with what its box begins."""

from datetime import UTC, date, datetime

import pytest

from bot.blocks.reports import box_view, page_view
from bot.domain.periods import Period
from bot.domain.reporting import APPROVED, DRAFT, About, Box, Draft, ReportPage

TODAY = date(2026, 10, 9)
THEN = datetime(2026, 10, 5, tzinfo=UTC)


def page(box: Box, state: str = DRAFT) -> ReportPage:
    about = About("R-1", Period(date(2026, 7, 1), date(2026, 9, 30)))
    draft = Draft("d", about, "garden", state, "a", THEN, "a" if state == APPROVED else None, THEN)
    return ReportPage(draft, "Visits", "All · Jul–Sep 2026", "Why.", None, (box,), (), (), (), may_make=True)


@pytest.mark.parametrize(
    ("words", "begins", "optional", "said", "in_the_box"),
    [
        ("Written.", "Begun.", False, "Written.", "Written."),
        ("", "Begun.", False, "Not saved yet: the words of a check wait in the box.", "Begun."),
        ("", "", False, "Not written yet.", None),
        ("", "", True, "Can be left out.", None),
    ],
)
def test_a_box_begins_with_what_was_saved_or_else_with_the_words_of_a_check(
    words: str,
    begins: str,
    optional: bool,
    said: str,
    in_the_box: str | None,
) -> None:
    box = Box("what", "What we learned", "What did you learn?", words, optional, begins)
    shown = page(box)
    assert f"What we learned\n{said}" in str(page_view(shown, TODAY)).replace("\\n", "\n")
    fields = [there for there in box_view(shown, box)["blocks"] if there["type"] == "input"]
    assert [there["element"].get("initial_value") for there in fields] == [in_the_box]
    assert [there.get("optional", False) for there in fields] == [optional]
