"""Waves of a survey, who has taken part in one, and what they said; never both of the latter together."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, text, update

from bot.domain.surveys import Wave
from bot.storage.keys import new_key
from bot.storage.store import Uow
from bot.storage.tables import sheets as tables
from bot.storage.tables import table_of

_wave = table_of(tables.Wave)
_taken_part = table_of(tables.TakenPart)
_sealed = table_of(tables.Sealed)
_sheet = table_of(tables.Sheet)
_comment = table_of(tables.Comment)

_TAKE_PART = text("INSERT INTO taken_part (wave, person) VALUES (:wave, :person) ON CONFLICT DO NOTHING")


def _wave_of(row: Row[Any]) -> Wave:
    return Wave(row.id, row.checklist, row.framework, row.version, row.state, row.closes_on)


def load_wave(uow: Uow, wave: str, *, lock: bool = False) -> Wave | None:
    """The wave; locked, it is not closed by anybody else until this transaction ends."""
    wanted = select(_wave).where(_wave.c.id == wave)
    row = uow.run(wanted.with_for_update() if lock else wanted).first()
    return _wave_of(row) if row else None


def load_open_wave(uow: Uow, checklist: str) -> Wave | None:
    row = uow.run(select(_wave).where(_wave.c.open_as == checklist)).first()
    return _wave_of(row) if row else None


def load_waves(uow: Uow, checklist: str, most: int) -> list[Wave]:
    """The waves of a survey, newest first."""
    wanted = select(_wave).where(_wave.c.checklist == checklist).order_by(_wave.c.opened_at.desc(), _wave.c.id)
    return [_wave_of(row) for row in uow.run(wanted.limit(most))]


def load_past_their_day(uow: Uow, today: date) -> list[Wave]:
    """Open waves whose last day is over."""
    rows = uow.run(select(_wave).where(_wave.c.state == "open", _wave.c.closes_on < today))
    return [_wave_of(row) for row in rows]


def add_wave(uow: Uow, checklist: str, framework: str, version: str, person: str, closes_on: date) -> str:
    key = new_key()
    row = {"id": key, "checklist": checklist, "framework": framework, "version": version, "state": "open"}
    more = {"open_as": checklist, "opened_by": person, "opened_at": uow.now, "closes_on": closes_on}
    uow.run(insert(_wave), {**row, **more})
    return key


def keep_open(uow: Uow, wave: Wave, closes_on: date) -> None:
    """Open until that day, also where it was closed with too few answers to count."""
    values = {"state": "open", "open_as": wave.checklist, "closes_on": closes_on}
    uow.run(update(_wave).where(_wave.c.id == wave.id).values(**values))


def end_wave(uow: Uow, wave: str, state: str, closes_on: date) -> None:
    uow.run(update(_wave).where(_wave.c.id == wave).values(state=state, open_as=None, closes_on=closes_on))


def has_taken_part(uow: Uow, wave: str, person: str) -> bool:
    there = select(_taken_part.c.person).where(_taken_part.c.wave == wave, _taken_part.c.person == person)
    return uow.run(there).first() is not None


def take_part(uow: Uow, wave: str, person: str) -> bool:
    """Note that they have answered; false when they had before."""
    return bool(uow.run(_TAKE_PART, {"wave": wave, "person": person}).rowcount)


def count_taken_part(uow: Uow, wave: str) -> int:
    return int(uow.run(select(func.count()).select_from(_taken_part).where(_taken_part.c.wave == wave)).scalar_one())


def add_sealed(uow: Uow, wave: str, body: bytes) -> None:
    uow.run(insert(_sealed), {"id": new_key(), "wave": wave, "body": body})


def load_sealed(uow: Uow, wave: str) -> list[bytes]:
    return list(uow.run(select(_sealed.c.body).where(_sealed.c.wave == wave)).scalars())


def delete_sealed(uow: Uow, wave: str) -> None:
    uow.run(delete(_sealed).where(_sealed.c.wave == wave))


def add_sheets(uow: Uow, wave: str, sheets: Iterable[tuple[str | None, str]]) -> None:
    """Each with its team, if it may have one. The order in which they come is not kept."""
    _add_shuffled(uow, _sheet, [{"id": new_key(), "wave": wave, "team": team, "body": body} for team, body in sheets])


def add_comments(uow: Uow, wave: str, comments: Iterable[tuple[str, str]]) -> None:
    _add_shuffled(
        uow, _comment, [{"id": new_key(), "wave": wave, "item": item, "text": said} for item, said in comments]
    )


def _add_shuffled(uow: Uow, table: Any, rows: list[dict[str, Any]]) -> None:
    """Neither by when they came nor by their new ids: no database keeps where a row was put for nothing."""
    secrets.SystemRandom().shuffle(rows)
    for row in rows:
        uow.run(insert(table), row)


def load_sheets(uow: Uow, wave: str) -> list[tuple[str | None, str]]:
    rows = uow.run(select(_sheet.c.team, _sheet.c.body).where(_sheet.c.wave == wave).order_by(_sheet.c.id))
    return [(row.team, row.body) for row in rows]


def load_comments(uow: Uow, wave: str) -> list[tuple[str, str]]:
    """By their random ids, so always in the same order, which says nothing."""
    rows = uow.run(select(_comment.c.item, _comment.c.text).where(_comment.c.wave == wave).order_by(_comment.c.id))
    return [(row.item, row.text) for row in rows]
