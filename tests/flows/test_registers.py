"""Registers of dated facts: who may record and read what, corrections with their trace, and what the log proves."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.blocks.registers import fact_view, withdraw_view
from bot.domain.facts import MISTAKES, Leaf, Said
from bot.domain.runs import Subject
from bot.errors import FormProblemsError, NotAllowedError, ShownError, UnusableValueError
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.registers.forms import load_correction_form, load_fact_form, load_many_form
from bot.flows.registers.leaf import load_leaf
from bot.flows.registers.record import correct_fact, record_fact, record_for_many, withdraw_fact
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry
from tests.council import TODAY, Council

TREE = Subject("reference", "TR-0123")
TREES, MEETINGS = "tree-dates", "one-to-ones"
DAY = date(2026, 3, 12)


def looked_at(**more: Any) -> Said:
    return replace(Said("T1", TREE, DAY), **more)


def record(council: Council, said: Said | None = None, name: str = "Ade", book: str = TREES) -> str:
    return record_fact(council.office, council.actor(name), book, said or looked_at()).id


def harm(council: Council) -> Said:
    return Said("T4", TREE, DAY, authoriser=council.ids["Robin"])


def leaf(council: Council, name: str = "Ade", subject: Subject = TREE) -> Leaf:
    return load_leaf(council.office, council.actor(name), subject)


def days(council: Council, name: str = "Ade", subject: Subject = TREE) -> list[tuple[str, date]]:
    return [(line.called, line.day) for line in leaf(council, name, subject).lines]


def test_what_was_recorded_is_read_with_who_recorded_it(council: Council) -> None:
    said = Said("T2", TREE, DAY, outcome=2, words="Two big branches.")
    record(council, said)
    (line,) = leaf(council).lines
    assert (line.title, line.called, line.day) == ("Dates of the trees that we look after", "Pruning", DAY)
    assert (line.outcome, line.words, line.by, line.is_newest) == ("Hard", "Two big branches.", "Ade", True)
    assert line.may_correct
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def test_the_same_twice_is_one(council: Council) -> None:
    first = record(council)
    small = looked_at(subject=Subject("reference", "tr-0123"))
    again = record_fact(council.office, council.actor("Bea"), TREES, small)
    assert (again.id, again.already) == (first, True)
    assert len(leaf(council).lines) == 1


def test_words_for_what_stands_already_are_not_lost_in_silence(council: Council) -> None:
    said = Said("T2", TREE, DAY, outcome=2)
    record(council, said)
    with pytest.raises(FormProblemsError, match="To add words to it, correct it"):
        record(council, replace(said, words="More."))


def test_the_newest_of_each_counts_and_says_since_when_it_is_out_of_date(council: Council) -> None:
    record(council, looked_at(day=TODAY - timedelta(days=800)))
    record(council, looked_at(day=TODAY - timedelta(days=400)))
    record(council, Said("T3", TREE, TODAY - timedelta(days=35), about="B-1"))
    record(council, Said("T3", TREE, TODAY - timedelta(days=36), about="B-2"))
    found = {(line.called, line.about, line.is_newest): line.out_since for line in leaf(council).lines}
    assert found == {
        ("Looked at", None, True): date(2026, 10, 20),
        ("Looked at", None, False): None,
        ("Branch tested", "B-1", True): None,
        ("Branch tested", "B-2", True): TODAY,
    }


@pytest.mark.parametrize(
    ("said", "where", "sentence"),
    [
        (looked_at(day=TODAY + timedelta(days=1)), "day", "That day is still to come."),
        (looked_at(day=date(1899, 12, 31)), "day", "before 1900"),
        (looked_at(subject=Subject("reference", " ")), "subject", "Please write something."),
        (looked_at(subject=Subject("reference", None)), "subject", "which Tree this is about"),
        (looked_at(subject=Subject("reference", "07700 900123")), "subject", "a phone number"),
        (looked_at(subject=Subject("reference", "X" * 41)), "subject", "there is room for 40"),
        (looked_at(about="B-1"), "about", "about nothing else"),
        (looked_at(outcome=1), "outcome", "choose one of the outcomes"),
        (looked_at(words="Fine."), "words", "holds no words"),
        (looked_at(authoriser="x" * 13), "authoriser", "Nobody has to authorise this"),
        (Said("T2", TREE, DAY), "outcome", "choose one of the outcomes"),
        (Said("T2", TREE, DAY, outcome=3), "outcome", "choose one of the outcomes"),
        (Said("T2", TREE, DAY, outcome=1, words="Ring 07700 900123"), "words", "a phone number"),
        (Said("T3", TREE, DAY), "about", "Please say: Which branch"),
        (Said("T3", TREE, DAY, about="ann@example.org"), "about", "an e-mail address"),
        (Said("T4", TREE, DAY), "authoriser", "somebody who holds the post lead"),
        (Said("T4", TREE, DAY, authoriser="nobody"), "authoriser", "somebody who holds the post lead"),
        (Said("T4", TREE, DAY, words="It was"), "words", "holds no words"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    sqlite_council: Council, said: Said, where: str, sentence: str
) -> None:
    with pytest.raises(FormProblemsError) as caught:
        record(sqlite_council, said)
    assert sentence in caught.value.problems[where]
    assert leaf(sqlite_council).lines == ()


def test_who_authorises_must_hold_the_post(sqlite_council: Council) -> None:
    with pytest.raises(FormProblemsError, match="holds the post lead"):
        record(sqlite_council, replace(harm(sqlite_council), authoriser=sqlite_council.ids["Bea"]))
    record(sqlite_council, harm(sqlite_council))


def test_a_reference_that_has_to_stay_is_kept_with_its_reason(council: Council) -> None:
    said = looked_at(subject=Subject("reference", "07700 900123"))
    record_fact(council.office, council.actor("Ade"), TREES, said, {"subject": "Our own numbers look so."})
    assert len(leaf(council, subject=said.subject).lines) == 1
    with council.office.store.look() as uow:
        assert uow.run(text("SELECT kept_because FROM words")).scalars().all() == ["Our own numbers look so."]


@pytest.mark.parametrize(
    ("name", "may"),
    [("Ade", True), ("Bea", True), ("Robin", True), ("Max", True), ("Mia", False), ("Sam", False), ("Quinn", False)],
)
def test_the_posts_named_record(sqlite_council: Council, name: str, may: bool) -> None:
    if may:
        record(sqlite_council, name=name)
    else:
        with pytest.raises(NotAllowedError, match="Only a worker or lead concerned records here"):
            record(sqlite_council, name=name)


@pytest.mark.parametrize("name", ["Lou", "Zed"])
def test_leavers_and_strangers_do_nothing(sqlite_council: Council, name: str) -> None:
    for act in (lambda: record(sqlite_council, name=name), lambda: leaf(sqlite_council, name)):
        with pytest.raises(NotAllowedError, match="not on the QA list"):
            act()


@pytest.mark.parametrize(
    ("name", "plain", "sensitive"),
    [
        ("Ade", True, True),  # recorded both
        ("Bea", True, False),  # the same post in the same team
        ("Robin", True, True),  # leads the service
        ("Max", False, False),  # leads another team
        ("Sam", True, False),  # supervises Ade
        ("Sid", True, False),  # stands in for Sam
        ("Mia", False, False),
        ("Quinn", False, False),
    ],
)
def test_who_reads(sqlite_council: Council, name: str, plain: bool, sensitive: bool) -> None:
    record(sqlite_council)
    record(sqlite_council, harm(sqlite_council))
    found = {called for called, _ in days(sqlite_council, name)}
    assert ("Looked at" in found, "Harm by hand" in found) == (plain, sensitive)


def test_what_a_leaver_recorded_stays_readable_for_the_team(sqlite_council: Council) -> None:
    fact = record(sqlite_council)
    with sqlite_council.office.store.work() as uow:
        for table in ("employed", "belongs", "holds"):
            uow.run(text(f"UPDATE {table} SET until = :day WHERE person = :ade"), _leaver(sqlite_council))
    assert days(sqlite_council, "Bea") == [("Looked at", DAY)]
    correct_fact(sqlite_council.office, sqlite_council.actor("Bea"), fact, looked_at(day=TODAY), "Misread.")
    assert days(sqlite_council, "Robin") == [("Looked at", TODAY)]


def _leaver(council: Council) -> dict[str, object]:
    return {"day": TODAY.isoformat(), "ade": council.ids["Ade"]}


def test_people_are_subjects_of_those_who_supervise_them(sqlite_council: Council) -> None:
    council, ids = sqlite_council, sqlite_council.ids
    met = Said("P1", Subject("person", ids["Ade"]), TODAY - timedelta(days=3))
    record(council, met, "Sam", MEETINGS)
    record(council, replace(met, subject=Subject("person", ids["Bea"])), "Sid", MEETINGS)
    for name, about in (("Sam", "Sam"), ("Sam", "Max"), ("Max", "Ade"), ("Ade", "Bea")):
        with pytest.raises(NotAllowedError):
            record(council, replace(met, subject=Subject("person", ids[about])), name, MEETINGS)
    about_ade = Subject("person", ids["Ade"])
    for name, may in (("Ade", True), ("Robin", True), ("Sid", True), ("Bea", False), ("Max", False), ("Mia", True)):
        assert bool(days(council, name, about_ade)) is may, name


def test_a_correction_keeps_the_old_one_and_its_reason(council: Council) -> None:
    fact = record(council)
    new = looked_at(day=DAY + timedelta(days=1))
    noted = correct_fact(council.office, council.actor("Ade"), fact, new, "Misread.")
    (line,) = leaf(council).lines
    assert (line.id, line.day, line.instead_of, line.why) == (noted.id, new.day, DAY, "Misread.")
    again = correct_fact(council.office, council.actor("Ade"), fact, new, "Misread.")
    assert (again.id, again.already) == (noted.id, True)
    with pytest.raises(ShownError, match="corrected or withdrawn meanwhile"):
        correct_fact(council.office, council.actor("Ade"), fact, looked_at(day=TODAY), "Again.")
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def test_a_correction_needs_a_reason_and_a_difference(sqlite_council: Council) -> None:
    ade, fact = sqlite_council.actor("Ade"), record(sqlite_council)
    with pytest.raises(FormProblemsError, match="Nothing is different"):
        correct_fact(sqlite_council.office, ade, fact, looked_at(), "Why not.")
    for reason in ("", "Ring 07700 900123"):
        with pytest.raises(UnusableValueError):
            correct_fact(sqlite_council.office, ade, fact, looked_at(day=TODAY), reason)
    other = record(sqlite_council, looked_at(day=TODAY))
    with pytest.raises(FormProblemsError, match="recorded already"):
        correct_fact(sqlite_council.office, ade, other, looked_at(), "The same as the other.")
    assert len(leaf(sqlite_council).lines) == 2


def test_words_are_added_by_a_correction(sqlite_council: Council) -> None:
    said = Said("T2", TREE, DAY, outcome=2)
    fact = record(sqlite_council, said)
    correct_fact(sqlite_council.office, sqlite_council.actor("Bea"), fact, replace(said, words="Low."), "For the file.")
    (line,) = leaf(sqlite_council).lines
    assert (line.words, line.by) == ("Low.", "Bea")


@pytest.mark.parametrize(("name", "may"), [("Bea", True), ("Robin", True), ("Sam", False), ("Max", False)])
def test_who_keeps_the_register_for_that_team_corrects(sqlite_council: Council, name: str, may: bool) -> None:
    fact = record(sqlite_council)
    assert all(line.may_correct is may for line in leaf(sqlite_council, name).lines)
    try:
        correct_fact(sqlite_council.office, sqlite_council.actor(name), fact, looked_at(day=TODAY), "Misread.")
    except NotAllowedError:
        assert not may
    else:
        assert may


def test_what_is_withdrawn_counts_no_longer_and_stays_to_be_seen(council: Council) -> None:
    ade, fact = council.actor("Ade"), record(council)
    withdraw_fact(council.office, ade, fact, "Another tree.")
    withdraw_fact(council.office, ade, fact, "Another tree.")
    (line,) = leaf(council).lines
    assert (line.is_withdrawn, line.is_newest, line.why, line.may_correct) == (True, False, "Another tree.", False)
    assert record(council) != fact
    assert [there.is_newest for there in leaf(council).lines] == [True, False]
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def test_one_form_takes_it_for_many(council: Council) -> None:
    ade = council.actor("Ade")
    record(council, looked_at(day=DAY))
    record(council, Said("T2", Subject("reference", "TR-2"), DAY, outcome=1), "Bea")
    record(council, Said("T4", Subject("reference", "TR-9"), DAY, authoriser=council.ids["Robin"]))
    record(council, looked_at(subject=Subject("reference", "TR-7")), "Max")
    form = load_many_form(council.office, ade, TREES, "T1")
    offered = [(tick.label, tick.last, tick.by) for tick in form.offered]
    assert offered == [("TR-0123", DAY, "you"), ("TR-2", None, "Bea")]
    ticked = [Subject("reference", tick.key) for tick in form.offered]
    assert record_for_many(council.office, ade, TREES, "T1", TODAY, ticked) == 2
    assert record_for_many(council.office, ade, TREES, "T1", TODAY, ticked) == 0
    again = load_many_form(council.office, ade, TREES, "T1")
    assert [(tick.label, tick.by) for tick in again.offered] == [("TR-0123", "you"), ("TR-2", "Bea")]  # still Bea's
    assert ("Looked at", TODAY) in days(council)
    with pytest.raises(FormProblemsError, match="tick at least one"):
        record_for_many(council.office, ade, TREES, "T1", TODAY, [])
    with pytest.raises(FormProblemsError, match="still to come"):
        record_for_many(council.office, ade, TREES, "T1", TODAY + timedelta(days=1), ticked)
    with pytest.raises(ShownError):
        record_for_many(council.office, ade, TREES, "T2", TODAY, ticked)


def test_one_form_for_many_people_is_all_or_nothing(sqlite_council: Council) -> None:
    council = sqlite_council
    form = load_many_form(council.office, council.actor("Sam"), MEETINGS, "P1")
    assert [tick.label for tick in form.offered] == ["Ade", "Bea"]
    both = [Subject("person", council.ids[name]) for name in ("Ade", "Max")]
    with pytest.raises(NotAllowedError):
        record_for_many(council.office, council.actor("Sam"), MEETINGS, "P1", TODAY, both)
    assert days(council, "Sam", both[0]) == []


def test_a_free_reference_is_offered(sqlite_council: Council) -> None:
    form = load_fact_form(sqlite_council.office, sqlite_council.actor("Ade"), TREES, "T1")
    assert form.free
    assert form.free.startswith("TR-")
    assert len(form.free) == 7


def test_a_sensitive_fact_cannot_be_opened_by_others_for_correction(sqlite_council: Council) -> None:
    fact = record(sqlite_council, harm(sqlite_council))
    with pytest.raises(NotAllowedError, match="You cannot open this"):
        load_correction_form(sqlite_council.office, sqlite_council.actor("Bea"), fact)
    for name in ("Bea", "Max"):
        with pytest.raises(NotAllowedError):
            withdraw_fact(sqlite_council.office, sqlite_council.actor(name), fact, "No.")
    for claim in ("x" * 13, "", "'; DROP TABLE fact"):
        with pytest.raises(NotAllowedError):
            withdraw_fact(sqlite_council.office, sqlite_council.actor("Ade"), claim, "No.")


def test_why_a_sensitive_date_was_wrong_is_chosen_and_not_written(sqlite_council: Council) -> None:
    office, ade = sqlite_council.office, sqlite_council.actor("Ade")
    fact = record(sqlite_council, harm(sqlite_council))
    with pytest.raises(FormProblemsError) as refused:
        withdraw_fact(office, ade, fact, "It was about somebody else, who did something.")
    assert refused.value.problems == {"reason": "Please choose what was wrong."}
    form = load_correction_form(office, ade, fact)
    shown = str([fact_view(form), withdraw_view(fact, is_sensitive=form.is_sensitive)])
    assert shown.count(MISTAKES[0]) == 4  # the label and the value, in each of the two forms
    assert "plain_text_input" not in str(withdraw_view(fact, is_sensitive=True))
    assert withdraw_fact(office, ade, fact, MISTAKES[0]).id == fact


def test_the_log_holds_no_reference_no_day_and_no_words(council: Council) -> None:
    fact = record(council, Said("T2", TREE, DAY, outcome=2, words="Two big branches."))
    correct_fact(council.office, council.actor("Ade"), fact, Said("T2", TREE, TODAY, outcome=1), "Misread it.")
    with council.office.store.look() as uow:
        bodies = "\n".join(uow.run(select(table_of(Entry).c.body)).scalars())
    assert '"fact recorded"' in bodies
    assert '"fact corrected"' in bodies
    for secret in ("TR-0123", "2026-03-12", "branches", "Misread", "T2"):
        assert secret not in bodies


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET day = '2025-01-01'",
        "UPDATE fact SET subject_reference = 'TR-1'",
        "UPDATE words SET text = 'Else'",
        "DELETE FROM fact",
    ],
)
def test_a_fact_changed_behind_the_log_is_found(sqlite_council: Council, change: str) -> None:
    record(sqlite_council, Said("T2", TREE, DAY, outcome=2, words="Two."))
    with sqlite_council.office.store.work() as uow:
        uow.run(text(change))
    assert "is not the one that the log tells of" in prove_log(sqlite_council.office.store, Actor(OPERATOR), []).broken


def test_a_correction_sent_twice_is_one_however_it_was_typed(council: Council) -> None:
    said = Said("T3", TREE, DAY, about="B-1")
    fact = record(council, said)
    new = replace(said, about="B-2  left")
    noted = [correct_fact(council.office, council.actor("Ade"), fact, new, "Misread.") for _ in range(2)]
    assert [there.id for there in noted] == [noted[0].id] * 2
    assert [there.already for there in noted] == [False, True]


@pytest.mark.parametrize("subject", [Subject("person", "x" * 13), Subject("person", "?"), Subject("team", "x" * 13)])
def test_a_leaf_about_what_is_not_there_says_so(sqlite_council: Council, subject: Subject) -> None:
    with pytest.raises(ShownError, match="not there any more"):
        leaf(sqlite_council, subject=subject)


def test_nobody_reads_what_is_recorded_about_them_by_standing_in_for_whoever_did(sqlite_council: Council) -> None:
    council, about_sid = sqlite_council, Subject("person", sqlite_council.ids["Sid"])
    book = council.office.book(MEETINGS)
    register = book.register.model_copy(update={"who_sees": ["author", "line"], "kept_by": ["supervisor", "qa-lead"]})
    body = book.body.replace('"subject","supervisor","line"', '"line"')
    assert body != book.body, body
    books = {**council.office.library.books, MEETINGS: replace(book, register=register, body=body, version="r" * 64)}
    council.office.library = replace(council.office.library, books=books)
    with council.office.store.work() as uow:
        uow.run(text("UPDATE reports_to SET supervisor = :sam WHERE person = :sid"), council_ids(council))
    record(council, Said("P1", about_sid, TODAY), "Sam", MEETINGS)
    assert days(council, "Sam", about_sid)
    assert days(council, "Sid", about_sid) == []


def council_ids(council: Council) -> dict[str, str]:
    return {name.lower(): council.ids[name] for name in ("Sam", "Sid")}
