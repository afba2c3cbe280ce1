"""A reminder with more in it than a message can hold is cut off where it says so, and passes as Slack takes it."""

from datetime import date, timedelta

import pytest

from bot.blocks.digest import LOCK_SCREEN, digest_message
from bot.domain.digest_views import Begun, Line, Page
from bot.domain.digests import Digest, Kind
from bot.domain.duties import Status
from bot.domain.duty_views import DutyName, DutyRow, Say
from bot.playground.validation import message_problems

TODAY = date(2026, 11, 23)
ALL = (Say.WHY, Say.SNOOZE, Say.NOT_MINE, Say.NOTHING, Say.EXCUSE)


def row(number: int, status: Status = Status.DUE) -> DutyRow:
    name = DutyName("A very long title of something that is asked for " * 2, f"K7-{number}")
    return DutyRow(f"{number:013}", name, status, TODAY - timedelta(days=2), button="Start", says=ALL)


def page(*lines: Line) -> Page:
    return Page(Digest("d", "p", TODAY, 1, False), "Sam Okoro", lines, 9, True, TODAY)


@pytest.mark.parametrize(("many", "left"), [(1, 0), (12, 0), (60, 48)])
def test_what_does_not_fit_is_counted(many: int, left: int) -> None:
    message = digest_message(page(*(Line(Kind.DUTY, row(number)) for number in range(many))))
    assert len(message.blocks) <= 50
    assert message_problems({"text": message.text, "blocks": message.blocks}) == []
    assert message.text == LOCK_SCREEN
    said = str(message.blocks)
    assert (f"And {left} more: /qa due lists them." in said) is bool(left)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((Line(Kind.DUTY, row(1)),), "Good morning Sam. One check is waiting."),
        (
            (Line(Kind.DUTY, row(1, Status.LATE)), Line(Kind.DRAFT, Begun("r", "Own look"))),
            "Good morning Sam. Two checks are waiting. One has passed its date.",
        ),
        ((Line(Kind.LATE, row(1, Status.LATE)),), "Good morning Sam. One of your people's is long past its date."),
        (
            (Line(Kind.LATE, row(1), is_of_people=False),),
            "Good morning Sam. One for others to do is long past its date.",
        ),
        (
            (Line(Kind.DUTY, row(1)), Line(Kind.DUTY, row(2, Status.LATE), put_off=TODAY)),
            "Good morning Sam. One check is waiting.",
        ),
        ((Line(Kind.DUTY, row(1), put_off=TODAY),), "Good morning Sam. All that waits here is put off."),
        (
            (Line(Kind.DUTY, row(1), over="done"),),
            "Good morning Sam. All of this is done. Nothing in this waits for you any more.",
        ),
    ],
)
def test_the_first_sentence_says_how_much(lines: tuple[Line, ...], said: str) -> None:
    assert digest_message(page(*lines)).blocks[0]["text"]["text"] == said


def test_what_may_not_be_seen_any_more_is_not_named() -> None:
    said = str(digest_message(page(Line(Kind.DUTY, None, over="not yours any more"))).blocks)
    assert "One of these" in said


def test_what_waits_comes_before_what_is_done_and_ones_own_before_others() -> None:
    theirs = [Line(Kind.LATE, row(number, Status.LATE)) for number in range(100, 110)]
    done = [Line(Kind.DUTY, row(number), over="done") for number in range(200, 210)]
    own = [Line(Kind.DUTY, row(number)) for number in range(300, 305)]
    said = str(digest_message(page(*theirs, *done, *own)).blocks)
    assert [f"K7-{number}" in said for number in (304, 106, 107, 200)] == [True, True, False, False]
    assert said.index("Waiting") < said.index("Of your people")
    assert "And 3 more: /qa due lists them." in said
