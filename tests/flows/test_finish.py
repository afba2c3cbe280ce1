"""After a check is submitted: reading, correcting with a reason, sharing, and who is owed a word."""

import pytest
from sqlalchemy import select

from bot.domain.cards import Receipt
from bot.domain.values import Fate, Value
from bot.errors import ClosedRunError, IdentifyingTextError, NotAllowedError, UnusableValueError
from bot.flows import path
from bot.flows.finish import correct_answer, read_answers, share_run, submit_run
from bot.flows.walk import answer_item, load_view
from bot.storage.tables import runs as tables
from bot.storage.tables import slack as slack_tables
from bot.storage.tables import table_of
from tests.council import Council
from tests.thornmere import LIBRARY

HALFWAY, YES = Value(choice=1), Value(choice=2)


def submitted(council: Council) -> str:
    run = council.work_look()
    answer_item(council.office, council.actor("Sam"), council.press(run, "S1"), HALFWAY)
    submit_run(council.office, council.actor("Sam"), run)
    return run


def rows(council: Council, model: type) -> list[dict[str, object]]:
    with council.office.store.look() as uow:
        return [dict(row) for row in uow.run(select(table_of(model))).mappings()]


def test_a_correction_keeps_the_old_answer_and_owes_its_readers_a_word(council: Council) -> None:
    run, sam = submitted(council), council.actor("Sam")
    read_answers(council.office, council.actor("Robin"), run)
    read_answers(council.office, council.actor("Robin"), run)
    read_answers(council.office, sam, run)
    outcome = correct_answer(council.office, sam, council.press(run, "S1", 1), "I looked at the wrong file.", YES)
    assert outcome.fate is Fate.SAVED
    sheet = read_answers(council.office, sam, run)
    assert sheet.prompts[0].shown == "Yes"
    (old,) = rows(council, tables.Superseded)
    assert (old["choice"], old["revision"]) == (1, 1)
    (notice,) = [row for row in rows(council, slack_tables.Message) if row["kind"] != "card"]
    assert (notice["person"], notice["kind"], notice["state"]) == (council.ids["Robin"], "corrected", "pending")
    assert [row["person"] for row in rows(council, tables.Reading)] == [council.ids["Robin"]]


def test_a_gap_can_be_filled_by_correcting(council: Council) -> None:
    run, sam = submitted(council), council.actor("Sam")
    correct_answer(council.office, sam, council.press(run, "S2"), "Left out by mistake.", Value(choice=0))
    (old,) = rows(council, tables.Superseded)
    assert (old["revision"], old["choice"]) == (0, None)


def test_the_same_correction_twice_is_one(council: Council) -> None:
    run, sam = submitted(council), council.actor("Sam")
    press = council.press(run, "S1", 1)
    assert correct_answer(council.office, sam, press, "Wrong file.", YES).fate is Fate.SAVED
    assert correct_answer(council.office, sam, press, "Wrong file.", YES).fate is Fate.ALREADY
    assert len(rows(council, tables.Superseded)) == 1


@pytest.mark.parametrize(
    ("reason", "error"), [(" ", UnusableValueError), ("x" * 501, UnusableValueError), ("M1 1AE", IdentifyingTextError)]
)
def test_a_correction_needs_a_reason_that_fits(council: Council, reason: str, error: type[Exception]) -> None:
    run = submitted(council)
    with pytest.raises(error):
        correct_answer(council.office, council.actor("Sam"), council.press(run, "S1", 1), reason, YES)
    assert rows(council, tables.Superseded) == []


def test_an_open_check_is_neither_corrected_nor_shared(council: Council) -> None:
    run, sam = council.work_look(), council.actor("Sam")
    with pytest.raises(ClosedRunError):
        correct_answer(council.office, sam, council.press(run, "S1"), "Why", YES)
    with pytest.raises(ClosedRunError):
        share_run(council.office, sam, run)


def test_reading_is_refused_to_those_not_named_and_leaves_no_trace_of_them(council: Council) -> None:
    run = submitted(council)
    with pytest.raises(NotAllowedError, match="author, subject, supervisor, line"):
        read_answers(council.office, council.actor("Max"), run)
    assert rows(council, tables.Reading) == []


def test_who_may_only_know_that_it_was_done_sees_no_counts(council: Council) -> None:
    run = council.own_look()
    answer_item(council.office, council.actor("Ade"), council.press(run, "A1"), Value(choice=0))
    with pytest.raises(NotAllowedError):
        load_view(council.office, council.actor("Sam"), run)
    submit_run(council.office, council.actor("Ade"), run)
    seen = load_view(council.office, council.actor("Sam"), run)
    assert isinstance(seen, Receipt)
    assert (seen.state, seen.tally) == ("submitted", None)


def test_the_answers_are_read_with_their_notes_and_actions(council: Council) -> None:
    run = submitted(council)
    sheet = read_answers(council.office, council.actor("Sam"), run)
    assert [(prompt.item, prompt.shown) for prompt in sheet.prompts] == [
        ("S1", "Halfway"),
        ("S2", None),
        ("ACT1", None),
        ("ACT3", None),
    ]


def test_what_may_be_left_blank_is_not_told_as_missing() -> None:
    checklist = LIBRARY.forms["adults-practice-observation"].checklist
    missing = {gap.item for section in path.section_tallies(checklist, {}, []) for gap in section.gaps}
    assert "2.1" in missing
    assert "2.2" not in missing
