"""Marks of checks and answers: kept, found, counted. Which themes there are is said by the framework."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update

from bot.domain.themes import Marked, Marks
from bot.storage import chain
from bot.storage.figures import Where
from bot.storage.keys import new_salt
from bot.storage.months import handed_in, worker
from bot.storage.store import Uow
from bot.storage.tables import runs, table_of
from bot.storage.tables import themes as tables

_mark = table_of(tables.Mark)
_theme = table_of(tables.MarkTheme)
_run = table_of(runs.Run)
_version = table_of(runs.Version)
_WHOLE = ""
"""Stands for the item of what is said of a whole check."""


def load_marks(uow: Uow, run: str) -> dict[str | None, Marked]:
    """How the check and its answers are marked, by item; the whole check under none."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    for row in uow.run(select(_theme.c.item, _theme.c.theme).where(_theme.c.run == run)):
        named[row.item].add(row.theme)
    rows = uow.run(select(_mark.c.item, _mark.c.good, _mark.c.revision).where(_mark.c.run == run)).fetchall()
    found = (Marked(row.item or None, Marks(frozenset(named[row.item]), row.good), row.revision) for row in rows)
    return {marked.item: marked for marked in found}


def put_marks(uow: Uow, run: str, marked: Marked, person: str) -> None:
    """In the place of those that stand; `marked` has the revision that they get. The run is locked by the caller."""
    item, marks, salt = marked.item or _WHOLE, marked.marks, new_salt()
    row = {"good": marks.good, "revision": marked.revision, "author": person, "at": uow.now, "salt": salt}
    if marked.revision == 1:
        uow.run(insert(_mark), {"run": run, "item": item, **row})
    else:
        uow.run(update(_mark).where(_mark.c.run == run, _mark.c.item == item).values(**row))
    uow.run(delete(_theme).where(_theme.c.run == run, _theme.c.item == item))
    if marks.themes:
        uow.run(insert(_theme), [{"run": run, "item": item, "theme": theme} for theme in sorted(marks.themes)])
    uow.log("marked", person, run, item=item, revision=marked.revision, marks=_digest(salt, marks))


def _digest(salt: str, marks: Marks) -> str:
    return chain.digest(salt, json.dumps({"good": marks.good, "themes": sorted(marks.themes)}, sort_keys=True))


def load_mark_digests(uow: Uow) -> dict[tuple[str, str], tuple[int, str]]:
    """The revision and the digest of every mark as it stands, by run and item; for proving the log."""
    named: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in uow.run(select(_theme)):
        named[row.run, row.item].add(row.theme)
    return {
        (row.run, row.item): (
            row.revision,
            _digest(row.salt, Marks(frozenset(named[row.run, row.item]), row.good)),
        )
        for row in uow.run(select(_mark))
    }


class ThemeCount(NamedTuple):
    framework: str
    theme: str
    """Empty for good practice of no theme."""
    good: bool
    many: int


def count_themes(uow: Uow, where: Where, versions: Collection[str]) -> list[ThemeCount]:
    """In how many checks of these versions each theme was marked, and in how many as good practice."""
    groups = (_version.c.framework, _theme.c.theme, _mark.c.good)
    marked = _run.join(_mark, _mark.c.run == _run.c.id).join(_version, _version.c.digest == _run.c.version)
    each = marked.outerjoin(_theme, (_theme.c.run == _mark.c.run) & (_theme.c.item == _mark.c.item))
    counted = (
        select(*groups, func.count(_run.c.id.distinct()).label("many"))
        .select_from(each)
        .where(*handed_in(where, versions), _theme.c.theme.is_not(None) | _mark.c.good)
        .group_by(*groups)
    )
    return [ThemeCount(row.framework, row.theme or "", row.good, row.many) for row in uow.run(counted)]


class Base(NamedTuple):
    """How many checks could have been marked, and about how many people they are."""

    checks: int
    workers: int


def count_markable(uow: Uow, where: Where, versions: Collection[str]) -> Base:
    found = select(func.count().label("checks"), func.count(worker().distinct()).label("workers")).select_from(_run)
    row = uow.run(found.where(*handed_in(where, versions))).one()
    return Base(row.checks, row.workers)
