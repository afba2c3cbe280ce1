"""All tables, by what they hold. Importing this package makes the metadata complete.

Strings with a CHECK instead of enums; every instant is aware UTC; days are dates.
"""

from sqlalchemy import MetaData, Table
from sqlmodel import SQLModel

# Set before any table is defined, so that each constraint has a name that a migration can use.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

from bot.storage.tables import (  # noqa: E402
    actions,
    calendar,
    channels,
    digests,
    draws,
    duties,
    facts,
    figures,
    log,
    meetings,
    people,
    plans,
    reports,
    rhythm,
    risks,
    runs,
    sheets,
    slack,
    themes,
)

__all__ = [
    "METADATA",
    "actions",
    "calendar",
    "channels",
    "digests",
    "draws",
    "duties",
    "facts",
    "figures",
    "log",
    "meetings",
    "people",
    "plans",
    "reports",
    "rhythm",
    "risks",
    "runs",
    "sheets",
    "slack",
    "table_of",
    "themes",
]

METADATA: MetaData = SQLModel.metadata


def table_of(model: type[SQLModel]) -> Table:
    return METADATA.tables[str(model.__tablename__)]
