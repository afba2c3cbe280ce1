"""The walk at the keyboard, as a transcript: what is typed and what is read."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from bot.cli.begin import Beginning
from bot.cli.talk import Talk
from bot.cli.walk import Walk
from bot.domain.people import Person
from bot.domain.values import Value
from bot.flows.concern import ANYWHERE, concern_words
from bot.storage import people
from bot.storage.answers import load_answers
from tests.council import TODAY, Council


class Keyboard:
    """Lines to type, and everything that was shown."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.shown: list[str] = []

    def ask(self, question: str) -> str:
        self.shown.append(question)
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        self.shown.append(line)
        return line

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def walked(council: Council, name: str, form: str, lines: list[str]) -> str:
    """The transcript of somebody walking a form, typing these lines."""
    keyboard = Keyboard(lines)
    talk = Talk(keyboard.ask, keyboard.shown.append, concern_words(council.office, "maple"))
    with council.office.store.look() as uow:
        everybody = people.load_everybody(uow, uow.today)
    me = Person(council.ids[name], name)
    run = Beginning(council.office, me, council.office.form(form), everybody, talk).run()
    Walk(council.office, me.id, run, everybody, talk).go()
    return keyboard.text


BEGIN = ["K7-3Q", "", "short"]


def test_from_start_to_receipt_with_every_kind(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council,
        "Ade",
        "own-look",
        [
            *BEGIN,
            "yes",
            "1",
            "We listened.",
            "And came back.",
            "",
            "Form 7",
            "20/11/2026",
            "Bea",
            "/submit",
            "/answers",
        ],
    )
    assert "6 of 6 done" in text
    assert "2 yes · 4 in words" in text
    assert "We listened.\n      And came back." in text
    assert "Fri 20 Nov 2026" in text
    assert "Only you can see your answers." in text


def test_every_kind_of_answer_is_taken_as_it_is_typed_and_a_wrong_one_gets_a_sentence(sqlite_council: Council) -> None:
    typed = {
        "partly": "",
        "11": "Please type a number from 1 to 10",
        "10": "",
        "sad": "Please type a number from 1 to 3",
        "not nice": "",
        "worker, nobody": "or “Nobody” alone",
        "worker, helper": "",
        "many": "Please give a number from 0 to 40",
        "2.5": "",
        "12": "Please type 2 whole numbers, one for each",
        "12 0": "",
        "whenever": "Please type",
        "2 1 2025": "",
        "A spade": "",
        "A saw": "",
        "": "",
        "yes": "Type sign, in full",
        "sign": "",
    }
    lines = ["K7-3Q", "", *typed, "/submit", "/answers", "/stop"]
    text = " ".join(walked(sqlite_council, "Ade", "every-kind", lines).split())
    assert [said for said in typed.values() if said not in text] == []
    assert "1 partly · 1 not nice · 1 worker · 1 helper · 12 trees · 1 found · 4 in words" in text
    with sqlite_council.office.store.look() as uow:
        run = uow.connection.exec_driver_sql("SELECT id FROM run").scalar_one()
        stored = {item: answer.value for item, answer in load_answers(uow, run).items()}
    assert stored == {
        "own-day": Value(day=TODAY),
        "K1": Value(choice=1),
        "K2": Value(choice=10),
        "K3": Value(choice=0),
        "K4": Value(counts=((1, 1), (2, 1))),
        "K5": Value(number=Decimal("2.5")),
        "K6": Value(counts=((1, 12), (2, 0))),
        "K7": Value(choice=1, day=date(2025, 1, 2)),
        "K8": Value(words="A spade\nA saw"),
        "K9": Value(person=sqlite_council.ids["Ade"]),
    }
    assert "past the limit of 6 months" in text


def test_where_there_should_be_only_so_many_it_is_said_before_anything_is_asked(sqlite_council: Council) -> None:
    text = walked(sqlite_council, "Ade", "again-look", ["K7-3Q", "1", "/stop"])
    assert "0 of these were begun in the last 6 months; there should be 2 at most." in text
    assert text.index("Not covered yet: Trees, Hedges.") < text.index("Which case is this about?")


def test_what_is_typed_wrong_is_said_and_nothing_is_lost(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council, "Ade", "own-look", [*BEGIN, "maybe", "9", "/nonsense", "/jump B3", "31/02/2026", "/stop"]
    )
    assert text.count("Please type a number from 1 to 2") == 2
    assert "/withdraw" in text
    assert "Please type a date" in text
    assert "What you answered is saved" in text


def test_a_required_note_is_asked_at_once_and_may_wait(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council, "Ade", "own-look", [*BEGIN, "/jump A2", "no", "", "/note", "They were out.", "/review"]
    )
    assert "This answer needs a note" in text
    assert "still needs a note" in text
    assert "A1: not answered" in text
    assert "A2: needs a note" not in text


def test_identifying_words_are_asked_about(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council,
        "Ade",
        "own-look",
        [
            "M1 1AE",
            "",
            "short",
            "K7-3Q",
            "/note",
            "Ring 07700 900123",
            "",
            "/note",
            "Ring 07700 900123",
            "It is the office.",
        ],
    )
    assert "a postcode" in text
    assert "a phone number" in text
    assert "Note (3 words): Ring 07700 900123" in text


def test_a_whole_section_back_and_risk(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council, "Ade", "own-look", [*BEGIN, "/section", "yes yes", "/back", "/risk", "/leave", "/stop"]
    )
    assert "2 of 6 done" in text
    assert "Yes, chosen" in text
    assert "Ring 999 in danger, else the test desk on 01632 960 100." in text


def test_about_a_person_with_actions(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council,
        "Sam",
        "work-look",
        [
            "ade",
            "half",
            "Look at three files",
            "1/12/2026",
            "yes",
            "Book training",
            "by spring",
            "/l",
            "/submit",
            "/submit",
            "/share",
        ],
    )
    assert "[2] Halfway" in text
    assert "Agreed: Look at three files (by Tue 1 Dec)" in text
    assert "Book training (by spring)" in text
    assert "1 yes · 1 halfway" in text


def test_coming_back_and_correcting(sqlite_council: Council) -> None:
    walked(sqlite_council, "Ade", "own-look", [*BEGIN, "yes"])
    text = walked(
        sqlite_council,
        "Ade",
        "own-look",
        ["", "/review", "/submit", "/correct a1", "no", "Wrong file", "/correct X9", "/answers"],
    )
    assert "1 of 6 done" in text
    assert "Corrected. The old answer is kept" in text
    assert "Name the question to correct" in text


def test_withdrawing_asks_once(sqlite_council: Council) -> None:
    text = walked(sqlite_council, "Ade", "own-look", [*BEGIN, "/withdraw", "no", "/withdraw", "yes"])
    assert "Withdrawn" in text


@pytest.mark.parametrize("typed", ["\x1b[2J\x1b[31mred", "a\u202eb"])
def test_nothing_shown_can_steer_the_terminal(sqlite_council: Council, typed: str) -> None:
    text = walked(sqlite_council, "Ade", "own-look", [*BEGIN, "/note", typed, "/stop"])
    shown = text.replace(typed, "")
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_missing_framework_still_has_a_route(sqlite_council: Council) -> None:
    assert concern_words(sqlite_council.office, "gone") == ANYWHERE


def test_risk_and_stop_work_wherever_something_is_asked(sqlite_council: Council) -> None:
    text = walked(
        sqlite_council, "Sam", "work-look", ["/risk", "ade", "no", "/risk", "/withdraw", "", "/submit", "/answers"]
    )
    assert text.count("Ring 999 in danger") == 2
    assert "Please answer this first" in text
    assert "Here is the review first" in text
    assert "Action:" not in text
    text = walked(sqlite_council, "Ade", "own-look", [*BEGIN, "/jump B1", "First line", "/stop"])
    assert "words you had not finished are not" in text


def test_only_a_check_about_a_person_is_shared(sqlite_council: Council) -> None:
    text = walked(sqlite_council, "Ade", "own-look", [*BEGIN, "/review", "/submit", "/share"])
    assert "nobody to share" in text


def test_an_action_added_by_mistake_is_dropped(sqlite_council: Council) -> None:
    text = walked(sqlite_council, "Sam", "work-look", ["ade", "/jump ACT1", "Buk", "soon", "/drop", "/drop", "/stop"])
    assert "Dropped: Buk (soon)" in text
    assert "No action is agreed at this question." in text
