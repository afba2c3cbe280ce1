"""Duties as they are stored: the same after as before, found by whom they concern, written where they differ."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.event import listen

from bot.domain.duties import Duty, Status
from bot.domain.runs import Subject
from bot.domain.shifts import Shift, moved_by
from bot.storage import duties
from bot.storage.duties import LATE, TOLD, Scope, find_shifts, record_shifts
from bot.storage.duty_acts import add_act, load_act, settle_act
from tests.council import TODAY, Council

DAY = timedelta(days=1)


def duty(council: Council, **given: object) -> Duty:
    """Sam owes it of Ade, is late with it, and Robin sees that."""
    plain = Duty(
        rule="M-2",
        framework="maple",
        version="v1",
        subject=Subject("person", council.ids["Ade"]),
        about=None,
        period="2026-04-01",
        opens=date(2026, 4, 1),
        due=TODAY - DAY,
        status=Status.LATE,
        owner=council.ids["Sam"],
        owner_since=date(2024, 1, 1),
        others=(council.ids["Ade"],),
        late_to=(council.ids["Robin"],),
        team=council.ids["East"],
        count=2,
        done=1,
        paid_by=("r1",),
        done_on=None,
        missing=(council.ids["Bea"],),
        notices=(TODAY - 15 * DAY, TODAY - DAY),
        next_change_on=TODAY + 4 * DAY,
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def keep(council: Council, scope: Scope, *owed: Duty) -> list[Shift]:
    with council.office.store.work() as uow:
        shifts = find_shifts(uow, scope, owed)
        record_shifts(uow, shifts)
        return shifts


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
people = st.sampled_from(["Ade", "Bea", "Sam", "Robin"])


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_duty_comes_back_as_it_was(council: Council, data: st.DataObject) -> None:
    several = st.lists(people.map(council.ids.__getitem__), unique=True, max_size=3).map(tuple)
    given = duty(
        council,
        subject=data.draw(st.sampled_from([Subject("service"), Subject("reference", "FC-0123"), Subject("team", "t")])),
        about=data.draw(st.none() | st.text("aé ", min_size=1, max_size=40)),
        period=data.draw(st.text("ab/-1", min_size=1, max_size=80)),
        status=data.draw(st.sampled_from(Status)),
        owner=data.draw(st.none() | people.map(council.ids.__getitem__)),
        others=data.draw(several),
        late_to=data.draw(several),
        missing=data.draw(several),
        notices=data.draw(st.lists(days, max_size=4).map(tuple)),
        next_change_on=data.draw(st.none() | days),
        grace_until=data.draw(st.none() | days),
        done_on=data.draw(st.none() | days),
        due=data.draw(days),
    )
    keep(council, Scope("M-2"), given)
    with council.office.store.look() as uow:
        assert duties.load_duty(uow, given.id) == given
    assert keep(council, Scope("M-2"), given) == []


def test_they_are_found_by_whom_they_concern(council: Council) -> None:
    ids = council.ids
    late = duty(council)
    done = duty(council, period="2025-04-01", status=Status.DONE, due=TODAY - 300 * DAY, next_change_on=None)
    other = duty(council, subject=Subject("person", ids["Bea"]), owner=ids["Max"], team=ids["West"], others=())
    keep(council, Scope("M-2"), late, done, other)
    with council.office.store.look() as uow:
        assert duties.load_owned(uow, [ids["Sam"], ids["Sid"]]) == [late]
        assert duties.load_owned(uow, [ids["Sam"]], list(Status)) == [done, late]
        assert duties.load_concerned(uow, [ids["Ade"]], TOLD) == [late]
        assert {found.id for found in duties.load_concerned(uow, [ids["Robin"]], LATE)} == {late.id, other.id}
        assert duties.load_concerned(uow, [ids["Sam"]], TOLD) == []
        assert duties.load_of_team(uow, [ids["East"]], TODAY - 10 * DAY, TODAY) == [late]
        assert duties.load_about(uow, [Subject("person", ids["Bea"])], TODAY) == [other]
        assert duties.load_about(uow, [late.subject], TODAY) == [late]
        assert duties.load_about(uow, [late.subject], TODAY - 300 * DAY) == [done, late]
        assert duties.load_about(uow, [], TODAY) == []
        assert duties.find_open(uow, "M-2", late.subject) == [late]
        assert duties.find_open(uow, "M-3", late.subject) == []
        assert duties.load_duties(uow, [late.id, "nowhere"]) == {late.id: late}


def test_only_what_differs_is_written_and_everybody_concerned_is_named(council: Council) -> None:
    ids = council.ids
    one, two = duty(council), duty(council, subject=Subject("person", ids["Bea"]))
    keep(council, Scope("M-2"), one, two)
    handed = replace(one, owner=ids["Max"], others=(), status=Status.DUE)
    shifts = keep(council, Scope("M-2"), handed)
    assert {(shift.before, shift.after) for shift in shifts} == {(one, handed), (two, None)}
    moved = moved_by(shifts)
    assert moved.people == {ids[name] for name in ("Sam", "Max", "Ade", "Robin")}
    assert moved.sentences == ["1 check is due soon."]
    with council.office.store.look() as uow:
        assert duties.load_duty(uow, two.id) is None
        assert duties.load_concerned(uow, [ids["Ade"]], TOLD) == []


def test_a_scope_leaves_other_subjects_and_rules_alone(council: Council) -> None:
    ids = council.ids
    one, two = duty(council), duty(council, subject=Subject("person", ids["Bea"]))
    three = duty(council, rule="M-3")
    keep(council, Scope("M-2"), one, two)
    keep(council, Scope("M-3"), three)
    assert keep(council, Scope("M-2", frozenset({one.subject}))) == [Shift(one, None)]
    with council.office.store.look() as uow:
        assert duties.load_rules_stored(uow) == {"M-2", "M-3"}
        assert {found.id for found in duties.load_owned(uow, [ids["Sam"]])} == {two.id, three.id}


def test_a_reference_in_small_letters_is_the_same_subject(council: Council) -> None:
    one = duty(council, subject=Subject("reference", "FC-0123"))
    keep(council, Scope("M-2"), one)
    assert keep(council, Scope("M-2", frozenset({Subject("reference", "fc-0123")})), one) == []
    with council.office.store.look() as uow:
        assert duties.find_open(uow, "M-2", Subject("reference", "fc-0123")) == [one]


def test_the_last_word_said_of_a_duty_counts(council: Council) -> None:
    ids, one = council.ids, duty(council)
    with council.office.store.work() as uow:
        first = add_act(uow, one.id, "excuse", ids["Sam"], ids["Robin"], "Long reason", TODAY)
        add_act(uow, one.id, "excuse", ids["Sam"], ids["Robin"], "Still asked", TODAY + 9 * DAY)
        add_act(uow, "another", "nothing", ids["Sam"])
        handed = add_act(uow, one.id, "handover", ids["Sam"], ids["Max"])
        for key in (first, handed):
            act = load_act(uow, key)
            assert act
            settle_act(uow, act, "given", ids["Max"])
    with council.office.store.look() as uow:
        said = duties.load_acts(uow, [one.id])
        assert said.excused[one.id].until == TODAY
        assert (said.handed[one.id].person, said.handed[one.id].since) == (ids["Max"], uow.today)
        assert said.nothing == frozenset()
        assert duties.load_acts(uow).nothing == {"another"}


def test_what_is_about_somebody_is_found_by_an_index(sqlite_council: Council) -> None:
    """However many duties there are of others, and have been."""
    asked: list[tuple[str, Any]] = []
    with sqlite_council.office.store.look() as uow:
        listen(uow.connection, "before_cursor_execute", lambda *sent: asked.append((sent[2], sent[3])))
        duties.load_about(uow, [Subject("person", "a"), Subject("person", "b"), Subject("team", "c")], TODAY)
        duties.find_shifts(uow, Scope("M-2", frozenset({Subject("person", "a"), Subject("service")})), [])
        duties.load_about(uow, [], TODAY)
        assert len(asked) == 2
        for statement, values in list(asked):
            plan = uow.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            steps = [str(row[3]) for row in plan]
            assert [step for step in steps if "USING INDEX ix_duty" in step]
            assert [step for step in steps if step.startswith("SCAN duty")] == []
