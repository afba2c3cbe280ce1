"""The record of a finished check: whoever may read it can take it, all is in it, and that it was taken is kept."""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.papers import Asked, Paper, Table, Words
from bot.domain.runs import Subject
from bot.domain.themes import Marked, Marks
from bot.domain.values import Value
from bot.errors import ClosedRunError, NotAllowedError
from bot.flows.actions import agree_action
from bot.flows.finish import correct_answer, submit_run
from bot.flows.parts import hand_in_part
from bot.flows.run_record import take_record
from bot.flows.start import start_run
from bot.flows.themes import mark_check
from bot.flows.walk import answer_item
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry
from tests.council import Council

HALFWAY, YES = Value(choice=1), Value(choice=2)


def submitted(council: Council) -> str:
    run = council.work_look()
    answer_item(council.office, council.actor("Sam"), council.press(run, "S1"), HALFWAY)
    submit_run(council.office, council.actor("Sam"), run)
    return run


def lines(paper: Paper) -> Iterator[str]:
    """Everything that a reader reads."""
    yield from (paper.title, paper.about, paper.confidential)
    yield from (f"{label}: {said}" for label, said in paper.cover)
    for section in paper.sections:
        yield f"# {section.title}"
        for block in section.blocks:
            match block:
                case Asked():
                    yield from (f"{block.ask} {block.said}", *block.beside)
                case Words():
                    yield block.text
                case Table():
                    yield from (" | ".join(map(str, row)) for row in block.rows)


def logged(council: Council, verb: str) -> list[dict[str, object]]:
    with council.office.store.look() as uow:
        entries = [json.loads(row.body) for row in uow.run(select(table_of(Entry)))]
    return [entry for entry in entries if entry["verb"] == verb]


def test_it_holds_the_answers_who_submitted_them_and_when(council: Council) -> None:
    run = submitted(council)
    said = "\n".join(lines(take_record(council.office, council.actor("Sam"), run)))
    assert "Ade · ref " in said
    assert "The whole check | Sam | Mon 23 Nov 2026 10:0" in said
    assert "Made for: Sam" in said
    assert "Halfway" in said and "Not answered" in said
    assert "Nothing has been corrected" in said


def test_it_holds_each_correction_with_what_stood_before_who_when_and_why(council: Council) -> None:
    run, sam = submitted(council), council.actor("Sam")
    correct_answer(council.office, sam, council.press(run, "S1", 1), "I looked at the wrong file.", YES, "A note.")
    correct_answer(council.office, sam, council.press(run, "S1", 2), "It was the right one.", HALFWAY)
    correct_answer(council.office, sam, council.press(run, "S2"), "Left out by mistake.", Value(choice=0))
    said = list(lines(take_record(council.office, sam, run)))
    first, second, gap = (n for n, line in enumerate(said) if "Corrected Mon 23 Nov 2026" in line)
    assert said[first + 1 : first + 4] == [
        "Before: Halfway",
        "After: Yes. Note: A note.",
        "Why: I looked at the wrong file.",
    ]
    assert said[second + 1].startswith("Before: Yes") and said[second + 2].startswith("After: Halfway")
    assert said[gap + 1 : gap + 4] == ["Before: Not answered", "After: No", "Why: Left out by mistake."]
    assert said[first].endswith("by Sam")
    assert said.count("Corrected: what stood before is at the end, under Corrections.") == 2


def test_whoever_may_read_the_answers_may_take_it_and_is_told_of_corrections(council: Council) -> None:
    run = submitted(council)
    take_record(council.office, council.actor("Robin"), run)
    with council.office.store.look() as uow:
        readers = [row.person for row in uow.run(select(table_of(tables.Reading)))]
    assert readers == [council.ids["Robin"]]


@pytest.mark.parametrize("name", ["Ade", "Bea", "Quinn", "Max", "Lou", "Zed"])
def test_nobody_else_gets_it(council: Council, name: str) -> None:
    """Ade, whom it is about, before it is shared; the QA lead; another team; who has left."""
    run = submitted(council)
    with pytest.raises(NotAllowedError):
        take_record(council.office, council.actor(name), run)
    assert logged(council, "export") == []


def test_of_an_open_check_there_is_none(council: Council) -> None:
    run = council.work_look()
    with pytest.raises(ClosedRunError, match="when a check is finished"):
        take_record(council.office, council.actor("Sam"), run)


def test_that_it_was_taken_is_logged_by_ids_alone(council: Council) -> None:
    run = submitted(council)
    paper = take_record(council.office, council.actor("Robin"), run)
    (entry,) = logged(council, "export")
    assert (entry["actor"], entry["run"], entry["rows"]) == (council.ids["Robin"], run, len(paper.data[0].rows))
    assert not {"Robin", "Ade", "Sam", "Halfway"} & {str(value) for value in entry.values()}


def test_actions_stand_in_it_with_their_owner(council: Council) -> None:
    run, sam = council.work_look(), council.actor("Sam")
    answer_item(council.office, sam, council.press(run, "S1"), HALFWAY)
    agree_action(council.office, sam, run, "S1", "Talk it through", date(2026, 12, 1), owner=council.ids["Ade"])
    submit_run(council.office, sam, run)
    said = list(lines(take_record(council.office, sam, run)))
    assert "Action: Talk it through (Ade, by Tue 1 Dec 2026, open)" in said
    assert "Talk it through | Ade | by Tue 1 Dec 2026 | open" in said


def test_parts_stand_in_it_with_who_handed_them_in_and_who_signed(council: Council) -> None:
    council.use("hazel")
    ade, sam = council.actor("Ade"), council.actor("Sam")
    run = start_run(council.office, ade, "case-look", Subject("reference", "K7-3Q"), {}).run
    answer_item(council.office, ade, council.press(run, "M1"), Value(choice=1))
    hand_in_part(council.office, ade, run, "mine")
    with pytest.raises(ClosedRunError):
        take_record(council.office, ade, run)
    answer_item(council.office, sam, council.press(run, "S1"), Value(choice=0))
    answer_item(council.office, sam, council.press(run, "S3"), Value(person=council.ids["Sam"]))
    hand_in_part(council.office, sam, run, "theirs")
    said = list(lines(take_record(council.office, ade, run)))
    assert any(line.startswith("My view | Ade | Mon 23 Nov 2026") for line in said)
    assert any(line.startswith("The supervisor's view | Sam | Mon 23 Nov 2026") for line in said)
    assert any(line.startswith("Is this your view Signed by Sam") for line in said)
    assert any(line.startswith("Answered by Ade") for line in said)


def test_the_themes_that_it_is_marked_with_stand_in_it(sqlite_council: Council) -> None:
    council, run = sqlite_council, submitted(sqlite_council)
    for item in (None, "S1"):
        mark_check(council.office, council.actor("Sam"), run, Marked(item, Marks(frozenset({"tidiness"})), 0))
    said = list(lines(take_record(council.office, council.actor("Sam"), run)))
    assert said.count("Marked: Tidiness") == 2


def test_the_body_is_the_same_whoever_takes_it(council: Council) -> None:
    """Only the cover says who took it and when."""
    run = submitted(council)
    sams, robins = (take_record(council.office, council.actor(name), run) for name in ("Sam", "Robin"))
    assert (sams.sections, sams.made_at, sams.data) == (robins.sections, robins.made_at, robins.data)
    assert sams.cover != robins.cover
