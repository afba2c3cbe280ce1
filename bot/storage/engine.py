"""What differs between SQLite and PostgreSQL: connecting, beginning in time, and telling a full disk from a bug.

Transactions are begun and ended by name (see store.py); the drivers are left in autocommit.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.clock import Deadline
from bot.errors import NotSavedError, ShownError
from bot.storage.queue import WriteQueue

_CONNECTIONS = 16
_NEW_FILE = 2.0
_BUSY_PAUSE = 0.005


def _cause(error: Exception) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


class Database(Protocol):
    """One database, reached in its own way."""

    engine: Engine
    errors: tuple[type[Exception], ...]
    """A statement run by SQLAlchemy fails with its wrapper; a prepared one with the driver's own error."""

    def writing(self, deadline: Deadline) -> AbstractContextManager[None]:
        """A context in which this process may write."""

    def begin(self, connection: Connection, deadline: Deadline, *, write: bool) -> None:
        """Start a transaction that gives up by the deadline."""

    def hurry(self, connection: Connection, deadline: Deadline) -> None:
        """Hold what comes next in the transaction to what is left of the deadline."""

    def is_trouble(self, error: Exception) -> bool:
        """True when the surroundings failed (locked, full, gone), false when the program did."""


def open_database(address: str) -> Database:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ShownError("QA_DATABASE_URL is no database address. Write sqlite:///… or postgresql://…") from error
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise ShownError("Only SQLite and PostgreSQL are supported. Write sqlite:///… or postgresql://…")
    return SqliteDatabase(url) if url.get_backend_name() == "sqlite" else PostgresDatabase(url)


class SqliteDatabase:
    """WAL, every commit on disk, one writer at a time in the order of asking."""

    errors: tuple[type[Exception], ...] = (DBAPIError, sqlite3.Error)
    _TROUBLE = frozenset(
        {
            sqlite3.SQLITE_BUSY,
            sqlite3.SQLITE_LOCKED,
            sqlite3.SQLITE_NOMEM,
            sqlite3.SQLITE_READONLY,
            sqlite3.SQLITE_INTERRUPT,
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_FULL,
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_PROTOCOL,
            sqlite3.SQLITE_NOTADB,
        }
    )

    def __init__(self, url: URL) -> None:
        self._path = Path(url.database or "").resolve()
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()
        self._file = self._path.stat()
        self.engine = create_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS,
            pool_timeout=1.0,
            hide_parameters=True,  # an error never repeats what a person wrote
            creator=self._connect,
        )
        event.listen(self.engine, "connect", _prepare_sqlite)
        self._queue = WriteQueue()

    def _connect(self) -> sqlite3.Connection:
        self._check_file()
        return sqlite3.connect(self._path, check_same_thread=False, timeout=0.25, isolation_level=None)

    def _check_file(self) -> None:
        """A file that was moved away or replaced would go on taking what we write, and nobody would ever find it."""
        with suppress(OSError):
            if os.path.samestat(self._path.stat(), self._file):
                return
        raise NotSavedError

    def writing(self, deadline: Deadline) -> AbstractContextManager[None]:
        return self._queue.turn(deadline)

    def begin(self, connection: Connection, deadline: Deadline, *, write: bool) -> None:
        """Another process may hold the write lock: keep asking until the deadline."""
        self._check_file()
        driver: Any = connection.connection.driver_connection
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                return
            except sqlite3.Error as error:
                if _sqlite_code(error) != sqlite3.SQLITE_BUSY or deadline.left() < _BUSY_PAUSE:
                    raise
            time.sleep(_BUSY_PAUSE)

    def hurry(self, connection: Connection, deadline: Deadline) -> None:
        """Nothing waits any more once SQLite has begun to write."""

    def is_trouble(self, error: Exception) -> bool:
        return _sqlite_code(error) in self._TROUBLE


def _sqlite_code(error: Exception) -> int:
    """The primary code, which is the low byte; the rest tells which kind of it."""
    return int(getattr(_cause(error), "sqlite_errorcode", 0)) & 0xFF


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """A new file is switched once, which needs it alone; whoever opens it at the same moment asks again."""
    deadline = Deadline.after(_NEW_FILE)
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if _sqlite_code(error) != sqlite3.SQLITE_BUSY or deadline.left() < _BUSY_PAUSE:
                raise
        time.sleep(_BUSY_PAUSE)


class PostgresDatabase:
    """For more than one process or machine. PostgreSQL queues writers itself."""

    # Connection, resources, operator, system; deadlock and serialisation; lock not available; read-only.
    _TROUBLE = ("08", "53", "57", "58", "40", "55", "25006")

    def __init__(self, url: URL) -> None:
        import psycopg  # takes a while to load, and SQLite never needs it

        self.errors: tuple[type[Exception], ...] = (DBAPIError, psycopg.Error)
        self._gone: type[Exception] = psycopg.OperationalError
        self.engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS,
            pool_timeout=1.0,
            pool_pre_ping=True,  # a restarted server is met again before anybody's act is lost
            hide_parameters=True,
            connect_args={"connect_timeout": 2},
        )

    def writing(self, deadline: Deadline) -> AbstractContextManager[None]:  # noqa: ARG002
        return nullcontext()

    def begin(self, connection: Connection, deadline: Deadline, *, write: bool) -> None:
        mode = "READ WRITE" if write else "ISOLATION LEVEL REPEATABLE READ READ ONLY"
        connection.exec_driver_sql(f"BEGIN {mode}; {_patience(deadline)}")

    def hurry(self, connection: Connection, deadline: Deadline) -> None:
        """The limit counts for each statement anew, so one that may wait is told what earlier ones have left."""
        connection.exec_driver_sql(_patience(deadline))

    def is_trouble(self, error: Exception) -> bool:
        cause = _cause(error)
        state = getattr(cause, "sqlstate", None) or ""
        gone = isinstance(cause, self._gone) and not state
        return gone or state.startswith(self._TROUBLE)


def _patience(deadline: Deadline) -> str:
    return f"SET LOCAL statement_timeout = {max(1, int(deadline.left() * 1000))}"


@contextmanager
def said_plainly(database: Database) -> Iterator[None]:
    """Turn trouble around the database into a sentence; let our own mistakes through as they are."""
    try:
        yield
    except PoolTimeoutError as error:
        raise NotSavedError from error
    except database.errors as error:
        if database.is_trouble(error):
            raise NotSavedError from error
        raise
