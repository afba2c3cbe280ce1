"""Parts in order, by different people: whose turn it is, what each of them sees, and what is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.cards import Card, OpenPart, Prompt, Receipt, Review, View, Waiting
from bot.domain.messages import ACTION_GIVEN
from bot.domain.people import Verb
from bot.domain.runs import Subject
from bot.domain.values import Answer, Fate, Value
from bot.errors import ClosedPartError, NotAllowedError, UnusableValueError
from bot.flows import access
from bot.flows.actions import agree_action, drop_agreed
from bot.flows.finish import correct_answer, read_answers, submit_run, withdraw_run
from bot.flows.home import load_home
from bot.flows.office import OPERATOR, Actor
from bot.flows.parts import hand_in_part, tell_who_came
from bot.flows.recording import Change
from bot.flows.signing import refuse_for_another
from bot.flows.start import load_unfinished, start_run
from bot.flows.walk import answer_item, answer_section, go_to, load_card, load_view
from bot.flows.writing import stop_writing, take_up
from bot.storage import runs as runs_storage
from bot.storage.tables import people as people_tables
from bot.storage.tables import runs, slack, table_of
from bot.ticks.writers import let_go_of_what_is_over
from tests.council import TODAY, Council

YES, NO = Value(choice=1), Value(choice=0)


@pytest.fixture
def hazel(council: Council) -> Council:
    council.use("hazel")
    return council


def visit_look(council: Council, about: str = "Ade", name: str = "Sam") -> str:
    subject = Subject("person", council.ids[about])
    return start_run(council.office, council.actor(name), "visit-look", subject, {"V1": Value(day=TODAY)}).run


def case_look(council: Council) -> str:
    return start_run(council.office, council.actor("Ade"), "case-look", Subject("reference", "K7-3Q"), {}).run


def seen(council: Council, name: str, run: str) -> View:
    return load_view(council.office, council.actor(name), run)


def answer(council: Council, name: str, run: str, item: str, value: Value = YES) -> None:
    outcome = answer_item(council.office, council.actor(name), council.press(run, item), value)
    assert outcome.fate is Fate.SAVED


def hand_in(council: Council, name: str, run: str, part: str) -> None:
    hand_in_part(council.office, council.actor(name), run, part)


def asked(view: View) -> str:
    assert isinstance(view, Card), view
    return view.prompt.item


def awaited(view: View) -> list[tuple[str, tuple[str, ...]]]:
    assert isinstance(view, Waiting), view
    return [(there.title, there.who) for there in view.awaited]


def told(council: Council, run: str) -> list[tuple[str, str]]:
    """Who was told that it is their turn, and with which question it begins."""
    message, names = table_of(slack.Message), {key: name for name, key in council.ids.items()}
    with council.office.store.look() as uow:
        rows = uow.run(select(message).where(message.c.run == run, message.c.kind == "turn"))
        return sorted((names[row.person], row.item) for row in rows)


def test_each_person_sees_what_is_open_to_them_and_the_rest_when_it_is_handed_in(hazel: Council) -> None:
    run = visit_look(hazel)
    assert awaited(seen(hazel, "Sam", run)) == [("Before the visit", ("Ade",))]
    assert asked(seen(hazel, "Ade", run)) == "P1"
    assert told(hazel, run) == [("Ade", "P1")]
    answer(hazel, "Ade", run, "P1")
    sheet = read_answers(hazel.office, hazel.actor("Sam"), run)
    assert [prompt.item for prompt in sheet.prompts] == ["V1"]
    hand_in(hazel, "Ade", run, "plan")
    assert asked(seen(hazel, "Sam", run)) == "R1"
    assert asked(seen(hazel, "Ade", run)) == "T1"
    assert told(hazel, run) == [("Ade", "P1"), ("Sam", "R1")]
    sheet = read_answers(hazel.office, hazel.actor("Sam"), run)
    assert [prompt.item for prompt in sheet.prompts] == ["V1", "P1", "P2", "R1", "R2"]
    answer(hazel, "Sam", run, "R1")
    sheet = read_answers(hazel.office, hazel.actor("Ade"), run)
    assert [prompt.item for prompt in sheet.prompts] == ["V1", "P1", "P2", "T1"]


def test_the_parts_to_the_end(hazel: Council) -> None:
    run = visit_look(hazel)
    hand_in(hazel, "Ade", run, "plan")
    hand_in(hazel, "Ade", run, "thoughts")
    assert awaited(seen(hazel, "Ade", run)) == [("What was seen", ("Sam",))]
    hand_in(hazel, "Sam", run, "report")
    assert asked(seen(hazel, "Ade", run)) == "L1"
    assert awaited(seen(hazel, "Sam", run)) == [("What I take away", ("Ade",))]
    hand_in(hazel, "Ade", run, "learning")
    assert asked(seen(hazel, "Ade", run)) == asked(seen(hazel, "Sam", run)) == "C1"
    answer(hazel, "Ade", run, "C1")
    assert seen(hazel, "Sam", run).prompt.options[0].is_chosen  # type: ignore[union-attr]
    hand_in(hazel, "Sam", run, "closing")
    for name in ("Ade", "Sam"):
        view = seen(hazel, name, run)
        assert isinstance(view, Receipt)
        assert (view.state, view.share_with) == ("submitted", None)
        assert len(read_answers(hazel.office, hazel.actor(name), run).prompts) == 9
    assert told(hazel, run) == [("Ade", "L1"), ("Ade", "P1"), ("Sam", "C1"), ("Sam", "R1")]


def test_what_is_not_open_takes_no_answer_and_says_why(hazel: Council) -> None:
    run = visit_look(hazel)
    with pytest.raises(ClosedPartError, match="opens once “What was seen” is handed in"):
        answer(hazel, "Ade", run, "L1")
    with pytest.raises(ClosedPartError, match="opens once “Before the visit” is handed in"):
        hand_in(hazel, "Sam", run, "report")
    hand_in(hazel, "Ade", run, "plan")
    with pytest.raises(ClosedPartError, match="“Before the visit” was handed in"):
        answer(hazel, "Ade", run, "P1")
    with pytest.raises(NotAllowedError):
        answer(hazel, "Sam", run, "T1")
    with pytest.raises(NotAllowedError):
        hand_in(hazel, "Sam", run, "thoughts")
    with pytest.raises(UnusableValueError, match="not asked"):
        go_to(hazel.office, hazel.actor("Sam"), run, "T1")
    with pytest.raises(UnusableValueError, match="last of its parts"):
        submit_run(hazel.office, hazel.actor("Sam"), run)


def test_handing_in_twice_is_once(hazel: Council) -> None:
    run = visit_look(hazel)
    for _ in range(2):
        hand_in(hazel, "Ade", run, "plan")
    handed_in = table_of(runs.HandedIn)
    with hazel.office.store.look() as uow:
        assert uow.run(select(func.count()).select_from(handed_in)).scalar() == 1
    assert told(hazel, run) == [("Ade", "P1"), ("Sam", "R1")]


@pytest.mark.parametrize("name", ["Bea", "Max", "Quinn", "Lou", "Zed"])
def test_nobody_else_sees_an_open_check_or_answers_in_it(hazel: Council, name: str) -> None:
    run = visit_look(hazel)
    for verb in (Verb.READ, Verb.ANSWER, Verb.CORRECT):
        with hazel.office.store.work() as uow, pytest.raises(NotAllowedError):
            access.to_run(uow, hazel.office, hazel.actor(name), verb, run)
    with pytest.raises(NotAllowedError):
        hand_in(hazel, name, run, "plan")


def test_nobody_stands_in_for_the_person_it_is_about(hazel: Council) -> None:
    """Sid has Sam's place today; what Sam has to say as the one who is looked at stays Sam's."""
    run = visit_look(hazel, about="Sam", name="Robin")
    assert asked(seen(hazel, "Sam", run)) == "P1"
    with hazel.office.store.work() as uow, pytest.raises(NotAllowedError):
        access.to_run(uow, hazel.office, hazel.actor("Sid"), Verb.ANSWER, run, "P1")


def test_a_stand_in_hands_in_for_whoever_began_it(hazel: Council) -> None:
    run = visit_look(hazel)
    hand_in(hazel, "Ade", run, "plan")
    assert [there.heading.run for there in load_unfinished(hazel.office, hazel.actor("Sid"))] == [run]
    hand_in(hazel, "Sid", run, "report")
    assert asked(seen(hazel, "Ade", run)) == "T1"


def test_the_supervisor_of_whoever_began_it_is_told_after_them(hazel: Council) -> None:
    run = case_look(hazel)
    assert told(hazel, run) == []
    with pytest.raises(ClosedPartError):
        answer(hazel, "Sam", run, "S1")
    hand_in(hazel, "Ade", run, "mine")
    assert told(hazel, run) == [("Sam", "S1")]
    assert awaited(seen(hazel, "Ade", run)) == [("The supervisor's view", ("Sam",))]
    answer(hazel, "Sid", run, "S1")
    hand_in(hazel, "Sam", run, "theirs")
    assert isinstance(seen(hazel, "Ade", run), Receipt)


def test_home_keeps_what_waits_for_others_apart(hazel: Council) -> None:
    run = visit_look(hazel)
    (sams,) = load_home(hazel.office, hazel.actor("Sam")).unfinished
    (ades,) = load_home(hazel.office, hazel.actor("Ade")).unfinished
    assert (sams.waits_for, ades.waits_for) == ("Ade", "")
    assert str(ades.progress) == "0 of 2"
    withdraw_run(hazel.office, hazel.actor("Sam"), run)
    assert load_home(hazel.office, hazel.actor("Ade")).unfinished == ()
    view = seen(hazel, "Ade", run)
    assert isinstance(view, Receipt)
    assert view.tally is None


def test_each_corrects_what_is_in_their_own_part(hazel: Council) -> None:
    run = visit_look(hazel)
    for name, part in (
        ("Ade", "plan"),
        ("Ade", "thoughts"),
        ("Sam", "report"),
        ("Ade", "learning"),
        ("Sam", "closing"),
    ):
        hand_in(hazel, name, run, part)
    ade, sam = hazel.actor("Ade"), hazel.actor("Sam")
    assert read_answers(hazel.office, ade, run).correctable == {"P1", "P2", "T1", "L1", "C1", "C2", "C3"}
    assert read_answers(hazel.office, sam, run).correctable == {"V1", "R1", "C1", "C2", "C3"}
    with pytest.raises(NotAllowedError):
        correct_answer(hazel.office, sam, hazel.press(run, "T1"), "A slip.", YES)
    assert correct_answer(hazel.office, ade, hazel.press(run, "T1"), "A slip.", YES).fate is Fate.SAVED
    message = table_of(slack.Message)
    with hazel.office.store.look() as uow:
        owed = uow.run(select(message.c.person).where(message.c.kind == "corrected")).scalars().all()
    assert list(owed) == [hazel.ids["Sam"]]


def test_when_whom_it_waits_for_has_left_the_card_says_so(hazel: Council) -> None:
    run = visit_look(hazel)
    employed = table_of(people_tables.Employed)
    with hazel.office.store.work() as uow:
        uow.run(employed.update().where(employed.c.person == hazel.ids["Ade"]).values(until=TODAY))
    assert awaited(seen(hazel, "Sam", run)) == [("Before the visit", ())]
    with pytest.raises(NotAllowedError):
        seen(hazel, "Ade", run)


def test_the_review_of_a_part_has_its_own_questions(hazel: Council) -> None:
    run = visit_look(hazel)
    go_to(hazel.office, hazel.actor("Ade"), run, None)
    view = seen(hazel, "Ade", run)
    assert isinstance(view, Review)
    assert view.hand_in == (OpenPart("plan", "Before the visit", is_shared=False),)
    assert [gap.item for gap in view.gaps] == ["P1", "P2"]


def test_a_colleague_has_to_be_somebody_who_is_here(hazel: Council) -> None:
    with pytest.raises(UnusableValueError, match="QA list"):
        visit_look(hazel, about="Lou")
    assert visit_look(hazel, about="Sam")


def test_whoever_takes_up_an_answer_has_it_until_they_save_or_their_time_is_over(hazel: Council) -> None:
    run = visit_look(hazel)
    for name, part in (("Ade", "plan"), ("Ade", "thoughts"), ("Sam", "report"), ("Ade", "learning")):
        hand_in(hazel, name, run, part)
    ade, sam = hazel.actor("Ade"), hazel.actor("Sam")
    assert take_up(hazel.office, ade, run, "C2").prompt.writer == ""
    assert take_up(hazel.office, sam, run, "C2").prompt.writer == "Ade"
    with pytest.raises(UnusableValueError, match="Ade is writing"):
        hand_in(hazel, "Sam", run, "closing")
    answer(hazel, "Ade", run, "C2", Value(words="Fine."))
    assert take_up(hazel.office, sam, run, "C2").prompt.writer == ""
    writing = table_of(runs.Writing)
    with hazel.office.store.work() as uow:
        uow.run(writing.update().values(until=uow.instant))
    before = seen(hazel, "Ade", run).revision
    let_go_of_what_is_over(hazel.office)
    let_go_of_what_is_over(hazel.office)
    assert seen(hazel, "Ade", run).revision == before + 1
    assert take_up(hazel.office, ade, run, "C2").prompt.writer == ""
    stop_writing(hazel.office, ade, run)
    hand_in(hazel, "Sam", run, "closing")


def test_a_signature_stands_until_something_above_it_changes_and_nobody_signs_for_another(hazel: Council) -> None:
    run = case_look(hazel)
    hand_in(hazel, "Ade", run, "mine")
    sam = Value(person=hazel.ids["Sam"])
    for name in ("Sam", "Sid"):
        with pytest.raises(UnusableValueError, match="Nobody signs for somebody else"):
            answer(hazel, name, run, "S3", Value(person=hazel.ids["Sid"]))
    answer(hazel, "Sam", run, "S3", sam)
    answer(hazel, "Sam", run, "S4", Value(day=TODAY))
    assert prompt_of(hazel, "Sam", run, "S3").shown
    agreed = agree_action(hazel.office, hazel.actor("Sam"), run, "S2", "Look again.", TODAY)
    assert prompt_of(hazel, "Sam", run, "S3").has_fallen
    answer_item(hazel.office, hazel.actor("Sam"), hazel.press(run, "S3", 2), sam)
    drop_agreed(hazel.office, hazel.actor("Sam"), run, agreed.id)
    assert prompt_of(hazel, "Sam", run, "S3").has_fallen


def test_nobody_signs_where_somebody_else_has_signed(hazel: Council) -> None:
    run, sam = case_look(hazel), hazel.ids["Sam"]
    with hazel.office.store.look() as uow:
        found = runs_storage.load_run(uow, run)
        assert found
        checklist = hazel.office.checklist(uow, found)
        signed = {"S3": Answer("S3", Value(person=hazel.ids["Ade"]), None, 1, hazel.ids["Ade"], uow.now, uow.instant)}
        with pytest.raises(UnusableValueError, match="Somebody else has signed here already"):
            item = checklist.by_id["S3"]
            refuse_for_another(uow, found, checklist, signed, item, sam, Change(Value(person=sam)))


def prompt_of(council: Council, name: str, run: str, item: str) -> Prompt:
    return load_card(council.office, council.actor(name), run, item).prompt


def test_whoever_is_to_do_something_is_told_when_the_last_part_is_handed_in(hazel: Council) -> None:
    run = visit_look(hazel)
    hand_in(hazel, "Ade", run, "plan")
    answer(hazel, "Sam", run, "R1", NO)
    sam, bea = hazel.actor("Sam"), hazel.ids["Bea"]
    agree_action(hazel.office, sam, run, "R1", "Prepare the next visit", TODAY, owner=bea)
    message = table_of(slack.Message)
    for name, part in (("Ade", "thoughts"), ("Sam", "report"), ("Ade", "learning"), ("Sam", "closing")):
        with hazel.office.store.look() as uow:
            assert not uow.run(select(message.c.id).where(message.c.kind == ACTION_GIVEN)).all()
        for _ in range(2):
            hand_in(hazel, name, run, part)
    with hazel.office.store.look() as uow:
        assert uow.run(select(message.c.person).where(message.c.kind == ACTION_GIVEN)).scalars().all() == [bea]


@pytest.mark.parametrize("items", [["V1"], ["V1", "P1"], ["P1", "V1"]])
def test_nobody_changes_what_the_start_asked_beside_their_own_part(hazel: Council, items: list[str]) -> None:
    """The start is the author's, also where the first part is another's."""
    run = visit_look(hazel)
    new = {"V1": Value(day=TODAY - timedelta(days=9)), "P1": YES}
    changes = {hazel.press(run, item, seen=int(item == "V1")): Change(new[item]) for item in items}
    with pytest.raises(NotAllowedError):
        answer_section(hazel.office, hazel.actor("Ade"), run, changes)
    (start,) = read_answers(hazel.office, hazel.actor("Sam"), run).prompts
    assert start.day == TODAY


def test_a_new_supervisor_is_told_once_what_waits_for_them(hazel: Council) -> None:
    run, office = case_look(hazel), hazel.office
    hand_in(hazel, "Ade", run, "mine")
    assert tell_who_came(office, Actor(OPERATOR)) == 0
    reports_to = table_of(people_tables.ReportsTo)
    with office.store.work() as uow:
        whose = reports_to.c.person == hazel.ids["Ade"]
        uow.run(reports_to.update().where(whose).values(supervisor=hazel.ids["Max"]))
    assert [tell_who_came(office, Actor(OPERATOR)) for _ in range(2)] == [1, 0]
    assert told(hazel, run) == [("Max", "S1"), ("Sam", "S1")]
    assert [there.heading.run for there in load_unfinished(office, hazel.actor("Max"))] == [run]
    assert asked(seen(hazel, "Max", run)) == "S1"
    assert awaited(seen(hazel, "Ade", run)) == [("The supervisor's view", ("Max",))]
    with pytest.raises(NotAllowedError):
        seen(hazel, "Sam", run)
    with pytest.raises(NotAllowedError):
        tell_who_came(office, hazel.actor("Max"))
