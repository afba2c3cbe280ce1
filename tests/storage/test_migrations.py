"""Migrations up, down and twice, at once from several sides, on both databases.
Also the column type that keeps every instant aware and in UTC.
"""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, insert, inspect, select
from sqlalchemy.exc import StatementError

from bot.clock import Clock
from bot.storage.migrate import migrate
from bot.storage.runs import has_subject
from bot.storage.store import Store
from bot.storage.tables import METADATA, runs, table_of

VERSION = table_of(runs.Version)
NAIVE = datetime(2026, 11, 23, 10)  # noqa: DTZ001
ROW = {"digest": "d", "framework": "f", "checklist": "c", "body": "b"}
ONE_PROCESS = """
import sys
from bot.clock import Clock
from bot.storage.migrate import migrate
from bot.storage.runs import has_subject
from bot.storage.store import Store
migrate(Store(sys.argv[1], Clock()))
"""


@pytest.fixture
def bare(store: Store) -> Store:
    """A database from which everything was taken down."""
    migrate(store, "base")
    return store


@pytest.fixture
def bare_address(address: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database that never held anything; for SQLite not even a file."""
    if address.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'new' / 'plumbline.db'}"
        return
    store = Store(address, Clock())
    migrate(store, "base")
    store.close()
    yield address


def _tables(store: Store) -> set[str]:
    with store.look() as uow:
        return set(inspect(uow.connection).get_table_names())


def _unlike_models(store: Store) -> list[object]:
    with store.look() as uow:
        context = MigrationContext.configure(uow.connection, opts={"compare_type": True})
        return list(compare_metadata(context, METADATA))


def test_head_equals_the_models(store: Store) -> None:
    assert _unlike_models(store) == []


def test_base_leaves_nothing_of_ours(store: Store) -> None:
    migrate(store, "base")
    assert _tables(store) <= {"alembic_version"}
    with store.look() as uow:
        if uow.connection.dialect.name == "postgresql":
            ours = "SELECT count(*) FROM pg_proc WHERE proname = 'refuse_entry_change'"
        else:
            ours = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        assert uow.connection.exec_driver_sql(ours).scalar() == 0


def test_down_and_up_again(bare: Store) -> None:
    migrate(bare)
    assert _tables(bare) == {*METADATA.tables, "alembic_version"}
    assert _unlike_models(bare) == []


def test_twice_changes_nothing(store: Store) -> None:
    with store.work() as uow:
        uow.run(insert(VERSION), {**ROW, "first_used_at": uow.instant})
        uow.log("first", "somebody")
    migrate(store)
    with store.look() as uow:
        assert uow.connection.exec_driver_sql("SELECT count(*) FROM version").scalar() == 1
        assert uow.connection.exec_driver_sql("SELECT sequence FROM log_head").scalar() == 1


@pytest.mark.parametrize("stores", [1, 4])
def test_threads_migrate_at_once(bare_address: str, stores: int) -> None:
    opened = [Store(bare_address, Clock()) for _ in range(stores)]
    barrier = Barrier(4)

    def one(number: int) -> None:
        barrier.wait()
        migrate(opened[number % stores])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    assert _unlike_models(opened[0]) == []
    for store in opened:
        store.close()


@pytest.mark.slow
def test_processes_migrate_at_once(bare_address: str) -> None:
    command = [sys.executable, "-c", ONE_PROCESS, bare_address]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], said
    store = Store(bare_address, Clock())
    assert _unlike_models(store) == []
    store.close()


def test_naive_instants_are_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="timezone"), store.work() as uow:
        uow.run(insert(VERSION), {**ROW, "first_used_at": NAIVE})
    with pytest.raises(StatementError, match="timezone"), store.look() as uow:
        uow.run(select(VERSION).where(VERSION.c.first_used_at == NAIVE))


def test_instants_come_back_aware_in_utc(store: Store) -> None:
    elsewhere = datetime(2026, 7, 1, 9, 30, 15, 123456, tzinfo=timezone(timedelta(hours=1)))
    with store.work() as uow:
        uow.run(insert(VERSION), {**ROW, "first_used_at": elsewhere})
    with store.look() as uow:
        back = uow.run(select(VERSION.c.first_used_at).where(VERSION.c.first_used_at == elsewhere)).scalar_one()
    assert back == elsewhere
    assert back.tzinfo is UTC


def test_references_from_before_are_found_in_whatever_letters(bare: Store) -> None:
    """Also where the database itself knows no small letter for one."""
    migrate(bare, "0009")
    there = MetaData()
    with bare.work() as uow:
        there.reflect(uow.connection, only=["person", "version", "run"])
        uow.run(insert(there.tables["person"]), {"id": "p", "name": "Ade", "email": "ade@example.org"})
        uow.run(insert(there.tables["version"]), {**ROW, "first_used_at": uow.instant})
        of = {"subject_kind": "reference", "author": "p", "state": "open", "revision": 1, "version": "d"}
        for number, said in enumerate(("É-1", "STRASSE 2", "Straße 2", "k7")):
            row = {"id": f"{number}", "reference": f"R{number}", "subject_reference": said, **of}
            uow.run(insert(there.tables["run"]), {**row, "started_at": uow.instant})
    migrate(bare)
    with bare.look() as uow:
        assert all(has_subject(uow, said) for said in ("é-1", "É-1", "strasse 2", "STRAßE 2", "K7"))
        assert not has_subject(uow, "k8")
