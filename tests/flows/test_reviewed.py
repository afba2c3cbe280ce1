"""What a review found once and must not come back: reading without a trace, standing in, and what is counted."""

import pytest
from sqlalchemy import text

from bot.domain.runs import Subject
from bot.domain.values import Value
from bot.errors import ClosedRunError, NotAllowedError, UnusableValueError
from bot.flows.actions import agree_action
from bot.flows.finish import correct_answer, read_answers, submit_run
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.start import load_unfinished, start_run
from bot.flows.walk import answer_item, go_to, load_section, load_view, write_note
from bot.storage.tables import people as tables
from tests.council import TODAY, Council, add


def give(council: Council, run: str, item: str, choice: int, name: str = "Sam", seen: int = 0) -> None:
    answer_item(council.office, council.actor(name), council.press(run, item, seen), Value(choice=choice))


def test_nobody_stands_in_for_the_author_of_a_check_about_themselves(council: Council) -> None:
    run = council.work_look(about="Ade")
    with council.office.store.work() as uow:
        add(uow, tables.Away, person=council.ids["Sam"], stand_in=council.ids["Ade"], since=TODAY)
    with pytest.raises(NotAllowedError):
        load_view(council.office, council.actor("Ade"), run)


def test_nobody_stands_in_for_a_leaver(council: Council) -> None:
    run = council.work_look()
    load_view(council.office, council.actor("Sid"), run)
    with council.office.store.work() as uow:
        ended = {"day": TODAY.isoformat() if "sqlite" in str(council.office.store.database.engine.url) else TODAY}
        uow.run(text("UPDATE employed SET until = :day WHERE person = :who"), {**ended, "who": council.ids["Sam"]})
    with pytest.raises(NotAllowedError):
        load_view(council.office, council.actor("Sid"), run)


def test_what_a_stand_in_touched_is_theirs_no_longer_when_the_time_is_over(council: Council) -> None:
    run = council.work_look()
    go_to(council.office, council.actor("Sid"), run, "S2")
    assert [begun.heading.run for begun in load_unfinished(council.office, council.actor("Sid"))] == [run]
    with council.office.store.work() as uow:
        uow.run(text("DELETE FROM away"))
    assert load_unfinished(council.office, council.actor("Sid")) == []


def test_a_finished_check_is_not_read_by_its_sections(council: Council) -> None:
    run = council.work_look()
    submit_run(council.office, council.actor("Sam"), run)
    with pytest.raises(ClosedRunError):
        load_section(council.office, council.actor("Robin"), run, "S1")


def test_a_post_does_not_open_an_unshared_check_about_oneself(council: Council) -> None:
    form = council.office.form("work-look")
    seen = form.checklist.model_copy(update={"who_sees": ["author", "panel@anywhere"]})
    run = council.work_look(about="Ade")
    submit_run(council.office, council.actor("Sam"), run)
    council.office._versions[form.version] = seen
    with pytest.raises(NotAllowedError):
        read_answers(council.office, council.actor("Ade"), run)


@pytest.mark.parametrize("claim", ["", "a\x00b", "\ud800", "x" * 14, "../../etc"])
def test_a_key_that_cannot_be_one_is_refused_in_words(council: Council, claim: str) -> None:
    with pytest.raises(NotAllowedError):
        load_view(council.office, council.actor("Ade"), claim)
    with pytest.raises(NotAllowedError):
        load_unfinished(council.office, Actor(claim))
    run = council.own_look()
    with pytest.raises(UnusableValueError):
        answer_item(council.office, council.actor("Ade"), council.press(run, "B4"), Value(person=claim))


def test_an_action_needs_the_answer_that_offers_it(council: Council) -> None:
    run, sam = council.work_look(), council.actor("Sam")
    with pytest.raises(UnusableValueError):
        agree_action(council.office, sam, run, "S1", "Too early", TODAY)
    give(council, run, "S1", 0)
    agree_action(council.office, sam, run, "S1", "In time", TODAY)


def test_a_correction_says_that_a_note_is_needed_and_only_for_what_is_asked(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    submit_run(council.office, ade, run)
    assert correct_answer(council.office, ade, council.press(run, "A2"), "Wrong", Value(choice=0)).needs_note
    with pytest.raises(UnusableValueError, match="not asked"):
        correct_answer(council.office, ade, council.press(run, "A5"), "Wrong", Value(choice=0))


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE answer SET author = (SELECT person FROM holds WHERE post = 'qa-lead' LIMIT 1)",
        "UPDATE answer SET note_id = NULL",
        "UPDATE run SET state = 'withdrawn', submitted_at = NULL",
        "UPDATE action SET state = 'dropped'",
        "DELETE FROM action",
    ],
)
def test_c24_a_forged_record_is_found(council: Council, forgery: str) -> None:
    run, sam = council.work_look(), council.actor("Sam")
    give(council, run, "S1", 0)
    write_note(council.office, sam, council.press(run, "S1", 1), "Why")
    agree_action(council.office, sam, run, "S1", "Look again", TODAY)
    submit_run(council.office, sam, run)
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""
    with council.office.store.work() as uow:
        uow.run(text(forgery))
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken


def test_c24_a_note_taken_away_is_no_forgery(council: Council) -> None:
    run, ade = council.own_look(), council.actor("Ade")
    write_note(council.office, ade, council.press(run, "A1"), "Why")
    write_note(council.office, ade, council.press(run, "A1", 1), "")
    assert prove_log(council.office.store, Actor(OPERATOR), []).broken == ""


def test_c18_an_error_never_repeats_what_a_person_wrote(council: Council) -> None:
    with pytest.raises(Exception) as caught, council.office.store.work() as uow:
        uow.run(text("INSERT INTO words (id, salt) VALUES ('a', :said)"), {"said": "SECRETWORDS"})
    assert "SECRETWORDS" not in str(caught.value).partition("DETAIL")[0]


def test_two_files_that_say_the_same_are_two_checklists(council: Council) -> None:
    forms = council.office.library.forms
    versions = {form.version for form in forms.values()}
    assert len(versions) == len(forms)
    assert start_run(council.office, council.actor("Ade"), "panel-look", Subject("reference", "P1"), {}).run
