"""`/qa plan` in Slack: the year ahead, months chosen from Home, who is not covered yet."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.errors import NotSavedError
from bot.flows.due.following import follow
from bot.flows.due.keeping import work_out_all
from bot.flows.office import OPERATOR, Actor
from bot.flows.planning.months import propose_months
from bot.storage.calendar import load_turned
from bot.storage.go_live import record_go_live
from bot.ticks import days
from tests.council import Council
from tests.schedules import OWN, TEAMS, YEARLY, library_with
from tests.slack.sight import logged
from tests.slack.town import Town, done, town_at


@pytest.fixture
def planned(sqlite_address: str) -> Iterator[Town]:
    """A framework went live in April, and months are proposed."""
    with town_at(sqlite_address, "socket") as town:
        assert town.bot
        office = town.bot.office
        office.library = library_with(OWN, YEARLY, TEAMS)
        with office.store.work() as uow:
            record_go_live(uow, "maple", uow.today.replace(month=4, day=1), OPERATOR)
        work_out_all(office)
        propose_months(office, Actor(OPERATOR))
        yield town


def test_months_are_looked_at_moved_and_saved(planned: Town) -> None:
    sid, council = planned.person("Sid"), Council(planned.bot.office, planned.council.ids) if planned.bot else None
    assert council
    sid.open_home()
    planned.home(sid, "Your year", "Months are proposed for 2 yearly checks of yours")
    done(sid.click("Choose months", on="home"))
    form = planned.form(sid, "Yearly look · Ade", "Yearly look · Bea", "Proposed. By Wed 31 Mar 2027.")
    assert "April 2027" not in form.plain
    sid.fill({"Yearly look · Ade": "January 2027"})
    done(sid.submit())
    planned.form(sid, "All as you have chosen")
    sid.close()
    assert len(logged(planned, "month accepted")) == 2
    follow(council.office)
    planned.slack.wait(lambda: (view := sid.home()) and "Your year" not in view.plain)


def test_the_year_ahead_by_month_and_who_is_missing(planned: Town) -> None:
    sam, quinn, ade = planned.sam, planned.person("Quinn"), planned.ade
    done(sam.slash("/qa plan"))
    planned.form(sam, "March 2027", "Yearly look: 0 of 2 by Wed 31 Mar 2027. Still missing: Ade, Bea.")
    done(quinn.slash("/qa plan"))
    form = planned.form(quinn, "East: ", "Still missing elsewhere: ", "with Sam")
    assert "Ade" not in form.plain
    done(ade.slash("/qa plan"))
    form = planned.form(ade, "Own look")
    assert "Who is not covered yet" not in form.plain


def test_the_day_is_done_though_months_cannot_be_proposed(planned: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise all of the day's work would begin anew, again and again."""

    def fail(*_: object) -> list[str]:
        raise NotSavedError

    monkeypatch.setattr(days, "propose_months", fail)
    assert planned.bot
    office = planned.bot.office
    days.Days(office, planned.bot.post).move(office.store.clock.today() + timedelta(days=1))
    with office.store.look() as uow:
        assert load_turned(uow) == uow.today
