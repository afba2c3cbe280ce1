"""Reminders while machines, networks and clocks misbehave: everybody gets theirs, and nobody gets it twice."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest
from sqlalchemy import select, update

from bot.clock import Clock
from bot.flows.digests.making import make_digests
from bot.flows.office import OPERATOR, Actor
from bot.frameworks.working_days import next_working_day
from bot.playground.driver import Person
from bot.storage.calendar import catch_up, move_calendar
from bot.storage.store import Store
from bot.storage.tables import people as people_tables
from bot.storage.tables import slack, table_of
from tests.council import Council
from tests.duties import go_live, owe
from tests.slack.faults.courier import Courier
from tests.slack.faults.process import Process, town_with_process
from tests.slack.faults.test_bursts import hire
from tests.slack.sight import rows
from tests.slack.town import CLOCK, Town, reminders, town_at

pytestmark = pytest.mark.slow

ROUNDS = int(os.environ.get("QA_KILL_ROUNDS", "200"))
PEOPLE = 60
PAST_ITS_LEASE = 26.0
MESSAGE = table_of(slack.Message)
DAY = timedelta(days=1)


@pytest.fixture
def town(sqlite_address: str) -> Iterator[Town]:
    with town_at(sqlite_address, "socket") as town:
        go_live(town.council)
        yield town


def remind(town: Town, people: list[Person]) -> None:
    """A look at a row of their own is due from each of them; their reminders are owed."""
    council = with_ids(town.council, people)
    for person in people:
        owe(council, "WIL-2", person.id, person.id)
    made, _ = make_digests(council.office, Actor(OPERATOR), None)
    assert made == len(people)


def with_ids(council: Council, people: list[Person]) -> Council:
    """Those who were hired, by their account."""
    person = table_of(people_tables.Person)
    with council.office.store.look() as uow:
        by_email = {row.email: row.id for row in uow.run(select(person.c.email, person.c.id))}
    hired = {each.id: by_email[f"worker{at}@example.org"] for at, each in enumerate(people)}
    return Council(council.office, {**council.ids, **hired})


def states(town: Town) -> Counter[str]:
    with town.council.office.store.look() as uow:
        return Counter(uow.run(select(MESSAGE.c.state).where(MESSAGE.c.kind == "digest")).scalars())


def is_all_sent(town: Town) -> bool:
    """Whoever was killed so often waits longer and longer between tries; here nobody waits."""
    with town.council.office.store.work() as uow:
        waits = MESSAGE.c.leased_until.is_(None), MESSAGE.c.ts.is_(None)
        uow.run(update(MESSAGE).where(*waits).values(next_try_at=uow.instant))
    return states(town) == {"sent": PEOPLE}


def in_hand(town: Town) -> set[str]:
    with town.council.office.store.look() as uow:
        held = select(MESSAGE.c.id).where(MESSAGE.c.kind == "digest", MESSAGE.c.state == "claimed")
        return set(uow.run(held).scalars())


def arrived(town: Town) -> Counter[str]:
    """How many copies of each reminder arrived, by the id that each carries."""
    posts = town.slack.calls("chat.postMessage")
    return Counter(call["arguments"]["metadata"]["event_payload"]["id"] for call in posts)


def killed_again_and_again(town: Town, rounds: int) -> Counter[str]:
    """Somebody sends, and is killed at a random moment, until all is sent; what they had in hand, and how often."""
    people, chance, held = hire(town, PEOPLE), Random(37), Counter[str]()  # noqa: S311
    town.stop_bot()
    given = (town.settings.database_url, "xoxb-playground", town.playground.api_url, CLOCK)
    remind(town, people)
    for _ in range(rounds):
        courier = Courier(*given)
        Event().wait(chance.uniform(0, 0.12))
        courier.kill()
        held.update(in_hand(town))
    last = Courier(*given)
    town.slack.wait(lambda: is_all_sent(town), timeout=120)
    last.kill()
    assert all(reminders(person) for person in people)
    assert held, "nobody was killed with anything in hand"
    return held


def test_c37_killed_at_any_moment_nobody_goes_without_and_nobody_gets_it_twice(town: Town) -> None:
    killed_again_and_again(town, ROUNDS)
    assert set(arrived(town).values()) == {1}


def test_c37_where_nobody_can_look_each_death_costs_one_copy_at_most(town: Town) -> None:
    town.slack.lift_scope("im:history")
    held = killed_again_and_again(town, ROUNDS // 4)
    assert all(1 <= copies <= 1 + held[message] for message, copies in arrived(town).items())


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_c39_two_begun_at_once_and_one_of_them_paused_on_the_way_remind_everybody_once(
    address: str, tmp_path: Path
) -> None:
    """Each has begun a check and left it; days later a bot and a worker begin, and one is paused past its lease."""
    with town_with_process(address, tmp_path) as (town, bot):
        people = [town.ade, town.person("Bea")]
        for person in people:
            town.begin(person)
        bot.kill()
        some_days_later(address)
        town.slack.fault("chat.postMessage", "slow", seconds=3, times=2)
        worker = bot.worker()
        with ThreadPoolExecutor(2) as hands:
            list(hands.map(Process.start, (worker, bot)))
        before = len(people)
        town.slack.wait(lambda: len(town.slack.calls("chat.postMessage")) > before, timeout=30)
        worker.send(signal.SIGSTOP)
        try:
            Event().wait(PAST_ITS_LEASE)
            town.slack.wait(lambda: all(reminders(person) for person in people), timeout=30)
        finally:
            worker.send(signal.SIGCONT)
        town.slack.settled(quiet=2.0)
        worker.kill()
        assert [len(reminders(person)) for person in people] == [1, 1]


def some_days_later(address: str) -> None:
    """In the morning of a working day."""
    store = Store(address, Clock())
    catch_up(store)
    move_calendar(store, next_working_day(store.clock.today() + 4 * DAY), OPERATOR)
    store.close()


def test_who_was_switched_off_since_gets_nothing(town: Town) -> None:
    ade, bea = town.ade, town.person("Bea")
    for name in ("Ade", "Bea"):
        owe(town.council, "WIL-2", name, name)
    town.slack.fault("chat.postMessage", "429", seconds=3, times=2)
    make_digests(town.council.office, Actor(OPERATOR), None)
    assert town.bot
    town.bot.post.sweep()
    town.slack.wait(lambda: town.slack.calls("chat.postMessage"))
    town.slack.deactivate(ade)
    town.slack.wait(lambda: any(row["state"] == "gone" for row in rows(town, slack.Account)))
    town.slack.wait(lambda: reminders(bea), timeout=30)
    town.slack.settled(quiet=1.0)
    assert not reminders(ade)


def test_c28_told_to_wait_it_waits_and_clicks_go_on(town: Town) -> None:
    people = hire(town, 40)
    town.begin(town.ade, words="look at my own work")
    town.slack.forget()
    town.slack.fault("chat.postMessage", "429", seconds=2, times=3)
    remind(town, people)
    assert town.bot
    town.bot.post.sweep()
    town.slack.wait(lambda: town.slack.calls("chat.postMessage"))
    assert town.ade.click("Yes").took < 3
    town.shows(town.ade, "2 of 6")
    town.slack.wait(lambda: all(reminders(person) for person in people), timeout=90)
    assert all(len(reminders(person)) == 1 for person in people)
