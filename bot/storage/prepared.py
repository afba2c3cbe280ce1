"""Statements of the busiest path: SQLAlchemy writes and types them once, then hands their text to the driver.

What SQLAlchemy does around each execution costs several times what SQLite needs for the statement itself.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Select, Update
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Plan:
    """A statement for one kind of database."""

    sql: str
    order: Sequence[str] | None
    """The names of the values where the driver takes them by position."""
    literals: Mapping[str, Any]
    to_driver: Sequence[tuple[str, Convert]]
    from_driver: Sequence[tuple[int, Convert]]
    row: Callable[..., Any]

    def bound(self, values: Mapping[str, Any]) -> Any:
        given = {**self.literals, **values}
        for name, convert in self.to_driver:
            given[name] = convert(given[name])
        return tuple([given[name] for name in self.order]) if self.order is not None else given

    def typed(self, raw: Sequence[Any]) -> Any:
        if not self.from_driver:
            return self.row(*raw)
        cells = list(raw)
        for place, convert in self.from_driver:
            cells[place] = convert(cells[place])
        return self.row(*cells)


class Prepared:
    """A statement with all its values named; an insert or update names every column that it sets."""

    def __init__(self, statement: Select[Any] | Insert | Update) -> None:
        self._statement = statement
        self._plans: dict[str, _Plan] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """What a select finds, each row with its columns as attributes."""
        plan = self._plan(connection.dialect)
        return [plan.typed(row) for row in connection.exec_driver_sql(plan.sql, plan.bound(values)).cursor.fetchall()]

    def change(self, connection: Connection, values: Mapping[str, Any]) -> int:
        """How many rows an insert or update touched."""
        plan = self._plan(connection.dialect)
        return connection.exec_driver_sql(plan.sql, plan.bound(values)).rowcount

    def _plan(self, dialect: Dialect) -> _Plan:
        if dialect.name not in self._plans:
            self._plans[dialect.name] = _plan_of(self._statement, dialect)
        return self._plans[dialect.name]


def _plan_of(statement: Select[Any] | Insert | Update, dialect: Dialect) -> _Plan:
    compiled: Any = statement.compile(dialect=dialect)
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    to_driver = {name: _on(bind.type, dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    from_driver = [_on(column.type, dialect).result_processor(dialect, None) for column in columns]
    return _Plan(
        sql=str(compiled),
        order=compiled.positiontup if compiled.positional else None,
        literals={name: value for name, value in compiled.params.items() if not compiled.binds[name].required},
        to_driver=[(name, convert) for name, convert in to_driver.items() if convert],
        from_driver=[(place, convert) for place, convert in enumerate(from_driver) if convert],
        row=namedtuple("Found", [column.key for column in columns]),  # noqa: PYI024
    )


def _on(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
