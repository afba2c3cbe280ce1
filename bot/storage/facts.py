"""Dated facts: add, end, look up. Whether somebody may is decided in flows."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from bot.domain.facts import Recorded, Said
from bot.domain.runs import Subject
from bot.storage import chain
from bot.storage.keys import new_key, new_salt
from bot.storage.store import Uow
from bot.storage.tables import facts as tables
from bot.storage.tables import table_of
from bot.storage.words import add_words, words_table

_fact = table_of(tables.Fact)
_said = words_table.alias("said")
_why = words_table.alias("why")

_JOINED = _fact.outerjoin(_said, _said.c.id == _fact.c.words_id).outerjoin(_why, _why.c.id == _fact.c.reason_id)
_ALL = select(_fact, _said.c.text.label("words"), _why.c.text.label("reason")).select_from(_JOINED)
_ONE = _ALL.where(_fact.c.id == bindparam("of"))
_ABOUT = _ALL.where(_fact.c.subject_kind == bindparam("kind"), _fact.c.subject_key == bindparam("subject")).order_by(
    _fact.c.day.desc(), _fact.c.at.desc(), _fact.c.id
)
_INSTEAD = _ALL.where(_fact.c.corrects == bindparam("of"))
_STANDING_KEY = _ALL.where(_fact.c.key == bindparam("of"), _fact.c.state == "standing")
_LOCK = select(_fact.c.id).where(_fact.c.id == bindparam("of")).with_for_update()
_KEYS = select(_fact.c.key, _fact.c.state).where(_fact.c.key.in_(bindparam("keys", expanding=True)))
_ADD = insert(_fact)
_HAS_REFERENCE = select(_fact.c.id).where(_fact.c.subject_kind == "reference", _fact.c.subject_key == bindparam("key"))
_END = update(_fact).where(_fact.c.id == bindparam("of"), _fact.c.state == "standing")
_AT_ONCE = 500


def plain(subject: Subject) -> str:
    """What a subject is looked up by: a reference typed in small letters is the same one."""
    return (subject.key or "").casefold()


def key_of(book: str, said: Said) -> str:
    """The same for two facts that say the same. Words are left out: they are kept apart."""
    about = (said.about or "").casefold()
    parts = (
        book,
        said.fact,
        said.subject.kind,
        plain(said.subject),
        about,
        said.day,
        said.outcome,
        said.authoriser,
    )
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def add_fact(
    uow: Uow,
    book: str,
    version: str,
    said: Said,
    author: str,
    team: str | None,
    corrects: str | None = None,
    kept_because: str | None = None,
    **facts: Any,
) -> str:
    """Store it and log it; what it corrects must have been ended before."""
    key, salt = new_key(), new_salt()
    words_id, words_digest = add_words(uow, said.words, kept_because) if said.words else (None, None)
    subject = said.subject
    row = {
        "id": key,
        "key": key_of(book, said),
        "version": version,
        "book": book,
        "fact": said.fact,
        "subject_kind": subject.kind,
        "subject_key": plain(subject),
        "subject_reference": subject.reference,
        "subject_person": subject.person,
        "subject_team": subject.team,
        "about": said.about,
        "day": said.day,
        "outcome": said.outcome,
        "authoriser": said.authoriser,
        "words_id": words_id,
        "author": author,
        "team": team,
        "at": uow.now,
        "salt": salt,
        "corrects": corrects,
        "state": "standing",
    }
    uow.run(_ADD, row)
    told = {"fact": key, "version": version, "value": chain.digest(salt, spelled(said)), "words": words_digest}
    verb = "fact corrected" if corrects else "fact recorded"
    uow.log(verb, author, **told, **({"corrects": corrects} if corrects else {}), **facts)
    return key


def spelled(said: Said) -> str:
    """One text for one fact, as it goes into the log's digest. Words have a digest of their own."""
    about = "" if said.about is None else said.about
    return "|".join(
        map(str, (said.fact, said.subject.kind, said.subject.key, about, said.day, said.outcome, said.authoriser))
    )


def end_fact(uow: Uow, fact: str, state: str, reason: str, by: str) -> str | None:
    """It was corrected or withdrawn: it stays as it stood. The digest of the reason; none where it had ended before."""
    reason_id, digest = add_words(uow, reason)
    ended = {"state": state, "ended_by": by, "ended_at": uow.now, "reason_id": reason_id}
    return digest if uow.run(_END.values(**ended), {"of": fact}).rowcount else None


def load_fact(uow: Uow, fact: str, *, lock: bool = False) -> Recorded | None:
    if lock:
        uow.run(_LOCK, {"of": fact})
    row = uow.run(_ONE, {"of": fact}).first()
    return _recorded(row) if row else None


def load_correction(uow: Uow, fact: str) -> Recorded | None:
    """What was put in its place."""
    row = uow.run(_INSTEAD, {"of": fact}).first()
    return _recorded(row) if row else None


def load_facts_about(uow: Uow, subject: Subject) -> list[Recorded]:
    """All that was ever recorded about it, in every register and state, newest first."""
    return [_recorded(row) for row in uow.run(_ABOUT, {"kind": subject.kind, "subject": plain(subject)})]


def find_standing(uow: Uow, book: str, said: Said) -> Recorded | None:
    """The fact that says the same already."""
    row = uow.run(_STANDING_KEY, {"of": key_of(book, said)}).first()
    return _recorded(row) if row else None


def load_states(uow: Uow, keys: Iterable[str]) -> dict[str, str]:
    """Of those that were ever recorded, whether one stands, by key."""
    states: dict[str, str] = {}
    for some in _batches(keys):
        for row in uow.run(_KEYS, {"keys": some}):
            states[row.key] = "standing" if "standing" in (row.state, states.get(row.key)) else str(row.state)
    return states


def _batches(keys: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(set(keys))
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))


def has_reference(uow: Uow, reference: str) -> bool:
    return uow.run(_HAS_REFERENCE, {"key": reference.casefold()}).first() is not None


def load_known(
    uow: Uow, book: str, kinds: Sequence[str], ticked: Sequence[str], authors: Sequence[str], teams: Sequence[str]
) -> dict[str, str]:
    """The references about which these people recorded a fact of these kinds, or somebody for these teams, by name.

    With each, who recorded one last; of those that are `ticked` for many at once only where there is no other.
    """
    ours = _fact.c.author.in_(authors) | _fact.c.team.in_(teams)
    known = select(func.max(_fact.c.subject_reference), _fact.c.author).where(
        _fact.c.book == book,
        _fact.c.fact.in_(kinds),
        _fact.c.state == "standing",
        _fact.c.subject_kind == "reference",
        ours,
    )
    by_fact = known.group_by(_fact.c.subject_key, _fact.c.author, _fact.c.fact)
    weightiest_last = by_fact.order_by(_fact.c.fact.not_in(ticked), func.max(_fact.c.at), _fact.c.author)
    return dict(sorted({row[0]: row.author for row in uow.run(weightiest_last)}.items()))


def load_last_days(uow: Uow, book: str, fact: str, subjects: Iterable[Subject]) -> dict[str, date]:
    """When it was so last, by what a subject is looked up by."""
    last: dict[str, date] = {}
    newest = select(_fact.c.subject_key, func.max(_fact.c.day).label("day")).where(
        _fact.c.book == book, _fact.c.fact == fact, _fact.c.state == "standing"
    )
    for some in _batches(map(plain, subjects)):
        rows = uow.run(newest.where(_fact.c.subject_key.in_(some)).group_by(_fact.c.subject_key))
        last |= {row.subject_key: row.day for row in rows}
    return last


def load_newest(uow: Uow, book: str, until: date) -> list[tuple[str, str, str, date]]:
    """Of all that stands up to that day: the fact, the subject, what inside it, and when it was so last."""
    each = (_fact.c.fact, _fact.c.subject_key, func.coalesce(_fact.c.about, ""))
    known = select(*each, func.max(_fact.c.day)).where(
        _fact.c.book == book, _fact.c.state == "standing", _fact.c.day <= until
    )
    rows = uow.run(known.group_by(*each)).fetchall()
    return [(str(fact), str(subject), str(inside), day) for fact, subject, inside, day in map(tuple, rows)]


def load_fact_digests(uow: Uow) -> dict[str, dict[str, Any]]:
    """Of every fact ever recorded, what the log should hold of it; for proving the log."""
    every = select(
        _fact, _said.c.text.label("words"), _said.c.salt.label("words_salt"), _why.c.text.label("reason")
    ).select_from(_JOINED)
    return {row.id: _digests(row) for row in uow.run(every)}


def _digests(row: Row[Any]) -> dict[str, Any]:
    return {
        "value": chain.digest(row.salt, spelled(_recorded(row).said)),
        "words": chain.digest(row.words_salt, row.words) if row.words is not None else None,
        "author": row.author,
        "state": row.state,
    }


def _recorded(row: Row[Any]) -> Recorded:
    subject = Subject(row.subject_kind, row.subject_reference or row.subject_person or row.subject_team)
    return Recorded(
        id=row.id,
        book=row.book,
        version=row.version,
        said=Said(row.fact, subject, row.day, row.about, row.outcome, row.authoriser, row.words),
        author=row.author,
        team=row.team,
        at=row.at,
        corrects=row.corrects,
        state=row.state,
        ended_by=row.ended_by,
        ended_at=row.ended_at,
        reason=row.reason,
    )
