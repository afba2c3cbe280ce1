"""Answers, and their notes. Whether an act may change one is decided in flows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from bot.domain.values import Answer, Value
from bot.storage import chain
from bot.storage.counts import keep_counts, load_counts, load_every_count, put_counts
from bot.storage.keys import new_salt
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from bot.storage.words import add_words, delete_words, words_table

_answer = table_of(tables.Answer)
_superseded = table_of(tables.Superseded)
_said = words_table.alias("said")
_noted = words_table.alias("noted")

_JOINED = _answer.outerjoin(_said, _said.c.id == _answer.c.words_id).outerjoin(_noted, _noted.c.id == _answer.c.note_id)


def _answer_of(
    choice: int | None,
    day: date | None,
    person: str | None,
    words: str | None,
    not_applicable: bool,
    hundredths: int | None,
    counted: bool,
    item: str,
    *rest: Any,
) -> Answer:
    """From the columns of _ALL in their order. What is counted is put in by load_answers."""
    value = Value(choice, day, person, words, not_applicable, number_of(hundredths), UNREAD if counted else ())
    return Answer(item, value, *rest)


UNREAD = ((-1, 0),)
"""Stands for counts until they are read."""


def number_of(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths) / 100


_VALUE = (
    *(_answer.c[name] for name in ("choice", "day", "person")),
    _said.c.text,
    *(_answer.c[name] for name in ("not_applicable", "number", "counted")),
)
_REST = (_noted.c.text, *(_answer.c[name] for name in ("revision", "author", "at", "acted_at")))
_ALL = Prepared(
    select(*_VALUE, _answer.c.item, *_REST).select_from(_JOINED).where(_answer.c.run == bindparam("run")),
    into=_answer_of,
)
_PROVABLE = select(
    _answer,
    _said.c.text.label("words"),
    _said.c.salt.label("words_salt"),
    _noted.c.text.label("note"),
    _noted.c.salt.label("note_salt"),
).select_from(_JOINED)
_FIRST = Prepared(insert(_answer))
_OVER = update(_answer).where(
    _answer.c.run == bindparam("in_run"),
    _answer.c.item == bindparam("of_item"),
    _answer.c.revision == bindparam("seen"),
)
_KEEP = insert(_superseded)
_CORRECTED = (
    select(_superseded.c.item, func.max(_superseded.c.replaced_at).label("at"))
    .where(_superseded.c.run == bindparam("run"))
    .group_by(_superseded.c.item)
)
_IDS = select(_answer.c.words_id, _answer.c.note_id).where(
    _answer.c.run == bindparam("run"), _answer.c.item == bindparam("item")
)
_STOOD = _answer.select().where(_answer.c.run == bindparam("run"), _answer.c.item == bindparam("item"))


def load_answers(uow: Uow, run: str) -> dict[str, Answer]:
    """All current answers of a run, by item."""
    answers = {answer.item: answer for answer in uow.rows(_ALL, {"run": run})}
    counted = [answer for answer in answers.values() if answer.value.counts]
    counts = load_counts(uow, run) if counted else {}
    return answers | {
        answer.item: replace(answer, value=Value(counts=counts.get(answer.item, ()))) for answer in counted
    }


def load_corrected(uow: Uow, run: str) -> dict[str, datetime]:
    """When each answer of a submitted run was corrected last, by item."""
    return {row.item: row.at for row in uow.run(_CORRECTED, {"run": run})}


def put_answer(
    uow: Uow,
    run: str,
    answer: Answer,
    *,
    measure: int,
    before: Answer | None,
    verb: str = "answered",
    kept_because: str | None = None,
    keep_old_words: bool = False,
    **facts: Any,
) -> bool:
    """Store the answer over the one seen before; false, and nothing done, when that is no longer the current one."""
    salt = new_salt()
    value = answer.value
    facts |= {"item": answer.item, "revision": answer.revision, "answer": chain.digest(salt, spelled(value))}
    row: dict[str, Any] = {
        "choice": value.choice,
        "day": value.day,
        "person": value.person,
        "not_applicable": value.not_applicable,
        "number": None if value.number is None else int(value.number * 100),
        "counted": bool(value.counts),
        "measure": measure,
        "revision": answer.revision,
        "author": answer.author,
        "at": answer.at,
        "acted_at": answer.acted_at,
        "salt": salt,
    }
    replaced = _put_words(uow, row, answer, before, facts, kept_because)
    if before is None:
        uow.change(_FIRST, {"run": run, "item": answer.item, "words_id": None, "note_id": None, **row})
    else:
        old = uow.run(_IDS, {"run": run, "item": answer.item}).one() if replaced and not keep_old_words else None
        seen = {"in_run": run, "of_item": answer.item, "seen": before.revision}
        if not uow.change(_change(tuple(row)), {**seen, **row}):
            return False
        if old:
            delete_words(uow, [getattr(old, column) for column in replaced])
    if value.counts or (before and before.value.counts):
        put_counts(uow, run, answer.item, value.counts)
    uow.log(verb, answer.author, run, **facts)
    return True


@cache
def _change(columns: Sequence[str]) -> Prepared:
    """Set these columns; there are few sets of them, by which words are new."""
    return Prepared(_OVER.values({name: bindparam(name) for name in columns}))


def _put_words(
    uow: Uow,
    row: dict[str, Any],
    answer: Answer,
    before: Answer | None,
    facts: dict[str, Any],
    kept_because: str | None,
) -> list[str]:
    """Store the words that are new, and say which columns lose the words they had."""
    old_words, old_note = (before.value.words, before.note) if before else (None, None)
    replaced = []
    for column, new, old in (("words_id", answer.value.words, old_words), ("note_id", answer.note, old_note)):
        if new == old:
            continue
        row[column] = facts[column.removesuffix("_id")] = None
        if new is not None:
            row[column], facts[column.removesuffix("_id")] = add_words(uow, new, kept_because)
        if old is not None:
            replaced.append(column)
    if kept_because:
        facts["kept"] = True
    return replaced


def spelled(value: Value) -> str:
    """One text for one value, as it goes into the log's digest. Words have a digest of their own."""
    said = f"{value.choice}|{value.day}|{value.person}|{value.not_applicable}"
    if value.number is not None:
        said += f"|{value.number:.2f}"
    return said + "".join(f"|{code}={count}" for code, count in value.counts)


def load_stored_digests(uow: Uow) -> Iterator[dict[str, Any]]:
    """Of every current answer, what the log should hold of it; for proving the log."""
    counts = load_every_count(uow)
    with uow.connection.execute(_PROVABLE, execution_options={"yield_per": 1000}) as rows:
        for row in rows:
            number, several = number_of(row.number), counts.get((row.run, row.item), ())
            value = Value(row.choice, row.day, row.person, None, row.not_applicable, number, several)
            yield {
                "run": row.run,
                "item": row.item,
                "revision": row.revision,
                "author": row.author,
                "answer": chain.digest(row.salt, spelled(value)),
                "words": chain.digest(row.words_salt, row.words) if row.words is not None else None,
                "note": chain.digest(row.note_salt, row.note) if row.note is not None else None,
            }


def supersede(uow: Uow, run: str, item: str, measure: int, reason: str, author: str) -> str:
    """Keep what stood before a correction, be it nothing (revision 0); return the digest of the reason."""
    reason_id, reason_digest = add_words(uow, reason)
    stood = uow.run(_STOOD, {"run": run, "item": item}).mappings().first()
    nothing: dict[str, Any] = {"measure": measure, "revision": 0, "author": author, "salt": ""}
    nothing |= {"not_applicable": False, "counted": False}
    row = stood or {"run": run, "item": item, "at": uow.now, "acted_at": uow.instant, **nothing}
    uow.run(_KEEP, {**row, "replaced_at": uow.now, "reason_id": reason_id})
    if row["counted"]:
        keep_counts(uow, run, item, row["revision"])
    return reason_digest
