"""What becomes of an action after its check is handed in: who may do what, step by step, on both databases."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.action_views import Which
from bot.domain.actions import DONE, OPEN, TO_CONFIRM, Action, Priority, Seen
from bot.domain.people import Verb
from bot.domain.values import Value
from bot.errors import FormProblemsError, IdentifyingTextError, NotAllowedError, UnusableValueError
from bot.flows import access
from bot.flows.action_lists import load_action_list
from bot.flows.actions import agree_action, load_agreeing
from bot.flows.finish import submit_run, withdraw_run
from bot.flows.office import OPERATOR, Actor
from bot.flows.upkeep import close_action, confirm_action, move_date, pass_on, reopen_action, return_action
from bot.flows.walk import answer_item
from bot.storage.actions import load_action, load_steps
from bot.storage.calendar import move_calendar
from bot.storage.proof import prove
from bot.storage.tables import people as people_tables
from bot.storage.tables import slack, table_of
from tests.council import TODAY, Council

EVERYBODY = ["Ade", "Bea", "Sam", "Robin", "Mia", "Max", "Quinn", "Lou", "Sid", "Zed", "nobody-known"]
SOON = TODAY + timedelta(days=14)
EVIDENCE = "The records were read again and are plain now."


def agreed(council: Council, item: str = "ACT3", *, submitted: bool = True, **more: Any) -> Action:
    """In Sam's look at Ade's work. ACT1 is Sam's to do, ACT3 Ade's."""
    sam, run = council.actor("Sam"), council.work_look()
    action = agree_action(council.office, sam, run, item, "Write plainer records", SOON, **more)
    if submitted:
        submit_run(council.office, sam, run)
    return action


def now(council: Council, action: Action) -> Action:
    with council.office.store.look() as uow:
        found = load_action(uow, action.id)
    assert found
    return found


def seen(council: Council, action: Action) -> Seen:
    return Seen(action.id, now(council, action).revision)


def told(council: Council) -> list[tuple[str, str]]:
    """Who is owed which notice of an action, in the order of the alphabet."""
    message, names = table_of(slack.Message), {key: name for name, key in council.ids.items()}
    with council.office.store.look() as uow:
        rows = uow.run(select(message.c.kind, message.c.person).where(message.c.kind.startswith("action-")))
        return sorted((row.kind.removeprefix("action-"), names[row.person]) for row in rows)


def allowed(council: Council, verb: Verb, action: Action) -> set[str]:
    found = set()
    for name in EVERYBODY:
        with council.office.store.work() as uow:
            try:
                access.to_action(uow, council.office, Actor(council.ids.get(name, name)), verb, action.id)
            except NotAllowedError as error:
                assert str(error)
                continue
        found.add(name)
    return found


# Sid stands in for Sam, who supervises Ade; Robin is above Sam; Mia manages East, where both work.
@pytest.mark.parametrize(
    ("item", "follow", "confirm"),
    [
        ("ACT3", {"Ade", "Sam", "Sid", "Robin", "Mia"}, {"Sam", "Sid", "Robin", "Mia"}),
        ("ACT1", {"Sam", "Sid", "Robin", "Mia"}, {"Robin", "Mia"}),
    ],
)
def test_who_follows_and_who_confirms(council: Council, item: str, follow: set[str], confirm: set[str]) -> None:
    action = agreed(council, item)
    assert allowed(council, Verb.FOLLOW, action) == follow
    assert allowed(council, Verb.CONFIRM, action) == confirm


def test_whoever_closed_it_does_not_confirm_it(council: Council) -> None:
    action = agreed(council, priority="high")
    assert close_action(council.office, council.actor("Robin"), seen(council, action), EVIDENCE) == TO_CONFIRM
    assert allowed(council, Verb.CONFIRM, action) == {"Sam", "Sid", "Mia"}


def test_an_action_passed_to_another_team_is_seen_there_too(council: Council) -> None:
    action = agreed(council)
    pass_on(council.office, council.actor("Ade"), seen(council, action), council.ids["Sid"])
    assert allowed(council, Verb.FOLLOW, action) == {"Sam", "Sid", "Robin", "Mia", "Max"} | {"Sid"}
    assert told(council) == [("given", "Ade"), ("given", "Sid")]


def test_what_a_private_check_holds_stays_its_authors(council: Council) -> None:
    ade = council.actor("Ade")
    action = private_action(council)
    assert allowed(council, Verb.FOLLOW, action) == {"Ade"}
    with pytest.raises(FormProblemsError, match="stay with you"):
        pass_on(council.office, ade, seen(council, action), council.ids["Sam"])
    assert close_action(council.office, ade, seen(council, action), EVIDENCE) == DONE


def private_action(council: Council) -> Action:
    """Of high priority, in a check that only its author reads; no form of the tests offers one, so it is put there."""
    from bot.domain.actions import ActionPlan
    from bot.storage.actions import add_action

    run = council.own_look()
    with council.office.store.work() as uow:
        plan = ActionPlan("Read the plan", council.ids["Ade"], SOON, None, "high")
        action = add_action(uow, run, "A1", plan, council.ids["Ade"])
    submit_run(council.office, council.actor("Ade"), run)
    return action


@pytest.mark.parametrize("end", [None, withdraw_run])
def test_nobody_follows_what_is_not_handed_in(council: Council, end: Callable[..., object] | None) -> None:
    action = agreed(council, submitted=False)
    if end:
        end(council.office, council.actor("Sam"), action.run)
    assert allowed(council, Verb.FOLLOW, action) == set()
    assert told(council) == []


def test_an_ordinary_action_is_closed_by_whoever_did_it(council: Council) -> None:
    action, ade = agreed(council), council.actor("Ade")
    upon = seen(council, action)
    assert close_action(council.office, ade, upon, EVIDENCE) == DONE
    close_action(council.office, ade, upon, EVIDENCE)  # a double click
    assert (now(council, action).state, now(council, action).revision) == (DONE, 2)
    with council.office.store.look() as uow:
        (step,) = load_steps(uow, action.id)
    assert (step.verb, step.words, step.person) == ("closed", EVIDENCE, council.ids["Ade"])
    assert told(council) == [("given", "Ade")]


def test_closed_by_another_is_told_once(council: Council) -> None:
    action, sam = agreed(council), council.actor("Sam")
    upon = seen(council, action)
    close_action(council.office, sam, upon, EVIDENCE)
    close_action(council.office, sam, upon, EVIDENCE)
    assert told(council) == [("closed", "Ade"), ("given", "Ade")]


def test_high_priority_waits_for_another_person(council: Council) -> None:
    action, ade, sam = agreed(council, priority="high"), council.actor("Ade"), council.actor("Sam")
    assert close_action(council.office, ade, seen(council, action), EVIDENCE) == TO_CONFIRM
    with pytest.raises(NotAllowedError, match="neither owns it nor closed it"):
        confirm_action(council.office, ade, seen(council, action))
    return_action(council.office, sam, seen(council, action), "Two are still missing.")
    assert now(council, action).state == OPEN
    close_action(council.office, ade, seen(council, action), EVIDENCE)
    upon = seen(council, action)
    confirm_action(council.office, sam, upon)
    confirm_action(council.office, sam, upon)
    assert now(council, action).state == DONE
    once = [("closed", "Ade"), ("given", "Ade"), ("returned", "Ade"), ("to-confirm", "Sam"), ("to-confirm", "Sam")]
    assert told(council) == once


def test_reopened_and_moved(council: Council) -> None:
    action, ade, sam = agreed(council), council.actor("Ade"), council.actor("Sam")
    close_action(council.office, ade, seen(council, action), EVIDENCE)
    reopen_action(council.office, sam, seen(council, action), "It came back.")
    assert now(council, action).state == OPEN
    move_date(council.office, ade, seen(council, action), SOON + timedelta(days=7), "Leave in between.")
    assert now(council, action).plan.due == SOON + timedelta(days=7)
    with council.office.store.look() as uow:
        assert [step.verb for step in load_steps(uow, action.id)] == ["closed", "reopened", "moved"]
        assert not prove(uow, []).broken


def test_a_time_in_words_gets_a_day_when_somebody_sets_one(council: Council) -> None:
    sam, run = council.actor("Sam"), council.work_look()
    action = agree_action(council.office, sam, run, "ACT1", "Book the training", "by the next meeting")
    submit_run(council.office, sam, run)
    assert not now(council, action).is_late(TODAY + timedelta(days=400))
    move_date(council.office, sam, seen(council, action), SOON, "The meeting is then.")
    plan = now(council, action).plan
    assert (plan.due, plan.timescale) == (SOON, "by the next meeting")
    assert now(council, action).is_late(SOON + timedelta(days=1))


STEPS: dict[str, Callable[[Council, Actor, Seen], object]] = {
    "close": lambda council, actor, upon: close_action(council.office, actor, upon, EVIDENCE),
    "confirm": lambda council, actor, upon: confirm_action(council.office, actor, upon),
    "return": lambda council, actor, upon: return_action(council.office, actor, upon, "No"),
    "reopen": lambda council, actor, upon: reopen_action(council.office, actor, upon, "Not yet"),
    "pass": lambda council, actor, upon: pass_on(council.office, actor, upon, council.ids["Bea"]),
    "move": lambda council, actor, upon: move_date(council.office, actor, upon, SOON + timedelta(days=1), "Leave"),
}


@pytest.mark.parametrize("step", STEPS)
def test_what_came_too_late_changes_nothing(sqlite_council: Council, step: str) -> None:
    council = sqlite_council
    action = agreed(council)
    upon = seen(council, action)
    move_date(council.office, council.actor("Ade"), upon, SOON + timedelta(days=3), "Sooner is not possible.")
    before = now(council, action)
    with pytest.raises(UnusableValueError, match="somebody else in the meantime"):
        STEPS[step](council, council.actor("Sam"), upon)
    assert now(council, action) == before


@pytest.mark.parametrize(
    ("state", "fitting"),
    [(OPEN, {"close", "pass", "move"}), (TO_CONFIRM, {"confirm", "return", "reopen"}), (DONE, {"reopen"})],
)
def test_each_state_lets_some_things_be_done(sqlite_council: Council, state: str, fitting: set[str]) -> None:
    council, done = sqlite_council, set()
    for step, act in STEPS.items():
        action = agreed(council, priority="high" if state == TO_CONFIRM else "ordinary")
        if state != OPEN:
            close_action(council.office, council.actor("Ade"), seen(council, action), EVIDENCE)
        try:
            act(council, council.actor("Sam"), seen(council, action))
        except UnusableValueError:
            continue
        done.add(step)
    assert done == fitting


@pytest.mark.parametrize("words", ["", "  ", "x" * 1001, "Ring 07700 900123"])
def test_evidence_is_looked_at_like_all_words(sqlite_council: Council, words: str) -> None:
    council = sqlite_council
    action = agreed(council)
    with pytest.raises(UnusableValueError):
        close_action(council.office, council.actor("Ade"), seen(council, action), words)
    assert now(council, action).state == OPEN


def test_what_seems_to_name_somebody_stays_with_a_reason(sqlite_council: Council) -> None:
    council, words = sqlite_council, "Ring 07700 900123"
    action, ade = agreed(council), council.actor("Ade")
    with pytest.raises(IdentifyingTextError):
        close_action(council.office, ade, seen(council, action), words)
    close_action(council.office, ade, seen(council, action), words, "It is the office.")
    assert now(council, action).state == DONE


@pytest.mark.parametrize("name", ["Lou", "Zed", "nobody-known", "Ade"])
def test_passed_on_to_somebody_else_on_the_list_only(sqlite_council: Council, name: str) -> None:
    council = sqlite_council
    action = agreed(council)
    with pytest.raises(FormProblemsError):
        pass_on(council.office, council.actor("Sam"), seen(council, action), council.ids.get(name, name))


@pytest.mark.parametrize("day", [TODAY - timedelta(days=1), SOON])
def test_moved_to_another_day_that_is_to_come_only(sqlite_council: Council, day: date) -> None:
    council = sqlite_council
    action = agreed(council)
    with pytest.raises(FormProblemsError):
        move_date(council.office, council.actor("Sam"), seen(council, action), day, "Why not")


def test_who_and_when_where_nobody_says_otherwise(sqlite_council: Council) -> None:
    council = sqlite_council
    run = council.work_look()
    mine = load_agreeing(council.office, council.actor("Sam"), run, "ACT1")
    theirs = load_agreeing(council.office, council.actor("Sam"), run, "ACT3")
    assert (mine.owner, theirs.owner) == ("Sam", "Ade")
    assert mine.due == date(2026, 12, 21)
    answer_item(council.office, council.actor("Sam"), council.press(run, "S1"), Value(choice=0))
    assert load_agreeing(council.office, council.actor("Sam"), run, "S1").owner == "Sam"


def test_an_owner_is_chosen_from_the_list(sqlite_council: Council) -> None:
    council = sqlite_council
    assert agreed(council, owner=council.ids["Bea"]).plan.owner == council.ids["Bea"]
    assert told(council) == [("given", "Bea")]
    with pytest.raises(FormProblemsError):
        agreed(council, owner=council.ids["Lou"])


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE action SET state = 'open'",
        "UPDATE action SET due = '2030-01-01'",
        "UPDATE action SET priority = 'high'",
        "UPDATE action SET owner = author",
        "DELETE FROM action_step",
        "UPDATE words SET text = 'Nothing' WHERE id IN (SELECT words_id FROM action_step)",
        "UPDATE words SET text = 'Nothing' WHERE id IN (SELECT words_id FROM action)",
    ],
)
def test_the_log_proves_what_became_of_actions(sqlite_council: Council, tamper: str) -> None:
    council = sqlite_council
    action = agreed(council)
    close_action(council.office, council.actor("Ade"), seen(council, action), EVIDENCE)
    with council.office.store.work() as uow:
        assert not prove(uow, []).broken
        uow.connection.exec_driver_sql(tamper)
        assert f"action {action.id}" in prove(uow, []).broken


def test_the_lists_hold_what_each_may_follow_and_no_more(council: Council) -> None:
    office = council.office
    made = [agreed(council), agreed(council, "ACT1", priority="high"), private_action(council)]
    beyond = agreed(council, owner=council.ids["Max"])
    closed = agreed(council)
    close_action(office, council.actor("Ade"), seen(council, closed), EVIDENCE)
    for name in EVERYBODY[:7]:
        rows = {which: load_action_list(office, council.actor(name), which) for which in Which}
        listed = {row.action.id for which in (Which.MINE, Which.TEAM) for row in rows[which]}
        may = {there.id for there in [*made, beyond] if name in allowed(council, Verb.FOLLOW, there)}
        assert listed == may, name
        assert [row.action.id for row in rows[Which.DONE]] == [closed.id] * (name in {"Ade", "Sam", "Robin", "Mia"})
        assert rows[Which.LATE] == []


def test_what_is_most_urgent_comes_first(sqlite_council: Council) -> None:
    council, sam = sqlite_council, sqlite_council.actor("Sam")
    run = council.work_look()
    plans: list[tuple[str, date | str, Priority]] = [
        ("d", "some day", "ordinary"),
        ("c", SOON, "ordinary"),
        ("b", SOON, "high"),
        ("a", TODAY, "ordinary"),
    ]
    for words, by, priority in plans:
        agree_action(council.office, sam, run, "ACT1", words, by, priority=priority)
    submit_run(council.office, sam, run)
    theirs = agreed(council, priority="high")
    close_action(council.office, council.actor("Ade"), seen(council, theirs), EVIDENCE)
    rows = load_action_list(council.office, sam, Which.MINE)
    assert [row.action.plan.words for row in rows] == ["Write plainer records", "a", "b", "c", "d"]
    assert [row.for_me for row in rows] == [True, False, False, False, False]


def test_what_is_past_its_date_is_late(sqlite_council: Council) -> None:
    council = sqlite_council
    action = agreed(council)
    move_calendar(council.office.store, SOON, OPERATOR)
    assert load_action_list(council.office, council.actor("Ade"), Which.LATE) == []
    move_calendar(council.office.store, SOON + timedelta(days=1), OPERATOR)
    for name in ("Ade", "Sam", "Mia"):
        assert [row.action.id for row in load_action_list(council.office, council.actor(name), Which.LATE)] == [
            action.id
        ]


def test_who_manages_the_team_is_asked_to_confirm_where_nobody_else_may(council: Council) -> None:
    """Sam wrote the check and has nobody above; Mia manages East, where Sam works."""
    action = agreed(council, "ACT1", priority="high")
    with council.office.store.work() as uow:
        lines = table_of(people_tables.ReportsTo)
        uow.run(lines.delete().where(lines.c.person == council.ids["Sam"]))
    assert close_action(council.office, council.actor("Sam"), seen(council, action), EVIDENCE) == TO_CONFIRM
    assert allowed(council, Verb.CONFIRM, action) == {"Mia"}
    assert told(council) == [("to-confirm", "Mia")]
