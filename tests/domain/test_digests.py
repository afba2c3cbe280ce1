"""When something in a reminder has come to a new stage: over weekends, late, put off, for those above, never twice."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.digests import (
    Item,
    Kind,
    Told,
    first_of_each,
    is_fresh,
    stage_above,
    stage_of_action,
    stage_of_draft,
    stage_of_duty,
    stage_of_late,
    stage_of_turn,
)
from bot.domain.duties import Duty, Status
from bot.domain.shifts import Shift
from tests.duties import PLAIN_DUTY

# Mondays: 2, 9, 16, 23, 30 November 2026.
NOTICE, DUE, LONG_LATE = date(2026, 11, 4), date(2026, 11, 18), date(2026, 11, 25)


def november(day: int) -> date:
    return date(2026, 11, day)


def duty(status: Status, *notices: date) -> Duty:
    return replace(PLAIN_DUTY, due=DUE, status=status, owner="sam", notices=notices or (NOTICE, DUE, LONG_LATE))


@pytest.mark.parametrize(
    ("today", "status", "stage"),
    [
        (3, Status.DUE, None),
        (4, Status.DUE, 4),
        (17, Status.DUE, 4),  # nothing new until its day
        (18, Status.DUE, 18),
        (19, Status.LATE, 18),
        (22, Status.LATE, 18),
        (23, Status.LATE, 23),  # Mondays while it is late
        (25, Status.LATE, 23),  # the day from which others see it is no news to its owner
        (29, Status.LATE, 23),
        (30, Status.LATE, 30),
    ],
)
def test_stages_of_a_duty(today: int, status: Status, stage: int | None) -> None:
    assert stage_of_duty(duty(status), november(today)) == (november(stage) if stage else None)


@pytest.mark.parametrize(("today", "stage"), [(8, None), (9, 9), (15, 9), (16, None), (17, None), (18, 18)])
def test_what_nobody_may_foresee_is_listed_in_its_own_week_only(today: int, stage: int | None) -> None:
    found = stage_of_duty(duty(Status.DUE, november(9), DUE), november(today), is_unforeseen=True)
    assert found == (november(stage) if stage else None)


@pytest.mark.parametrize(
    ("today", "status", "stage"),
    [
        (24, Status.LATE, None),
        (25, Status.LATE, None),  # five working days late, but not a Monday
        (29, Status.MISSED, None),
        (30, Status.LATE, 30),
        (30, Status.MISSED, 30),
        (30, Status.DONE, None),
    ],
)
def test_those_above_hear_of_it_on_mondays(today: int, status: Status, stage: int | None) -> None:
    found = stage_of_late(duty(status), november(today), LONG_LATE)
    assert found == (november(stage) if stage else None)


@pytest.mark.parametrize(("today", "stage"), [(24, None), (25, 25), (27, 25), (30, 30)])
def test_what_is_urgent_does_not_wait_for_monday(today: int, stage: int | None) -> None:
    found = stage_of_late(duty(Status.LATE), november(today), LONG_LATE, is_urgent=True)
    assert found == (november(stage) if stage else None)


def test_what_was_missed_is_told_once_and_what_stays_late_each_monday() -> None:
    later = date(2026, 12, 7)
    assert stage_of_late(duty(Status.MISSED), later, LONG_LATE) is None
    assert stage_of_late(duty(Status.LATE), later, LONG_LATE) == later


@pytest.mark.parametrize(
    ("today", "stage"), [(14, None), (15, 15), (17, 15), (18, 18), (22, 18), (23, 23), (24, 23), (30, 30)]
)
def test_stages_of_an_action(today: int, stage: int | None) -> None:
    assert stage_of_action(DUE, november(today)) == (november(stage) if stage else None)


@pytest.mark.parametrize(("today", "stage"), [(9, None), (10, 10), (11, 10), (12, 12), (20, 12)])
def test_stages_of_a_turn(today: int, stage: int | None) -> None:
    assert stage_of_turn(november(9), november(9), november(today)) == (november(stage) if stage else None)


def test_a_draft_is_brought_to_mind_once_after_three_days() -> None:
    assert stage_of_draft(november(9), november(11)) is None
    assert stage_of_draft(november(9), november(12)) == november(12)
    assert stage_of_draft(november(9), november(20)) == november(12)


@pytest.mark.parametrize(("today", "since", "stage"), [(24, 25, None), (25, 25, None), (30, 25, 30), (23, 23, 23)])
def test_those_above_have_mondays(today: int, since: int, stage: int | None) -> None:
    assert stage_above(november(today), november(since)) == (november(stage) if stage else None)


ITEM = Item(Kind.DUTY, "d", november(18))


@pytest.mark.parametrize(
    ("told", "today", "expected"),
    [
        (Told(), 18, True),
        (Told(stages={(Kind.DUTY, "d"): november(4)}), 18, True),
        (Told(stages={(Kind.DUTY, "d"): november(18)}), 18, False),
        (Told(stages={(Kind.LATE, "d"): november(18)}), 18, True),  # it was somebody else's then
        # A weekend, leave or a bot that was down: it is new whenever they can be reached next.
        (Told(stages={(Kind.DUTY, "d"): november(4)}), 23, True),
        (Told(snoozed={"d": november(20)}), 19, False),
        (Told(snoozed={"d": november(20)}), 20, True),
        (Told(stages={(Kind.DUTY, "d"): november(18)}, snoozed={"d": november(20)}), 20, True),
        (Told(stages={(Kind.DUTY, "d"): november(20)}, snoozed={"d": november(20)}), 21, False),
        (Told(stages={(Kind.DUTY, "d"): november(18)}, snoozed={"other": november(20)}), 20, False),
    ],
)
def test_nobody_is_told_of_one_stage_twice(told: Told, today: int, expected: bool) -> None:
    assert is_fresh(ITEM, told, november(today)) is expected


def test_each_thing_stands_once_for_the_nearest_reason_in_order_of_its_day() -> None:
    late, own = Item(Kind.LATE, "a", november(2)), Item(Kind.DUTY, "a", november(4), DUE)
    sooner, turn = Item(Kind.DUTY, "b", november(4), november(9)), Item(Kind.TURN, "run", november(4))
    draft = Item(Kind.DRAFT, "run", november(7))
    assert first_of_each([draft, late, turn, own, sooner]) == [sooner, own, turn]


@pytest.mark.parametrize(
    ("before", "after", "retold"),
    [
        (Status.DUE, Status.DUE, False),
        (Status.DUE, Status.LATE, False),  # by time alone
        (Status.DUE, Status.DONE, True),
        (Status.NOTHING, Status.DUE, True),  # taken back
    ],
)
def test_a_reminder_is_drawn_again_when_what_it_lists_is_closed_or_opened(
    before: Status, after: Status, retold: bool
) -> None:
    assert Shift(duty(before), duty(after)).is_retold is retold
