"""Words that people wrote, each with its own salt. Deleting a row is what makes them unprovable and gone."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert

from bot.storage import chain
from bot.storage.keys import new_key, new_salt
from bot.storage.store import Uow
from bot.storage.tables import table_of
from bot.storage.tables.runs import Words

words_table = table_of(Words)
_ADD = insert(words_table)


def add_words(uow: Uow, text: str, kept_because: str | None = None) -> tuple[str, str]:
    """Store them; return their id and the digest that the log may hold."""
    salt = new_salt()
    row: dict[str, Any] = {"id": new_key(), "salt": salt, "text": text, "kept_because": kept_because}
    uow.run(_ADD, row)
    return row["id"], chain.digest(salt, text)


def delete_words(uow: Uow, ids: Iterable[str]) -> None:
    """Gone for good, and their salt with them: nothing in the log can be matched to them any more."""
    uow.run(delete(words_table).where(words_table.c.id.in_(list(ids))))


def add_many_words(uow: Uow, texts: Sequence[tuple[str, str]], kept_because: str | None = None) -> list[str]:
    """The same for a whole list at once, each with the salt that hides it; their ids. What the log may hold of them is
    up to whoever stores the list.
    """
    rows = [{"id": new_key(), "salt": salt, "text": text, "kept_because": kept_because} for text, salt in texts]
    if rows:
        uow.run(_ADD, rows)
    return [row["id"] for row in rows if row["id"]]
