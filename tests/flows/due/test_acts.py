"""What is said of a duty: each once, by whose it is, answered by who was asked, and never taken for granted."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.duties import Duty, Status
from bot.domain.duty_acts import ASKED, ENDED, GIVEN, REFUSED
from bot.domain.messages import (
    DUTY_DECLINED,
    DUTY_OFFERED,
    DUTY_TAKEN,
    EXCUSE_ASKED,
    EXCUSE_ENDED,
    EXCUSE_GIVEN,
    EXCUSE_REFUSED,
)
from bot.errors import FormProblemsError, IdentifyingTextError, NotAllowedError, ShownError
from bot.flows.due.acts import (
    answer_offer,
    ask_to_be_excused,
    decide_request,
    end_excusal,
    offer_duty,
    say_nothing,
    take_back,
)
from bot.flows.due.said import load_saying
from tests.council import TODAY, Council
from tests.duties import acts_of, go_live, keep, owe, told

WHY = "No beds were dug."
UNTIL = TODAY + timedelta(days=60)


@pytest.fixture
def house(council: Council) -> Council:
    return go_live(council)


@pytest.fixture
def quick(sqlite_council: Council) -> Council:
    return go_live(sqlite_council)


def states(council: Council, duty: Duty) -> list[tuple[str, str]]:
    return [(act.kind, act.state) for act in acts_of(council, duty)]


def ask(council: Council, duty: Duty, who: str = "Sam", words: str = WHY, days: int = 60) -> None:
    until = TODAY + timedelta(days=days)
    ask_to_be_excused(council.office, council.actor(who), duty.id, words, until)


def test_nothing_to_check_needs_nobody_and_is_said_once(house: Council) -> None:
    duty = owe(house)
    for _ in range(2):
        say_nothing(house.office, house.actor("Sam"), duty.id)
    assert states(house, duty) == [("nothing", GIVEN)]
    keep(house, replace(duty, status=Status.NOTHING))
    for _ in range(2):
        take_back(house.office, house.actor("Sam"), duty.id)
    assert states(house, duty) == [("nothing", ENDED)]


def test_nothing_is_not_said_of_what_is_known_to_be_there(quick: Council) -> None:
    plot = owe(quick, "WIL-4", "PL-0123", "Ade")
    yearly = owe(quick, "WIL-3", "Sam", "Robin")
    for who, duty in (("Ade", plot), ("Robin", yearly)):
        with pytest.raises(ShownError, match="is there to be checked"):
            say_nothing(quick.office, quick.actor(who), duty.id)


def test_a_request_goes_to_the_supervisor_and_their_yes_is_told(house: Council) -> None:
    duty = owe(house)
    for _ in range(2):
        ask(house, duty)
    (act,) = acts_of(house, duty)
    assert (act.to, act.words, act.until, act.state) == (house.ids["Robin"], WHY, UNTIL, ASKED)
    assert told(house, EXCUSE_ASKED) == ["Robin"]
    for _ in range(2):
        decide_request(house.office, house.actor("Robin"), act.id, "", approve=True)
    assert states(house, duty) == [("excuse", GIVEN)]
    assert told(house, EXCUSE_GIVEN) == ["Sam"]


def test_refusing_needs_a_reason_which_whoever_asked_can_read(house: Council) -> None:
    duty = owe(house)
    ask(house, duty)
    (act,) = acts_of(house, duty)
    with pytest.raises(FormProblemsError, match="say why"):
        decide_request(house.office, house.actor("Robin"), act.id, " ", approve=False)
    decide_request(house.office, house.actor("Robin"), act.id, "Two were dug.", approve=False)
    assert acts_of(house, duty)[0].answer == "Two were dug."
    assert told(house, EXCUSE_REFUSED) == ["Sam"]
    with pytest.raises(ShownError, match="answered before"):
        decide_request(house.office, house.actor("Robin"), act.id, "", approve=True)


@pytest.mark.parametrize("days", [-1, 367, 4000])
def test_a_day_that_is_past_or_too_far_is_refused(quick: Council, days: int) -> None:
    duty = owe(quick)
    with pytest.raises(FormProblemsError, match="to one year from now"):
        ask(quick, duty, days=days)
    assert acts_of(quick, duty) == []


def test_a_reason_that_names_somebody_is_held_back(quick: Council) -> None:
    duty = owe(quick)
    with pytest.raises(IdentifyingTextError):
        ask(quick, duty, words="Ring 07700 900123")
    assert acts_of(quick, duty) == []


def test_another_request_takes_the_place_of_the_first(quick: Council) -> None:
    duty = owe(quick)
    ask(quick, duty)
    ask(quick, duty, days=30)
    assert sorted(states(quick, duty)) == [("excuse", ASKED), ("excuse", ENDED)]
    (first, *_) = [act for act in acts_of(quick, duty) if act.state == ENDED]
    with pytest.raises(ShownError, match="answered before"):
        decide_request(quick.office, quick.actor("Robin"), first.id, "", approve=True)


@pytest.mark.parametrize("who", ["Sam", "Ade", "Bea", "Max", "Lou", "Zed"])
def test_nobody_decides_on_their_own_or_on_a_strangers(quick: Council, who: str) -> None:
    duty = owe(quick)
    ask(quick, duty)
    with pytest.raises(NotAllowedError):
        decide_request(quick.office, quick.actor(who), acts_of(quick, duty)[0].id, "", approve=True)


@pytest.mark.parametrize("who", ["Robin", "Mia", "Quinn"])
def test_supervisor_manager_and_qa_lead_decide(quick: Council, who: str) -> None:
    duty = owe(quick)
    ask(quick, duty)
    decide_request(quick.office, quick.actor(who), acts_of(quick, duty)[0].id, "", approve=True)
    assert states(quick, duty) == [("excuse", GIVEN)]


def test_a_stand_in_who_asked_does_not_decide(quick: Council) -> None:
    """Sid stands in for Sam, whom Ade's requests reach."""
    duty = owe(quick, "WIL-2", "Ade", "Ade")
    ask(quick, duty, "Ade")
    (act,) = acts_of(quick, duty)
    assert act.to == quick.ids["Sam"]
    decide_request(quick.office, quick.actor("Sid"), act.id, "", approve=True)
    assert states(quick, duty) == [("excuse", GIVEN)]


def test_who_has_no_line_asks_a_manager_or_the_qa_lead(quick: Council) -> None:
    duty = owe(quick, "WIL-2", "Mia", "Mia")
    ask(quick, duty, "Mia")
    assert acts_of(quick, duty)[0].to == quick.ids["Quinn"]


def let_off(council: Council, **given: Any) -> Duty:
    """Ade's quarterly sample, from which Robin has excused Sam."""
    duty = owe(council, **given)
    ask(council, duty)
    decide_request(council.office, council.actor("Robin"), acts_of(council, duty)[0].id, "", approve=True)
    return keep(council, replace(duty, status=Status.EXCUSED))


@pytest.mark.parametrize(("who", "told_of_it"), [("Sam", ["Robin"]), ("Robin", ["Sam"]), ("Mia", ["Robin", "Sam"])])
def test_whoever_owes_it_or_may_excuse_it_says_that_it_can_be_done_after_all(
    council: Council, who: str, told_of_it: list[str]
) -> None:
    duty = let_off(go_live(council))
    for _ in range(2):
        end_excusal(council.office, council.actor(who), duty.id)
    assert states(council, duty) == [("excuse", ENDED)]
    assert sorted(told(council, EXCUSE_ENDED)) == told_of_it


@pytest.mark.parametrize("who", ["Ade", "Bea", "Max", "Lou", "Zed"])
def test_nobody_else_does(quick: Council, who: str) -> None:
    duty = let_off(quick)
    with pytest.raises(NotAllowedError, match=r"Only whoever|not on the QA list"):
        end_excusal(quick.office, quick.actor(who), duty.id)
    assert states(quick, duty) == [("excuse", GIVEN)]


def test_of_a_time_that_is_over_it_cannot_be_said(quick: Council) -> None:
    """Five working days after a window, what is done counts for the next."""
    last, over = date(2026, 11, 16), date(2026, 11, 13)
    for due, says in ((last, False), (over, True)):
        duty = let_off(quick, due=due, period=f"{due}", opens=due)
        with pytest.raises(ShownError, match="stays excused") if says else nullcontext():
            end_excusal(quick.office, quick.actor("Sam"), duty.id)
        assert states(quick, duty) == [("excuse", GIVEN if says else ENDED)]


@pytest.mark.parametrize("status", [Status.DUE, Status.LATE, Status.DONE])
def test_what_is_not_excused_now_is_left_as_it_is(quick: Council, status: Status) -> None:
    duty = keep(quick, replace(let_off(quick), status=status))
    with pytest.raises(ShownError, match="not excused now"):
        end_excusal(quick.office, quick.actor("Sam"), duty.id)
    assert states(quick, duty) == [("excuse", GIVEN)]


def test_an_offer_stays_with_its_owner_until_it_is_accepted(house: Council) -> None:
    duty = owe(house)
    for _ in range(2):
        offer_duty(house.office, house.actor("Sam"), duty.id, house.ids["Max"])
    (act,) = acts_of(house, duty)
    assert (act.state, act.since, told(house, DUTY_OFFERED)) == (ASKED, None, ["Max"])
    for _ in range(2):
        answer_offer(house.office, house.actor("Max"), act.id, accept=True)
    (act,) = acts_of(house, duty)
    assert (act.state, act.since, told(house, DUTY_TAKEN)) == (GIVEN, TODAY, ["Sam"])
    with pytest.raises(ShownError, match="answered before"):
        answer_offer(house.office, house.actor("Max"), act.id, accept=False)


def test_what_somebody_owes_for_themselves_is_not_handed_over(quick: Council) -> None:
    duty = owe(quick, "WIL-2", "Ade", "Ade")
    with pytest.raises(ShownError, match="for you yourself"):
        offer_duty(quick.office, quick.actor("Ade"), duty.id, quick.ids["Bea"])


def test_a_second_hand_over_ends_the_first(quick: Council) -> None:
    duty = owe(quick)
    offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids["Max"])
    answer_offer(quick.office, quick.actor("Max"), acts_of(quick, duty)[0].id, accept=True)
    duty = keep(quick, replace(duty, owner=quick.ids["Max"]))
    offer_duty(quick.office, quick.actor("Max"), duty.id, quick.ids["Sam"])
    back = next(act for act in acts_of(quick, duty) if act.state == ASKED)
    answer_offer(quick.office, quick.actor("Sam"), back.id, accept=True)
    assert sorted((act.state, act.to == quick.ids["Sam"]) for act in acts_of(quick, duty)) == [
        (ENDED, False),
        (GIVEN, True),
    ]


def test_a_declined_offer_is_told_and_can_be_made_again(quick: Council) -> None:
    duty = owe(quick)
    offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids["Max"])
    answer_offer(quick.office, quick.actor("Max"), acts_of(quick, duty)[0].id, accept=False)
    assert (states(quick, duty), told(quick, DUTY_DECLINED)) == ([("handover", REFUSED)], ["Sam"])
    offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids["Max"])
    assert told(quick, DUTY_OFFERED) == ["Max", "Max"]


@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("Lou", "on the QA list"),
        ("Sam", "theirs already"),
        ("Ade", "theirs already"),
        ("Bea", "hold no post"),
    ],
)
def test_an_offer_that_could_not_be_kept_is_refused(quick: Council, to: str, says: str) -> None:
    duty = owe(quick)
    with pytest.raises(FormProblemsError, match=says):
        offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids[to])


@pytest.mark.parametrize("who", ["Ade", "Robin", "Sam", "Quinn", "Zed"])
def test_only_who_was_asked_accepts(quick: Council, who: str) -> None:
    duty = owe(quick)
    offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids["Max"])
    with pytest.raises(NotAllowedError):
        answer_offer(quick.office, quick.actor(who), acts_of(quick, duty)[0].id, accept=True)


@pytest.mark.parametrize("who", ["Ade", "Robin", "Mia", "Quinn", "Max", "Lou", "Zed"])
def test_only_whose_it_is_says_anything(quick: Council, who: str) -> None:
    """Robin is over Sam, Ade is whom it is about, Quinn the QA lead: none of them speaks for Sam."""
    duty, actor = owe(quick), quick.actor(who)
    says: list[Callable[[], object]] = [
        lambda: say_nothing(quick.office, actor, duty.id),
        lambda: take_back(quick.office, actor, duty.id),
        lambda: ask(quick, duty, who),
        lambda: offer_duty(quick.office, actor, duty.id, quick.ids["Max"]),
        lambda: load_saying(quick.office, actor, duty.id),
    ]
    for say in says:
        with pytest.raises(NotAllowedError, match=r"Only whoever|not on the QA list"):
            say()
    assert acts_of(quick, duty) == []


@pytest.mark.parametrize("status", [Status.DONE, Status.MISSED, Status.EXCUSED, Status.PAUSED])
def test_what_is_over_is_left_as_it_is(quick: Council, status: Status) -> None:
    duty = owe(quick, status=status)
    says: list[Callable[[], object]] = [
        lambda: say_nothing(quick.office, quick.actor("Sam"), duty.id),
        lambda: ask(quick, duty),
        lambda: offer_duty(quick.office, quick.actor("Sam"), duty.id, quick.ids["Max"]),
    ]
    for say in says:
        with pytest.raises(ShownError, match="no longer asked for"):
            say()


@pytest.mark.parametrize("key", ["", "no such key", "aaaaaaaaaaaaa"])
def test_what_is_not_there_is_refused_like_what_is_not_theirs(quick: Council, key: str) -> None:
    sam = quick.actor("Sam")
    says: list[Callable[[], object]] = [
        lambda: say_nothing(quick.office, sam, key),
        lambda: offer_duty(quick.office, sam, key, quick.ids["Max"]),
        lambda: answer_offer(quick.office, sam, key, accept=True),
        lambda: decide_request(quick.office, sam, key, "", approve=True),
        lambda: end_excusal(quick.office, sam, key),
    ]
    for say in says:
        with pytest.raises(NotAllowedError):
            say()
