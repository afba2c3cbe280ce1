"""Before two meet: what their supervisor has at hand, from what they may read, and that the reading is kept."""

from datetime import date

import pytest

from bot.domain.beforehand import Beforehand
from bot.domain.themes import Marked, Marks
from bot.domain.values import Value
from bot.errors import NotAllowedError
from bot.flows.actions import agree_action
from bot.flows.finish import correct_answer, submit_run
from bot.flows.rhythm.beforehand import load_beforehand
from bot.flows.themes import mark_check
from bot.flows.walk import answer_item
from bot.storage.runs import load_readers
from tests.council import Council


def look(council: Council, about: str, name: str, choice: int, marks: Marks | None = None, item: str = "S1") -> str:
    run, who = council.work_look(about, name), council.actor(name)
    answer_item(council.office, who, council.press(run, "S1"), Value(choice=choice))
    answer_item(council.office, who, council.press(run, "S2"), Value(choice=1))
    if marks:
        mark_check(council.office, who, run, Marked(item, marks))
    submit_run(council.office, who, run)
    return run


def page(council: Council, person: str = "Ade", name: str = "Sam") -> Beforehand:
    return load_beforehand(council.office, council.actor(name), council.ids[person])


def said(found: Beforehand) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(there.ask, there.answer, there.marked) for there in found.strengths]


def test_what_is_marked_comes_first_then_good_answers(council: Council) -> None:
    look(council, "Ade", "Sam", 2)
    look(council, "Ade", "Sam", 0, Marks(frozenset({"time"}), good=True), "S2")
    look(council, "Bea", "Sam", 2)
    found = page(council)
    assert (found.name, found.meets, found.actions) == ("Ade", None, ())
    assert said(found) == [
        ("Are visits on time", "Yes", ("Time", "Good practice")),
        ("Are the records clear", "Yes", ()),
    ]


def test_the_same_good_answer_is_told_of_the_latest_check_alone(sqlite_council: Council) -> None:
    look(sqlite_council, "Ade", "Sam", 2)
    look(sqlite_council, "Ade", "Sam", 2)
    assert said(page(sqlite_council)) == [("Are the records clear", "Yes", ())]


def test_an_answer_that_is_not_good_and_a_theme_alone_are_no_strength(sqlite_council: Council) -> None:
    look(sqlite_council, "Ade", "Sam", 0, Marks(frozenset({"time"})))
    assert page(sqlite_council).strengths == ()


def test_open_actions_of_theirs_stand_in_it(sqlite_council: Council) -> None:
    council, sam = sqlite_council, sqlite_council.actor("Sam")
    run = council.work_look()
    agree_action(council.office, sam, run, "ACT3", "Write it the same day.", date(2026, 12, 1))
    agree_action(council.office, sam, run, "ACT1", "Look again.", date(2026, 12, 1))
    assert page(council).actions == ()
    submit_run(council.office, sam, run)
    assert [row.action.plan.words for row in page(council).actions] == ["Write it the same day."]


def test_what_only_they_read_is_never_in_it(sqlite_council: Council) -> None:
    council, ade = sqlite_council, sqlite_council.actor("Ade")
    run = council.own_look()
    answer_item(council.office, ade, council.press(run, "A1"), Value(choice=1))
    submit_run(council.office, ade, run)
    assert page(council).strengths == ()


def test_that_it_was_read_is_kept_so_that_a_correction_is_told(sqlite_council: Council) -> None:
    council, robin = sqlite_council, sqlite_council.actor("Robin")
    run = look(council, "Sam", "Robin", 2)
    page(council, "Sam", "Robin")
    with council.office.store.look() as uow:
        assert load_readers(uow, run) == []  # Robin wrote it
    other = look(council, "Ade", "Sam", 2)
    page(council, "Ade", "Sid")  # stands in for Sam, who is away
    with council.office.store.look() as uow:
        assert load_readers(uow, other) == [council.ids["Sid"]]
    press = council.press(run, "S1", 1)
    correct_answer(council.office, robin, press, "I looked again.", Value(choice=0))
    assert page(council, "Sam", "Robin").strengths == ()


@pytest.mark.parametrize("name", ["Ade", "Bea", "Robin", "Mia", "Quinn", "Lou"])
def test_it_is_for_their_supervisor_alone(sqlite_council: Council, name: str) -> None:
    with pytest.raises(NotAllowedError):
        page(sqlite_council, "Ade", name)
    with pytest.raises(NotAllowedError):
        load_beforehand(sqlite_council.office, sqlite_council.actor(name), "nobody")
