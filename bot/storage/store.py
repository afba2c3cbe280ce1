"""The unit of work: one transaction with its instant, its time and day for people, and its lines for the log.

Whoever wants to change anything opens `store.work()`; what is not committed there did not happen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable

from bot.clock import Clock, Deadline
from bot.errors import NotSavedError
from bot.storage import chain
from bot.storage.engine import Database, open_database, said_plainly
from bot.storage.prepared import Prepared
from bot.storage.seal import SurveyKey

PATIENCE = 2.5
"""Seconds within which an act is stored or said to be not saved."""
_DOUBT = 0.4


@dataclass
class Uow:
    """One transaction. Lines for the log gather here and are chained just before the commit.

    `instant` is real time, which orders acts and ends leases; `now` and `today` are the time that people go by.
    """

    connection: Connection
    instant: datetime
    now: datetime
    today: date
    lines: list[chain.Line] = field(default_factory=list)

    def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        return self.connection.execute(statement, values)

    def rows(self, statement: Prepared, values: Mapping[str, Any]) -> list[Any]:
        return statement.rows(self.connection, values)

    def change(self, statement: Prepared, values: Mapping[str, Any]) -> int:
        """Say how many rows were touched."""
        return statement.change(self.connection, values)

    def log(self, verb: str, actor: str, run: str | None = None, **facts: Any) -> None:
        """Note an effect. Facts are random ids, digests and counts: never names, words or Slack ids."""
        self.lines.append(chain.Line(verb, actor, run, facts))


class Store:
    """The database, opened once. Threads may share it. It goes by the clock that it is handed."""

    def __init__(self, address: str, clock: Clock, survey_key: str | None = None) -> None:
        self.database: Database = open_database(address)
        self.clock = clock
        self.survey_key = SurveyKey(address, survey_key)
        self.heard: Callable[[Sequence[chain.Line]], None] = lambda _: None
        """Told of what was logged, after it was committed."""

    @contextmanager
    def work(self, deadline: Deadline | None = None) -> Iterator[Uow]:
        """A transaction that writes. It commits when the block ends, or nothing of it happened."""
        by = deadline or Deadline.after(PATIENCE)
        with said_plainly(self.database), self.database.writing(by), self.database.engine.connect() as connection:
            self.database.begin(connection, by, write=True)
            try:
                uow = self._uow(connection)
                yield uow
                self.database.hurry(connection, by)
                ends = chain.append(connection, uow.lines, uow.instant)
                if not by.left():
                    raise NotSavedError
            except BaseException:
                _roll_back(connection)
                raise
            self._commit(connection, ends)
        self.heard(uow.lines)

    @contextmanager
    def look(self, deadline: Deadline | None = None) -> Iterator[Uow]:
        """A transaction that only reads: one moment's view, never in a writer's way."""
        by = deadline or Deadline.after(PATIENCE)
        with said_plainly(self.database), self.database.engine.connect() as connection:
            self.database.begin(connection, by, write=False)
            try:
                yield self._uow(connection)
            finally:
                _roll_back(connection)

    def close(self) -> None:
        self.database.engine.dispose()

    def _uow(self, connection: Connection) -> Uow:
        instant = self.clock.instant()
        now = self.clock.at(instant)
        return Uow(connection, instant, now.astimezone(UTC), now.date())

    def _commit(self, connection: Connection, ends: chain.Head | None) -> None:
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError:
            _roll_back(connection)
            # The answer to a COMMIT can be lost on its way. The log knows whether it took place.
            if ends is None or not self._is_chained(ends):
                raise

    def _is_chained(self, ends: chain.Head) -> bool:
        """Asked under the lock of the head, which a commit still under way keeps until it has ended."""
        with suppress(*self.database.errors), self.database.engine.connect() as connection:
            self.database.begin(connection, Deadline.after(_DOUBT), write=True)
            try:
                chain.lock(connection)
                return chain.holds(connection, ends)
            finally:
                _roll_back(connection)
        return False


def _roll_back(connection: Connection) -> None:
    """A connection that cannot even roll back is thrown away by the pool."""
    try:
        connection.connection.rollback()
    except Exception:  # whatever the driver raises: the first error is the one to report
        with suppress(Exception):
            connection.invalidate()
