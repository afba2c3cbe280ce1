"""Home as its flow loads it: what a supervisor learns of the people they supervise, and what nobody does."""

from bot.domain.desk import Colleague
from bot.flows.finish import submit_run
from bot.flows.home import load_home
from tests.council import TODAY, Council


def people(council: Council, name: str) -> tuple[Colleague, ...]:
    return load_home(council.office, council.actor(name)).people


def nothing_yet(council: Council, name: str) -> Colleague:
    return Colleague(council.ids[name], name, None, None)


def submit_own_look(council: Council, name: str = "Ade") -> None:
    submit_run(council.office, council.actor(name), council.own_look(name=name))


def test_a_supervisor_sees_everybody_whom_they_supervise_today(council: Council) -> None:
    assert people(council, "Sam") == (nothing_yet(council, "Ade"), nothing_yet(council, "Bea"))


def test_a_check_that_was_finished_is_told_by_title_and_day(council: Council) -> None:
    submit_own_look(council)
    ade, bea = people(council, "Sam")
    assert ade.check == "Own look"
    assert ade.at
    assert ade.at.date() == TODAY
    assert bea == nothing_yet(council, "Bea")


def test_a_check_that_is_begun_is_not_told(council: Council) -> None:
    council.own_look()
    assert people(council, "Sam")[0] == nothing_yet(council, "Ade")


def test_a_stand_in_sees_what_the_supervisor_would(council: Council) -> None:
    submit_own_look(council)
    assert people(council, "Sid") == people(council, "Sam")


def test_who_supervises_nobody_has_no_such_group(council: Council) -> None:
    submit_own_look(council)
    for name in ("Ade", "Quinn", "Mia"):
        assert people(council, name) == ()
