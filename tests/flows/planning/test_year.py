"""The year ahead and who is not covered yet: as much of it as each reader may know."""

import pytest

from bot.domain.planning import Ahead
from bot.errors import NotAllowedError
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all
from bot.flows.planning.months import accept_months, load_yearly
from bot.flows.planning.year import load_ahead
from tests.council import Council
from tests.flows.due.scene import scheduled, work_look
from tests.schedules import OWN, TEAMS, YEARLY

UNSEEN = {**OWN, "id": "M-11", "title": "Unannounced", "each": "half-year", "every": None, "unforeseen": True}


@pytest.fixture
def there(sqlite_council: Council) -> Council:
    found = scheduled(sqlite_council, YEARLY, OWN, TEAMS, UNSEEN)
    work_out_all(found.office)
    return found


def ahead(council: Council, name: str) -> Ahead:
    return load_ahead(council.office, council.actor(name))


def told(plan: Ahead, title: str) -> list[str]:
    """In which months, for whom, how many."""
    return [
        f"{month.first:%b %Y} {line.team} {dict(line.titles)[title]}"
        for month in plan.months
        for line in month.lines
        if title in dict(line.titles)
    ]


def test_a_supervisor_sees_the_year_of_their_team(there: Council) -> None:
    plan = ahead(there, "Sam")
    assert (len(plan.months), f"{plan.months[0].first:%b %Y}", plan.is_own) == (12, "Nov 2026", False)
    assert told(plan, "Yearly look") == ["Mar 2027 East 3"]  # Ade, Bea, and Sam by Robin
    assert told(plan, "Team look") == [f"{month} East 1" for month in ("Dec 2026", "Mar 2027", "Jun 2027", "Sep 2027")]


def test_hours_are_those_of_the_files(there: Council) -> None:
    march = next(month for month in ahead(there, "Sam").months if month.first.month == 3)
    own = dict(march.lines[0].titles).get("Own look", 0)
    assert march.minutes == 3 * 90 + 60 + own * 30


def test_a_worker_sees_their_own_work_only(there: Council) -> None:
    plan = ahead(there, "Ade")
    assert plan.is_own
    assert {line.team for month in plan.months for line in month.lines} == {"You"}
    assert (told(plan, "Yearly look"), plan.coverage) == ([], ())


def test_what_nobody_may_foresee_stands_in_no_plan(there: Council) -> None:
    for name in ("Ade", "Sam", "Mia", "Quinn"):
        assert told(ahead(there, name), "Unannounced") == []


def test_a_chosen_month_is_where_it_stands(there: Council) -> None:
    ade = load_yearly(there.office, there.actor("Sam"))[0]
    accept_months(there.office, there.actor("Sam"), {ade.duty: ade.months[2]})
    assert told(ahead(there, "Sam"), "Yearly look") == ["Jan 2027 East 1", "Mar 2027 East 2"]


def test_who_is_missing_is_named_to_the_supervisor_and_counted_upward(there: Council) -> None:
    work_look(there, "Ade")
    follow(there.office)
    (sam,) = [found for found in ahead(there, "Sam").coverage if found.title == "Yearly look"]
    assert (sam.done, sam.total, sam.missing, sam.elsewhere) == (1, 2, ("Bea",), ())
    (mia,) = [found for found in ahead(there, "Mia").coverage if found.title == "Yearly look"]
    assert (mia.done, mia.total, mia.missing, mia.elsewhere) == (1, 2, (), (("Sam", 1),))
    (quinn,) = [found for found in ahead(there, "Quinn").coverage if found.title == "Yearly look"]
    assert (quinn.missing, ("Sam", 1) in quinn.elsewhere) == ((), True)


def test_a_leaver_sees_no_plan(there: Council) -> None:
    with pytest.raises(NotAllowedError):
        ahead(there, "Lou")
