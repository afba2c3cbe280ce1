"""Beginning what is due: the right check about the right one, remembered, and only for whose it is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.duty_views import Which
from bot.domain.runs import Subject
from bot.errors import NotAllowedError, ShownError
from bot.flows.due.acts import answer_offer, offer_duty
from bot.flows.due.beginning import load_beginning
from bot.flows.due.lists import load_due
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.registers.forms import load_fact_form_for
from bot.flows.start import load_start, start_run
from bot.storage.tables import duties as tables
from bot.storage.tables import table_of
from tests.council import TODAY, Council
from tests.duties import acts_of, go_live, keep, owe, people


@pytest.fixture
def house(council: Council) -> Council:
    return go_live(council)


@pytest.fixture
def quick(sqlite_council: Council) -> Council:
    return go_live(sqlite_council)


def started(council: Council) -> dict[str, str]:
    table = table_of(tables.Started)
    with council.office.store.look() as uow:
        return {row.run: row.duty for row in uow.run(select(table))}


def look(council: Council, duty: str | None, who: str = "Sam", about: str = "Ade") -> str:
    subject = Subject("person", council.ids[about])
    return start_run(council.office, council.actor(who), "bed-look", subject, {}, duty_id=duty).run


def test_its_start_is_filled_in_and_what_begins_there_is_remembered(house: Council) -> None:
    duty = owe(house)
    form = load_start(house.office, house.actor("Sam"), "bed-look", duty.id)
    assert (form.chosen, form.duty, form.offered) == (house.ids["Ade"], duty.id, ((house.ids["Ade"], "Ade"),))
    run = look(house, duty.id)
    assert started(house) == {run: duty.id}
    assert load_beginning(house.office, house.actor("Sam"), duty.id).run == run
    assert look(house, duty.id) == run


def test_an_open_check_of_the_same_is_carried_on_and_another_is_not(quick: Council) -> None:
    duty, other = owe(quick), owe(quick, about="Bea")
    run = look(quick, None)
    assert load_beginning(quick.office, quick.actor("Sam"), duty.id).run == run
    assert load_beginning(quick.office, quick.actor("Sam"), other.id).run is None
    submit_run(quick.office, quick.actor("Sam"), run)
    assert load_beginning(quick.office, quick.actor("Sam"), duty.id).run is None
    again = look(quick, duty.id)
    withdraw_run(quick.office, quick.actor("Sam"), again)
    assert load_beginning(quick.office, quick.actor("Sam"), duty.id).run is None


def test_a_check_about_another_or_for_another_duty_is_begun_and_counts_for_none(quick: Council) -> None:
    """What somebody changed in the form, or forged, is a check like any other."""
    duty, others = owe(quick), owe(quick, "WIL-2", "Ade", "Ade")
    for claim in (duty.id, others.id, "aaaaaaaaaaaaa", "no key"):
        run = look(quick, claim, about="Bea")
        assert started(quick) == {}
        withdraw_run(quick.office, quick.actor("Sam"), run)


def test_ones_own_is_about_whatever_one_types(quick: Council) -> None:
    duty = owe(quick, "WIL-2", "Ade", "Ade")
    form = load_start(quick.office, quick.actor("Ade"), "own-row", duty.id)
    assert (form.chosen, form.duty) == (None, duty.id)
    subject = Subject("reference", "ROW-12")
    run = start_run(quick.office, quick.actor("Ade"), "own-row", subject, {}, duty_id=duty.id).run
    assert started(quick) == {run: duty.id}
    assert load_beginning(quick.office, quick.actor("Ade"), duty.id).run == run


def test_whoever_took_it_over_may_check_that_person_and_nobody_else(quick: Council) -> None:
    """Max supervises Sid alone."""
    duty = owe(quick)
    with pytest.raises(NotAllowedError):
        look(quick, duty.id, "Max")
    offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids["Max"])
    with pytest.raises(NotAllowedError):
        look(quick, duty.id, "Max")
    answer_offer(quick.office, quick.actor("Max"), acts_of(quick, duty)[0].id, accept=True)
    keep(quick, owe(quick, owner="Max"))
    assert load_start(quick.office, quick.actor("Max"), "bed-look", duty.id).offered == ((quick.ids["Ade"], "Ade"),)
    run = look(quick, duty.id, "Max")
    assert started(quick) == {run: duty.id}
    with pytest.raises(NotAllowedError):
        look(quick, duty.id, "Max", "Bea")


def test_a_date_opens_with_the_reference_and_for_somebody_else_without(quick: Council) -> None:
    duty = owe(quick, "WIL-4", "PL-0123", "Ade")
    beginning = load_beginning(quick.office, quick.actor("Ade"), duty.id)
    assert [(way.kind, way.name) for way in beginning.ways] == [("fact", "plot-dates/X2")]
    form = load_fact_form_for(quick.office, quick.actor("Ade"), "plot-dates", "X2", duty.id)
    assert form.filled.subject == "PL-0123"
    assert load_fact_form_for(quick.office, quick.actor("Bea"), "plot-dates", "X2", duty.id).filled.subject is None


def test_who_only_sees_it_cannot_begin_it(quick: Council) -> None:
    duty = owe(quick, late_to=people(quick, "Max"), due=TODAY - timedelta(days=10))
    with pytest.raises(ShownError, match="for somebody else to do"):
        load_beginning(quick.office, quick.actor("Robin"), duty.id)
    with pytest.raises(NotAllowedError):
        load_beginning(quick.office, quick.actor("Bea"), duty.id)


@pytest.mark.parametrize(
    ("rule", "about", "owner", "told", "button"),
    [
        ("WIL-1", "Bea", "Max", "Sam", "Start"),
        ("WIL-1", "Ade", "Sam", "Ade", ""),  # who leads nobody looks at nobody's beds
        ("WIL-3", "Sam", "Robin", "Sam", ""),  # nobody looks at themselves
        ("WIL-4", "PL-1", "Ade", "Bea", "Record"),
    ],
)
def test_whoever_is_told_is_offered_only_what_they_can_do(
    quick: Council, rule: str, about: str, owner: str, told: str, button: str
) -> None:
    owe(quick, rule, about, owner, others=people(quick, told))
    assert [row.button for row in load_due(quick.office, quick.actor(told), Which.MINE).rows] == [button]


def test_what_somebody_has_begun_is_begun_by_nobody_who_is_told(quick: Council) -> None:
    duty = owe(quick, others=people(quick, "Robin"))
    look(quick, duty.id)
    (row,) = load_due(quick.office, quick.actor("Robin"), Which.MINE).rows
    assert row.button == ""
    with pytest.raises(ShownError, match="begun this already"):
        load_beginning(quick.office, quick.actor("Robin"), duty.id)
    (row,) = load_due(quick.office, quick.actor("Sam"), Which.MINE).rows
    assert row.button == "Carry on"
