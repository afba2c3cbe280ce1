"""Months for yearly checks: proposed evenly, accepted and moved by whoever owes them, and what follows from that."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from bot.clock import Deadline
from bot.domain.duties import Status
from bot.domain.planning import Yearly
from bot.domain.spreading import Job, spread
from bot.errors import NotAllowedError, NotSavedError, UnusableValueError
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all
from bot.flows.office import OPERATOR, Actor
from bot.flows.planning import months
from bot.flows.planning.months import accept_months, is_yearly, load_yearly, propose_months
from bot.frameworks.schedule import Rule
from bot.storage.plan_months import load_months
from tests.council import Council
from tests.flows.due.scene import scheduled, stored, work_look
from tests.schedules import OWN, PANELS, TEAMS, TREES, YEARLY

AUTUMN = date(2026, 12, 1)


@pytest.fixture
def there(council: Council) -> Council:
    """Everything has been worked out, and months are proposed."""
    found = scheduled(council, YEARLY, OWN, PANELS)
    work_out_all(found.office)
    propose_months(found.office, Actor(OPERATOR))
    return found


def of(council: Council, name: str) -> list[Yearly]:
    return load_yearly(council.office, council.actor(name))


def test_months_are_proposed_to_who_owes_it_and_spread(there: Council) -> None:
    yearly = of(there, "Sam")
    assert sorted((check.title, check.about) for check in yearly) == [("Yearly look", "Ade"), ("Yearly look", "Bea")]
    months = Counter(check.chosen.month for check in yearly if check.chosen and not check.chosen.is_accepted)
    assert sum(months.values()) == 2
    assert max(months.values()) == 1
    assert all(check.months == tuple(date(2026 + n // 12, n % 12 + 1, 1) for n in range(10, 15)) for check in yearly)


def test_proposing_again_changes_nothing(there: Council) -> None:
    before = of(there, "Sam")
    assert propose_months(there.office, Actor(OPERATOR)) == []
    assert of(there, "Sam") == before


def test_nobody_waits_while_months_are_worked_out(sqlite_council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves something just then."""
    council = scheduled(sqlite_council, YEARLY, OWN, PANELS)
    work_out_all(council.office)
    saved = []

    def spread_meanwhile(jobs: Iterable[Job[str]], busy: Mapping[date, int]) -> dict[str, date]:
        with council.office.store.work(Deadline.after(0.5)) as uow:
            uow.log("preference", council.ids["Sam"], whole_sections=True)
        saved.append(True)
        return spread(jobs, busy)

    monkeypatch.setattr(months, "spread", spread_meanwhile)
    propose_months(council.office, Actor(OPERATOR))
    assert saved
    assert all(check.chosen for check in of(council, "Sam"))


def test_what_was_proposed_stays_when_the_rest_fails(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    found = scheduled(council, YEARLY, PANELS)
    work_out_all(found.office)
    monkeypatch.setattr(months, "_PEOPLE_AT_ONCE", 1)
    done: list[str] = []

    def spread_once(jobs: Iterable[Job[str]], busy: Mapping[date, int]) -> dict[str, date]:
        if done:
            raise NotSavedError
        done.append("one")
        return spread(jobs, busy)

    monkeypatch.setattr(months, "spread", spread_once)
    with pytest.raises(NotSavedError):
        propose_months(found.office, Actor(OPERATOR))
    with found.office.store.look() as uow:
        first = load_months(uow, stored(found.office))
    monkeypatch.setattr(months, "spread", spread)
    assert first
    assert propose_months(found.office, Actor(OPERATOR)) != []
    with found.office.store.look() as uow:
        assert load_months(uow, stored(found.office)).items() > first.items()


def test_an_accepted_month_brings_a_notice_and_moves_no_day(there: Council) -> None:
    ade = next(check for check in of(there, "Sam") if check.about == "Ade")
    before = stored(there.office)[ade.duty]
    assert accept_months(there.office, there.actor("Sam"), {ade.duty: AUTUMN}) == 1
    follow(there.office)
    after = stored(there.office)[ade.duty]
    assert (after.due, set(after.notices) - set(before.notices)) == (before.due, {AUTUMN})
    found = next(check for check in of(there, "Sam") if check.about == "Ade").chosen
    assert found
    assert (found.month, found.is_accepted) == (AUTUMN, True)
    assert accept_months(there.office, there.actor("Sam"), {ade.duty: AUTUMN}) == 0


def test_whoever_stands_in_can_choose_too(there: Council) -> None:
    """Sam is away today, and Sid stands in."""
    ade = of(there, "Sid")[0]
    assert accept_months(there.office, there.actor("Sid"), {ade.duty: AUTUMN}) == 1


@pytest.mark.parametrize("name", ["Ade", "Robin", "Quinn"])
def test_nobody_else_chooses(there: Council, name: str) -> None:
    duty = of(there, "Sam")[0].duty
    with pytest.raises(UnusableValueError, match="nothing was saved"):
        accept_months(there.office, there.actor(name), {duty: AUTUMN})


def test_a_leaver_chooses_nothing(there: Council) -> None:
    with pytest.raises(NotAllowedError):
        accept_months(there.office, there.actor("Lou"), {})


@pytest.mark.parametrize("month", [date(2026, 10, 1), date(2027, 4, 1)])
def test_a_month_outside_its_time_is_refused_and_all_with_it(there: Council, month: date) -> None:
    one, other = of(there, "Sam")
    with pytest.raises(UnusableValueError):
        accept_months(there.office, there.actor("Sam"), {one.duty: AUTUMN, other.duty: month})
    assert not any(check.chosen and check.chosen.is_accepted for check in of(there, "Sam"))


def test_what_is_done_asks_for_no_month_any_more(there: Council) -> None:
    work_look(there, "Ade")
    follow(there.office)
    assert [check.about for check in of(there, "Sam")] == ["Bea"]
    with there.office.store.look() as uow:
        done = [key for key, duty in stored(there.office).items() if duty.status is Status.DONE]
        assert len(load_months(uow, done)) == 1  # what was proposed stays, and nobody is asked


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (YEARLY, True),
        (TREES, True),
        (PANELS, True),
        (TEAMS, False),
        (OWN, False),
        ({**YEARLY, "times": 2}, False),
        ({**YEARLY, "unforeseen": True}, False),
        ({**OWN, "every": "2 years"}, False),
    ],
)
def test_which_rules_are_yearly(rule: dict[str, object], expected: bool) -> None:
    assert is_yearly(Rule.model_validate(rule)) is expected
