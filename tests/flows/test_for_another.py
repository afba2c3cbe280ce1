"""Answers entered for somebody outside: each sheet one of its own, whose it is by role, and who entered it."""

import pytest

from bot.domain.cards import Receipt
from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.errors import FormProblemsError, IdentifyingTextError
from bot.flows.finish import read_answers, submit_run
from bot.flows.office import Actor
from bot.flows.start import load_start, load_unfinished, start_run
from bot.flows.walk import answer_item, load_view
from bot.storage.tables import people as tables
from tests.council import START, Council, add

SERVICE = Subject("service")


def using_birch(council: Council) -> None:
    with council.office.store.work() as uow:
        add(uow, tables.Uses, team=council.ids["Service"], framework="birch", since=START)


def begin(council: Council, name: str = "Ade") -> str:
    return start_run(council.office, council.actor(name), "family-sheet", SERVICE, {}).run


def answer(council: Council, run: str, item: str, value: Value, name: str = "Ade") -> None:
    answer_item(council.office, council.actor(name), council.press(run, item), value)


def test_each_start_is_a_sheet_of_its_own_once_the_one_before_is_begun(council: Council) -> None:
    using_birch(council)
    first = begin(council)
    assert begin(council) == first  # a form sent in twice, or nothing entered yet
    answer(council, first, "F1", Value(choice=2))
    second = begin(council)
    assert second != first
    assert len(load_unfinished(council.office, council.actor("Ade"))) == 2


def test_whose_answers_they_are_is_said_by_role_and_who_entered_them_by_name(council: Council) -> None:
    using_birch(council)
    form = load_start(council.office, council.actor("Ade"), "family-sheet")
    assert "You enter the answers of a parent or carer: by this role, not by name." in form.promise
    run = begin(council)
    answer(council, run, "F1", Value(choice=2))
    receipt = submit_run(council.office, council.actor("Ade"), run)
    assert receipt.heading.entered == "Entered by Ade for a parent or carer"
    sheet = read_answers(council.office, council.actor("Robin"), run)
    assert sheet.heading.entered == "Entered by Ade for a parent or carer"
    view = load_view(council.office, council.actor("Robin"), run)
    assert isinstance(view, Receipt)


def test_a_sheet_takes_no_reference_and_no_identifying_words(council: Council) -> None:
    using_birch(council)
    with pytest.raises(FormProblemsError):
        start_run(council.office, council.actor("Ade"), "family-sheet", Subject("reference", "K7-3Q"), {})
    run = begin(council)
    with pytest.raises(IdentifyingTextError):
        answer(council, run, "F4", Value(words="Ring me on 07700 900123."))


def test_an_ordinary_check_still_comes_back(council: Council) -> None:
    using_birch(council)
    run = council.own_look()
    answer_item(council.office, Actor(council.ids["Ade"]), council.press(run, "A1"), Value(choice=1))
    assert council.own_look() == run
