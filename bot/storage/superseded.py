"""What stood before each correction of a submitted run, and why it was corrected. It is written in answers.py."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from bot.domain.values import Answer, Value
from bot.storage.answers import number_of
from bot.storage.prepared import Prepared
from bot.storage.store import Uow
from bot.storage.tables import runs as tables
from bot.storage.tables import table_of
from bot.storage.words import words_table

_superseded = table_of(tables.Superseded)
_choice = table_of(tables.SupersededChoice)
_said = words_table.alias("said")
_noted = words_table.alias("noted")
_why = words_table.alias("why")
_OF_RUN = Prepared(
    select(_superseded, _said.c.text.label("words"), _noted.c.text.label("note"), _why.c.text.label("reason"))
    .select_from(
        _superseded.outerjoin(_said, _said.c.id == _superseded.c.words_id)
        .outerjoin(_noted, _noted.c.id == _superseded.c.note_id)
        .outerjoin(_why, _why.c.id == _superseded.c.reason_id)
    )
    .where(_superseded.c.run == bindparam("run"))
    .order_by(_superseded.c.replaced_at, _superseded.c.item, _superseded.c.revision)
)
_COUNTS = Prepared(
    select(_choice.c.item, _choice.c.revision, _choice.c.code, _choice.c.many)
    .where(_choice.c.run == bindparam("run"))
    .order_by(_choice.c.item, _choice.c.revision, _choice.c.code)
)


@dataclass(frozen=True)
class Before:
    """An answer as it stood, be it none (revision 0), when it was replaced, and why; none where the words are gone."""

    answer: Answer
    replaced_at: datetime
    reason: str | None


def load_before(uow: Uow, run: str) -> list[Before]:
    """In the order in which they were replaced."""
    counts: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for row in uow.rows(_COUNTS, {"run": run}):
        counts[row.item, row.revision].append((row.code, row.many))
    return [
        Before(
            Answer(
                row.item,
                Value(
                    row.choice,
                    row.day,
                    row.person,
                    row.words,
                    row.not_applicable,
                    number_of(row.number),
                    tuple(counts[row.item, row.revision]),
                ),
                row.note,
                row.revision,
                row.author,
                row.at,
                row.acted_at,
            ),
            row.replaced_at,
            row.reason,
        )
        for row in uow.rows(_OF_RUN, {"run": run})
    ]
