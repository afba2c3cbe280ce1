"""What holds for every rule, whoever works where and whatever happened: found by trying many lives."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.duties import Duty, Occasion, Status, Stint
from bot.domain.runs import Subject
from bot.frameworks.schedule import Rule
from tests.flows.due.village import LONG_AGO, PEOPLE, SUPERVISEE, TEAMS, day, duties, post, rule, under, works

LIVE = day("2026-04-01")
NOW = day("2027-06-15")
RULES = {
    "month": rule(**SUPERVISEE, each="month", times=2, of=["worker"], late_to=["supervisor"]),
    "quarter": rule(**SUPERVISEE, each="quarter", of=["worker"], late_to=["supervisor"]),
    "half-year": rule(**SUPERVISEE, each="half-year", of=["worker"]),
    "named months": rule(**SUPERVISEE, **{"in": ["October to December"]}, of=["worker"]),
    "rolling": rule(**SUPERVISEE, every="3 months", of=["worker"], late_to=["supervisor"]),
    "two names": rule(**{**SUPERVISEE, "done_by": [{"check": "look"}, {"check": "new"}]}, every="3 months",
                      of=["worker"]),
    "yearly": rule(**SUPERVISEE, every="1 year", of=["worker"]),
    "self": rule(per="self", owed_by=["worker"], each="quarter", done_by=[{"check": "look"}]),
    "following": rule(per="supervisee", owed_by=["supervisor"], within="10 working days", after={"check": "new"},
                      done_by=[{"check": "look"}]),
}  # fmt: skip
rules = pytest.mark.parametrize("one", RULES.values(), ids=RULES)
days = st.integers(0, 430).map(lambda ahead: LIVE + timedelta(days=ahead))
people = st.sampled_from(["ade", "jo"])
PAST = (Status.LATE, Status.MISSED)


@st.composite
def lives(draw: st.DrawFn) -> list[Occasion]:
    """What was done about, and by, two people in a year and a bit."""
    found = []
    for number, (who, on) in enumerate(draw(st.lists(st.tuples(people, days), max_size=8))):
        found.append(Occasion(f"c{number}", "check", "look", Subject("person", who), on, author=who))
    for number, (who, on) in enumerate(draw(st.lists(st.tuples(people, days), max_size=3))):
        found.append(Occasion(f"n{number}", "check", "new", Subject("person", who), on, author=who))
    return found


def past(found: list[Duty]) -> Counter[str | None]:
    return Counter(duty.subject.key for duty in found if duty.status in PAST)


@rules
@given(lived=lives(), on=days)
@settings(max_examples=25, deadline=None)
def test_nothing_is_owed_twice(one: Rule, lived: list[Occasion], on: date) -> None:
    found = duties(one, on.isoformat(), *(there for there in lived if there.day <= on))
    assert len({duty.id for duty in found}) == len(found)
    paid = [mark for duty in found for mark in duty.paid_by]
    assert len(set(paid)) == len(paid)
    still = Counter((duty.subject.key, duty.period) for duty in found)
    assert set(still.values()) <= {1}
    if one.every:
        open_ones = Counter(duty.subject.key for duty in found if duty.status.is_open)
        assert set(open_ones.values()) <= {1}


@rules
@given(lived=lives(), extra=st.tuples(people, days), on=days)
@settings(max_examples=40, deadline=None)
def test_doing_one_more_makes_nothing_late(one: Rule, lived: list[Occasion], extra: tuple[str, date], on: date) -> None:
    happened = [there for there in lived if there.day <= on]
    who, when = extra
    more = Occasion("extra", "check", "look", Subject("person", who), min(when, on), author=who)
    before, after = past(duties(one, on.isoformat(), *happened)), past(duties(one, on.isoformat(), *happened, more))
    assert all(after[person] <= before[person] for person in after)


@rules
@given(lived=lives(), left=days, on=days)
@settings(max_examples=25, deadline=None)
def test_who_has_left_owes_nothing_after_their_last_day_and_the_successor_takes_over(
    one: Rule, lived: list[Occasion], left: date, on: date
) -> None:
    """Sam, who supervises both, leaves; Robin follows on the same day."""
    stayed = [stint for stint in PEOPLE if stint.person != "sam" and stint.value != "sam"]
    moved: list[Stint] = [*stayed, *works("sam", until=left)]
    for who in ("ade", "jo"):
        moved += [under(who, "sam", until=left), under(who, "robin", left)]
    happened = [there for there in lived if there.day <= on]
    with_sam, after_sam = (duties(one, on.isoformat(), *happened, people=there) for there in (PEOPLE, moved))
    assert [(duty.id, duty.due) for duty in after_sam] == [(duty.id, duty.due) for duty in with_sam]
    if on >= left and one.per == "supervisee":
        assert {duty.owner for duty in after_sam if duty.status.is_open} <= {"robin"}


@rules
@given(lived=lives(), left=days, on=days)
@settings(max_examples=25, deadline=None)
def test_nothing_open_is_about_somebody_who_has_left(one: Rule, lived: list[Occasion], left: date, on: date) -> None:
    people = [stint for stint in PEOPLE if stint.person != "jo"]
    people += [*works("jo", until=left), under("jo", "sam", until=left), post("jo", "worker", until=left)]
    found = duties(one, on.isoformat(), *(there for there in lived if there.day <= on), people=people)
    about_jo = [duty for duty in found if duty.subject.key == "jo" and duty.status.is_open]
    assert all(duty.due < left for duty in about_jo) or on < left
    assert on < left or about_jo == []


@rules
@given(lived=lives(), on=days)
@settings(max_examples=25, deadline=None)
def test_working_out_one_alone_gives_what_working_out_all_gives(one: Rule, lived: list[Occasion], on: date) -> None:
    from bot.domain.duties import World
    from bot.flows.due.ledger import Ledger
    from bot.flows.due.owing import owed
    from bot.frameworks.library import Plan
    from bot.frameworks.schedule import Schedule

    whole = duties(one, on.isoformat(), *lived)
    plan = Plan("ours", Schedule(rules=[one]), "v1")
    for who in ("ade", "jo"):
        mine = tuple(there for there in lived if who in (there.author, there.subject.key))
        world = World(tuple(PEOPLE), tuple(TEAMS), occasions=mine, go_live={"ours": LIVE})
        alone = owed(one, plan, Ledger(world), on, only=Subject("person", who))
        assert alone == [duty for duty in whole if duty.subject.key == who]


@rules
@given(lived=lives(), on=days)
@settings(max_examples=25, deadline=None)
def test_until_the_day_that_it_names_nothing_about_it_changes_by_itself(
    one: Rule, lived: list[Occasion], on: date
) -> None:
    happened = [there for there in lived if there.day <= on]
    for duty in duties(one, on.isoformat(), *happened):
        until = duty.next_change_on or NOW
        assert until > on
        for ahead in {(until - on).days - 1, (until - on).days // 2} - {0}:
            later = {there.id: there for there in duties(one, (on + timedelta(days=ahead)).isoformat(), *happened)}
            assert replace(later[duty.id], next_change_on=duty.next_change_on) == duty


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_the_first_ones_after_go_live_lie_inside_the_first_year(seed: int) -> None:
    people = [*works(f"p{seed}"), *works("sam"), under(f"p{seed}", "sam", LONG_AGO), post(f"p{seed}", "worker")]
    (first,) = duties(RULES["yearly"], LIVE.isoformat(), people=people)
    assert LIVE + timedelta(days=28) <= first.due < LIVE.replace(year=LIVE.year + 1)
    assert first.status is not Status.LATE
