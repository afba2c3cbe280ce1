"""The tree of teams as it stands on a day, and who is in each. Questions about single people are in people.py."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, FromClause, and_, or_, select

from bot.storage.store import Uow
from bot.storage.tables import people as tables
from bot.storage.tables import table_of

_team = table_of(tables.Team)
_exists = table_of(tables.Exists)
_part_of = table_of(tables.PartOf)
_belongs = table_of(tables.Belongs)
_employed = table_of(tables.Employed)


class Branch(NamedTuple):
    """A team and the one that it is part of."""

    id: str
    name: str
    above: str | None


def load_branches(uow: Uow, day: date) -> list[Branch]:
    """All teams that there are on that day, by name."""
    over = select(_exists.c.team).where(~_holds(_exists, day))
    there = select(_exists.c.team).where(_holds(_exists, day))
    rows = uow.run(
        select(_team.c.id, _team.c.name, _part_of.c.parent)
        .select_from(_team.outerjoin(_part_of, and_(_part_of.c.team == _team.c.id, _holds(_part_of, day))))
        .where(or_(_team.c.id.not_in(over), _team.c.id.in_(there)))
        .order_by(_team.c.name, _team.c.id)
    ).fetchall()
    known = {row.id for row in rows}
    return [Branch(row.id, row.name, row.parent if row.parent in known else None) for row in rows]


def load_members_by_team(uow: Uow, day: date) -> dict[str, frozenset[str]]:
    """Who works in each team itself."""
    rows = uow.run(
        select(_belongs.c.team, _belongs.c.person)
        .join(_employed, _employed.c.person == _belongs.c.person)
        .where(_holds(_belongs, day), _holds(_employed, day))
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.team].add(row.person)
    return {team: frozenset(people) for team, people in found.items()}


def _holds(table: FromClause, day: date) -> ColumnElement[bool]:
    return and_(table.c.since <= day, or_(table.c.until.is_(None), table.c.until > day))
