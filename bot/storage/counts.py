"""How many of each choice an answer holds, where it holds several. The answers themselves are in answers.py."""

from collections import defaultdict

from sqlalchemy import Integer, bindparam, delete, insert, select

from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of

Counts = tuple[tuple[int, int], ...]

_choice = table_of(tables.AnswerChoice)
_kept = table_of(tables.SupersededChoice)
_OF_ITEM = (_choice.c.run == bindparam("of_run"), _choice.c.item == bindparam("of_item"))
_OF_RUN = Prepared(
    select(_choice.c.item, _choice.c.code, _choice.c.many)
    .where(_choice.c.run == bindparam("run"))
    .order_by(_choice.c.item, _choice.c.code)
)
_CLEAR = delete(_choice).where(*_OF_ITEM)
_ADD = insert(_choice)
_KEEP = insert(_kept).from_select(
    ["run", "item", "revision", "code", "many"],
    select(_choice.c.run, _choice.c.item, bindparam("revision", type_=Integer), _choice.c.code, _choice.c.many).where(
        *_OF_ITEM
    ),
)
_EVERY = select(_choice).order_by(_choice.c.run, _choice.c.item, _choice.c.code)


def load_counts(uow: Uow, run: str) -> dict[str, Counts]:
    """Of every answer of the run that holds several, by item."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in uow.rows(_OF_RUN, {"run": run}):
        found[row.item].append((row.code, row.many))
    return {item: tuple(counts) for item, counts in found.items()}


def load_every_count(uow: Uow) -> dict[tuple[str, str], Counts]:
    """Of every answer there is, by run and item; for proving the log."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in uow.run(_EVERY):
        found[row.run, row.item].append((row.code, row.many))
    return {key: tuple(counts) for key, counts in found.items()}


def put_counts(uow: Uow, run: str, item: str, counts: Counts) -> None:
    """In the place of those that stand."""
    uow.run(_CLEAR, {"of_run": run, "of_item": item})
    if counts:
        uow.run(_ADD, [{"run": run, "item": item, "code": code, "many": count} for code, count in counts])


def keep_counts(uow: Uow, run: str, item: str, revision: int) -> None:
    """Beside the answer that a correction replaces, of this revision."""
    uow.run(_KEEP, {"of_run": run, "of_item": item, "revision": revision})
