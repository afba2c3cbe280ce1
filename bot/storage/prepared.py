"""Statements of the busiest path: SQLAlchemy writes them once, with the types of their values; the driver runs them.

What SQLAlchemy does around each single execution costs several times what SQLite needs for the statement itself.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

Values = Mapping[str, Any]
_Statement = Select[Any] | Insert | Update
_Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Plan:
    """A statement as one kind of database takes it."""

    sql: str
    order: Sequence[str] | None
    """The names of the values, where the driver takes them by position."""
    literals: Values
    to_driver: Sequence[tuple[str, _Convert]]
    from_driver: Sequence[tuple[int, _Convert]]
    row: Callable[..., Any]

    def bound(self, values: Values) -> Any:
        given = {**self.literals, **values}
        for name, convert in self.to_driver:
            given[name] = convert(given[name])
        return given if self.order is None else [given[name] for name in self.order]

    def typed(self, raw: Sequence[Any]) -> Any:
        cells = list(raw)
        for place, convert in self.from_driver:
            cells[place] = convert(cells[place])
        return self.row(*cells)


class Prepared:
    """A statement whose values are all named when it is run: an insert or update gives every column that it sets.

    Errors are the driver's own, not wrapped.
    """

    def __init__(self, statement: _Statement, into: Callable[..., Any] | None = None) -> None:
        """`into` makes what is found of a row's columns in their order; without it they are attributes."""
        self._statement = statement
        self._into = into
        self._plans: dict[str, _Plan] = {}

    def rows(self, connection: Connection, values: Values) -> list[Any]:
        """What a select finds."""
        plan = self._plan(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(plan.sql, plan.bound(values))
            return [plan.typed(row) for row in cursor.fetchall()]
        finally:
            cursor.close()

    def change(self, connection: Connection, values: Values) -> int:
        """How many rows an insert or update touched."""
        plan = self._plan(connection.dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.execute(plan.sql, plan.bound(values))
            return cursor.rowcount
        finally:
            cursor.close()

    def _plan(self, dialect: Dialect) -> _Plan:
        if dialect.name not in self._plans:
            self._plans[dialect.name] = _plan_of(self._statement, self._into, dialect)
        return self._plans[dialect.name]


def _plan_of(statement: _Statement, into: Callable[..., Any] | None, dialect: Dialect) -> _Plan:
    compiled: Any = statement.compile(dialect=dialect)
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    to_driver = {name: _to_driver(compiled.binds[name].type, dialect) for name in compiled.params}
    from_driver = [_from_driver(column.type, dialect) for column in columns]
    return _Plan(
        sql=str(compiled),
        order=compiled.positiontup if compiled.positional else None,
        literals={name: value for name, value in compiled.params.items() if not compiled.binds[name].required},
        to_driver=[(name, convert) for name, convert in to_driver.items() if convert],
        from_driver=[(place, convert) for place, convert in enumerate(from_driver) if convert],
        row=into or namedtuple("Found", [str(column.key) for column in columns]),
    )


def _to_driver(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _from_driver(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, UTCDateTime) and dialect.name == "sqlite":
        return _instant
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _instant(text: str | None) -> datetime | None:
    """SQLite keeps instants as text in UTC. The general way to read it takes several times as long."""
    return datetime.fromisoformat(f"{text}+00:00") if text else None
