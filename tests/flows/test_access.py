"""Who may do what: every verb for everybody, as in the design's table, on real rows of both databases."""

import itertools
from dataclasses import replace

import pytest

from bot.domain.people import Verb
from bot.domain.runs import Subject
from bot.errors import NotAllowedError
from bot.flows import access
from bot.flows.finish import share_run, submit_run
from bot.flows.office import Actor
from tests.council import Council

OWNER, COLLEAGUE, SUPERVISOR, ABOVE = "Ade", "Bea", "Sam", "Robin"
MANAGER, OTHER_MANAGER, QA_LEAD = "Mia", "Max", "Quinn"
LEAVER, STAND_IN, STRANGER = "Lou", "Sid", "Zed"
EVERYBODY = [
    OWNER,
    COLLEAGUE,
    SUPERVISOR,
    ABOVE,
    MANAGER,
    OTHER_MANAGER,
    QA_LEAD,
    LEAVER,
    STAND_IN,
    STRANGER,
    "nobody-known",
]
LINE = {SUPERVISOR, STAND_IN, ABOVE, MANAGER}

# Ade's own look: private, about a case. Sid stands in for Sam, who supervises Ade.
PRIVATE = {
    Verb.ANSWER: {OWNER},
    Verb.SUBMIT: {OWNER},
    Verb.WITHDRAW: {OWNER},
    Verb.CORRECT: {OWNER},
    Verb.SHARE: {OWNER},
    Verb.MARK: {OWNER},
    Verb.READ: {OWNER},
    Verb.EXPORT: {OWNER},
    Verb.READ_DONE: {OWNER, *LINE, QA_LEAD},
}
# Sam's look at Ade's work: read by author, subject once shared, supervisor and line; Sid is Sam today.
ABOUT_ADE = {
    Verb.ANSWER: {SUPERVISOR, STAND_IN},
    Verb.SUBMIT: {SUPERVISOR, STAND_IN},
    Verb.WITHDRAW: {SUPERVISOR, STAND_IN},
    Verb.CORRECT: {SUPERVISOR, STAND_IN},
    Verb.SHARE: {SUPERVISOR, STAND_IN},
    Verb.MARK: {SUPERVISOR, STAND_IN},
    Verb.READ: LINE,
    Verb.EXPORT: {SUPERVISOR, STAND_IN},
    Verb.READ_DONE: {OWNER, *LINE, QA_LEAD},
}
ON_PERSON = {
    Verb.EXCUSE: {*LINE, QA_LEAD},
    Verb.COUNT: {ABOVE, MANAGER, QA_LEAD},
    Verb.EXPORT: {OWNER, QA_LEAD},
    Verb.ERASE: {QA_LEAD},
}
ON_HOUSE = {Verb.IMPORT: {QA_LEAD}, Verb.CONFIGURE: {QA_LEAD}}
# Who follows and confirms an action is in test_upkeep.py.
ON_ACTIONS = {Verb.FOLLOW, Verb.CONFIRM}
START = {
    "own-look": {OWNER, COLLEAGUE},
    "work-look": {SUPERVISOR, STAND_IN, ABOVE, OTHER_MANAGER},
    "panel-look": {OWNER},
    "team-look": {ABOVE, OTHER_MANAGER},
}


def allowed_to(council: Council, verb: Verb, run: str) -> set[str]:
    return {name for name in EVERYBODY if _may(council, name, verb, run)}


def _may(council: Council, name: str, verb: Verb, run: str) -> bool:
    actor = Actor(council.ids.get(name, name))
    with council.office.store.work() as uow:
        try:
            access.to_run(uow, council.office, actor, verb, run)
        except NotAllowedError as error:
            assert str(error)
            return False
    return True


def test_every_verb_of_a_private_run(council: Council) -> None:
    run = council.own_look()
    submit_run(council.office, council.actor(OWNER), run)
    assert {verb: allowed_to(council, verb, run) for verb in PRIVATE} == PRIVATE


def test_every_verb_of_a_run_about_a_person(council: Council) -> None:
    run = council.work_look(about=OWNER)
    submit_run(council.office, council.actor(SUPERVISOR), run)
    assert {verb: allowed_to(council, verb, run) for verb in ABOUT_ADE} == ABOUT_ADE


def test_the_subject_reads_once_it_is_shared(council: Council) -> None:
    run = council.work_look(about=OWNER)
    submit_run(council.office, council.actor(SUPERVISOR), run)
    assert not _may(council, OWNER, Verb.READ, run)
    share_run(council.office, council.actor(SUPERVISOR), run)
    assert allowed_to(council, Verb.READ, run) == {OWNER, *LINE}
    assert allowed_to(council, Verb.EXPORT, run) == {OWNER, SUPERVISOR, STAND_IN}


def test_nobody_else_reads_before_it_is_submitted(council: Council) -> None:
    run = council.work_look(about=OWNER)
    assert allowed_to(council, Verb.READ, run) == {SUPERVISOR, STAND_IN}


def test_posts_read_where_the_checklist_says_so(council: Council) -> None:
    from bot.flows.start import start_run

    run = start_run(council.office, council.actor(OWNER), "panel-look", Subject("reference", "P1"), {}).run
    submit_run(council.office, council.actor(OWNER), run)
    # Robin is lead over East, where Ade works; Max is lead in West only.
    assert allowed_to(council, Verb.READ, run) == {OWNER, ABOVE}


def test_verbs_about_a_person(council: Council) -> None:
    found: dict[Verb, set[str]] = {verb: set() for verb in ON_PERSON}
    for verb, name in itertools.product(ON_PERSON, EVERYBODY):
        with council.office.store.look() as uow:
            try:
                access.to_person(uow, Actor(council.ids.get(name, name)), verb, council.ids[OWNER])
            except NotAllowedError:
                continue
        found[verb].add(name)
    assert found == ON_PERSON


def test_nobody_excuses_themselves(council: Council) -> None:
    with council.office.store.look() as uow, pytest.raises(NotAllowedError):
        access.to_person(uow, council.actor(SUPERVISOR), Verb.EXCUSE, council.ids[SUPERVISOR])


def test_verbs_about_the_house(council: Council) -> None:
    found: dict[Verb, set[str]] = {verb: set() for verb in ON_HOUSE}
    for verb, name in itertools.product(ON_HOUSE, EVERYBODY):
        with council.office.store.look() as uow:
            try:
                access.to_house(uow, Actor(council.ids.get(name, name)), verb)
            except NotAllowedError:
                continue
        found[verb].add(name)
    assert found == ON_HOUSE


def test_starting(council: Council) -> None:
    found: dict[str, set[str]] = {form: set() for form in START}
    for form, name in itertools.product(START, EVERYBODY):
        with council.office.store.look() as uow:
            try:
                access.to_start(uow, Actor(council.ids.get(name, name)), council.office.form(form))
            except NotAllowedError:
                continue
        found[form].add(name)
    assert found == START


@pytest.mark.parametrize(
    ("name", "form", "about", "may"),
    [
        ("Sam", "work-look", "Ade", True),
        ("Sam", "work-look", "Sam", False),
        ("Robin", "work-look", "Sam", True),
        ("Robin", "work-look", "Ade", False),
        ("Sid", "work-look", "Ade", True),
        ("Max", "work-look", "Ade", False),
        ("Robin", "team-look", "East", True),
        ("Max", "team-look", "West", True),
        ("Max", "team-look", "East", False),
    ],
)
def test_starting_about_somebody_or_a_team(council: Council, name: str, form: str, about: str, may: bool) -> None:
    kind = "team" if form == "team-look" else "person"
    with council.office.store.look() as uow:
        try:
            access.to_start(uow, council.actor(name), council.office.form(form), Subject(kind, council.ids[about]))
            found = True
        except NotAllowedError:
            found = False
    assert found is may


def test_every_verb_is_in_the_tables_above() -> None:
    tested = {*PRIVATE, *ABOUT_ADE, *ON_PERSON, *ON_HOUSE, *ON_ACTIONS, Verb.START}
    assert tested == set(Verb)


def test_a_run_that_is_not_there_says_no_more_than_no(council: Council) -> None:
    with council.office.store.work() as uow, pytest.raises(NotAllowedError):
        access.to_run(uow, council.office, council.actor(OWNER), Verb.READ, "nowhere")


def test_a_framework_not_in_use_offers_nothing(council: Council) -> None:
    form = council.office.form("own-look")
    with council.office.store.look() as uow, pytest.raises(NotAllowedError):
        access.to_start(uow, council.actor(OWNER), replace(form, framework="another"))
