"""Draws as they are kept: a list that stands before its key is drawn, rounds, picks, and what was drawn lately.

Each step writes a digest into the log; holding what is kept against them is in draw_proof.py.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row as Found
from sqlalchemy import Select, and_, case, func, insert, or_, select, update

from bot.domain.draws import DRAWN, DROPPED, FROZEN, REDRAWN, STANDS, SWAPPED, Draw, Pick, Round, Row, Sampled
from bot.domain.runs import Subject
from bot.storage.keys import is_key, new_reference, new_salt
from bot.storage.store import Uow
from bot.storage.tables import draws as tables
from bot.storage.tables import runs as run_tables
from bot.storage.tables import table_of
from bot.storage.words import add_many_words, add_words, words_table

FROZE = "list frozen"
DREW = "drawn"
SWAP = "draw swapped"

_draw = table_of(tables.Draw)
_row = table_of(tables.DrawRow)
_round = table_of(tables.DrawRound)
_pick = table_of(tables.DrawPick)
_run = table_of(run_tables.Run)
_version = table_of(run_tables.Version)
_said = words_table.alias("said")
_service = words_table.alias("service")

_NAMED = select(_draw, words_table.c.text.label("report")).outerjoin(words_table, words_table.c.id == _draw.c.report_id)
_ROWS = (
    select(_row, _said.c.text.label("reference"), _said.c.salt, _service.c.text.label("service"))
    .outerjoin(_said, _said.c.id == _row.c.words_id)
    .outerjoin(_service, _service.c.id == _row.c.service_id)
)
_AS_IT_IS = ("id", "reference", "framework", "rule", "checklist", "author", "report_day", "rows", "count", "salt")
_SO_TOO = ("digest", "state", "is_unlike", "at", "anonymised_by")


def add_draw(uow: Uow, draw: Draw, keep: str | None) -> None:
    """The list as it is frozen; the log holds its digest from now on."""
    report_id, report_digest = add_words(uow, draw.report, keep)
    row = {name: getattr(draw, name) for name in (*_AS_IT_IS, *_SO_TOO)}
    uow.run(insert(_draw), row | _scope_columns(draw.scope) | {"report_id": report_id})
    if draw.listed:
        _add_rows(uow, draw, keep)
    uow.log(FROZE, draw.author, draw=draw.id, list=draw.digest, report=report_digest, rule=draw.rule)


def _add_rows(uow: Uow, draw: Draw, keep: str | None) -> None:
    references = add_many_words(uow, [(row.reference or "", row.salt) for row in draw.listed], keep)
    services = sorted({row.service for row in draw.listed if row.service})
    service_ids = dict(
        zip(services, add_many_words(uow, [(service, new_salt()) for service in services], keep), strict=True)
    )
    rows = [
        {
            "draw": draw.id,
            "position": row.position,
            "words_id": words_id,
            "worker": row.worker,
            "service_id": service_ids.get(row.service or ""),
            "before": row.before,
            "covered": row.covered,
            "barred": row.barred,
        }
        for row, words_id in zip(draw.listed, references, strict=True)
    ]
    uow.run(insert(_row), rows)


def free_reference(uow: Uow) -> str:
    reference = new_reference()
    while uow.run(select(_draw.c.id).where(_draw.c.reference == reference)).first():
        reference = new_reference()
    return reference


def load_draw(uow: Uow, draw: str, *, lock: bool = False) -> Draw | None:
    if not is_key(draw):
        return None
    found = _NAMED.where(_draw.c.id == draw)
    row = uow.run(found.with_for_update(of=_draw) if lock else found).first()
    return _draw_of(uow, row) if row else None


def find_draw(uow: Uow, reference: str) -> str | None:
    """By what people read."""
    return uow.run(select(_draw.c.id).where(_draw.c.reference == reference.upper())).scalar()


def load_last(uow: Uow, authors: Collection[str], meetings: Collection[str], most: int) -> list[Draw]:
    """Those of these authors and meetings that were not thrown away, the latest first."""
    theirs = or_(_draw.c.author.in_(authors), _draw.c.scope_meeting.in_(meetings))
    found = _NAMED.where(theirs, _draw.c.state != DROPPED).order_by(_draw.c.at.desc(), _draw.c.id).limit(most)
    return [_draw_of(uow, row) for row in uow.run(found).fetchall()]


def load_alike(uow: Uow, draw: Draw) -> list[Draw]:
    """This author's for the same check, rule and scope, the latest first; without those thrown away."""
    same = [_draw.c[name] == getattr(draw, name) for name in ("framework", "rule", "checklist", "author")]
    same += [_draw.c[name] == value for name, value in _scope_columns(draw.scope).items() if value is not None]
    found = _NAMED.where(*same, _draw.c.state != DROPPED).order_by(_draw.c.at.desc(), _draw.c.id)
    return [_draw_of(uow, row) for row in uow.run(found.limit(_ALIKE)).fetchall()]


_ALIKE = 10


def load_drawn_since(
    uow: Uow, rule: str, since: datetime, own: str | None = None
) -> list[tuple[str, str | None, datetime]]:
    """What stands as drawn by a rule since then: the reference, whose it was, and when; only from `own` work."""
    found = (
        select(_said.c.text, _row.c.worker, _draw.c.at)
        .select_from(_pick)
        .join(_draw, _draw.c.id == _pick.c.draw)
        .join(_row, and_(_row.c.draw == _pick.c.draw, _row.c.position == _pick.c.position))
        .join(_said, _said.c.id == _row.c.words_id)
        .where(_draw.c.rule == rule, _draw.c.at >= since, _draw.c.state == DRAWN, _pick.c.state == STANDS)
    )
    found = found.where(_draw.c.scope_person == own) if own else found
    return [(row.text, row.worker, row.at) for row in uow.run(found)]


def load_sampled(uow: Uow, framework: str, since: datetime, until: datetime) -> list[Sampled]:
    """Every list of this framework that was frozen in that time, also those that were thrown away."""
    picks, rounds = _picks_of_each().subquery(), _rounds_of_each().subquery()
    counts = (func.coalesce(column, 0) for column in (picks.c.drawn, picks.c.swaps, rounds.c.redraws))
    found = (
        select(_draw, *counts)
        .outerjoin(picks, picks.c.draw == _draw.c.id)
        .outerjoin(rounds, rounds.c.draw == _draw.c.id)
        .where(_draw.c.framework == framework, _draw.c.at >= since, _draw.c.at < until)
        .order_by(_draw.c.rule, _draw.c.reference)
    )
    named = ("author", "rows", "digest", "state", "at")
    return [
        Sampled(row.reference, row.rule, _scope_of(row), *(getattr(row, name) for name in named), *map(int, row[-3:]))
        for row in uow.run(found)
    ]


def _picks_of_each() -> Select[Any]:
    stands, swapped = (func.sum(case((_pick.c.state == state, 1), else_=0)) for state in (STANDS, SWAPPED))
    return select(_pick.c.draw, stands.label("drawn"), swapped.label("swaps")).group_by(_pick.c.draw)


def _rounds_of_each() -> Select[Any]:
    return select(_round.c.draw, (func.count() - 1).label("redraws")).group_by(_round.c.draw)


def load_looked_at(uow: Uow, draw: Draw) -> dict[str, str]:
    """How checks stand that the author of the draw began since about references, in small letters."""
    about = (
        select(_run.c.subject_reference, _run.c.state)
        .join(_version, _version.c.digest == _run.c.version)
        .where(_run.c.author == draw.author, _version.c.checklist == draw.checklist, _run.c.started_at >= draw.at)
        .where(_run.c.subject_reference.is_not(None), _run.c.state != "withdrawn")
        .order_by(_run.c.state)  # one that was handed in before counts, whatever is open besides
    )
    return {row.subject_reference.casefold(): row.state for row in uow.run(about)}


def add_round(uow: Uow, draw: Draw, there: Round, author: str, **digests: str) -> None:
    """A key; what earlier rounds drew and nobody swapped stands no longer."""
    words_id, words_digest = add_words(uow, there.words) if there.words else (None, None)
    row = {"draw": draw.id, "number": there.number, "key": there.key, "reason": there.reason, "words_id": words_id}
    uow.run(insert(_round), row | {"author": author, "at": there.at})
    ended = {"state": REDRAWN, "ended_by": author, "ended_at": there.at}
    uow.run(update(_pick).where(_pick.c.draw == draw.id, _pick.c.state == STANDS).values(**ended))
    uow.run(update(_draw).where(_draw.c.id == draw.id).values(state=DRAWN))
    told = {"reason": there.reason, "words": words_digest} if there.reason else {}
    uow.log(DREW, author, draw=draw.id, round=there.number, **digests, **told)


def add_picks(uow: Uow, draw: str, number: int, positions: Iterable[int]) -> None:
    rows = [{"draw": draw, "round": number, "position": position, "state": STANDS} for position in positions]
    if rows:
        uow.run(insert(_pick), rows)


def swap_pick(uow: Uow, draw: str, pick: Pick, author: str, picks: str) -> None:
    """One stands no longer, for the reason that the pick names; `picks` is the digest of those that stand now."""
    words_id, words_digest = add_words(uow, pick.words) if pick.words else (None, None)
    there = and_(_pick.c.draw == draw, _pick.c.round == pick.round, _pick.c.position == pick.position)
    ended = {"state": SWAPPED, "reason": pick.reason, "words_id": words_id, "ended_by": author, "ended_at": uow.now}
    uow.run(update(_pick).where(there).values(**ended))
    told = {"words": words_digest} if words_digest else {}
    uow.log(SWAP, author, draw=draw, round=pick.round, position=pick.position, picks=picks, reason=pick.reason, **told)


def seat_picks(uow: Uow, draw: str, seats: Mapping[int, str | None]) -> None:
    for position, seat in seats.items():
        there = and_(_pick.c.draw == draw, _pick.c.position == position, _pick.c.state == STANDS)
        uow.run(update(_pick).where(there).values(seat=seat))


def drop_list(uow: Uow, draw: str, author: str) -> None:
    uow.run(update(_draw).where(_draw.c.id == draw, _draw.c.state == FROZEN).values(state=DROPPED))
    uow.log("list dropped", author, draw=draw)


def mark_anonymised(uow: Uow, draw: str, person: str) -> None:
    uow.run(update(_draw).where(_draw.c.id == draw).values(anonymised_by=person, anonymised_at=uow.now))
    uow.log("copies anonymised", person, draw=draw)


def _draw_of(uow: Uow, row: Found[Any]) -> Draw:
    same = {name: getattr(row, name) for name in (*_AS_IT_IS, *_SO_TOO)}
    return Draw(
        **same,
        report=row.report or "",
        scope=_scope_of(row),
        listed=tuple(_row_of(each) for each in uow.run(_ROWS.where(_row.c.draw == row.id).order_by(_row.c.position))),
        rounds=tuple(_load_rounds(uow, row.id)),
        picks=tuple(_load_picks(uow, row.id)),
    )


def _row_of(row: Found[Any]) -> Row:
    return Row(
        row.position, row.reference, row.worker, row.service, row.before, row.covered, row.barred, row.salt or ""
    )


def _load_rounds(uow: Uow, draw: str) -> list[Round]:
    found = select(_round, _said.c.text).outerjoin(_said, _said.c.id == _round.c.words_id)
    rows = uow.run(found.where(_round.c.draw == draw).order_by(_round.c.number))
    return [Round(row.number, row.key, row.at, row.reason, row.text) for row in rows]


def _load_picks(uow: Uow, draw: str) -> list[Pick]:
    found = select(_pick, _said.c.text).outerjoin(_said, _said.c.id == _pick.c.words_id)
    rows = uow.run(found.where(_pick.c.draw == draw).order_by(_pick.c.round, _pick.c.position))
    return [Pick(row.round, row.position, row.state, row.reason, row.text, row.seat) for row in rows]


def _scope_columns(scope: Subject) -> dict[str, str | None]:
    return {
        "scope_kind": scope.kind,
        "scope_person": scope.person,
        "scope_team": scope.team,
        "scope_meeting": scope.meeting,
    }


def _scope_of(row: Found[Any]) -> Subject:
    return Subject(row.scope_kind, row.scope_person or row.scope_team or row.scope_meeting)
