"""The unit of work on both databases: all or nothing, in time or not at all, and truthful about a lost answer.
A second connection plays the other process that holds the lock.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from bot.clock import Deadline
from bot.domain.values import Value
from bot.errors import NotSavedError
from bot.flows.finish import submit_run
from bot.flows.office import OPERATOR, Actor
from bot.flows.proof import prove_log
from bot.flows.walk import answer_item, go_to, load_view, step_on, write_note
from bot.storage import chain
from bot.storage.answers import load_answers
from bot.storage.proof import prove
from bot.storage.store import Store
from bot.storage.tables import log, people, table_of
from tests.council import Council, FixedClock, add

TEAM = table_of(people.Team)
SENTENCE = "That was not saved. What was saved before is safe. Please try again."


def teams(store: Store) -> list[str]:
    with store.look() as uow:
        return list(uow.run(select(TEAM.c.name).order_by(TEAM.c.name)).scalars())


def entries(store: Store) -> int:
    with store.look() as uow:
        return int(uow.connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())


def save(store: Store, name: str, deadline: Deadline | None = None) -> None:
    with store.work(deadline) as uow:
        add(uow, people.Team, name=name)
        uow.log("team added", OPERATOR)


@contextmanager
def locked(store: Store) -> Iterator[Connection]:
    """Another process holds what every writer needs."""
    other = create_engine(store.database.engine.url, isolation_level="AUTOCOMMIT")
    with other.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql("SELECT * FROM log_head FOR UPDATE")
        try:
            yield connection
        finally:
            connection.exec_driver_sql("ROLLBACK")
            connection.close()
            other.dispose()


def test_commits_all(store: Store) -> None:
    with store.work() as uow:
        add(uow, people.Team, name="North")
        add(uow, people.Team, name="South")
        uow.log("first", OPERATOR)
        uow.log("second", OPERATOR)
    assert teams(store) == ["North", "South"]
    assert entries(store) == 2


@pytest.mark.parametrize("error", [ValueError, NotSavedError, KeyboardInterrupt])
def test_an_exception_leaves_nothing(store: Store, error: type[BaseException]) -> None:
    with pytest.raises(error), store.work() as uow:
        add(uow, people.Team, name="North")
        uow.log("first", OPERATOR)
        raise error
    assert teams(store) == []
    assert entries(store) == 0
    save(store, "South")
    assert teams(store) == ["South"]


def test_a_failure_of_the_log_leaves_nothing(store: Store) -> None:
    with pytest.raises(TypeError), store.work() as uow:
        add(uow, people.Team, name="North")
        uow.log("first", OPERATOR, unfit=object())
    assert teams(store) == []


def test_our_own_mistake_is_not_called_trouble(store: Store) -> None:
    with pytest.raises(DBAPIError, match="no_such_table"), store.work() as uow:
        uow.connection.exec_driver_sql("SELECT * FROM no_such_table")
    assert teams(store) == []


def test_c38_lock_held_too_long_is_refused_in_time(store: Store) -> None:
    save(store, "Before")
    with locked(store):
        began = time.monotonic()
        with pytest.raises(NotSavedError, match=SENTENCE):
            save(store, "North", Deadline.after(0.6))
        assert 0.5 <= time.monotonic() - began < 0.6 + 0.5
    assert teams(store) == ["Before"]
    save(store, "After")
    assert teams(store) == ["After", "Before"]
    assert entries(store) == 2


def test_c38_two_waits_share_one_deadline(store: Store) -> None:
    """What was waited for first counts when the log is waited for."""
    with locked(store):
        began = time.monotonic()
        with pytest.raises(NotSavedError), store.work(Deadline.after(0.8)) as uow:
            time.sleep(0.5)
            uow.log("first", OPERATOR)
        assert time.monotonic() - began < 0.8 + 0.3


def test_a_deadline_already_past_stores_nothing(store: Store) -> None:
    with pytest.raises(NotSavedError):
        save(store, "North", Deadline.after(-1))
    assert teams(store) == []
    assert entries(store) == 0
    save(store, "South")


def test_a_deadline_that_passes_within_stores_nothing(store: Store) -> None:
    with pytest.raises(NotSavedError), store.work(Deadline.after(0.1)) as uow:
        add(uow, people.Team, name="North")
        time.sleep(0.12)
    assert teams(store) == []


@contextmanager
def commit_answered_by(store: Store, answer: Callable[[Any], None]) -> Iterator[list[str]]:
    """The next COMMIT goes through this instead; only that one."""
    said: list[str] = []

    def instead(cursor: Any, statement: str, _parameters: Any, _context: Any) -> bool | None:
        if statement != "COMMIT" or said:
            return None
        said.append(statement)
        answer(cursor)
        return None

    event.listen(store.database.engine, "do_execute_no_params", instead)
    event.listen(store.database.engine, "do_execute", instead)
    yield said
    event.remove(store.database.engine, "do_execute_no_params", instead)
    event.remove(store.database.engine, "do_execute", instead)


def _cut(store: Store) -> Exception:
    """The error of a lost line, in the driver's own class."""
    driver = store.database.engine.dialect.dbapi
    assert driver
    error: Exception = driver.OperationalError("the connection was lost")
    if store.database.engine.dialect.name == "sqlite":
        error.sqlite_errorcode = 10  # type: ignore[attr-defined]  # SQLITE_IOERR
    return error


def test_a_commit_whose_answer_is_lost_is_found_in_the_log(store: Store) -> None:
    def commit_then_cut(cursor: Any) -> None:
        cursor.execute("COMMIT")
        raise _cut(store)

    with commit_answered_by(store, commit_then_cut) as said:
        save(store, "North")
    assert said == ["COMMIT"]
    assert teams(store) == ["North"]
    save(store, "South")
    assert entries(store) == 2


def test_a_commit_that_never_arrived_is_said_to_be_lost(store: Store) -> None:
    def only_cut(_cursor: Any) -> None:
        raise _cut(store)

    with commit_answered_by(store, only_cut), pytest.raises(NotSavedError, match=SENTENCE):
        save(store, "North")
    assert teams(store) == []
    save(store, "South")
    assert entries(store) == 1


SLOW_COMMIT = """
CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON team DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION dawdle()
"""


def test_a_commit_still_under_way_is_waited_for(store: Store) -> None:
    """The line is cut while the server is still committing: asked at once, the log would not show the entry yet."""
    if store.database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no line to cut: its commit has ended when it answers")
    with store.work() as uow:
        uow.connection.exec_driver_sql(SLOW_COMMIT)

    def send_and_cut(cursor: Any) -> None:
        line = cursor.connection.pgconn
        line.send_query(b"COMMIT")
        line.flush()
        line.finish()
        raise _cut(store)

    with commit_answered_by(store, send_and_cut):
        save(store, "North")
    assert teams(store) == ["North"]


def test_readers_are_not_blocked_by_a_writer(store: Store) -> None:
    save(store, "Before")
    with store.work() as uow:
        add(uow, people.Team, name="North")
        began = time.monotonic()
        assert teams(store) == ["Before"]
        assert time.monotonic() - began < 0.2
    with locked(store):
        assert teams(store) == ["Before", "North"]


def test_a_look_sees_one_moment(store: Store) -> None:
    with store.look() as uow:
        assert uow.run(select(TEAM)).all() == []
        save(store, "North")
        assert uow.run(select(TEAM)).all() == []
        assert prove(uow, []).entries == 0
    assert teams(store) == ["North"]


def test_c24_the_log_is_proved_while_it_grows(store: Store) -> None:
    with store.look() as uow:
        heads = uow.run(select(table_of(log.LogHead))).all()
        save(store, "North")
        assert uow.run(select(table_of(log.LogHead))).all() == heads
        assert prove(uow, []).broken == ""


THREADS, ACTS = 16, 50
WORDS = ["All went well.", "Short visit.", "The plan was late.", ""]


def test_sixteen_threads_of_mixed_acts(council: Council) -> None:
    """Four runs, four threads on each; every act either stands or says why not, and the chain holds."""
    office = council.office
    runs = [council.own_look(f"K{number}") for number in range(4)]

    def acts(number: int) -> int:
        chance = Random(number)  # noqa: S311
        run, who = runs[number % 4], Actor(council.ids["Ade"], Deadline.after(60))
        for _ in range(ACTS):
            seen = chance.randrange(3)
            match chance.randrange(8):
                case 0 | 1 | 2:
                    item = chance.choice(["A1", "A2"])
                    answer_item(office, who, council.press(run, item, seen), Value(choice=chance.randrange(2)))
                case 3 | 4:
                    write_note(office, who, council.press(run, "A1", seen), chance.choice(WORDS))
                case 5:
                    answer_item(office, who, council.press(run, "B1", seen), Value(words=chance.choice(WORDS[:3])))
                case 6:
                    step_on(office, who, run)
                    go_to(office, who, run, "A1")
                case _:
                    load_view(office, who, run)
        return number

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(acts, range(THREADS))) == sum(range(THREADS))
    for run in runs:
        submit_run(office, Actor(council.ids["Ade"]), run)
    proof = prove_log(office.store, Actor(OPERATOR), [])
    assert proof.broken == ""
    assert proof.entries == proof.head.sequence > 200
    with office.store.look() as uow:
        assert chain.holds(uow.connection, proof.head)
        assert all(load_answers(uow, run)["A1"].revision > 1 for run in runs)


def test_two_stores_on_one_database_chain_together(address: str) -> None:
    """As two processes do: nothing but the database keeps them apart."""
    stores = [Store(address, FixedClock()) for _ in range(2)]

    def add_lines(store: Store) -> None:
        for _ in range(40):
            with store.work(Deadline.after(30)) as uow:
                uow.log("noted", OPERATOR)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(add_lines, stores))
    proof = prove_log(stores[0], Actor(OPERATOR), [])
    assert (proof.broken, proof.entries) == ("", 80)
    for store in stores:
        store.close()
