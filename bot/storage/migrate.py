"""Brings a database's schema to a version, whole or not at all, whoever else is trying the same."""

from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.clock import Deadline
from bot.storage.engine import said_plainly
from bot.storage.store import Store

_MIGRATIONS = Path(__file__).parent / "migrations"
_PATIENCE = 60.0
# Any number will do, as long as every process takes the same.
_ONE_AT_A_TIME = 7216042


def migrate(store: Store, to: str = "head") -> None:
    """Up to the newest version, or to the one named; `base` takes everything down."""
    deadline = Deadline.after(_PATIENCE)
    database = store.database
    with said_plainly(database), database.writing(deadline), database.engine.connect() as connection:
        database.begin(connection, deadline, write=True)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
        if _version(connection) != (_newest() if to == "head" else to):
            _bring(connection, to)
        connection.exec_driver_sql("COMMIT")


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return "base"
    return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or "base")


def _newest() -> str:
    """Each version's file begins with its number."""
    return max(path.name for path in (_MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]


def _bring(connection: Connection, to: str) -> None:
    """Alembic takes a tenth of a start to load, so only where there is something for it to do."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    (command.downgrade if to == "base" else command.upgrade)(config, to)
