"""Giving a table's CHECK another condition, on either kind of database, without copying the table.

SQLite cannot alter one; it documents this way for changes that leave what is stored as it is.
"""

from alembic import op
from sqlalchemy import Connection


def replace_check(table: str, name: str, condition: str) -> None:
    """`name` is the constraint's whole name, such as ck_run_state."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _write_schema(connection, table, name, condition)
    else:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({condition})")


def _write_schema(connection: Connection, table: str, name: str, condition: str) -> None:
    find = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    stands = str(connection.exec_driver_sql(find, (table,)).scalar_one())
    version = int(connection.exec_driver_sql("PRAGMA schema_version").scalar_one())
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?",
        (with_check(stands, name, condition), table),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")


def with_check(sql: str, name: str, condition: str) -> str:
    """The text of a CREATE TABLE with this constraint's condition in the place of the one that it has."""
    start = sql.index(f"CONSTRAINT {name} CHECK (") + len(f"CONSTRAINT {name} CHECK (")
    depth, end = 1, start
    while depth:
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        end += 1
    return f"{sql[:start]}{condition}{sql[end - 1 :]}"
