"""What tests of security and faults look at behind the screens: what is kept, and what was logged."""

import json
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from bot.playground.driver import Message
from bot.storage.tables import table_of
from bot.storage.tables.log import Entry
from bot.storage.tables.runs import Answer
from tests.slack.town import Town

# What is only about showing, meeting people, what was refused, and what time does by itself.
_PASSING = frozenset(
    ["entry", "log_head", "account", "message", "alembic_version", "task", "pace", "digest", "digest_row", "followed"]
)


def kept(town: Town) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that people have stored, table by table."""
    with town.council.office.store.look() as uow:
        tables = [table for name, table in SQLModel.metadata.tables.items() if name not in _PASSING]
        return {table.name: sorted(map(tuple, uow.run(select(table))), key=repr) for table in tables}


def rows(town: Town, model: type[SQLModel]) -> list[dict[str, Any]]:
    with town.council.office.store.look() as uow:
        return [dict(row._mapping) for row in uow.run(select(table_of(model)))]


def logged(town: Town, verb: str) -> list[dict[str, Any]]:
    """The entries of the append-only log with this verb, oldest first."""
    entry = table_of(Entry)
    with town.council.office.store.look() as uow:
        found = uow.run(select(entry.c.body).where(entry.c.verb == verb).order_by(entry.c.sequence))
        return [json.loads(row.body) for row in found]


def answers(town: Town, run: str) -> dict[str, Any]:
    """Each answer's code or words, by question."""
    return {row["item"]: row["choice"] for row in rows(town, Answer) if row["run"] == run}


def run_on(card: Message) -> str:
    """The check that a card shows, as its own buttons say."""
    values = (element.get("value") for block in card.blocks for element in block.get("elements", []))
    return next(str(value).split(" ")[0] for value in values if value)
