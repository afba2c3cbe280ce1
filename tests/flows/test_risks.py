"""Risks to quality: raised once, read and decided by those whose matter it is, told once, never leaking a check."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.risks import Risk
from bot.domain.runs import Subject
from bot.errors import ClosedRunError, FormProblemsError, IdentifyingTextError, NotAllowedError, ShownError
from bot.flows.finish import submit_run
from bot.flows.risks import decide_on_risk, load_raising, load_register, load_risk, raise_risk
from bot.flows.start import start_run
from bot.storage.tables import people as people_tables
from bot.storage.tables import slack, table_of
from tests.council import START, TODAY, Council, add
from tests.meetings import circle, sheet, works_by_rowan

WORDS = "Too few rooms for quiet talks"


@pytest.fixture
def house(council: Council) -> Council:
    return works_by_rowan(council)


@pytest.fixture
def quick(sqlite_council: Council) -> Council:
    return works_by_rowan(sqlite_council)


def raised(council: Council, name: str = "Ade", run: str | None = None, words: str = WORDS) -> Risk:
    return raise_risk(council.office, council.actor(name), "rowan", run, words)


def told(council: Council, kind: str) -> list[str]:
    message = table_of(slack.Message)
    names = {key: name for name, key in council.ids.items()}
    with council.office.store.look() as uow:
        found = uow.run(select(message.c.person).where(message.c.kind == kind)).scalars()
        return sorted(names[person] for person in found)


def decide(council: Council, risk: Risk, name: str = "Robin", words: str = "Two more from May", late: int = 0) -> None:
    decide_on_risk(council.office, council.actor(name), risk.id, words, TODAY + timedelta(days=late))


def test_a_risk_goes_to_its_lead_once_and_comes_back_decided(house: Council) -> None:
    risk = raised(house, run=sheet(house, circle(house)))
    assert raised(house).id == risk.id
    assert told(house, "risk-raised") == ["Robin"]
    assert [line.id for line in load_register(house.office, house.actor("Robin")).to_decide] == [risk.id]
    page = load_risk(house.office, house.actor("Robin"), risk.id)
    assert (page.risk.words, page.raised_by, page.may_decide) == (WORDS, "Ade", True)
    decide(house, risk)
    decide(house, risk)
    assert told(house, "risk-decided") == ["Ade"]
    page = load_risk(house.office, house.actor("Ade"), risk.id)
    assert page.risk.decision
    assert (page.risk.decision.words, page.decided_by, page.may_decide) == ("Two more from May", "Robin", False)
    assert load_register(house.office, house.actor("Robin")).to_decide == ()
    assert load_register(house.office, house.actor("Ade")).raised[0].decided_on == TODAY


def test_another_decision_changes_nothing(quick: Council) -> None:
    risk = raised(quick)
    decide(quick, risk)
    with pytest.raises(ClosedRunError, match="nothing was changed"):
        decide(quick, risk, words="None at all")


@pytest.mark.parametrize("name", ["Bea", "Sam", "Mia", "Quinn", "Lou"])
def test_nobody_else_reads_or_decides(quick: Council, name: str) -> None:
    risk = raised(quick)
    with pytest.raises(NotAllowedError):
        load_risk(quick.office, quick.actor(name), risk.id)
    with pytest.raises(NotAllowedError):
        decide(quick, risk, name)


def test_who_raised_it_does_not_decide_while_there_is_somebody_else(quick: Council) -> None:
    with pytest.raises(NotAllowedError):
        decide(quick, raised(quick), "Ade")
    own = raised(quick, "Robin")
    decide(quick, own)  # there is nobody else
    assert told(quick, "risk-decided") == []


def test_who_holds_the_post_nearest_decides_and_without_anybody_the_qa_lead(quick: Council) -> None:
    with quick.office.store.work() as uow:
        add(uow, people_tables.Holds, person=quick.ids["Mia"], post="keeper", team=quick.ids["West"], since=START)
    raised(quick)
    assert told(quick, "risk-raised") == ["Robin"]
    with quick.office.store.work() as uow:
        holds = table_of(people_tables.Holds)
        uow.run(holds.update().where(holds.c.post == "keeper").values(until=TODAY))
    raised(quick, words="Another one")
    assert told(quick, "risk-raised") == ["Quinn", "Robin"]


def test_a_private_check_stays_private(quick: Council) -> None:
    own = start_run(quick.office, quick.actor("Ade"), "own-note", Subject("service"), {}).run
    risk = raised(quick, run=own)
    assert risk.run is None
    assert load_risk(quick.office, quick.actor("Robin"), risk.id).about == ""
    with pytest.raises(NotAllowedError):
        raised(quick, "Bea", run=own)


def test_a_check_that_the_lead_may_read_anyway_is_named(quick: Council) -> None:
    run = sheet(quick, circle(quick))
    risk = raised(quick, run=run)
    assert load_risk(quick.office, quick.actor("Robin"), risk.id).about == ""
    submit_run(quick.office, quick.actor("Ade"), run)
    assert "Circle sheet · November circle" in load_risk(quick.office, quick.actor("Robin"), risk.id).about


def test_a_framework_without_a_route_takes_none(quick: Council) -> None:
    run = quick.own_look()
    with pytest.raises(ShownError, match="do not say where"):
        load_raising(quick.office, quick.actor("Ade"), run)
    with pytest.raises(ShownError, match="do not say where"):
        raise_risk(quick.office, quick.actor("Ade"), "maple", run, WORDS)


def test_words_that_name_somebody_and_days_that_cannot_be_are_refused(quick: Council) -> None:
    with pytest.raises(IdentifyingTextError):
        raised(quick, words="Ring 07700 900123")
    risk = raised(quick)
    for late in (1, -1):
        with pytest.raises(FormProblemsError):
            decide(quick, risk, late=late)
