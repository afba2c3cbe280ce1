"""Marking with themes: by who wrote the check, until somebody else's mark stands, and never a self-check."""

from datetime import date

import pytest

from bot.domain.periods import Period
from bot.domain.themes import Marked, Marks
from bot.domain.values import Value
from bot.errors import ClosedRunError, NotAllowedError, UnusableValueError
from bot.flows.finish import read_answers, submit_run, withdraw_run
from bot.flows.themes import load_marking, mark_check
from bot.flows.walk import answer_item, load_card, write_note
from bot.storage.closings import add_closing
from bot.storage.proof import prove
from tests.council import Council

TIDY = Marks(frozenset({"tidiness"}))
BOTH = Marks(frozenset({"tidiness", "time"}), good=True)


def looked(council: Council, name: str = "Sam", about: str = "Ade") -> str:
    run = council.work_look(about, name)
    answer_item(council.office, council.actor(name), council.press(run, "S1"), Value(choice=2))
    return run


def mark(council: Council, run: str, marks: Marks, item: str | None = None, seen: int = 0, name: str = "Sam") -> None:
    mark_check(council.office, council.actor(name), run, Marked(item, marks, seen))


def stands(council: Council, run: str, item: str | None = None) -> Marked:
    return load_marking(council.office, council.actor("Sam"), run, item).marked


def proved(council: Council) -> str:
    """Where the log and what is stored do not agree."""
    with council.office.store.look() as uow:
        return prove(uow, []).broken


def test_a_check_and_an_answer_are_marked_and_marked_anew(council: Council) -> None:
    run = looked(council)
    mark(council, run, TIDY)
    mark(council, run, BOTH, "S1")
    assert stands(council, run) == Marked(None, TIDY, 1)
    assert stands(council, run, "S1") == Marked("S1", BOTH, 1)
    submit_run(council.office, council.actor("Sam"), run)
    mark(council, run, Marks(), "S1", seen=1)
    assert stands(council, run, "S1") == Marked("S1", Marks(), 2)
    assert proved(council) == ""


def test_who_may_read_the_answers_sees_how_they_are_marked(sqlite_council: Council) -> None:
    council = sqlite_council
    run = looked(council)
    mark(council, run, BOTH, "S1")
    mark(council, run, TIDY)
    submit_run(council.office, council.actor("Sam"), run)
    sheet = read_answers(council.office, council.actor("Robin"), run)
    assert sheet.marked == ("Tidiness",)
    assert {prompt.item: prompt.marked for prompt in sheet.prompts if prompt.marked} == {
        "S1": ("Tidiness", "Time", "Good practice")
    }
    assert not sheet.heading.takes_marks
    assert read_answers(council.office, council.actor("Sam"), run).heading.takes_marks


def test_the_same_twice_is_once_and_a_mark_not_seen_is_not_overwritten(sqlite_council: Council) -> None:
    council = sqlite_council
    run = looked(council)
    mark(council, run, TIDY)
    mark(council, run, TIDY)
    assert stands(council, run).revision == 1
    with pytest.raises(UnusableValueError, match="marked elsewhere"):
        mark(council, run, BOTH)
    assert stands(council, run) == Marked(None, TIDY, 1)


@pytest.mark.parametrize("name", ["Ade", "Bea", "Robin", "Mia", "Quinn", "Lou"])
def test_nobody_else_marks_it(sqlite_council: Council, name: str) -> None:
    council = sqlite_council
    run = looked(council)
    submit_run(council.office, council.actor("Sam"), run)
    with pytest.raises(NotAllowedError):
        mark(council, run, TIDY, name=name)
    with pytest.raises(NotAllowedError):
        load_marking(council.office, council.actor(name), run, None)


def test_what_only_its_author_reads_is_never_marked(sqlite_council: Council) -> None:
    council = sqlite_council
    run = council.own_look()
    with pytest.raises(UnusableValueError, match="not marked with themes"):
        mark(council, run, TIDY, name="Ade")
    press = council.press(run, "A1")
    with pytest.raises(UnusableValueError, match="not marked with themes"):
        write_note(council.office, council.actor("Ade"), press, "Well said.", None, Marked("A1", TIDY))
    assert not load_card(council.office, council.actor("Ade"), run, "A1").heading.takes_marks
    assert load_card(council.office, council.actor("Ade"), run, "A1").prompt.note is None


def test_what_cannot_be_marked_is_said(sqlite_council: Council) -> None:
    council = sqlite_council
    run = looked(council)
    with pytest.raises(UnusableValueError, match="not asked"):
        mark(council, run, TIDY, "Z9")
    with pytest.raises(UnusableValueError, match="not asked"):
        load_marking(council.office, council.actor("Sam"), run, "Z9")
    with pytest.raises(UnusableValueError, match="not on the list"):
        mark(council, run, Marks(frozenset({"weather"})))
    withdraw_run(council.office, council.actor("Sam"), run)
    with pytest.raises(ClosedRunError, match="withdrawn"):
        mark(council, run, TIDY)


def test_in_a_closed_period_marks_stay_as_they_are(sqlite_council: Council) -> None:
    council = sqlite_council
    run, other = looked(council), looked(council, about="Bea")
    mark(council, run, TIDY)
    submit_run(council.office, council.actor("Sam"), run)
    with council.office.store.work() as uow:
        for period in (Period(date(2026, 4, 1), date(2027, 3, 31)), Period(date(2026, 11, 1), date(2026, 11, 30))):
            add_closing(uow, "maple", period, 1, "{}", council.ids["Quinn"])
        add_closing(uow, "rowan", Period(date(2026, 11, 23), date(2026, 11, 23)), 1, "{}", council.ids["Quinn"])
    with pytest.raises(ClosedRunError, match="of Nov 2026 are closed"):
        mark(council, run, BOTH, seen=1)
    with pytest.raises(ClosedRunError, match="of Nov 2026 are closed"):
        stands(council, run)
    mark(council, other, TIDY)  # not handed in, so not counted yet
    assert read_answers(council.office, council.actor("Sam"), run).marked == ("Tidiness",)


def test_a_note_and_its_marks_are_kept_together_or_not_at_all(sqlite_council: Council) -> None:
    council = sqlite_council
    run, sam = looked(council), council.actor("Sam")
    write_note(council.office, sam, council.press(run, "S2"), None, None, Marked("S2", TIDY))
    assert stands(council, run, "S2").marks == TIDY
    assert load_card(council.office, sam, run, "S2").prompt.revision == 0
    with pytest.raises(UnusableValueError):
        write_note(council.office, sam, council.press(run, "S2"), "Ring 07700 900123", None, Marked("S2", BOTH, 1))
    assert stands(council, run, "S2").marks == TIDY
    write_note(council.office, sam, council.press(run, "S2"), "On the dot.", None, Marked("S2", BOTH, 1))
    assert stands(council, run, "S2").marks == BOTH
    assert load_card(council.office, sam, run, "S2").prompt.note == "On the dot."
