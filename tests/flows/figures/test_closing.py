"""A closed period keeps its figures; what is different later is a restatement that says what."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from bot.domain.closings import Closing
from bot.domain.duties import Status
from bot.domain.figures import Figures, ThemeFigures
from bot.domain.periods import Period
from bot.errors import NotAllowedError, UnusableValueError
from bot.flows.figures.closing import close_period, differences, figures_of, load_closing, restate_period
from bot.flows.figures.shared import CHANGES, WHOLE_MONTHS, load_shared
from bot.storage.tables import duties, figures, log, runs, table_of
from tests.council import Council
from tests.flows.figures.world import Check, Owed, World, put

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
AUGUST = date(2026, 8, 20)
_CLOSING = table_of(figures.Closing)
WORLD = World(
    checks=tuple(
        Check("every-kind", "East", author, None, AUGUST, "submitted", {"K1": 2, "K2": 3})
        for author in ("Ade", "Bea", "Sam", "Mia", "Ade", "Bea")
    ),
    owed=tuple(Owed("WIL-1", "East", owner, "Ade", AUGUST, Status.MISSED) for owner in ("Sam", "Mia", "Bea")),
)


def filled(council: Council) -> Council:
    with council.office.store.work() as uow:
        put(uow, council, WORLD)
    return council


def test_a_closing_keeps_figures_of_every_team_with_digest_versions_and_head(council: Council) -> None:
    office = filled(council).office
    made = close_period(office, council.actor("Quinn"), "willow", QUARTER)
    with office.store.look() as uow:
        kept = load_closing(uow, "willow", QUARTER)
        body = uow.run(select(_CLOSING.c.body)).scalar_one()
        (first,) = uow.run(select(table_of(log.Entry).c.body)).scalars()
    assert kept == made
    assert made.digest == hashlib.sha256(body.encode()).hexdigest()
    assert made.digest in first
    assert (made.number, made.head) == (1, (0, "0" * 64))
    assert [there.scope.node.name for there in made.figures] == ["Whole organisation", "Service", "East", "West"]
    assert any(version.startswith("schedule ") for version in made.versions)
    east = figures_of(made, made.figures[2].scope.node, "bed-look")
    assert east is not None
    assert [row.now.missed for row in east.work] == [3]
    assert not {"Sam", "Mia", "Bea", "Ade"} & set(body.replace('"', " ").split())


def test_what_changes_afterwards_changes_no_closing_but_makes_a_restatement(sqlite_council: Council) -> None:
    council = filled(sqlite_council)
    office, quinn = council.office, council.actor("Quinn")
    first = close_period(office, quinn, "willow", QUARTER)
    with office.store.work() as uow:
        duty = table_of(duties.Duty)
        uow.run(update(duty).where(duty.c.id == f"{0:013}").values(status="done late"))
    assert close_period(office, quinn, "willow", QUARTER) == first
    second = restate_period(office, quinn, "willow", QUARTER)
    assert second.number == 2
    assert restate_period(office, quinn, "willow", QUARTER) == second
    told = {(there.team, there.what): (there.before, there.after) for there in differences(first, second)}
    assert told["East", "A look at somebody's beds: done"] == ("0", "1")
    assert told["East", "A look at somebody's beds: done of those expected"] == ("not told", "0")
    assert ("East", "A look at somebody's beds: missed") not in told
    assert CHANGES in {there.what for there in second.figures[0].withheld}
    assert ("West", "A look at somebody's beds: done") not in told
    with office.store.look() as uow:
        assert load_closing(uow, "willow", QUARTER, 1) == first
        assert load_closing(uow, "willow", QUARTER) == second


def test_a_figure_of_one_check_is_not_taken_for_that_of_another_that_asks_the_same(sqlite_council: Council) -> None:
    first = close_period(filled(sqlite_council).office, sqlite_council.actor("Quinn"), "maple", QUARTER)
    whole = first.figures[0]
    (item, *_) = (there for there in whole.answers if there.told)
    other = replace(item, form="other-look")
    changed = replace(item, counts=((item.counts[0][0], 99), *item.counts[1:]))
    was, now = (replace(first, figures=(replace(whole, answers=some),)) for some in ((item, other), (changed, other)))
    (found,) = differences(was, now)
    assert (found.before, found.after) == (str(item.counts[0][1]), "99")
    good = ThemeFigures("plan", "Planning", 2, good_practice=True), ThemeFigures("plan", "Planning", 5)
    was, now = (replace(first, figures=(replace(whole, themes=some),)) for some in (good, good[::-1][:1]))
    assert [(there.what, there.before) for there in differences(was, now)] == [("Good practice: Planning", "2")]


def withdraw(council: Council, many: int) -> None:
    with council.office.store.work() as uow:
        run = table_of(runs.Run)
        some = list(
            uow.run(select(run.c.id).where(run.c.state == "submitted").order_by(run.c.id).limit(many)).scalars()
        )
        uow.run(update(run).where(run.c.id.in_(some)).values(state="withdrawn", submitted_at=None))


def answer_all(council: Council, code: int) -> None:
    with council.office.store.work() as uow:
        answer = table_of(runs.Answer)
        uow.run(update(answer).where(answer.c.item == "K1").values(choice=code))


def k1(closing: Closing) -> tuple[int, dict[str, int]]:
    return k1_in(closing.figures[0])


def k1_in(figures: Figures) -> tuple[int, dict[str, int]]:
    item = next(there for there in figures.answers if there.item == "K1")
    return item.records, {label: many for label, many in item.counts if many}


@pytest.mark.parametrize("many", [1, 2])
def test_of_a_few_answers_that_are_gone_nothing_follows(sqlite_council: Council, many: int) -> None:
    """Six of them, and then five, would say what the sixth was; of too few in all nothing more is told either."""
    council = filled(sqlite_council)
    office, quinn = council.office, council.actor("Quinn")
    first = close_period(office, quinn, "maple", QUARTER)
    withdraw(council, many)
    second = restate_period(office, quinn, "maple", QUARTER)
    assert k1(second) == k1(first) == (6, {"Yes": 6})
    assert not differences(first, second)
    assert CHANGES in {there.what for there in second.figures[0].withheld}


def test_what_enough_people_changed_is_told_anew_but_once(sqlite_council: Council) -> None:
    council = filled(sqlite_council)
    office, quinn = council.office, council.actor("Quinn")
    first = close_period(office, quinn, "maple", QUARTER)
    withdraw(council, 1)
    answer_all(council, 1)
    second = restate_period(office, quinn, "maple", QUARTER)
    assert k1(second) == (5, {"Partly": 5})
    assert ("6", "0") in {(there.before, there.after) for there in differences(first, second)}
    answer_all(council, 2)
    third = restate_period(office, quinn, "maple", QUARTER)
    assert k1(third) == k1(second)
    assert CHANGES in {there.what for there in third.figures[0].withheld}


def test_what_is_told_with_an_earlier_quarter_is_counted_anew_with_it(sqlite_council: Council) -> None:
    """Three in May wait for what comes; the block that they are told in with August's reaches out of the quarter."""
    people = ("Ade", "Bea", "Sam", "Mia", "Max", "Sid")
    days = (date(2026, 5, 20),) * 3 + (AUGUST,) * 3
    put_in = tuple(
        Check("every-kind", "East", author, None, day, "submitted", {"K1": 2})
        for author, day in zip(people, days, strict=True)
    )
    office, quinn = sqlite_council.office, sqlite_council.actor("Quinn")
    with office.store.work() as uow:
        put(uow, sqlite_council, World(checks=put_in))
    half = Period(date(2026, 4, 1), date(2026, 9, 30))
    first = close_period(office, quinn, "maple", half)
    close_period(office, quinn, "maple", QUARTER)
    answer_all(sqlite_council, 1)
    restate_period(office, quinn, "maple", QUARTER)
    with office.store.look() as uow:
        after = load_shared(uow, office, first.figures[0].scope)
    assert (k1(first), k1_in(after)) == ((6, {"Yes": 6}), (6, {"Partly": 6}))


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        (Period(date(2026, 7, 2), date(2026, 9, 30)), WHOLE_MONTHS),
        (Period(date(2026, 10, 1), date(2026, 12, 31)), "This time can be closed from Sat 9 Jan 2027 on."),
    ],
)
def test_only_whole_months_that_were_counted_are_closed(sqlite_council: Council, period: Period, sentence: str) -> None:
    filled(sqlite_council)
    with pytest.raises(UnusableValueError) as refused:
        close_period(sqlite_council.office, sqlite_council.actor("Quinn"), "willow", period)
    assert str(refused.value).startswith(sentence)


def test_the_qa_lead_and_who_makes_the_report_may_close(sqlite_council: Council) -> None:
    council = filled(sqlite_council)
    council.use("willow")
    for name, posts in (("Ade", ()), ("Ade", ("lead",)), ("Robin", ())):
        with pytest.raises(NotAllowedError):
            close_period(council.office, council.actor(name), "willow", QUARTER, posts)
    assert close_period(council.office, council.actor("Robin"), "willow", QUARTER, ("lead",)).number == 1
