"""Brings a database's schema to a version, whole or not at all, whoever else is trying the same."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.clock import Deadline
from bot.storage.engine import said_plainly
from bot.storage.store import Store

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
        config = config_for(connection)
        if to == "base" or _is_behind(connection, config, to):
            (command.downgrade if to == "base" else command.upgrade)(config, to)
        connection.exec_driver_sql("COMMIT")


def config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _is_behind(connection: Connection, config: Config, to: str) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(config)
    return current != (script.get_current_head() if to == "head" else to)
